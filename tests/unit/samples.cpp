#include "tests/unit/samples.hpp"

#include <utility>

namespace migc::samples {

using namespace catalog;

Type type(std::string name, std::string modifier, std::string suffix) {
    return {{}, std::move(name), std::move(modifier), std::move(suffix), false};
}

Column column(std::string name, Type of, bool not_null) {
    Column out;
    out.name = std::move(name);
    out.type = std::move(of);
    out.not_null = not_null;
    return out;
}

Expression expression(std::string text) { return {std::move(text), {}}; }

namespace {

Name in_public(std::string name) { return {"public", std::move(name)}; }

Constraint constraint(std::string name, ConstraintKind kind, std::vector<std::string> columns) {
    Constraint out;
    out.name = std::move(name);
    out.kind = kind;
    out.columns = std::move(columns);
    return out;
}

Constraint check(std::string name, std::vector<std::string> columns, std::string condition) {
    auto out = constraint(std::move(name), ConstraintKind::check, std::move(columns));
    out.condition = expression(std::move(condition));
    return out;
}

Index index(std::string name, std::vector<IndexElement> elements) {
    Index out;
    out.name = in_public(std::move(name));
    out.elements = std::move(elements);
    return out;
}

IndexElement on(std::string column_name) {
    IndexElement out;
    out.column = std::move(column_name);
    return out;
}

void add(Table& table, Constraint value) {
    auto name = value.name;
    table.constraints.emplace(std::move(name), std::move(value));
}

void add(Table& table, Index value) {
    auto name = value.name.name;
    table.indexes.emplace(std::move(name), std::move(value));
}

void add_columns(Table& table) {
    auto id = column("id", type("integer"), true);
    id.default_value = expression("nextval('items_id_seq'::regclass)");
    Sequence owned;
    owned.name = in_public("items_id_seq");
    owned.options.type = "integer";
    owned.options.max_value = INT32_MAX;
    owned.common.comment = "counts items";
    id.owned.push_back(owned);
    auto number = column("number", type("bigint"), true);
    Identity identity;
    identity.always = true;
    identity.sequence.name = in_public("items_number_seq");
    identity.sequence.options.start = 100;
    identity.sequence.options.increment = 5;
    number.identity = identity;
    auto name = column("name", type("character varying", "(50)"), true);
    name.default_value = expression("'it''s'");
    name.collation = "\"C\"";
    name.comment = "what it's called";
    name.statistics = 500;
    name.options = {{"n_distinct", "-0.5"}};
    auto state = column("state", {"public", "mood", {}, {}, false});
    state.default_value = expression("'ok'::mood");
    auto note = column("Note", type("text"));
    note.storage = "external";
    auto price = column("price", type("numeric", "(10,2)"));
    price.default_value = expression("0");
    auto gross = column("gross", type("numeric"));
    gross.generated = Generated::stored;
    gross.default_value = expression("price * 1.19");
    auto changed = column("changed", type("timestamp", "(3)", "with time zone"), true);
    changed.default_value = expression("now()");
    auto tags = column("tags", type("text"));
    tags.type.array = true;
    auto live = column("live", type("boolean"), true);
    live.default_value = expression("1 in (1, 2) and not false");
    auto parent = column("parent", type("integer"));
    auto span = column("span", type("int4range"));
    table.columns = {id, number, name, state, note, price, gross, changed, tags, live, parent, span};
}

void add_constraints(Table& table) {
    auto key = constraint("items_pkey", ConstraintKind::primary_key, {"id"});
    key.with = {{"fillfactor", "90"}};
    key.comment = "the key";
    add(table, key);
    auto unique = constraint("items_name_key", ConstraintKind::unique, {"name", "state"});
    unique.include = {"price"};
    unique.nulls_not_distinct = true;
    add(table, unique);
    auto price = check("items_price_check", {"price"}, "price >= 0");
    price.no_inherit = true;
    add(table, price);
    auto unchecked = check("items_name_check", {"name"}, "length(name) > 1");
    unchecked.validated = false;
    add(table, unchecked);
    auto parent = constraint("items_parent_fkey", ConstraintKind::foreign_key, {"parent"});
    parent.references = table.name;
    parent.referenced = {"id"};
    parent.on_delete = "set null";
    parent.set_columns = {"parent"};
    parent.deferrable = true;
    parent.initially_deferred = true;
    add(table, parent);
    auto by_index = constraint("items_number_fkey", ConstraintKind::foreign_key, {"number"});
    by_index.references = table.name;
    by_index.referenced = {"number"};
    by_index.match = "full";
    by_index.on_update = "cascade";
    add(table, by_index);
    auto exclude = constraint("items_span_excl", ConstraintKind::exclude, {"span"});
    exclude.exclude_method = "gist";
    exclude.exclude_elements = expression("span with &&");
    exclude.where = expression("live");
    add(table, exclude);
}

void add_indexes(Table& table) {
    auto number = index("items_number_idx", {on("number")});
    number.unique = true;
    add(table, number);
    IndexElement lower;
    lower.expression = expression("lower(name)");
    lower.is_call = true;
    lower.operator_class = "text_pattern_ops";
    IndexElement sum;
    sum.expression = expression("price + 1");
    sum.descending = true;
    sum.nulls_first = true;
    auto changed = on("changed");
    changed.nulls_first = true;
    auto mixed = index("items_mixed_idx", {lower, sum, changed});
    mixed.include = {"id"};
    mixed.with = {{"fillfactor", "70"}};
    mixed.where = expression("price > 0");
    mixed.comment = "a bit of everything";
    add(table, mixed);
    auto tags = index("items_tags_idx", {on("tags")});
    tags.method = "gin";
    add(table, tags);
}

void add_triggers(Table& table) {
    Trigger touch;
    touch.name = "items_touch";
    touch.events = "before update or insert";
    touch.update_columns = {"name", "Note"};
    touch.rest = expression("for each row when (new.price > 0)");
    touch.function = in_public("touch");
    touch.arguments = "'x', 'y'";
    touch.mode = "enable always";
    touch.comment = "keeps it fresh";
    table.triggers.emplace(touch.name, touch);
}

/// Applies what it records, as far as later operations look at it.
struct Recorder {
    std::vector<Operation> operations;

