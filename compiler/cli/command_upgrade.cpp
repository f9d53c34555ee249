// `migc upgrade [FROM:]TO --sql`: `emit`, as Alembic's users type it. Without --sql Alembic runs the
// revisions on a database; migc connects to none and says what to type instead.
#include "compiler/cli/emit.hpp"

#include <fmt/format.h>

namespace migc::cli {

void command_upgrade(Session& session) {
    auto const& range = session.arguments.operands.front();
    if (session.arguments.has(Option::sql)) return emit_range(session, range, chain::Direction::upgrade);
    if (!open_config(session)) return;
    auto const target = chosen_target(session);
    if (!target) return;
    auto const end = range.substr(range.find(':') + 1); // from the start, where there is no colon
    session.remarks = "type instead:\n" + live_commands(*target, "current:" + end, "upgrade.sql");
    session.diagnostics.add(Code::needs_sql, {}, "`upgrade` without `--sql` would need a database connection",
                            fmt::format("type the two lines above, or `migc upgrade {} --sql`", range));
}

} // namespace migc::cli
