// Views: the query is the author's text. CREATE OR REPLACE where the server allows it (RULINGS 19).
#include "compiler/emit/write_parts.hpp"

#include "grammar/quote.hpp"

#include <algorithm>

namespace migc::emit {

namespace {

using catalog::View;

Subject subject_of(View const& view, Style const& style) {
    auto const name = qualified(view.name, style);
    return {view.stored ? "materialized view" : "view", name, "table " + name}; // GRANT knows views as tables
}

std::string definition(View const& view, Style const& style) {
    auto out = std::string(view.recursive ? "recursive "
                           : view.stored  ? "materialized "
                                          : "") +
               "view " + qualified(view.name, style);
    if ((view.columns_written || view.recursive) && !view.columns.empty())
        out += " (" + identifiers(view.columns) + ")";
    if (view.stored && !view.stored->method.empty()) out += " using " + quoted_identifier(view.stored->method);
    if (!view.with.empty()) out += " with " + option_list(view.with);
    if (view.stored && !view.stored->tablespace.empty())
        out += " tablespace " + quoted_identifier(view.stored->tablespace);
    out += " as\n" + view.query;
    // On a line of its own: the query may end in a comment.
    if (view.stored && !view.stored->populated) out += "\nwith no data";
    if (!view.check_option.empty()) out += "\nwith " + view.check_option + " check option";
    return out;
}

bool same_definition(View const& before, View const& after) {
    return before.query == after.query && before.columns == after.columns &&
           before.columns_written == after.columns_written && before.recursive == after.recursive &&
           before.with == after.with && before.check_option == after.check_option;
}

// A materialized view is never replaced; how it is stored is altered in place.
bool same_query(View const& before, View const& after) {
    return before.query == after.query && before.columns == after.columns && before.recursive == after.recursive;
}

void alter_options(View const& before, View const& after, std::string const& start, Statements& out) {
    auto const gone = gone_options(before.with, after.with);
    auto const changed = changed_options(before.with, after.with);
    if (!gone.empty()) out.push_back(start + "reset " + gone);
    if (!changed.empty()) out.push_back(start + "set " + option_list(changed));
}

void alter_stored(View const& before, View const& after, Style const& style, Statements& out) {
    auto const name = qualified(after.name, style);
    auto const start = "alter materialized view " + name + " ";
    alter_options(before, after, start, out);
    if (before.stored->method != after.stored->method)
        out.push_back(start + "set access method " +
                      (after.stored->method.empty() ? "heap" : quoted_identifier(after.stored->method)));
    if (before.stored->tablespace != after.stored->tablespace)
        out.push_back(start + "set tablespace " +
                      (after.stored->tablespace.empty() ? "pg_default" : quoted_identifier(after.stored->tablespace)));
    if (before.stored->populated != after.stored->populated)
        out.push_back("refresh materialized view " + name + (after.stored->populated ? "" : " with no data"));
}

void alter_rules(View const& before, View const& after, Style const& style, Statements& out) {
    auto const key = [&](std::string const& name) { return catalog::Key{catalog::Kind::rule, after.name, name}; };
    for (auto const& [name, rule] : before.rules)
        if (!after.rules.contains(name)) drop({key(name), style, out}, rule);
    for (auto const& [name, rule] : after.rules) {
        auto const it = before.rules.find(name);
        if (it == before.rules.end())
            create({key(name), style, out}, rule);
        else
            alter({key(name), style, out}, it->second, rule);
    }
}

// Indexes of a materialized view have operations of their own, except where the view is made anew.
void create_indexes(View const& view, Style const& style, Statements& out) {
    if (!view.stored) return;
    for (auto const& [name, index] : view.stored->indexes)
        create({catalog::Key{catalog::Kind::index, index.name, view.name.name}, style, out}, index);
}

void write_column_comments(View const& view, std::map<std::string, std::string> const& before, Style const& style,
                           Statements& out) {
    auto const write_one = [&](std::string const& column, std::optional<std::string> const& old,
                               std::optional<std::string> const& wanted) {
        write_comment("column", qualified(view.name, style) + "." + quoted_identifier(column), old, wanted, out);
    };
    for (auto const& [column, text] : before)
        if (!view.column_comments.contains(column)) write_one(column, text, std::nullopt);
    for (auto const& [column, text] : view.column_comments) {
        auto const it = before.find(column);
        write_one(column, it == before.end() ? std::nullopt : std::optional(it->second), text);
    }
}

void write_column_defaults(View const& view, std::map<std::string, catalog::Expression> const& before,
                           Style const& style, Statements& out) {
    auto const start = [&](std::string const& column) {
        return "alter view " + qualified(view.name, style) + " alter column " + quoted_identifier(column);
    };
    for (auto const& [column, value] : before)
        if (!view.column_defaults.contains(column)) out.push_back(start(column) + " drop default");
    for (auto const& [column, value] : view.column_defaults) {
        auto const it = before.find(column);
        if (it == before.end() || it->second != value) out.push_back(start(column) + " set default " + value.text);
    }
}

void alter_triggers(View const& before, View const& after, Style const& style, Statements& out) {
    for (auto const& [name, trigger] : before.triggers)
        if (!after.triggers.contains(name))
            drop({catalog::Key{catalog::Kind::trigger, after.name, name}, style, out}, trigger);
    for (auto const& [name, trigger] : after.triggers) {
        catalog::Key const key{catalog::Kind::trigger, after.name, name};
        auto const it = before.triggers.find(name);
        if (it == before.triggers.end())
            create({key, style, out}, trigger);
        else
            alter({key, style, out}, it->second, trigger);
    }
}

void alter_extensions(View const& before, View const& after, Style const& style, Statements& out) {
    auto const list = [](View const& view) {
        return view.stored ? view.stored->extensions : std::vector<std::string>();
    };
    write_extensions("materialized view " + qualified(after.name, style), list(before), list(after), out);
}

} // namespace

bool view_is_replaceable(View const& before, View const& after) {
    if (before.stored || after.stored) return before.stored && after.stored && same_query(before, after);
    if (same_definition(before, after)) return true;
    if (!before.columns_known || !after.columns_known) return false;
    return before.columns.size() <= after.columns.size() &&
           std::equal(before.columns.begin(), before.columns.end(), after.columns.begin());
}

void create(Context const& context, View const& view) {
    context.out.push_back("create " + definition(view, context.style));
    for (auto const& [name, trigger] : view.triggers)
        create({catalog::Key{catalog::Kind::trigger, view.name, name}, context.style, context.out}, trigger);
    for (auto const& [name, rule] : view.rules)
        create({catalog::Key{catalog::Kind::rule, view.name, name}, context.style, context.out}, rule);
    create_indexes(view, context.style, context.out);
    write_column_defaults(view, {}, context.style, context.out);
    write_column_comments(view, {}, context.style, context.out);
    write_common(subject_of(view, context.style), {}, view.common, context.out);
    alter_extensions({}, view, context.style, context.out);
}

void drop(Context const& context, View const& view) {
    context.out.push_back("drop " + subject_of(view, context.style).kind + " " + qualified(view.name, context.style));
}

void alter(Context const& context, View const& before, View const& after) {
    if (!view_is_replaceable(before, after)) {
        drop(context, before);
        create(context, after);
        return;
    }
    auto only_options = before;
    only_options.with = after.with;
    if (after.stored)
        alter_stored(before, after, context.style, context.out);
    else if (same_definition(only_options, after))
        alter_options(before, after, "alter view " + qualified(after.name, context.style) + " ", context.out);
    else
        context.out.push_back("create or replace " + definition(after, context.style));
    alter_triggers(before, after, context.style, context.out);
    alter_rules(before, after, context.style, context.out);
    write_column_defaults(after, before.column_defaults, context.style, context.out);
    write_column_comments(after, before.column_comments, context.style, context.out);
    write_common(subject_of(after, context.style), before.common, after.common, context.out);
    alter_extensions(before, after, context.style, context.out);
}

} // namespace migc::emit
