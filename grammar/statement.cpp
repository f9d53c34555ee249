#include "grammar/statement.hpp"

#include "compiler/base/suggest.hpp"
#include "grammar/families.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::grammar {

namespace {

using enum TokenKind;

// Words between CREATE and the kind of the object: they decide nothing here.
bool is_create_modifier(TokenKind kind) {
    switch (kind) {
    case kw_or:
    case kw_replace:
    case kw_temp:
    case kw_temporary:
    case kw_global:
    case kw_local:
    case kw_unlogged:
    case kw_unique:
    case kw_recursive:
    case kw_constraint:
    case kw_trusted:
    case kw_procedural:
    case kw_default: return true;
    default: return false;
    }
}

TokenKind created_kind(TokenRange tokens) {
    auto at = tokens.first + 1;
    while (at != tokens.last && is_create_modifier(at->kind)) ++at;
    return at == tokens.last ? end : at->kind;
}

// Nothing that is modelled is created: where it is nothing that PostgreSQL knows either, the message begins with what
// was most likely meant.
bool parse_other_creation(Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    auto at = first + 1;
    while (at != last && is_create_modifier(at->kind)) ++at;
    for (auto const kind : {kw_table, kw_index, kw_view, kw_function, kw_trigger, kw_type, kw_sequence, kw_schema,
                            kw_extension, kw_procedure})
        session.miss(at, kind);
    return parse_unsupported(first, last, session, out);
}

Family create_family(TokenRange tokens) {
    switch (created_kind(tokens)) {
    case kw_table: return parse_create_table;
    case kw_index: return parse_create_index;
    case kw_schema: return parse_schema_statement;
    case kw_extension: return parse_extension_statement;
    case kw_type: return parse_type_statement;
    case kw_domain: return parse_domain_statement;
    case kw_sequence: return parse_sequence_statement;
    case kw_view:
    case kw_materialized: return parse_create_view;
    case kw_policy: return parse_create_policy;
    case kw_rule: return parse_create_rule;
    case kw_access:
    case kw_aggregate:
    case kw_cast:
    case kw_collation:
    case kw_conversion:
    case kw_event:
    case kw_language:
    case kw_operator:
    case kw_publication:
    case kw_role:
    case kw_group:
    case kw_user:
    case kw_server:
    case kw_statistics:
    case kw_subscription:
    case kw_text:
    case kw_transform: return parse_create_named;
    case kw_database:
    case kw_tablespace:
    case kw_assertion: return parse_data_statement; // refused there
    case kw_foreign:
        return tokens.last - tokens.first > 2 && tokens.first[2].kind == kw_data ? parse_create_named
                                                                                 : parse_other_creation;
    case kw_function:
    case kw_procedure: return parse_create_routine;
    case kw_trigger: return parse_create_trigger;
    default: return parse_other_creation;
    }
}

// Behind `alter table if exists only a.b *`, where the words stand that tell the forms apart.
Iterator behind_altered_name(TokenRange tokens) {
    auto at = tokens.first + 1;
    auto const skip = [&](TokenKind kind) { at += at < tokens.last && at->kind == kind ? 1 : 0; };
    ++at;
    if (at + 1 < tokens.last && at->kind == kw_if && at[1].kind == kw_exists) at += 2;
    skip(kw_only);
    ++at;
    while (at < tokens.last && at->kind == dot) at += 2;
    skip(star);
    return at < tokens.last ? at : tokens.last;
}

// RENAME, SET SCHEMA and OWNER TO have one shape for every kind of object, but the tables' OWNER TO may stand in a
// list of subcommands.
Family alter_family(TokenRange tokens) {
    auto const kind = tokens.last - tokens.first > 1 ? tokens.first[1].kind : end;
    auto const form = behind_altered_name(tokens);
    auto const word = [&](std::ptrdiff_t i) { return tokens.last - form > i ? form[i].kind : end; };
    bool const renames = word(0) == kw_rename;
    switch (kind) {
    case kw_table:
        return renames || (word(0) == kw_set && word(1) == kw_schema) ? parse_alter_object : parse_alter_table;
    case kw_sequence:
        return renames || (word(0) == kw_set && word(1) == kw_schema) || word(0) == kw_owner ? parse_alter_object
                                                                                             : parse_sequence_statement;
    case kw_type:
    case kw_domain: {
        bool const shared =
            (renames && word(1) == kw_to) || (word(0) == kw_set && word(1) == kw_schema) || word(0) == kw_owner;
        if (shared) return parse_alter_object;
        return kind == kw_type ? parse_type_statement : parse_domain_statement;
    }
    case kw_extension: return parse_extension_statement;
    case kw_system: return parse_data_statement; // refused there
    case kw_index:
        return (word(0) == kw_set && word(1) != kw_schema) || word(0) == kw_reset || word(0) == kw_attach ||
                       word(0) == kw_alter
                   ? parse_alter_index
                   : parse_alter_object;
    case kw_view:
        return (word(0) == kw_set && word(1) != kw_schema) || word(0) == kw_reset || word(0) == kw_alter
                   ? parse_alter_view
                   : parse_alter_object;
    default: return parse_alter_object;
    }
}

Family drop_family(TokenRange tokens) {
    switch (tokens.last - tokens.first > 1 ? tokens.first[1].kind : end) {
    case kw_owned:
    case kw_database:
    case kw_tablespace: return parse_data_statement;
    default: return parse_drop;
    }
}

Family family(TokenRange tokens) {
    switch (tokens.first->kind) {
    case kw_create: return create_family(tokens);
    case kw_alter: return alter_family(tokens);
    case kw_drop: return drop_family(tokens);
    case kw_refresh: return parse_refresh;
    case kw_comment: return parse_comment;
    case kw_grant:
    case kw_revoke: return parse_grant;
    default: return parse_data_statement;
    }
}

// The words that begin a statement; also what a misspelt one is compared with.
constexpr TokenKind beginnings[] = {
    kw_abort,   kw_alter,  kw_analyse,  kw_analyze,  kw_begin,      kw_call,     kw_checkpoint, kw_close,   kw_cluster,
    kw_comment, kw_commit, kw_copy,     kw_create,   kw_deallocate, kw_declare,  kw_delete,     kw_discard, kw_do,
    kw_drop,    kw_end,    kw_execute,  kw_explain,  kw_fetch,      kw_grant,    kw_import,     kw_insert,  kw_listen,
    kw_load,    kw_lock,   kw_merge,    kw_move,     kw_notify,     kw_prepare,  kw_reassign,   kw_refresh, kw_reindex,
    kw_release, kw_reset,  kw_revoke,   kw_rollback, kw_savepoint,  kw_security, kw_select,     kw_set,     kw_show,
    kw_start,   kw_table,  kw_truncate, kw_unlisten, kw_update,     kw_vacuum,   kw_values,     kw_with,    kw_raw,
    kw_include, kw_assert, kw_allow,    kw_for,
};

} // namespace

