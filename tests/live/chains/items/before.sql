create schema app;
create schema lib;
create function lib.shared(n integer) returns integer language sql immutable as 'select n';
