Mappings of a text search configuration that was copied from one of the server's own.
--- setup
create text search configuration plain (copy = simple);
create text search configuration words (copy = pg_catalog.german);
create text search configuration bare (parser = "default");
--- cases
alter text search configuration plain add mapping for url with simple;

alter text search configuration words add mapping for asciiword with simple;

alter text search configuration plain add mapping for nope with simple;

alter text search configuration bare add mapping for url with simple;

alter text search configuration bare add mapping for url with simple;
alter text search configuration bare add mapping for url with simple;

alter text search configuration plain drop mapping for url;
alter text search configuration plain add mapping for url with simple;

alter text search configuration bare add mapping for nope with simple;

alter text search configuration plain drop mapping for nope;

alter text search configuration plain drop mapping if exists for nope;

alter text search configuration plain alter mapping for nope with simple;

alter text search configuration plain add mapping for tag with simple;
