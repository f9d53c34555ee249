// What a transaction has done that must be committed before it may be used (RULINGS 24).
#pragma once

#include "compiler/base/target.hpp"
#include "compiler/replay/revision.hpp"

#include <map>
#include <set>
#include <vector>

namespace migc::plan {

enum class ConflictKind : std::uint8_t { enum_value, pending_checks };

/// A statement that fails in the transaction of an earlier one, although either may run in one.
struct Conflict {
    ConflictKind kind{};
    std::string name; // the enum value, or the table
    Place place;
    Place earlier;
};

/// The relation or table whose lock a change takes.
std::optional<catalog::Name> altered_table(catalog::Operation const& operation);

/// One statement as it is looked at here.
struct Act {
    replay::Trace const& trace;
    Place place;
    grammar::TokenRange tokens{};          // as they stand at `place`; empty: derived, or a text that is not read
    std::vector<std::string_view> texts{}; // then these
};
Act act_of(replay::Step const& step);
/// `steps`: the downgrade that the act belongs to.
Act act_of(replay::BackAct const& act, std::vector<replay::BackStep> const& steps);

/// Follows the statements of one transaction: added enum values, which must not be used before a commit, and rows whose
/// deferred checks wait for it, so that their table must not be altered.
class Uncommitted {
public:
    /// With `any_start` some of the statements may have run before, a type's creation among them: only from 17 on is a
    /// value usable at once, and only of a type that the transaction itself made.
    explicit Uncommitted(Target const& target, bool any_start = false)
        : usable_at_once_(!any_start && target.server_version >= 17) {}

    /// Each value and each table once; empty where the statement may run.
    std::vector<Conflict> conflicts(Act const& act) const;
    void note(Act const& act);
    /// A conflict that has been reported is none any more.
    void forget(Conflict const& conflict);
    void forget();

private:
    void append_enum_use(Act const& act, std::vector<Conflict>& out) const;
    void append_pending(Act const& act, std::vector<Conflict>& out) const;
    void rename(replay::Trace const& trace);

    bool usable_at_once_;   // a value that is added to a type of the same transaction
    bool deferred_ = false; // SET CONSTRAINTS has said so
    std::map<std::string, Place> added_labels_;
    std::map<catalog::Name, Place> pending_rows_;
    std::set<catalog::Name> created_types_;
};

} // namespace migc::plan
