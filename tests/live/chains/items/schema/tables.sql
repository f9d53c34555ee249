-- What the first revision includes.
create table included (
    id   integer primary key,
    note text default 'a; b'
);
create index included_note on included (note);
comment on table included is 'From a file of its own';
