#include "compiler/catalog/typed_table.hpp"

#include "compiler/catalog/find_object.hpp"
#include "compiler/catalog/named_errors.hpp"

#include <fmt/format.h>

namespace migc::catalog {

CompositeType const* row_type_named(Context& context, ast::QualifiedName const& name) {
    auto const key = find_object(context, ast::ObjectKind::type, name, false);
    if (!key) return nullptr;
    auto const* found = context.catalog.composite(key->name);
    if (!found) wrong_type(context, key->name, "a composite type", name.span);
    return found;
}

void take_over_type(CompositeType const& type, Table& table) {
    table.facts.of_type = type.name;
    for (auto const& attribute : type.attributes) {
        auto& column = table.columns.emplace_back();
        column.name = attribute.name;
        column.type = attribute.type;
        column.collation = attribute.collation;
    }
}

bool fits_type(Context& context, Table const& table, CompositeType const& type, Span span) {
    auto const refuse = [&](std::string message) {
        context.error(Code::bad_definition, span, std::move(message),
                      fmt::format("give the table the columns of type `{}`, in their order", context.shown(type.name)));
        return false;
    };
    for (std::size_t i = 0; i < type.attributes.size(); ++i) {
        auto const& attribute = type.attributes[i];
        if (i >= table.columns.size())
            return refuse(fmt::format("table `{}` has no column `{}`", context.shown(table.name), attribute.name));
        auto const& column = table.columns[i];
        if (column.name != attribute.name)
            return refuse(fmt::format("table `{}` has column `{}` where type `{}` has `{}`", context.shown(table.name),
                                      column.name, context.shown(type.name), attribute.name));
        if (column.type != attribute.type || column.collation != attribute.collation)
            return refuse(fmt::format("column `{}` of table `{}` has another type than the attribute", column.name,
                                      context.shown(table.name)));
    }
    if (table.columns.size() == type.attributes.size()) return true;
    return refuse(fmt::format("table `{}` has a further column `{}`", context.shown(table.name),
                              table.columns[type.attributes.size()].name));
}

bool has_own_columns(Context& context, Table const& table, std::string_view what, Span span) {
    if (!table.facts.of_type) return true;
    auto& diagnostic =
        context.error(Code::wrong_kind, span, fmt::format("{} of typed table `{}`", what, context.shown(table.name)),
                      fmt::format("change type `{}`, or write `not of` first", context.shown(*table.facts.of_type)));
    context.note_origin(diagnostic, {Kind::table, table.name, {}});
    return false;
}

std::vector<Key> tables_of_type(Catalog const& catalog, Name const& type) {
    std::vector<Key> out;
    for (auto const& key : catalog.dependants({Kind::type, type, {}})) {
        auto const* table = key.kind == Kind::table ? catalog.table(key.name) : nullptr;
        if (table && table->facts.of_type == type) out.push_back(key);
    }
    return out;
}

} // namespace migc::catalog
