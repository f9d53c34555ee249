// Views: the query is the author's text. CREATE OR REPLACE where the server allows it (RULINGS 19).
#include "compiler/emit/write_parts.hpp"

#include "grammar/quote.hpp"

#include <algorithm>

namespace migc::emit {

namespace {

using catalog::View;

Subject subject_of(View const& view, Style const& style) {
    auto const name = qualified(view.name, style);
    return {"view", name, "table " + name}; // GRANT knows views as tables
}

std::string definition(View const& view, Style const& style) {
    auto out = std::string(view.recursive ? "recursive " : "") + "view " + qualified(view.name, style);
    if ((view.columns_written || view.recursive) && !view.columns.empty())
        out += " (" + identifiers(view.columns) + ")";
    if (!view.with.empty()) out += " with " + option_list(view.with);
    out += " as\n" + view.query;
    // On a line of its own: the query may end in a comment.
    if (!view.check_option.empty()) out += "\nwith " + view.check_option + " check option";
    return out;
}

bool same_definition(View const& before, View const& after) {
    return before.query == after.query && before.columns == after.columns &&
           before.columns_written == after.columns_written && before.recursive == after.recursive &&
           before.with == after.with && before.check_option == after.check_option;
}

void write_column_comments(View const& view, std::map<std::string, std::string> const& before,
                           Style const& style, Statements& out) {
    auto const write_one = [&](std::string const& column, std::optional<std::string> const& old,
                               std::optional<std::string> const& wanted) {
        write_comment("column", qualified(view.name, style) + "." + quoted_identifier(column), old, wanted,
                      out);
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

} // namespace

bool view_is_replaceable(View const& before, View const& after) {
    if (same_definition(before, after)) return true;
    if (!before.columns_known || !after.columns_known) return false;
    return before.columns.size() <= after.columns.size() &&
           std::equal(before.columns.begin(), before.columns.end(), after.columns.begin());
}

void create(Context const& context, View const& view) {
    context.out.push_back("create " + definition(view, context.style));
    for (auto const& [name, trigger] : view.triggers)
        create({catalog::Key{catalog::Kind::trigger, view.name, name}, context.style, context.out}, trigger);
    write_column_defaults(view, {}, context.style, context.out);
    write_column_comments(view, {}, context.style, context.out);
    write_common(subject_of(view, context.style), {}, view.common, context.out);
}

void drop(Context const& context, View const& view) {
    context.out.push_back("drop view " + qualified(view.name, context.style));
}

void alter(Context const& context, View const& before, View const& after) {
    if (!view_is_replaceable(before, after)) {
        drop(context, before);
        create(context, after);
        return;
    }
    if (!same_definition(before, after))
        context.out.push_back("create or replace " + definition(after, context.style));
    alter_triggers(before, after, context.style, context.out);
    write_column_defaults(after, before.column_defaults, context.style, context.out);
    write_column_comments(after, before.column_comments, context.style, context.out);
    write_common(subject_of(after, context.style), before.common, after.common, context.out);
}

} // namespace migc::emit
