select 1;
include 'one.sql';
