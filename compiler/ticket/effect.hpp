// What an operation costs on the server: which relations it locks and how, and what becomes of their rows. The facts
// are rows of effect.def; which row holds is decided here from the operation and the catalog in front of it.
#pragma once

#include "compiler/base/target.hpp"
#include "compiler/catalog/catalog.hpp"
#include "grammar/ast.hpp"

#include <set>
#include <string_view>
#include <vector>

namespace migc::ticket {

/// By strength, so that the strongest of several is their maximum.
enum class Lock : std::uint8_t {
#define LOCK(name, spelling, meaning) name,
#include "compiler/ticket/lock.def"
#undef LOCK
};
std::string_view spelling(Lock lock);
/// What other sessions notice: "reads and writes wait".
std::string_view meaning(Lock lock);

/// `none`: there are none. By cost: `rewritten` tables and indexes take their size again on disk and in the WAL.
enum class Rows : std::uint8_t { none, untouched, changed, scanned, indexed, removed, rewritten, unknown };
std::string_view spelling(Rows rows);

enum class EffectKind : std::uint8_t {
#define EFFECT(name, lock, others, rows, since) name,
#include "compiler/ticket/effect.def"
#undef EFFECT
};

struct EffectInfo {
    EffectKind kind;
    std::string_view name;
    Lock lock;
    Lock others;
    Rows rows;
    int since;
};
EffectInfo const& info(EffectKind kind);

struct Effect {
    EffectKind kind{};
    catalog::Name relation;             // an empty name: none that is there before
    std::vector<catalog::Name> others;  // locked as EffectInfo::others says
    std::vector<std::string> columns{}; // whose values a domain checks anew
};

/// What of a statement its operations do not hold.
struct Circumstances {
    bool concurrently = false;
    /// Indexes that the statement has turned into constraints so far, with their tables.
    std::set<catalog::Name> taken_indexes_of;
};

/// The effects of an operation that is about to be applied to `before`.
std::vector<Effect> effects_of(catalog::Operation const& operation, catalog::Catalog const& before,
                               Target const& target, Circumstances const& circumstances);

/// The effects of a statement without operations: VACUUM, ANALYZE, REINDEX, CLUSTER, REFRESH.
std::vector<Effect> effects_of(ast::Statement const& statement, catalog::Catalog const& before, Target const& target,
                               SourceFile& source);

/// Whether the statement may not run inside a transaction.
bool runs_outside(ast::Statement const& statement, catalog::Catalog const& before, Target const& target,
                  SourceFile& source);

// --- parts, for effects_of ---

/// Whether a default is computed anew for each row that is there, so that adding it rewrites the table (manual: ALTER
/// TABLE, Notes). A function that nothing is known of counts as volatile, as it does on the server unless it says
/// otherwise.
bool is_volatile(catalog::Catalog const& catalog, catalog::Expression const& value);

/// What a change of a column's type does to its rows: untouched, indexed or rewritten (facts/postgresql.md 2); unknown
/// where it hangs on the session's time zone or on a type that nothing is known of.
Rows rows_of_type_change(catalog::Catalog const& catalog, catalog::Column const& before, catalog::Column const& after,
                         std::string_view using_expression);

} // namespace migc::ticket
