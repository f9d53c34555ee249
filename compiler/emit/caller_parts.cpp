#include "compiler/emit/caller_parts.hpp"

#include "compiler/emit/caller.hpp"
#include "compiler/emit/comment.hpp"
#include "compiler/emit/script.hpp"
#include "compiler/emit/timeouts.hpp"
#include "grammar/quote.hpp"

namespace migc::emit {

// A `;` has a spelling without one in the quoted forms with Unicode escapes (manual 4.1.2.3).
std::string untorn(std::string_view statement) {
    std::string out;
    for (std::size_t at = 0; at < statement.size();) {
        auto const quote = statement[at];
        if (quote != '\'' && quote != '"') {
            out += statement[at++];
            continue;
        }
        auto end = at + 1;
        while (statement[end] != quote || (end + 1 < statement.size() && statement[end + 1] == quote))
            end += statement[end] == quote ? 2 : 1;
        auto const quoted = statement.substr(at, end + 1 - at);
        at = end + 1;
        if (quoted.find(';') == quoted.npos) {
            out += quoted;
            continue;
        }
        out += "U&";
        for (char const c : quoted) {
            if (c == ';')
                out += "\\003B";
            else if (c == '\\')
                out += "\\\\";
            else
                out += c;
        }
    }
    return out;
}

void append_ours(std::string& out, std::string_view statement) {
    if (!statement.empty()) out.append(untorn(statement)).append(";\n");
}

void append_ours(std::string& out, Statements const& statements) {
    for (auto const& statement : statements) append_ours(out, statement);
}

void append_remark(std::string& out, std::string text) { append_comment(out, without_semicolons(std::move(text))); }

// A comment at its very end would swallow the `;`.
void append_work(std::string& out, std::string_view statement) {
    bool const comment = statement.substr(statement.rfind('\n') + 1).find("--") != statement.npos;
    out.append(statement).append(comment ? "\n;\n\n" : ";\n\n");
}

namespace {

void append_settings(std::string& out, Target const& target, chain::Direction direction) {
    out += caller_timeouts(target);
    if (direction == chain::Direction::downgrade) {
        append_remark(out, "what comes back may refer to what comes back after it");
        out += "SET LOCAL check_function_bodies = off;\n";
    }
    append_ours(out, "SET LOCAL search_path = " + search_path(target));
    if (target.role) append_ours(out, "SET LOCAL ROLE " + quoted_identifier(*target.role));
}

} // namespace

void append_caller_start(std::string& out, Target const& target, chain::Direction direction, bool may_create) {
    append_remark(out, "fails outside of a transaction, and changes nothing");
    append_ours(out, caller_inside());
    append_remark(out, "the right session, the right server");
    append_ours(out, caller_session_guards(target));
    append_settings(out, target, direction);
    append_remark(out, "one run at a time");
    append_ours(out, caller_advisory_lock(target));
    append_remark(out, "the right database: its schema, its version table, its version rows");
    append_ours(out, caller_schema_guard(target));
    append_ours(out, caller_version_table(may_create, target));
}

void append_caller_baseline(std::string& out, PlannedRevision const& revision) {
    if (revision.baseline_statements.empty()) return;
    append_remark(out, "what existed before the chain");
    if (!revision.baseline_relations.empty()) append_ours(out, caller_baseline_guard(revision));
    out += "SET LOCAL check_function_bodies = off;\n";
    for (auto const& statement : revision.baseline_statements) append_work(out, statement);
    out += "SET LOCAL check_function_bodies = on;\n";
}

} // namespace migc::emit
