// What changes rows (Data), is passed on unread (Opaque, SET LOCAL), or is refused: RULINGS 11. These statements are
// runs of tokens with balanced brackets, of which only the head is checked, and the relations they name are collected.
#include "grammar/families.hpp"
#include "grammar/refused.hpp"
#include "grammar/relations.hpp"

#include <algorithm>

namespace migc::grammar {

using enum TokenKind;

namespace {

bool is(Iterator at, Iterator last, TokenKind kind) { return at < last && at->kind == kind; }
bool take(Iterator& at, Iterator last, TokenKind kind) {
    if (!is(at, last, kind)) return false;
    ++at;
    return true;
}

bool begins_query(TokenKind kind) {
    return kind == kw_select || kind == kw_values || kind == kw_table || kind == kw_with || kind == left_paren;
}

// --- heads: what must stand before the part that stays unread ---

bool read_insert(Iterator at, Iterator last, Session& session) {
    ast::QualifiedName table;
    if (!take(at, last, kw_into)) return session.miss(at, kw_into);
    if (!parse_qualified_name(at, last, session, table)) return false;
    ast::Identifier alias;
    if (take(at, last, kw_as) && !parse_identifier(at, last, session, alias)) return false;
    TokenRange columns;
    bool const listed = is(at, last, left_paren) && at + 1 < last && !begins_query(at[1].kind);
    if (listed && !parse_balanced(at, last, session, columns)) return false;
    if (take(at, last, kw_overriding)) {
        if (!take(at, last, kw_system) && !take(at, last, kw_user)) return session.miss(at, "SYSTEM or USER");
        if (!take(at, last, kw_value)) return session.miss(at, kw_value);
    }
    if (take(at, last, kw_default)) return is(at, last, kw_values) || session.miss(at, kw_values);
    if (take(at, last, kw_values)) return is(at, last, left_paren) || session.miss(at, left_paren);
    if (at < last && begins_query(at->kind)) return true;
    if (!listed) session.miss(at, "a column list");
    return session.miss(at, "VALUES, DEFAULT VALUES or a query");
}

bool read_target(Iterator& at, Iterator last, Session& session) {
    ast::QualifiedName table;
    bool const only = take(at, last, kw_only);
    bool const bracketed = only && take(at, last, left_paren);
    if (!parse_qualified_name(at, last, session, table)) return false;
    if (bracketed && !take(at, last, right_paren)) return session.miss(at, right_paren);
    if (!only) take(at, last, star);
    return true;
}

// The alias may be left without AS, where the next clause's word cannot be one.
bool read_alias(Iterator& at, Iterator last, Session& session, TokenKind clause) {
    ast::Identifier alias;
    if (take(at, last, kw_as)) return parse_identifier(at, last, session, alias);
    if (at < last && at->kind != clause && is_column_or_table_name(at->kind)) ++at;
    return true;
}

bool read_update(Iterator at, Iterator last, Session& session) {
    if (!read_target(at, last, session) || !read_alias(at, last, session, kw_set)) return false;
    if (!take(at, last, kw_set)) return session.miss(at, kw_set);
    if (!is(at, last, left_paren)) {
        ast::Identifier column;
        if (!parse_identifier(at, last, session, column)) return false;
        while (at < last && at->kind != equals &&
               (at->kind == dot || at->kind == left_bracket || at->kind == integer || at->kind == right_bracket ||
                is_label(at->kind)))
            ++at;
        return is(at, last, equals) || session.miss(at, equals);
    }
    TokenRange columns;
    if (!parse_balanced(at, last, session, columns)) return false;
    return is(at, last, equals) || session.miss(at, equals);
}

bool read_delete(Iterator at, Iterator last, Session& session) {
    if (!take(at, last, kw_from)) return session.miss(at, kw_from);
    if (!read_target(at, last, session) || !read_alias(at, last, session, kw_using)) return false;
    if (at == last || at->kind == kw_where || at->kind == kw_using || at->kind == kw_returning) return true;
    return session.miss(at, "USING, WHERE, RETURNING or the end of the statement");
}

bool read_merge(Iterator at, Iterator last, Session& session) {
    if (!take(at, last, kw_into)) return session.miss(at, kw_into);
    if (!read_target(at, last, session) || !read_alias(at, last, session, kw_using)) return false;
    if (!take(at, last, kw_using)) return session.miss(at, kw_using);
    bool const matches = std::any_of(at, last, [](Token const& token) { return token.kind == kw_matched; });
    return matches || session.miss(last, "WHEN MATCHED or WHEN NOT MATCHED");
}

// [ TEMPORARY | TEMP | UNLOGGED ] [ TABLE ] name
bool read_into(Iterator& at, Iterator last, Session& session, ast::CreateTableAs& out) {
    if (is(at, last, kw_local) || is(at, last, kw_global)) ++at;
    if (is(at, last, kw_temporary) || is(at, last, kw_temp))
        out.persistence = {"temporary"}, ++at;
    else if (take(at, last, kw_unlogged))
        out.persistence = {"unlogged"};
    take(at, last, kw_table);
    return parse_qualified_name(at, last, session, out.name);
}

bool read_select(Iterator at, Iterator last, Session& session, ast::Statement& out, bool& made) {
    int depth = 0;
    for (auto token = at; token != last; ++token) {
        if (token->kind == left_paren) ++depth;
        if (token->kind == right_paren) --depth;
        if (depth > 0 || token->kind != kw_into) continue;
        ast::CreateTableAs node;
        auto name = token + 1;
        if (!read_into(name, last, session, node)) return false;
        node.into = true;
        out = std::move(node);
        made = true;
        return true;
    }
    return true;
}

// --- lists of tables ---

bool read_tables(Iterator& at, Iterator last, Session& session, std::vector<ast::QualifiedName>& out) {
    do {
        bool const only = take(at, last, kw_only);
        if (!parse_qualified_name(at, last, session, out.emplace_back())) return false;
        if (!only) take(at, last, star);
        TokenRange columns;
        if (is(at, last, left_paren) && !parse_balanced(at, last, session, columns)) return false;
    } while (take(at, last, comma));
    return true;
}

bool at_end(Iterator at, Iterator last, Session& session) {
    return at == last || session.miss(at, "the end of the statement");
}

bool read_truncate(Iterator at, Iterator last, Session& session, ast::Data& out) {
    take(at, last, kw_table);
    if (!read_tables(at, last, session, out.writes)) return false;
    if (take(at, last, kw_restart) || take(at, last, kw_continue))
        if (!take(at, last, kw_identity)) return session.miss(at, kw_identity);
    if (!take(at, last, kw_cascade)) take(at, last, kw_restrict);
    return at_end(at, last, session);
}

bool read_lock(Iterator at, Iterator last, Session& session, ast::Data& out) {
    take(at, last, kw_table);
    if (!read_tables(at, last, session, out.reads)) return false;
    if (take(at, last, kw_in)) {
        auto const mode = at;
        while (at < last && (at->kind == kw_access || at->kind == kw_row || at->kind == kw_share ||
                             at->kind == kw_update || at->kind == kw_exclusive))
            ++at;
        if (at == mode) return session.miss(at, "a lock mode");
        if (!take(at, last, kw_mode)) return session.miss(at, kw_mode);
    }
    take(at, last, kw_nowait);
    return at_end(at, last, session);
}

// VACUUM and ANALYZE: options in parentheses or as words, then tables, or none for all of them.
bool read_maintenance(Iterator at, Iterator last, Session& session, ast::Data& out) {
    TokenRange options;
    if (is(at, last, left_paren)) {
        if (!parse_balanced(at, last, session, options)) return false;
    } else {
        // In this order (gram.y, VacuumStmt).
        for (auto const word : {kw_full, kw_freeze, kw_verbose, kw_analyze, kw_analyse}) take(at, last, word);
    }
    if (at == last) return true;
    return read_tables(at, last, session, out.reads) && at_end(at, last, session);
}

bool read_cluster(Iterator at, Iterator last, Session& session, ast::Data& out) {
    TokenRange options;
    if (is(at, last, left_paren) && !parse_balanced(at, last, session, options)) return false;
    take(at, last, kw_verbose);
    if (at == last) return true;
    if (!parse_qualified_name(at, last, session, out.reads.emplace_back())) return false;
    ast::Identifier index;
    if (take(at, last, kw_using) && !parse_identifier(at, last, session, index)) return false;
    return at_end(at, last, session);
}

bool read_reindex(Iterator at, Iterator last, Session& session, ast::Data& out) {
    TokenRange options;
    if (is(at, last, left_paren) && !parse_balanced(at, last, session, options)) return false;
    bool const relation = is(at, last, kw_table) || is(at, last, kw_index);
    if (!relation && !is(at, last, kw_schema) && !is(at, last, kw_database) && !is(at, last, kw_system))
        return session.miss(at, "INDEX, TABLE, SCHEMA, DATABASE or SYSTEM");
    bool const may_be_this_one = is(at, last, kw_database) || is(at, last, kw_system);
    ++at;
    take(at, last, kw_concurrently);
    if (may_be_this_one && at == last) return true; // from 16 on
    ast::QualifiedName name;
    if (!parse_qualified_name(at, last, session, name)) return false;
    if (relation) out.reads.push_back(name);
    return at_end(at, last, session);
}

// Sets `made` where another node than Data came of it.
bool read_query(Iterator first, Iterator last, Session& session, ast::Data& data, ast::Statement& out, bool& made) {
    auto verb = first;
    if (first->kind == kw_with) {
        std::vector<std::string_view> names;
        if (!parse_common_tables(++verb, last, session, names)) return false;
    }
    data.verb = verb->kind == left_paren ? kw_select : verb->kind;
    auto const head = verb + 1;
    switch (verb->kind) {
    case kw_insert: return read_insert(head, last, session);
    case kw_update: return read_update(head, last, session);
    case kw_delete: return read_delete(head, last, session);
    case kw_merge: return read_merge(head, last, session);
    case kw_select: return read_select(head, last, session, out, made);
    case kw_values: return is(head, last, left_paren) || session.miss(head, left_paren);
    case kw_table: {
        auto at = head;
        return read_target(at, last, session);
    }
    case left_paren: return true;
    default: return session.miss(verb, "SELECT, INSERT, UPDATE, DELETE or MERGE");
    }
}

bool read_data(Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    ast::Data data;
    data.verb = first->kind;
    auto const head = first + 1;
    bool read = false, made = false, is_query = false;
    switch (first->kind) {
    case kw_truncate: read = read_truncate(head, last, session, data); break;
    case kw_lock: read = read_lock(head, last, session, data); break;
    case kw_vacuum:
    case kw_analyze:
    case kw_analyse: read = read_maintenance(head, last, session, data); break;
    case kw_cluster: read = read_cluster(head, last, session, data); break;
    case kw_reindex: read = read_reindex(head, last, session, data); break;
    default:
        is_query = true;
        read = read_query(first, last, session, data, out, made);
        break;
    }
    if (!read) return false;
    auto at = first;
    if (!parse_rest(at, last, session, data.tokens)) return false;
    if (!made) {
        if (is_query) collect_relations(data.tokens, session, data);
        data.span = data.tokens.span();
        out = std::move(data);
    } else if (auto* table = std::get_if<ast::CreateTableAs>(&out)) {
        table->query = {data.tokens, data.tokens.span()}; // with WITH in front
        table->span = table->query.span;
    }
    first = last;
    return true;
}

// --- DO, CALL, SET ---

bool read_opaque(Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    ast::Opaque opaque;
    auto at = first + 1;
    if (first->kind == kw_do) {
        opaque.what = "DO block";
        bool const body = std::any_of(
            at, last, [](Token const& token) { return token.kind == dollar_string || token.kind == string; });
        if (!body) return session.miss(at, "a string with the body of the block");
    } else {
        opaque.what = "CALL";
        ast::QualifiedName name;
        TokenRange arguments;
        if (!parse_function_name(at, last, session, name) || !parse_balanced(at, last, session, arguments) ||
            !at_end(at, last, session))
            return false;
    }
    if (!parse_rest(first, last, session, opaque.tokens)) return false;
    opaque.span = opaque.tokens.span();
    out = opaque;
    return true;
}

// What refusal() has let through: SET LOCAL name … and SET CONSTRAINTS.
bool read_set(Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    ast::SetLocal set;
    auto at = first + 1;
    if (take(at, last, kw_constraints)) {
        if (at == last) return session.miss(at, "ALL or the names of constraints");
        set.name = "constraints";
    } else {
        if (!take(at, last, kw_local)) return session.miss(at, first->kind == kw_set ? "LOCAL" : "a parameter");
        set.name = parameter_name(at, last, session.source);
        if (set.name.empty()) return session.miss(at, "a parameter");
        bool const valued = std::any_of(at, last, [](Token const& token) {
            return token.kind == equals || token.kind == kw_to || token.kind == kw_zone || token.kind == kw_from;
        });
        if (!valued) return session.miss(last, "TO or '='");
        if (last[-1].kind == equals || last[-1].kind == kw_to) return session.miss(last, "a value");
    }
    if (!parse_rest(first, last, session, set.tokens)) return false;
    out = std::move(set);
    std::get<ast::SetLocal>(out).span = std::get<ast::SetLocal>(out).tokens.span();
    return true;
}

// pg_dump begins with SET … and SELECT pg_catalog.set_config( … ): RULINGS 9.
bool is_session_setting(Iterator first, Iterator last, SourceFile const& source) {
    if (first->kind == kw_set || first->kind == kw_reset) return true;
    if (first->kind != kw_select) return false;
    auto at = first + 1;
    if (is(at, last, name) && source.slice(at->span()) == "pg_catalog" && is(at + 1, last, dot)) at += 2;
    return is(at, last, name) && source.slice(at->span()) == "set_config";
}

bool read_session_setting(Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    ast::SessionSetting setting;
    if (!parse_rest(first, last, session, setting.tokens)) return false;
    setting.span = setting.tokens.span();
    out = setting;
    return true;
}

} // namespace

bool parse_data_statement(Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    if (session.schema_file && is_session_setting(first, last, session.source))
        return read_session_setting(first, last, session, out);
    if (auto refused = refusal({first, last}, session.source)) {
        out = std::move(*refused);
        first = last;
        return true;
    }
    switch (first->kind) {
    case kw_insert:
    case kw_update:
    case kw_delete:
    case kw_merge:
    case kw_select:
    case kw_with:
    case kw_values:
    case kw_table:
    case left_paren:
    case kw_truncate:
    case kw_lock:
    case kw_vacuum:
    case kw_analyze:
    case kw_analyse:
    case kw_cluster:
    case kw_reindex: return read_data(first, last, session, out);
    case kw_do:
    case kw_call: return read_opaque(first, last, session, out);
    case kw_set:
    case kw_reset: return read_set(first, last, session, out);
    default: return session.miss(first, "a statement");
    }
}

} // namespace migc::grammar
