// `migc downgrade FROM:TO --sql`: `emit`, as Alembic's users type it; see command_upgrade.cpp.
#include "compiler/cli/emit.hpp"

#include <fmt/format.h>

namespace migc::cli {

void command_downgrade(Session& session) {
    auto const& range = session.arguments.operands.front();
    auto const colon = range.find(':');
    if (session.arguments.has(Option::sql)) {
        // Where a downgrade starts must be said: the start that is meant otherwise is `base`.
        if (colon != std::string::npos) return emit_range(session, range, chain::Direction::downgrade);
        session.diagnostics.add(Code::bad_operands, {},
                                fmt::format("`downgrade {}` does not say where it starts", range),
                                fmt::format("write `migc downgrade FROM:{} --sql`; FROM may be `current`", range));
        return;
    }
    if (!open_config(session)) return;
    auto const target = chosen_target(session);
    if (!target) return;
    auto const end = range.substr(colon + 1); // from the start, where there is no colon
    session.remarks = "type instead:\n" + live_commands(*target, "current:" + end, "downgrade.sql");
    session.diagnostics.add(Code::needs_sql, {}, "`downgrade` without `--sql` would need a database connection",
                            "type the two lines above");
}

} // namespace migc::cli
