// `migc emit [FROM:]TO`: one script, to standard output or into a file.
#include "compiler/cli/emit.hpp"

#include "grammar/quote.hpp"

#include <fmt/format.h>

namespace migc::cli {

namespace {

std::string version_query(Target const& target) {
    auto const schema = target.version_table_schema.value_or(target.schema);
    auto const table = fmt::format("{}.{}", quoted_identifier(schema), quoted_identifier(target.version_table));
    return fmt::format("psql -XAtc 'select version_num from {}' -d DATABASE", table);
}

} // namespace

std::string live_commands(Target const& target, std::string_view range, std::string_view script) {
    return fmt::format("    {} | migc emit {} -o {}\n"
                       "    psql -X -v ON_ERROR_STOP=1 --no-password -d DATABASE -f {}\n",
                       version_query(target), range, script, script);
}

void emit_range(Session& session, std::string const& range, std::optional<chain::Direction> direction) {
    if (!open_project(session)) return;
    auto const target = chosen_target(session);
    if (!target) return;
    auto const& project = session.project;

    bool const has_start = range.find(':') != std::string::npos;
    auto const whole = has_start ? range : fmt::format("{}:{}", target->from, range);
    auto const current = current_rows(session, mentions_current(whole));
    auto const route = chain::route(project.chain, {range, target->from, current, direction}, session.diagnostics);
    if (!route) return;

    auto script = compile_script(session, *target, *route, whole);
    if (!script) return;
    if (!has_start && target->from == "base")
        session.remarks += fmt::format(
            "note: from `base`; for a database that has revisions already:\n    {} | migc emit current:{}\n",
            version_query(*target), range);
    deliver(session, std::move(*script));
}

void command_emit(Session& session) { emit_range(session, session.arguments.operands.front(), std::nullopt); }

} // namespace migc::cli
