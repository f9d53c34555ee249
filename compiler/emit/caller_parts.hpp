// What every script of this flavour is made of (caller.hpp).
#pragma once

#include "compiler/emit/caller_guards.hpp"
#include "compiler/emit/plan.hpp"

#include <string>
#include <string_view>

namespace migc::emit {

/// A statement of ours without a `;`: names and texts of the project may hold one.
std::string untorn(std::string_view statement);

/// Statements of ours, each with its `;`; nothing for an empty one.
void append_ours(std::string& out, std::string_view statement);
void append_ours(std::string& out, Statements const& statements);

/// A comment line without a `;`.
void append_remark(std::string& out, std::string text);

/// A statement of the author's, as it is.
void append_work(std::string& out, std::string_view statement);

/// Inside a transaction, the right session, settings, one run at a time, and the version table locked: what stands in
/// front of a start guard.
void append_caller_start(std::string& out, Target const& target, chain::Direction direction, bool may_create);

/// What existed before the chain, which must not be there; nothing where the revision has no baseline.
void append_caller_baseline(std::string& out, PlannedRevision const& revision);

} // namespace migc::emit
