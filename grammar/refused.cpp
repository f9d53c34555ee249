#include "grammar/refused.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::grammar {

using enum TokenKind;

namespace {

struct Refusal {
    std::string_view words;
    std::string_view help;
};
constexpr Refusal refusals[] = {
#define REFUSED(words, help) {words, help},
#include "grammar/refused.def"
#undef REFUSED
};

// What the script relies on in its own statements, or whose change would outlive or undercut the review.
constexpr std::string_view kept_settings[] = {
    "all",
    "backslash_quote",
    "client_encoding",
    "default_transaction_deferrable",
    "default_transaction_isolation",
    "default_transaction_read_only",
    "escape_string_warning",
    "role",
    "search_path",
    "session authorization",
    "session characteristics",
    "session_authorization",
    "session_replication_role",
    "standard_conforming_strings",
    "transaction",
    "transaction_deferrable",
    "transaction_isolation",
    "transaction_read_only",
    "xmloption",
};

bool is(Iterator at, Iterator last, TokenKind kind) { return at < last && at->kind == kind; }

std::string lower(std::string_view text) {
    std::string out(text);
    for (auto& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return out;
}

bool begins_with(TokenRange statement, std::string_view words) {
    auto at = statement.first;
    while (!words.empty()) {
        auto const blank = words.find(' ');
        auto const kind = classify_word(words.substr(0, blank));
        if (!is(at, statement.last, kind)) return false;
        ++at;
        words = blank == std::string_view::npos ? std::string_view{} : words.substr(blank + 1);
    }
    return true;
}

std::string help_for(std::string const& name) {
    if (name == "search_path")
        return "set `search_path` of the target in migc.ini, or write the schema before the name";
    if (name == "role" || name == "session authorization" || name == "session_authorization")
        return "set `role` of the target in migc.ini";
    if (name == "session_replication_role")
        return "write `alter table … disable trigger …` and enable it again in the same revision";
    if (name == "transaction" || name == "session characteristics" || name.starts_with("transaction_") ||
        name.starts_with("default_transaction_"))
        return "remove it: the script sets the properties of its transactions";
    return "remove it: the script sets what it relies on and nothing may change it inside";
}

std::optional<ast::Refused> refused_setting(TokenRange statement, SourceFile const& source) {
    bool const resets = statement.first->kind == kw_reset;
    auto at = statement.first + 1;
    bool const local = !resets && is(at, statement.last, kw_local);
    bool const session = !resets && is(at, statement.last, kw_session) &&
                         !is(at + 1, statement.last, kw_authorization) &&
                         !is(at + 1, statement.last, kw_characteristics);
    if (local || session) ++at;
    if (!resets && is(at, statement.last, kw_constraints)) return std::nullopt;
    auto const name = parameter_name(at, statement.last, source);
    if (name.empty()) return std::nullopt; // the grammar says what is missing
    auto const verb = resets ? "RESET" : local ? "SET LOCAL" : "SET";
    if (std::find(std::begin(kept_settings), std::end(kept_settings), name) != std::end(kept_settings))
        return ast::Refused{fmt::format("{} of {}", verb, name), help_for(name), statement.span()};
    if (local) return std::nullopt;
    if (resets)
        return ast::Refused{fmt::format("RESET of {}", name), "remove it: `set local` ends with its transaction",
                            statement.span()};
    return ast::Refused{fmt::format("SET of {} for the whole session", name),
                        fmt::format("write `set local {} …`", name), statement.span()};
}

// COPY moves rows between the server and a file, a program or the client: none of them comes with the script.
std::optional<ast::Refused> refused_copy(TokenRange statement) {
    bool const into_table =
        std::any_of(statement.begin(), statement.end(), [](Token const& t) { return t.kind == kw_from; });
    auto const place = [&]() -> std::string_view {
        for (auto const& token : statement) {
            if (token.kind == kw_stdin) return "STDIN";
            if (token.kind == kw_stdout) return "STDOUT";
            if (token.kind == kw_program) return "PROGRAM";
        }
        return "a file";
    }();
    auto what = fmt::format("COPY {} {}", into_table ? "FROM" : "TO", place);
    return ast::Refused{std::move(what),
                        into_table ? "write `insert into … values …`; of a dump take the schema alone, `pg_dump -s`"
                                   : "remove it: a revision changes the schema or its rows",
                        statement.span()};
}

} // namespace

std::string parameter_name(Iterator at, Iterator last, SourceFile const& source) {
    auto const next = [&](TokenKind kind) { return is(at + 1, last, kind); };
    if (at >= last || !is_label(at->kind)) return {};
    switch (at->kind) {
    case kw_time:
        if (next(kw_zone)) return "timezone";
        break;
    case kw_session:
        if (next(kw_authorization)) return "session authorization";
        if (next(kw_characteristics)) return "session characteristics";
        break;
    case kw_transaction:
        if (next(kw_isolation)) return "transaction_isolation";
        break;
    case kw_schema: return "search_path"; // SET SCHEMA 'a' is another spelling of it
    case kw_names: return "client_encoding";
    case kw_xml: return "xmloption";
    default: break;
    }
    std::string name;
    for (; at < last && is_label(at->kind); at += 2) {
        auto const text = source.slice(at->span());
        name += at->kind == quoted_name ? std::string(text.substr(1, text.size() - 2)) : lower(text);
        if (!next(dot)) break;
        name += '.';
    }
    return lower(name);
}

std::optional<ast::Refused> refusal(TokenRange statement, SourceFile const& source) {
    if (statement.empty()) return std::nullopt;
    if (statement.first->kind == kw_set || statement.first->kind == kw_reset) return refused_setting(statement, source);
    if (statement.first->kind == kw_copy) return refused_copy(statement);
    for (auto const& entry : refusals)
        if (begins_with(statement, entry.words))
            return ast::Refused{upper(entry.words), std::string(entry.help), statement.span()};
    return std::nullopt;
}

} // namespace migc::grammar
