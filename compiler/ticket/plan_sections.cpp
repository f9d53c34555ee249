// The sections of plan.md around its tables.
#include "compiler/catalog/words.hpp"
#include "compiler/emit/caller.hpp"
#include "compiler/emit/comment.hpp"
#include "compiler/emit/version_table.hpp"
#include "compiler/ticket/markdown.hpp"
#include "compiler/ticket/needs.hpp"
#include "compiler/ticket/plan_files.hpp"
#include "compiler/ticket/plan_page.hpp"
#include "grammar/quote.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::ticket {

using catalog::Name;

namespace {

std::string bullets(std::vector<std::string> const& lines) {
    std::string out;
    for (auto const& line : lines) out += "- " + markdown(line) + "\n";
    return out;
}

std::string database(Target const& target) { return target.database ? shell_word(*target.database) : "DATABASE"; }

std::string version_rows_command(Target const& target) {
    auto const sql = "select version_num from " + emit::version_table(target);
    return fmt::format("psql -XAt --no-password -d {} -c {}", database(target), shell_word(sql));
}

// What may leave the script behind when it stops, and how to go on (RULINGS 24, 29).
std::string interrupted(Ticket const& ticket) {
    if (ticket.in_files) return which_file_is_next(ticket);
    if (ticket.target.output == Output::per_revision && !has_act_outside(ticket))
        return "Each script is one revision and one transaction: the one that stops leaves nothing behind, those "
               "before "
               "it have been kept. Remove the cause and go on with the script that stopped. To see where the database "
               "stands:\n\n" +
               code_line(version_rows_command(ticket.target)) + "\n";
    bool const whole = ticket.target.transaction == TransactionMode::single && !has_act_outside(ticket);
    if (whole)
        return "The script is one transaction: whatever stops it, an error, a lost connection or a killed server, "
               "nothing of it is left behind. Remove the cause and run the same command again.\n\n";
    return "The script commits as it goes on, and the version rows say how far it came: a row `ID~N` stands for the "
           "first N statements of that revision. Remove the cause and run the same command again: what is done is not "
           "done twice. To see where the database stands:\n\n" +
           code_line(version_rows_command(ticket.target)) + "\n";
}

// All scripts of a direction: one, or those of the revisions by their numbers, until one of them stops. A script for
// any client has no transaction of its own, and hears of an accepted loss by a setting.
std::string script_command(Target const& target, std::string_view word, bool accepts_loss = false) {
    bool const of_psql = target.client == Client::psql;
    auto const options = of_psql ? (accepts_loss ? "-v accept_loss=1 " : "") : "-1 ";
    auto const before = !of_psql && accepts_loss ? "PGOPTIONS='-c migc.accept_loss=1' " : "";
    if (target.output == Output::single) return before + psql_command(target, fmt::format("{}.sql", word), options);
    return fmt::format(
        "(for f in {}-*.sql; do {}psql -X -v ON_ERROR_STOP=1 {}--no-password -d {} -L \"$f.log\" -f \"$f\" || "
        "exit; done)",
        word, before, options, database(target));
}

std::set<Name> with_rows(Ticket const& ticket, Way way, std::initializer_list<Rows> wanted) {
    std::set<Name> out;
    for (auto const& [name, impact] : impacts(ticket, way))
        for (auto const each : wanted)
            if (impact.rows.contains(each)) out.insert(name);
    return out;
}

std::string space(Ticket const& ticket) {
    auto const& home = ticket.target.schema;
    auto const rewritten = with_rows(ticket, Way::up, {Rows::rewritten});
    auto const indexed = with_rows(ticket, Way::up, {Rows::indexed});
    std::string out;
    if (!rewritten.empty())
        out += "- Rewritten tables need their size, indexes included, a second time on disk until the COMMIT, and as "
               "much WAL: " +
               name_list(rewritten, home) + ".\n";
    if (!indexed.empty())
        out += "- New indexes need their own size on disk and in the WAL, and `maintenance_work_mem` to sort: on " +
               name_list(indexed, home) + ".\n";
    return out.empty() ? "No table that is there before is rewritten or indexed anew.\n\n" : out + "\n";
}

} // namespace

