-- The server keeps the type that a literal had when the column had it, too; the catalog keeps the literal as written.
alter table t alter column a set default 'x'::character varying;
