include 'x.sql';