    void record(decltype(Operation::change) change) { operations.push_back({std::move(change), {}, false}); }
    template <class T>
    void create(Key key, T const& value) {
        record(Create{std::move(key), value, at_end, false});
    }
    template <class T>
    void drop(Key key, T const& value) {
        record(Drop{std::move(key), value, at_end});
    }
    template <class T, class Change>
    void alter(Key key, T& value, Change const& change) {
        auto const before = value;
        change(value);
        record(Alter{std::move(key), before, value, {}});
    }
};

void alter_columns(Recorder& r, Table& table) {
    auto const change = [&](std::string const& name, auto const& how) {
        r.alter({Kind::column, table.name, name}, *table.column(name), how);
    };
    change("name", [](Column& c) { c.type.modifier = "(80)"; });
    change("name", [](Column& c) { c.type = type("text"), c.default_value = expression("'none'"); });
    change("name", [](Column& c) { c.collation.clear(), c.comment.reset(), c.statistics.reset(), c.options.clear(); });
    change("price", [](Column& c) { c.default_value.reset(), c.not_null = true; });
    change("live", [](Column& c) { c.not_null = false, c.default_value = expression("true"); });
    change("Note", [](Column& c) { c.storage.clear(), c.compression = "pglz"; });
    change("state", [](Column& c) { c.type = type("text"), c.default_value = expression("'ok'"); });
    change("parent", [](Column& c) { c.type = type("bigint"); });
    change("number", [](Column& c) { c.identity->always = false, c.identity->sequence.options.cycle = true; });
    change("id", [](Column& c) { c.owned.front().options.increment = 2, c.owned.front().common.comment.reset(); });
    auto extra = column("extra", type("integer"), true);
    extra.identity.emplace();
    extra.identity->sequence.name = in_public("other_seq");
    extra.identity->sequence.options.type = "integer";
    extra.identity->sequence.options.max_value = INT32_MAX;
    r.create({Kind::column, table.name, "extra"}, extra);
    table.columns.push_back(extra);
    change("extra", [](Column& c) {
        c.type = type("bigint");
        c.identity->sequence.options.type = "bigint";
        c.identity->sequence.options.max_value = INT64_MAX;
    });
    change("extra", [](Column& c) { c.identity.reset(), c.not_null = false; });
    auto flag = column("flag", type("boolean"));
    r.create({Kind::column, table.name, "flag"}, flag);
    table.columns.push_back(flag);
    change("flag", [](Column& c) { c.type = type("integer"); });
    r.drop({Kind::column, table.name, "flag"}, *table.column("flag"));
    table.columns.pop_back();
}

void alter_parts(Recorder& r, Table& table) {
    auto const constraint_key = [&](std::string name) { return Key{Kind::constraint, table.name, std::move(name)}; };
    auto const change = [&](std::string const& name, auto const& how) {
        r.alter(constraint_key(name), table.constraints.at(name), how);
    };
    change("items_name_check", [](Constraint& c) { c.validated = true; });
    change("items_parent_fkey", [](Constraint& c) { c.initially_deferred = false; });
    change("items_parent_fkey", [](Constraint& c) { c.deferrable = false; });
    change("items_pkey", [](Constraint& c) { c.with.clear(), c.comment = "another"; });
    change("items_price_check", [](Constraint& c) { c.condition = expression("price > 1"); });
    auto const index_key = [](std::string name) { return Key{Kind::index, {"public", std::move(name)}, "items"}; };
    auto& mixed = table.indexes.at("items_mixed_idx");
    r.alter(index_key("items_mixed_idx"), mixed, [](Index& i) { i.with = {{"deduplicate_items", "off"}}; });
    r.alter(index_key("items_mixed_idx"), mixed, [](Index& i) { i.elements.pop_back(), i.comment.reset(); });
    auto& touch_trigger = table.triggers.at("items_touch");
    Key const trigger_key{Kind::trigger, table.name, "items_touch"};
    r.alter(trigger_key, touch_trigger, [](Trigger& t) { t.mode = "disable", t.comment.reset(); });
    // The server does not retype a column that a trigger names.
    r.alter(trigger_key, touch_trigger, [](Trigger& t) { t.update_columns = {"Note"}; });
    r.record(Rename{trigger_key, {Kind::trigger, table.name, "items_fresh"}});
    r.record(Rename{constraint_key("items_span_excl"), constraint_key("items_span")});
    r.record(Rename{index_key("items_tags_idx"), index_key("items_by_tags")});
    r.record(Rename{{Kind::column, table.name, "tags"}, {Kind::column, table.name, "labels"}});
    // Renames are put back, so that `table` still says what stands there.
    r.record(Rename{{Kind::column, table.name, "labels"}, {Kind::column, table.name, "tags"}});
    r.record(Rename{index_key("items_by_tags"), index_key("items_tags_idx")});
    r.record(Rename{constraint_key("items_span"), constraint_key("items_span_excl")});
    r.record(Rename{{Kind::trigger, table.name, "items_fresh"}, trigger_key});
}

void alter_facts(Recorder& r, Table& table) {
    Key const key{Kind::table, table.name, {}};
    auto const change = [&](auto const& how) { r.alter(key, table.facts, how); };
    change([](TableFacts& f) { f.with = {{"autovacuum_enabled", "false"}, {"fillfactor", "60"}}; });
    change([](TableFacts& f) { f.row_security = false, f.force_row_security = true; });
    change([](TableFacts& f) { f.replica_identity = "full"; });
    change([](TableFacts& f) { f.persistence = Persistence::unlogged; });
    table.column("id")->owned.front().unlogged = true; // goes along from 15 on
    change([](TableFacts& f) {
        f.common.comment.reset();
        f.common.acl = {{"keeper", "select", "price", Grantable::plain}, {"reader", "select", {}, Grantable::plain}};
    });
}

void views(Recorder& r) {
    auto view = overview();
    Key const key{Kind::view, view.name, {}};
    r.create(key, view);
    r.alter(key, view, [](View& v) {
        v.query = "select id, name, price as cost, live from items";
        v.columns = {"id", "name", "cost", "live"};
        v.column_comments = {{"cost", "net"}, {"live", "shown"}};
    });
    r.alter(key, view, [](View& v) {
        v.query = "select id, price as cost from items where price > 0 -- only what costs";
        v.columns = {"id", "cost"};
        v.check_option = "local";
        v.triggers.clear();
        v.common.acl.clear();
        v.column_comments.clear();
    });
    r.record(Rename{key, {Kind::view, in_public("summary"), {}}});
    view.name.name = "summary";
    r.drop({Kind::view, view.name, {}}, view);
    View counting;
    counting.name = in_public("counting");
    counting.recursive = true;
    counting.columns_known = counting.columns_written = true;
    counting.columns = {"n"};
    counting.query = "select 1 union all select n + 1 from counting where n < 9";
    r.create({Kind::view, counting.name, {}}, counting);
    r.drop({Kind::view, counting.name, {}}, counting);
}

void routines(Recorder& r) {
    Routine total;
    total.name = in_public("total");
    total.arguments = {{ArgumentMode::in, "a", type("integer"), std::nullopt},
                       {ArgumentMode::in, "b", type("integer"), expression("0")},
                       {ArgumentMode::variadic, "rest", type("integer"), std::nullopt}};
    total.arguments[2].type.array = true;
    total.returns = type("bigint");
    total.body = "language sql immutable as $$ select a + b $$";
    total.arguments.pop_back();
    total.common.acl = {{"public", "execute", {}, Grantable::revoked},
                        {"reader", "execute", {}, Grantable::with_option}};
    Key const key{Kind::routine, total.name, total.signature()};
    r.create(key, total);
    r.alter(key, total, [](Routine& f) { f.body = "language sql immutable as $$ select a - b $$"; });
    r.alter(key, total, [](Routine& f) { f.returns = type("integer"); });
    r.alter(key, total, [](Routine& f) { f.arguments[1].default_value.reset(); });
    r.alter(key, total, [](Routine& f) { f.common.acl = {{"reader", "execute", {}, Grantable::plain}}; });
    auto rows = total;
    rows.name.name = "rows_of";
    rows.arguments = {{ArgumentMode::in, "pattern", type("text"), std::nullopt},
                      {ArgumentMode::table, "id", type("integer"), std::nullopt},
                      {ArgumentMode::table, "name", type("text"), std::nullopt}};
    rows.returns.reset();
    rows.body = "language sql stable as $$ select 1, 'x'::text $$";
    r.create({Kind::routine, rows.name, rows.signature()}, rows);
    Routine act;
    act.name = in_public("act");
    act.procedure = true;
    act.arguments = {{ArgumentMode::in, "state", {"public", "mood", {}, {}, false}, std::nullopt},
                     {ArgumentMode::inout, "done", type("boolean"), std::nullopt}};
    act.body = "language plpgsql as $$ begin done := true; end $$";
    act.common.comment = "acts";
    Key const act_key{Kind::routine, act.name, act.signature()};
    r.create(act_key, act);
    r.record(Rename{act_key, {Kind::routine, {"app", "act"}, act.signature()}});
    r.record(Rename{{Kind::routine, {"app", "act"}, act.signature()}, act_key});
    r.drop(act_key, act);
    r.drop({Kind::routine, rows.name, rows.signature()}, rows);
}

void loose_objects(Recorder& r) {
    Schema app{"app", {}};
    app.common.comment = "the application's";
    app.common.acl = {{"reader", "usage", {}, Grantable::plain}};
    Key const schema_key{Kind::schema, {{}, "app"}, {}};
    r.create(schema_key, app);
    r.alter(schema_key, app, [](Schema& s) { s.common.acl.clear(), s.common.comment.reset(); });
    r.record(Rename{schema_key, {Kind::schema, {{}, "App"}, {}}});
    r.record(Rename{{Kind::schema, {{}, "App"}, {}}, schema_key});
    Extension trigrams{"pg_trgm", "app", {}, {}};
    r.create({Kind::extension, {{}, "pg_trgm"}, {}}, trigrams);
    r.alter({Kind::extension, {{}, "pg_trgm"}, {}}, trigrams, [](Extension& e) { e.schema = "public"; });
    auto feeling = mood();
    Key const mood_key{Kind::type, feeling.name, {}};
    r.create(mood_key, feeling);
    r.alter(mood_key, feeling, [](EnumType& t) { t.labels[0] = "gloomy"; });
    r.alter(mood_key, feeling, [](EnumType& t) {
        t.common.acl = {{"public", "usage", {}, Grantable::revoked}};
        t.common.comment.reset();
    });
    auto tickets = ticket_numbers();
    Key const sequence_key{Kind::sequence, tickets.name, {}};
    r.create(sequence_key, tickets);
    r.alter(sequence_key, tickets, [](Sequence& s) {
        s.options.type = "bigint";
        s.options.min_value = -1000;
        s.options.cache = 1;
        s.unlogged = true;
    });
    r.record(Rename{sequence_key, {Kind::sequence, {"app", "tickets"}, {}}});
    r.record(Rename{{Kind::sequence, {"app", "tickets"}, {}}, sequence_key});
    r.alter(sequence_key, tickets, [](Sequence& s) {
        s.common.acl = {{"reader", "usage", {}, Grantable::with_option}};
        s.common.owner = "keeper";
    });
    r.alter(sequence_key, tickets, [](Sequence& s) {
        s.common.acl = {{"reader", "usage", {}, Grantable::plain}, {"reader", "update", {}, Grantable::plain}};
    });
    r.drop(sequence_key, tickets);
}

} // namespace

EnumType mood() {
    EnumType out;
    out.name = {"public", "mood"};
    out.labels = {"sad", "ok", "it's"};
    out.common.comment = "how one feels";
    return out;
}

Sequence ticket_numbers() {
    Sequence out;
    out.name = {"public", "ticket_numbers"};
    out.options.type = "integer";
    out.options.increment = -1;
    out.options.min_value = -500;
    out.options.max_value = -1;
    out.options.start = -1;
    out.options.cache = 20;
    out.options.cycle = true;
    return out;
}

Routine touch() {
    Routine out;
    out.name = {"public", "touch"};
    out.returns = type("trigger");
    out.body = "language plpgsql as $$ begin return new; end $$";
    return out;
}

View overview() {
    View out;
    out.name = {"public", "overview"};
    out.columns = {"id", "name", "cost"};
    out.columns_known = true;
    out.with = {{"security_barrier", "true"}};
    out.query = "select id, name, price as cost from items";
    out.column_comments = {{"cost", "net"}};
    out.common.comment = "at a glance";
    out.common.acl = {{"reader", "select", {}, Grantable::plain}};
    Trigger instead;
    instead.name = "overview_insert";
    instead.events = "instead of insert";
    instead.rest = expression("for each row");
    instead.function = {"public", "touch"};
    out.triggers.emplace(instead.name, instead);
    return out;
}

Table items() {
    Table out;
    out.name = {"public", "items"};
    add_columns(out);
    add_constraints(out);
    add_indexes(out);
    add_triggers(out);
    out.facts.with = {{"fillfactor", "80"}};
    out.facts.row_security = true;
    out.facts.replica_identity = "using index items_number_idx";
    out.facts.common.comment = "things\nwith names";
    out.facts.common.owner = "keeper";
    out.facts.common.acl = {{"keeper", "truncate", {}, Grantable::revoked},
                            {"public", "select", "id", Grantable::plain},
                            {"reader", "insert", {}, Grantable::with_option},
                            {"reader", "select", {}, Grantable::plain}};
    return out;
}

std::vector<Operation> history() {
    Recorder r;
    loose_objects(r);
    auto const function = touch();
    r.create({Kind::routine, function.name, {}}, function);
    routines(r);
    auto table = items();
    Key const key{Kind::table, table.name, {}};
    r.create(key, table);
    views(r);
    alter_parts(r, table);
    alter_columns(r, table);
    alter_facts(r, table);
    r.record(Rename{key, {Kind::table, {"app", "Things"}, {}}});
    r.record(Rename{{Kind::table, {"app", "Things"}, {}}, key});
    r.drop(key, table);
    return std::move(r.operations);
}

} // namespace migc::samples
