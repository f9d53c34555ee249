include 'two.sql';
