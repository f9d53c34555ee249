create table items (id integr);
create tabel parts (id integer);