std::string psql_command(Target const& target, std::string_view script, std::string_view options) {
    auto const stem = script.substr(0, script.rfind('.'));
    return fmt::format("psql -X -v ON_ERROR_STOP=1 {}--no-password -d {} -L {}.log -f {}", options, database(target),
                       stem, script);
}

std::string dump_command(Target const& target, std::set<Name> const& tables, std::string_view file) {
    auto out = fmt::format("pg_dump --no-password -Fc -d {} -f {}", database(target), file);
    for (auto const& table : tables) {
        auto const pattern = fmt::format("\"{}\".\"{}\"", table.schema, table.name);
        // A name with a quote or a line break is no pattern that could be typed: then all of the database is saved.
        bool const typable = table.name.find('"') == std::string::npos && table.schema.find('"') == std::string::npos &&
                             emit::visible(pattern) == pattern;
        if (!typable) return fmt::format("pg_dump --no-password -Fc -d {} -f {}", database(target), file);
        auto const plain = table.schema + "." + table.name;
        bool const bare = qualified_identifier(table.schema, table.name) == plain;
        out += " -t " + shell_word(bare ? plain : pattern);
    }
    return out;
}

std::string before_section(Ticket const& ticket) {
    auto const& target = ticket.target;
    std::string out = "## Before\n\n";
    out += "`preflight.sql` changes nothing. It asks whether server, database and role are the right ones, counts the "
           "rows that would stop the upgrade, shows how large the relations are that it locks, reads or rewrites, and "
           "who would make it wait. Its last line is `ready`, or a list and exit status 3. Run it as the role that "
           "runs the upgrade:\n\n" +
           code_line(psql_command(target, "preflight.sql")) + "\n";
    auto const gone = destroyed(ticket, Way::up);
    if (!gone.empty())
        out += "Save what the upgrade destroys, " + name_list(gone, target.schema) + ":\n\n" +
               code_line(dump_command(target, gone, "before-upgrade.dump")) + "\n";
    auto const needed = needs_of(ticket);
    out += "Needed:\n\n" + bullets(needed.rights) + "\n";
    if (!needed.extensions.empty()) out += "Extensions:\n\n" + bullets(needed.extensions) + "\n";
    if (!needed.blocked.empty()) out += "Rows may stop it:\n\n" + bullets(needed.blocked) + "\n";
    return out + "Space:\n\n" + space(ticket);
}

namespace {

std::string commands(Ticket const& ticket) {
    if (ticket.in_files)
        return "The transaction belongs to the client, and one does not hold this range. It is several files, which "
               "run "
               "one by one:\n\n" +
               files_in_order(ticket, Way::up, false) + how_files_run(ticket);
    auto const& target = ticket.target;
    return code_line(script_command(target, "upgrade")) + "\n" +
           (target.client == Client::psql
                ? "Without `-1` and outside of any `BEGIN`: the script has its own.\n\n"
                : "Inside of one transaction, which the client begins and commits (`-1` above): the script has none of "
                  "its own, and any client may run it.\n\n");
}

// Bodies of routines above all.
std::string torn(Ticket const& ticket) {
    if (ticket.target.client == Client::psql) return {};
    std::vector<std::string> lines;
    for (auto const& revision : ticket.revisions) {
        auto const number = std::count_if(revision.upgrade.begin(), revision.upgrade.end(),
                                          [](Act const& act) { return act.text.find(';') != std::string::npos; });
        if (number > 0)
            lines.push_back(
                emit::torn_remark("`" + revision_of(ticket, revision).id.name + "`", static_cast<std::size_t>(number)));
    }
    return lines.empty() ? std::string() : bullets(lines) + "\n";
}

} // namespace

std::string run_section(Ticket const& ticket) {
    auto const& target = ticket.target;
    auto out = "## Run\n\n" + commands(ticket) + torn(ticket);
    out += table_head({"Exit status", "Meaning"});
    out += table_row({"0", "done"});
    out += table_row({"1", "psql could not read the file; nothing has run"});
    out += table_row({"2", "no connection, or it was lost; see below"});
    out += table_row({"3", "stopped at an error, which the log shows with the next step; see below"});
    out += "\n### If it is interrupted\n\n" + interrupted(ticket);
    if (target.lock_timeout != "0")
        out +=
            fmt::format("Each lock is waited for {} at most (`lock_timeout`): whoever queues behind the script waits "
                        "no longer than that either.\n\n",
                        markdown(target.lock_timeout));
    return out;
}

