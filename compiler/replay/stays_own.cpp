#include "compiler/replay/stays_own.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::replay {

namespace {

using catalog::Alter;

bool becomes_inherited_alone(catalog::Inheritance const& before, catalog::Inheritance const& after) {
    return before.local && !after.local && after.parents > 0;
}

bool detaches(std::vector<catalog::Operation> const& statement, catalog::Name const& table) {
    return std::any_of(statement.begin(), statement.end(), [&](catalog::Operation const& operation) {
        auto const* alter = std::get_if<Alter>(&operation.change);
        auto const* before = alter ? std::get_if<catalog::TableFacts>(&alter->before) : nullptr;
        return before && before->bound && alter->key.name == table;
    });
}

} // namespace

std::optional<std::string> stays_own(catalog::Operation const& back, std::vector<catalog::Operation> const& statement) {
    auto const* alter = std::get_if<Alter>(&back.change);
    if (!alter || detaches(statement, alter->key.name)) return std::nullopt;
    auto const own = [&](std::string_view kind, std::string const& name) {
        return fmt::format("{} `{}` of `{}` stays the table's own beside what it inherits", kind, name,
                           alter->key.name.name);
    };
    if (auto const* before = std::get_if<catalog::Column>(&alter->before)) {
        auto const& after = std::get<catalog::Column>(alter->after);
        if (becomes_inherited_alone(before->inheritance, after.inheritance)) return own("column", after.name);
        if (becomes_inherited_alone(before->not_null_constraint.inheritance, after.not_null_constraint.inheritance))
            return own("constraint", after.not_null_constraint.name);
    }
    if (auto const* before = std::get_if<catalog::Constraint>(&alter->before)) {
        auto const& after = std::get<catalog::Constraint>(alter->after);
        if (becomes_inherited_alone(before->inheritance, after.inheritance)) return own("constraint", after.name);
    }
    return std::nullopt;
}

} // namespace migc::replay
