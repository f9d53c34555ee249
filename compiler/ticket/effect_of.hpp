// The parts of effects_of. For effect_of*.cpp alone.
#pragma once

#include "compiler/ticket/effect.hpp"

namespace migc::ticket {

using Effects = std::vector<Effect>;

/// Where an operation is about to take place.
struct Scene {
    catalog::Catalog const& catalog;
    Target const& target;
    Circumstances const& circumstances;
};

/// Of a constraint that is added to a table.
Effect effect_of_constraint(Scene const& scene, catalog::Name const& table, catalog::Constraint const& constraint);

/// A partitioned table, and its default partition where it has one: what changes which rows go where locks both.
std::vector<catalog::Name> with_default_partition(Scene const& scene, catalog::Name const& parent);
/// On the default partition of a table that gets another one.
void effects_on_default_partition(Scene const& scene, catalog::Name const& parent, Effects& out);

/// Tables in the definition of a publication or of statistics.
std::set<catalog::Name> tables_named_by(catalog::Named const& named);

/// Whether values of the type have to pass a check of a domain.
bool has_constraints(catalog::Catalog const& catalog, catalog::Type const& type);

void effects_of_alter(Scene const& scene, catalog::Alter const& change, Effects& out);

} // namespace migc::ticket