std::string after_section(Ticket const& ticket) {
    auto const& target = ticket.target;
    auto const& home = target.schema;
    std::string out = "## After\n\n`verify.sql` changes nothing and says where the database stands, with exit status 0 "
                      "where that is the end of this plan:\n\n" +
                      code_line(psql_command(target, "verify.sql")) + "\n";
    auto const analyze = to_analyze(ticket);
    if (!analyze.empty()) {
        std::string names;
        for (auto const& name : analyze)
            names += (names.empty() ? "" : ", ") + qualified_identifier(name.schema, name.name);
        out += "The planner's statistics are gone or do not know the new columns yet:\n\n" +
               code_line("ANALYZE " + names + ";") + "\n";
    }
    std::set<Name> closed;
    for (auto const& [name, impact] : impacts(ticket, Way::up))
        if (impact.lock == Lock::access_exclusive) closed.insert(name);
    out += "**Standbys.** ";
    out += closed.empty() ? "No lock of this script reaches readers of a hot standby.\n\n"
                          : "ACCESS EXCLUSIVE locks are replayed there: readers of " + name_list(closed, home) +
                                " wait, or are cancelled after `max_standby_streaming_delay`.\n\n";
    auto const reshaped = reshaped_tables(ticket);
    out += "**Logical replication** carries rows, no DDL. ";
    out += reshaped.empty()
               ? "No table that could be published already changes its columns.\n\n"
               : "Where one of these is published, change the subscriber first if columns come, last if they go: " +
                     name_list(reshaped, home) + ".\n\n";
    return out;
}

std::string back_section(Ticket const& ticket) {
    auto const& target = ticket.target;
    std::string out = "## Going back\n\n";
    if (!ticket.nearest.empty())
        return out +
               "There is no way back over the whole range: a revision in it is irreversible, and `downgrade.sql` only "
               "says why. The deepest revision that can be reached is " +
               markdown("`" + ticket.nearest + "`") + "; beyond it a backup has to be restored.\n";
    auto const gone = destroyed(ticket, Way::down);
    std::vector<std::string> losses, blocked, may_remove;
    for (auto const* revision : in_order(ticket, Way::down)) {
        auto const& id = revision_of(ticket, *revision).id.name;
        for (auto const& loss : revision->losses) losses.push_back("`" + id + "`: " + loss);
        for (auto const& each : revision->blocked) blocked.push_back("`" + id + "`: " + each);
        for (auto const& each : revision->may_remove) may_remove.push_back("`" + id + "`: " + each);
    }
    auto const destroyed_before = destroyed(ticket, Way::up);
    if (!destroyed_before.empty())
        out += "What the upgrade itself has destroyed does not come back by this script, only from what was saved "
               "before: " +
               name_list(destroyed_before, target.schema) + ".\n\n";
    if (!losses.empty()) out += "Lost on the way back:\n\n" + bullets(losses) + "\n";
    if (!blocked.empty()) out += "Rows may stop it:\n\n" + bullets(blocked) + "\n";
    if (!may_remove.empty())
        out += "`if not exists` makes no difference on the way back:\n\n" + bullets(may_remove) + "\n";
    if (!gone.empty())
        out += "Save that first:\n\n" + code_line(dump_command(target, gone, "before-downgrade.dump")) + "\n";
    if (!losses.empty())
        out += ticket.in_files
                   ? "Without `accept_loss` each file shows how many rows and values would be discarded from "
                     "there on, and stops before any work.\n\n"
                   : "Without `accept_loss` the script shows how many rows and values it would discard, and "
                     "stops before any work:\n\n";
    out += ticket.in_files ? files_in_order(ticket, Way::down, !losses.empty())
                           : code_line(script_command(target, "downgrade", !losses.empty())) + "\n";
    return out + "### Who waits on the way back\n\n" + impact_table(ticket, Way::down);
}

} // namespace migc::ticket
