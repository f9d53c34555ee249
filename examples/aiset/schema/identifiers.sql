-- Every row has two names: a guid that is unique wherever it travels, and a display id that
-- people can say on the phone. One counter serves all tables, so a display id names one row.
create sequence display_number;

-- The body is bound when it is created, not when it runs: no caller's search path can send it to
-- another counter.
create function next_display_id(prefix text) returns text
language sql
volatile
begin atomic
    select prefix || '-' || lpad(nextval('display_number')::text, 8, '0');
end;

comment on function next_display_id(text) is 'The human half of the hybrid identifier, as in CI-00000042';
