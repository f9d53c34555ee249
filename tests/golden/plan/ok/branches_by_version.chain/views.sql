create view ids as select id from items;
