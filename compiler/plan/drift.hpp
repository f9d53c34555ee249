// The objects that `guard = drift` compares, before the work and behind it (RULINGS 31).
#pragma once

#include "compiler/plan/needed_rights.hpp"
#include "compiler/plan/planner.hpp"

namespace migc::plan {

/// Fills `drift` and `promise` of the plan where the target asks for that, or says in a remark why nothing is compared.
/// `exact`: the range leads to what the chain says; a downgrade that leaves something behind, of which its author was
/// warned, does not.
void add_drift(PlanRequest const& request, NeededRightsCollector const& touched, bool exact, emit::Plan& plan);

} // namespace migc::plan
