// A downgrade says what it discards and stops unless somebody has agreed.
#pragma once

#include "compiler/emit/plan.hpp"

#include <set>
#include <string>

namespace migc::emit {

/// Inside of the first transaction, before any work: shows each loss with the number of rows or values that are there
/// now, and stops where there is one of which no class is accepted by name, unless psql's variable `accept_loss`
/// says 1. What holds nothing is no loss. Empty where the plan has none.
std::string loss_question(Plan const& plan);

/// The same for other clients, which say so by the setting `migc.accept_loss`: one statement without a body, and
/// without
/// `;`, which shows only what it stops at.
std::string caller_loss_question(Plan const& plan);

/// The same in the middle of a downgrade, of the revisions that are left: what is gone already holds nothing.
std::string caller_remaining_losses(Plan const& plan, std::set<std::string> const& revisions);

} // namespace migc::emit
