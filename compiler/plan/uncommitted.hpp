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

/// Follows the statements of one transaction: added enum values, which must not be used before a commit, and rows whose
/// deferred checks wait for it, so that their table must not be altered.
class Uncommitted {
public:
    /// With `any_start` some of the statements may have run before, a type's creation among them: only from 17 on is a
    /// value usable at once, and only of a type that the transaction itself made.
    Uncommitted(Target const& target, catalog::Catalog const& catalog, bool any_start = false)
        : target_(target), catalog_(catalog), any_start_(any_start) {}

    /// Each value and each table once; empty where the statement may run.
    std::vector<Conflict> conflicts(replay::Step const& step) const;
    void note(replay::Step const& step);
    /// A conflict that has been reported is none any more.
    void forget(Conflict const& conflict);
    void forget();

private:
    void append_enum_use(replay::Step const& step, std::vector<Conflict>& out) const;
    void append_pending(replay::Step const& step, std::vector<Conflict>& out) const;

    Target const& target_;
    catalog::Catalog const& catalog_;
    bool any_start_;
    std::map<std::string, Place> added_labels_;
    std::map<catalog::Name, Place> pending_rows_;
    std::set<catalog::Name> created_types_;
};

} // namespace migc::plan