std::span<TokenKind const> statement_beginnings() { return beginnings; }

namespace {

bool begins_statement(TokenKind kind) {
    return kind == left_paren || std::find(std::begin(beginnings), std::end(beginnings), kind) != std::end(beginnings);
}

std::string lower(std::string word) {
    for (auto& c : word)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return word;
}

void report_unknown(Token const& token, SourceFile const& source, Diagnostics& diagnostics) {
    auto const word = source.slice(token.span());
    std::vector<std::string_view> candidates;
    for (auto const kind : beginnings) candidates.push_back(spelling(kind));
    auto const near = nearest(upper(word), candidates);
    std::string help = "begin with a statement of SQL, or with `raw`, `include`, `assert`, `allow` or `for`";
    if (near) help = fmt::format("write `{}`", lower(*near));
    diagnostics.add(Code::unknown_statement, {&source, token.span()},
                    fmt::format("no statement begins with {}", found_text(source, token)), std::move(help));
}

} // namespace

void report_syntax(Session const& session, SourceFile const& source, Diagnostics& diagnostics) {
    auto const& token = *session.furthest;
    std::string help;
    if (is_label(token.kind)) {
        std::vector<std::string_view> candidates;
        for (std::size_t i = 0; i < session.wanted_count; ++i)
            if (is_keyword(session.wanted[i].kind)) candidates.push_back(spelling(session.wanted[i].kind));
        if (auto const near = nearest(upper(source.slice(token.span())), candidates))
            help = fmt::format("write `{}`", lower(*near));
    }
    diagnostics.add(Code::syntax, {&source, token.span()},
                    fmt::format("expected {}, found {}", session.wanted_text(), found_text(source, token)),
                    std::move(help));
}

bool parse_statement(TokenRange tokens, SourceFile& source, bool schema_file, Diagnostics& diagnostics,
                     ast::Statement& out) {
    if (!begins_statement(tokens.first->kind)) {
        report_unknown(*tokens.first, source, diagnostics);
        return false;
    }
    Session session{source, diagnostics};
    session.schema_file = schema_file;
    auto const errors = diagnostics.error_count();
    auto first = tokens.first;
    bool const read = family(tokens)(first, tokens.last, session, out);
    if (read && first == tokens.last) return diagnostics.error_count() == errors;
    if (diagnostics.error_count() != errors) return false; // a terminal has said what is wrong
    if (session.furthest == nullptr || (read && first > session.furthest))
        session.miss(first, "the end of the statement");
    report_syntax(session, source, diagnostics);
    return false;
}

} // namespace migc::grammar
