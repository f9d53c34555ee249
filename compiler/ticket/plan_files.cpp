#include "compiler/ticket/plan_files.hpp"

#include "compiler/emit/numbered_words.hpp"
#include "compiler/emit/version_rows.hpp"
#include "compiler/ticket/markdown.hpp"
#include "compiler/ticket/plan_page.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::ticket {

namespace {

using emit::FileKind;
using emit::NumberedFile;
using emit::NumberedFiles;

NumberedFiles const& files_of(Ticket const& ticket, Way way) {
    return way == Way::up ? ticket.in_files->files.upgrade : ticket.in_files->files.downgrade;
}

emit::Plan const& plan_of(Ticket const& ticket, Way way) {
    return way == Way::up ? ticket.in_files->upgrade : *ticket.in_files->downgrade;
}

// On the way of a run that nothing interrupts.
bool is_regular(NumberedFile const& file) { return file.kind != FileKind::repair && !file.undo(); }

std::string code(std::string_view text) { return cell(fmt::format("`{}`", text)); }

std::string work_cell(emit::Plan const& plan, NumberedFile const& file) {
    std::string out;
    for (auto const& line : emit::work_of(plan, file))
        out += (out.empty() ? "" : "; ") + (file.one_statement() ? code(line.substr(0, line.find('\n'))) : cell(line));
    return out;
}

std::string_view runs(NumberedFile const& file) { return file.one_statement() ? "alone" : "in a transaction"; }

std::string row_of(emit::Plan const& plan, NumberedFile const& file) {
    bool const moves = file.rows_before != file.rows_after;
    return table_row({code(file.name), std::string(runs(file)), code(emit::shown_rows(file.rows_before)),
                      moves ? code(emit::shown_rows(file.rows_after)) : "the same", work_cell(plan, file)});
}

std::vector<std::string> const table_names = {"File", "Runs", "Version rows before it", "behind it", "What it does"};

// A blank inside of a value is escaped (manual: libpq, "options").
std::string options_around(Target const& target) {
    std::string out;
    for (auto const& [name, value] : emit::settings_around(target)) {
        out += fmt::format("{}-c {}=", out.empty() ? "" : " ", name);
        for (char const c : value) {
            if (c == ' ' || c == '\\') out += '\\';
            out += c;
        }
    }
    return out;
}

std::string command(Target const& target, NumberedFile const& file, bool accepts_loss) {
    if (file.one_statement())
        return fmt::format("PGOPTIONS={} {}", shell_word(options_around(target)), psql_command(target, file.name));
    return (accepts_loss ? "PGOPTIONS='-c migc.accept_loss=1' " : "") + psql_command(target, file.name, "-1 ");
}

std::string list(std::vector<std::pair<std::string, std::string>> const& settings) {
    std::string out;
    for (auto const& [name, value] : settings)
        out += (out.empty() ? "" : ", ") + markdown(fmt::format("`{} = {}`", name, value));
    return out;
}

// --- which file is next ---

std::string next_cell(std::map<std::vector<std::string>, emit::DueFiles> const& due,
                      std::vector<std::string> const& rows, std::vector<std::string> const& end) {
    auto const found = due.find(rows);
    if (found == due.end()) return rows == end ? "done" : "none";
    std::string out;
    for (auto const& each : emit::cases_of(found->second)) {
        if (!out.empty()) out += "; ";
        if (!each.words.empty()) out += cell(each.words) + ": ";
        out += code(each.file->name);
        if (each.then) out += ", which does no harm if it has run already, then " + code(each.then->name);
    }
    return out;
}

bool has(Ticket const& ticket, auto const& wanted) {
    auto const& files = ticket.in_files->files;
    return std::any_of(files.upgrade.begin(), files.upgrade.end(), wanted) ||
           std::any_of(files.downgrade.begin(), files.downgrade.end(), wanted);
}

std::string further_files(Ticket const& ticket) {
    auto out = table_head(table_names);
    for (auto const way : {Way::up, Way::down})
        for (auto const& file : files_of(ticket, way))
            if (!is_regular(file)) out += row_of(plan_of(ticket, way), file);
    return out;
}

} // namespace

std::string files_in_order(Ticket const& ticket, Way way, bool accepts_loss) {
    auto out = table_head(table_names);
    std::string commands;
    for (auto const& file : files_of(ticket, way)) {
        if (!is_regular(file)) continue;
        out += row_of(plan_of(ticket, way), file);
        commands += code_line(command(ticket.target, file, accepts_loss));
    }
    return out + "\n" + commands + "\n";
}

std::string how_files_run(Ticket const& ticket) {
    std::string out = "What runs **in a transaction**, in one that the client begins and commits (`-1` above, or a "
                      "driver with autocommit off), is done whole or not at all, and stops before any work where "
                      "another file is due.\n\n";
    if (!has(ticket, [](NumberedFile const& file) { return file.one_statement(); })) return out;
    return out +
           "What runs **alone** is a file of one statement, which may not run in a transaction: send it with "
           "autocommit on, in a session with " +
           list(emit::settings_around(ticket.target)) +
           ". Nothing in it can check where it is: run it only where it is next. The file behind it checks what it "
           "has done, and stops where that is not so.\n\n";
}

std::string which_file_is_next(Ticket const& ticket) {
    auto const& files = ticket.in_files->files;
    auto const& first = files.upgrade.front();
    std::string out = "Remove the cause, then ask which file is next. `state.sql` is one query for any client and "
                      "changes nothing; it "
                      "shows the version rows, the next file on the way up, and the next one on the way back:\n\n" +
                      code_line(psql_command(ticket.target, "state.sql")) + "\n";
    if (first.rows_before.empty())
        out += "Where it fails because the version table does not exist, nothing has been kept: " + code(first.name) +
               " is next. ";
    out += "A row `ID~N` stands for the first N statements of that revision. The answer is one of these:\n\n";
    auto const up = emit::due_files(files.upgrade), down = emit::due_files(files.downgrade);
    out += table_head({"Version rows", "Next on the way up", "Next on the way back"});
    for (auto const& rows : emit::states_of(files))
        out += table_row({code(emit::shown_rows(rows)), next_cell(up, rows, ticket.in_files->upgrade.end_rows),
                          next_cell(down, rows, ticket.in_files->upgrade.start_rows)});
    out += "\n";
    if (has(ticket, [](NumberedFile const& file) { return !is_regular(file); })) {
        out += "These are due only behind an interruption; ask `state.sql` again behind each.";
        if (has(ticket, [](NumberedFile const& file) { return file.undo(); }))
            out += " `undo-` files take back what an upgrade did inside of a revision whose downgrade is written by "
                   "hand.";
        out += "\n\n" + further_files(ticket) + "\n";
    }
    if (has(ticket, [](NumberedFile const& file) { return file.kind == FileKind::repair; }))
        out += "An index that is being built is not valid yet, and a detaching that waits is pending: before a "
               "`repair-` file see that no session is at it any more, also where its client is gone:\n\n" +
               code_line("select pid, state, query from pg_stat_activity where query ilike '%concurrently%' and pid <> "
                         "pg_backend_pid()") +
               "\n";
    return out;
}

} // namespace migc::ticket
