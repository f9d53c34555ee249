#include "compiler/catalog/like_statistics.hpp"

#include "compiler/catalog/define_like.hpp"
#include "compiler/catalog/named_text.hpp"
#include "compiler/catalog/server_names.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::catalog {

namespace {

// The relation stands last: `(kinds) on a, b from t`.
Binding const* relation_in(Expression const& definition) {
    auto const found = std::find_if(definition.bindings.rbegin(), definition.bindings.rend(),
                                    [](Binding const& binding) { return binding.kind == Kind::table; });
    return found == definition.bindings.rend() ? nullptr : &*found;
}

// Columns in the order of the table, then the expressions, as the server keeps them.
std::vector<std::string> items_of(Table const& table, Expression const& definition, std::uint32_t relation) {
    auto const& text = definition.text;
    auto const first = text.starts_with("(") ? text.find(") on ") + 5 : 3;
    auto const last = relation - std::string_view(" from ").size();
    std::vector<std::string> columns;
    std::size_t expressions = 0;
    int depth = 0;
    for (auto begin = first, at = first; at <= last; ++at) {
        if (at < last && text[at] == '(') ++depth;
        if (at < last && text[at] == ')') --depth;
        if (at < last && (depth > 0 || text[at] != ',')) continue;
        auto const whole =
            std::find_if(definition.bindings.begin(), definition.bindings.end(), [&](Binding const& each) {
                return each.kind == Kind::column && each.begin == begin && each.end == at;
            });
        if (whole != definition.bindings.end())
            columns.push_back(whole->column);
        else
            ++expressions;
        begin = at + 2; // behind `, `
    }
    auto const place = [&](std::string const& name) {
        return std::find_if(table.columns.begin(), table.columns.end(),
                            [&](Column const& column) { return column.name == name; });
    };
    std::sort(columns.begin(), columns.end(),
              [&](std::string const& left, std::string const& right) { return place(left) < place(right); });
    columns.insert(columns.end(), expressions, "expr");
    return columns;
}

Expression copied_definition(Context& context, Expression const& from, Binding const& relation, Name const& table) {
    Expression front{from.text.substr(0, relation.begin - 1), from.bindings, false};
    std::erase_if(front.bindings, [&](Binding const& binding) { return binding.begin >= relation.begin; });
    NamedText text(context);
    text.expression(rebound(std::move(front), relation.object, table));
    text.relation(table);
    return text.take();
}

} // namespace

Name statistics_name(Catalog const& catalog, Name const& relation, std::vector<std::string> const& columns) {
    auto label = std::string("stat");
    for (int pass = 1;; ++pass) {
        Name name{relation.schema, object_name(relation.name, joined_columns(columns), label)};
        if (!catalog.named({Kind::named, name, {}, NamedKind::statistics})) return name;
        label = fmt::format("stat{}", pass);
    }
}

void like_statistics(Context& context, ast::Like const& node, Name const& table, bool comments) {
    auto const source = context.find_relation(node.table);
    if (!source) return;
    std::vector<Named> found;
    for (auto const& [key, object] : context.catalog.all_named()) {
        auto const* relation = key.named == NamedKind::statistics ? relation_in(object.definition) : nullptr;
        if (relation && relation->object == *source) found.push_back(object);
    }
    for (auto const& object : found) {
        auto const& relation = *relation_in(object.definition);
        Named copy;
        copy.kind = NamedKind::statistics;
        copy.name = statistics_name(context.catalog, table,
                                    items_of(*context.catalog.table(table), object.definition, relation.begin));
        copy.definition = copied_definition(context, object.definition, relation, table);
        if (comments) copy.common.comment = object.common.comment;
        auto const key = copy.key();
        context.perform(Create{key, std::move(copy), at_end, false}, true);
    }
}

} // namespace migc::catalog
