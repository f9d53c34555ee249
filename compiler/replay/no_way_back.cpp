#include "compiler/replay/no_way_back.hpp"

#include "compiler/catalog/stale.hpp"
#include "compiler/catalog/type_uses.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::replay {

namespace {

using catalog::Catalog;
using catalog::Operation;
using Reason = std::optional<std::string>;

// Releases that took a restriction away. Release notes of 13, 16 and 17, "Changes".
constexpr int first_without_extension = 13;
constexpr int first_with_default_storage = 16;
constexpr int first_with_identity_of_partitions = 17;

// Nothing is created from a text that mentions names which are gone (RULINGS 17).
Reason stale(Operation const& back) {
    std::string part;
    if (auto const* create = std::get_if<catalog::Create>(&back.change)) part = catalog::stale_part(create->after);
    if (auto const* change = std::get_if<catalog::Alter>(&back.change)) {
        auto const* found = std::get_if<catalog::View>(&change->before);
        bool const same_query = found && found->query == std::get<catalog::View>(change->after).query;
        if (!same_query) part = catalog::stale_part(change->after);
    }
    if (part.empty()) return {};
    return fmt::format("{} cannot come back: its text mentions a name that has changed since", part);
}

// What a query made has columns whose types only the server knows.
bool is_unknown(catalog::Column const& column) { return column.type.name.empty(); }

Reason unknown_table(Operation const& back) {
    auto const* create = std::get_if<catalog::Create>(&back.change);
    auto const* table = create ? std::get_if<catalog::Table>(&create->after) : nullptr;
    if (!table || !(table->open || std::any_of(table->columns.begin(), table->columns.end(), is_unknown))) return {};
    return fmt::format("table `{}` cannot come back: a query made it, and not all its columns are known",
                       table->name.name);
}

Reason unknown_column(Operation const& back) {
    auto const* create = std::get_if<catalog::Create>(&back.change);
    auto const* change = std::get_if<catalog::Alter>(&back.change);
    auto const* column = create ? std::get_if<catalog::Column>(&create->after) : nullptr;
    auto const* before = change ? std::get_if<catalog::Column>(&change->before) : nullptr;
    if (before && !is_unknown(*before)) column = std::get_if<catalog::Column>(&change->after);
    if (!column || !is_unknown(*column)) return {};
    return fmt::format("column `{}` cannot come back: a query made it, and its type is not known", column->name);
}

Reason unknown_storage(Target const& target, Operation const& back) {
    auto const* change = std::get_if<catalog::Alter>(&back.change);
    auto const* before = change ? std::get_if<catalog::Column>(&change->before) : nullptr;
    auto const* after = change ? std::get_if<catalog::Column>(&change->after) : nullptr;
    bool const by_type = before && after->storage.empty() && !before->storage.empty();
    if (!by_type || !is_unknown(*after) || target.server_version >= first_with_default_storage) return {};
    return fmt::format("the storage of column `{}` cannot come back: a query made it, and its type is not known",
                       after->name);
}

// What a domain asks of its values again has to be checked, and inside of arrays and row types the server does not.
Reason unchecked_values(Catalog const& catalog, Operation const& back) {
    auto const* change = std::get_if<catalog::Alter>(&back.change);
    auto const* before = change ? std::get_if<catalog::Domain>(&change->before) : nullptr;
    auto const* after = change ? std::get_if<catalog::Domain>(&change->after) : nullptr;
    if (!before || !after) return {};
    bool const asks_more = (after->not_null && !before->not_null) ||
                           std::any_of(after->checks.begin(), after->checks.end(), [&](auto const& entry) {
                               return entry.second.validated && !before->checks.contains(entry.first);
                           });
    if (!asks_more || !catalog::holder_of_nested_values(catalog, after->name)) return {};
    return fmt::format("what domain `{}` asks of its values cannot come back: a column holds them inside of others, "
                       "where the server does not check them",
                       after->name.name);
}

// "cannot recursively add identity column to table that has child tables" (SQLSTATE 42P16).
Reason identity_of_parent(Catalog const& catalog, Target const& target, Operation const& back) {
    auto const* create = std::get_if<catalog::Create>(&back.change);
    auto const* column = create ? std::get_if<catalog::Column>(&create->after) : nullptr;
    if (!column || !column->identity || back.propagated || catalog.children(create->key.name).empty()) return {};
    auto const* table = catalog.table(create->key.name);
    if (table && table->partitioned && target.server_version >= first_with_identity_of_partitions) return {};
    return fmt::format("identity column `{}` cannot come back: other tables inherit from `{}` now", column->name,
                       create->key.name.name);
}

// An existing constraint may be altered to this, but none is made so (18: "not-null constraints on partitioned tables
// cannot be NO INHERIT", SQLSTATE 42P16).
Reason not_null_of_partitioned(Catalog const& catalog, Operation const& back) {
    auto const kept = [](catalog::Column const& column) {
        return column.not_null && column.not_null_constraint.no_inherit;
    };
    auto const reason = [](catalog::Column const& column) {
        return fmt::format("the not-null constraint of `{}` cannot come back with `no inherit`: its table is partitioned",
                           column.name);
    };
    if (auto const* create = std::get_if<catalog::Create>(&back.change)) {
        auto const* table = std::get_if<catalog::Table>(&create->after);
        if (!table || !table->partitioned) return {};
        auto const column = std::find_if(table->columns.begin(), table->columns.end(), kept);
        return column == table->columns.end() ? Reason() : reason(*column);
    }
    auto const* change = std::get_if<catalog::Alter>(&back.change);
    auto const* before = change ? std::get_if<catalog::Column>(&change->before) : nullptr;
    auto const* after = change ? std::get_if<catalog::Column>(&change->after) : nullptr;
    auto const* table = after ? catalog.table(change->key.name) : nullptr;
    if (!table || !table->partitioned || before->not_null || !kept(*after)) return {};
    return reason(*after);
}

bool excludes(catalog::Table const* table) {
    return table && std::any_of(table->constraints.begin(), table->constraints.end(), [](auto const& entry) {
               return entry.second.kind == catalog::ConstraintKind::exclude;
           });
}

// Attaching a partition takes no exclusion constraint that it has for that of the table.
Reason second_exclusion(Catalog const& catalog, Operation const& back) {
    auto const* create = std::get_if<catalog::Create>(&back.change);
    auto const* change = std::get_if<catalog::Alter>(&back.change);
    auto const* made = create ? std::get_if<catalog::Table>(&create->after) : nullptr;
    auto const* facts = change ? std::get_if<catalog::TableFacts>(&change->after) : nullptr;
    bool const attaches = facts && facts->bound && !std::get<catalog::TableFacts>(change->before).bound;
    auto const* table = attaches ? catalog.table(change->key.name) : made;
    auto const& bound = attaches ? *facts : made ? made->facts : catalog::TableFacts{};
    if (!bound.bound || bound.parents.empty()) return {};
    if (!excludes(table) || !excludes(catalog.table(bound.parents.front()))) return {};
    return fmt::format("partition `{}` cannot come back as it was: attaching it makes a second exclusion constraint",
                       table->name.name);
}

template <typename T>
std::vector<std::string> const* extensions_of(T const& object) {
    if constexpr (requires { object.extensions; })
        return &object.extensions;
    else
        return nullptr;
}

std::vector<std::string> const* extensions_of(catalog::View const& view) {
    return view.stored ? &view.stored->extensions : nullptr;
}

// `no depends on extension` is younger than `depends on extension`.
Reason extension_kept(Target const& target, Operation const& back) {
    auto const* change = std::get_if<catalog::Alter>(&back.change);
    if (!change || target.server_version >= first_without_extension) return {};
    auto const of = [](catalog::Object const& object) {
        return std::visit([](auto const& value) { return extensions_of(value); }, object);
    };
    auto const* before = of(change->before);
    auto const* after = of(change->after);
    if (!before || !after || std::includes(after->begin(), after->end(), before->begin(), before->end())) return {};
    return fmt::format("a dependency on an extension cannot be taken back before PostgreSQL {}",
                       first_without_extension);
}

} // namespace

std::vector<std::string> no_way_back(Catalog const& catalog, Target const& target, Operation const& back) {
    std::vector<std::string> out;
    auto const add = [&](Reason reason) {
        if (reason) out.push_back(std::move(*reason));
    };
    add(unknown_table(back));
    add(unknown_column(back));
    add(unknown_storage(target, back));
    add(unchecked_values(catalog, back));
    if (back.propagated) return out;
    add(stale(back));
    add(second_exclusion(catalog, back));
    add(identity_of_parent(catalog, target, back));
    add(extension_kept(target, back));
    add(not_null_of_partitioned(catalog, back));
    return out;
}

} // namespace migc::replay
