// The SQL by which a script stops on the wrong database (DESIGN 5, RULINGS 25–28, facts/scripts.md 5 and 6).
//
// Each function returns one or more complete statements, `;` and line break included. A guard is an anonymous
// PL/pgSQL block that raises: under ON_ERROR_STOP psql then ends with status 3, and inside a transaction
// nothing of it stays. What an author or a database wrote reaches RAISE through USING MESSAGE and HINT, never
// as its format, where a `%` would break it (ran). Functions and types are named with pg_catalog, because the
// search path is the target's.
#pragma once

#include "compiler/base/target.hpp"

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace migc::emit {

enum class Guard : std::uint8_t {
#define GUARD(name, sqlstate, meaning) name,
#include "compiler/emit/guard_codes.def"
#undef GUARD
};

struct GuardInfo {
    Guard guard;
    std::string_view sqlstate;
    std::string_view meaning;
};
GuardInfo const& info(Guard guard);
std::vector<GuardInfo> const& all_guards();

/// Schema and name of a relation, unquoted.
using RelationName = std::pair<std::string, std::string>;

/// `RAISE EXCEPTION …;` for the body of a block; `message` and `hint` are SQL expressions of type text.
std::string raise(Guard guard, std::string_view message, std::string_view hint);
/// `pg_catalog.concat(…)` of SQL expressions; NULL counts as nothing.
std::string concat(std::initializer_list<std::string_view> parts);
/// `DO $migc$ … $migc$;`
std::string block(std::string_view body);
/// A block that always raises these texts.
std::string stop(Guard guard, std::string_view message, std::string_view hint);
/// `ARRAY['a', 'b']::pg_catalog.text[]`, broken into lines that stand at `indent`.
std::string text_array(std::span<std::string const> values, std::size_t indent);
/// `('s', 'a'), ('s', 'b')`, one pair a line.
std::string relation_values(std::span<RelationName const> relations, std::size_t indent);

/// The major versions that a script accepts: `15`, or `15 to 17`.
std::string accepted_versions(Target const& target);
/// Not inside a transaction (RULINGS 28), the right server, not a standby, the database that the
/// target names. Outside of transactions.
std::string session_guards(Target const& target);
/// The two of them that say for which server and database a script was made; nothing where the target names no database.
std::string server_version_guard(Target const& target);
std::string database_guard(Target const& target);
/// SQL: the key of the advisory locks of a target's version table.
std::string lock_key(Target const& target);
/// SQL condition on a row `l` of pg_locks: someone holds the lock of that key.
std::string is_held_lock(std::string_view key);
/// Takes the lock of one run by that function, or raises with the process that holds it.
std::string take_lock(std::string_view function, Target const& target);
/// The advisory lock of the transaction (RULINGS 27). First in each transaction.
std::string advisory_lock(Target const& target);
/// Four blanks more in front of every line that is not empty. No literal may hold a line break.
std::string deeper(std::string_view lines);
/// The target's schemas exist; a script never creates them (RULINGS 25).
std::string schema_guard(Target const& target);
/// An `assert` item (RULINGS 8) as a statement of a plan, so without `;`: raises `message` unless `query`
/// returns true.
std::string assertion(std::string_view query, std::string_view message);

/// Before the statements of a baseline: raises where only some of the relations exist, and leaves `true`
/// (none exists) or `false` (all do) in the psql variable `migc_baseline` (RULINGS 9, 30).
std::string baseline_question(std::span<RelationName const> relations);

} // namespace migc::emit
