// Names, strings and runs of balanced brackets: what reads tokens one by one because PostgreSQL's keyword categories
// decide where it ends. Everything above is X3.
#include "grammar/lexer.hpp"
#include "grammar/session.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::grammar {

using enum TokenKind;

namespace {

bool take_name(Iterator& first, Iterator last, Session& session, ast::Identifier& out, bool (*accepts)(TokenKind),
               std::string_view what) {
    if (first == last || !accepts(first->kind)) return session.miss(first, what);
    out = {name_value(session.source, *first, session.diagnostics), first->span()};
    ++first;
    return true;
}

bool take_qualified(Iterator& first, Iterator last, Session& session, ast::QualifiedName& out,
                    bool (*accepts)(TokenKind), std::string_view what) {
    auto at = first;
    ast::Identifier part;
    if (!take_name(at, last, session, part, accepts, what)) return false;
    out.span = part.span;
    out.schema.reset();
    if (at != last && at->kind == dot) {
        out.schema = part;
        ++at;
        if (!take_name(at, last, session, part, is_label, "a name")) return false;
        if (at != last && at->kind == dot) return session.miss(at, "a name of one or two parts");
    }
    out.name = part;
    out.span = cover(out.span, part.span);
    first = at;
    return true;
}

} // namespace

bool parse_identifier(Iterator& first, Iterator last, Session& session, ast::Identifier& out) {
    return take_name(first, last, session, out, is_column_or_table_name, "a name");
}

bool parse_label(Iterator& first, Iterator last, Session& session, ast::Identifier& out) {
    return take_name(first, last, session, out, is_label, "a name");
}

bool parse_role(Iterator& first, Iterator last, Session& session, ast::Identifier& out) {
    auto const accepts = [](TokenKind kind) {
        return category(kind) == WordCategory::plain || category(kind) == WordCategory::unreserved ||
               category(kind) == WordCategory::column_name || kind == kw_current_user || kind == kw_session_user ||
               kind == kw_current_role;
    };
    return take_name(first, last, session, out, accepts, "a role");
}

bool parse_qualified_name(Iterator& first, Iterator last, Session& session, ast::QualifiedName& out) {
    return take_qualified(first, last, session, out, is_column_or_table_name, "a name");
}

bool parse_function_name(Iterator& first, Iterator last, Session& session, ast::QualifiedName& out) {
    auto const accepts = [](TokenKind kind) { return is_function_name(kind) || is_column_or_table_name(kind); };
    return take_qualified(first, last, session, out, accepts, "a name");
}

bool parse_string(Iterator& first, Iterator last, Session& session, ast::String& out) {
    if (first == last || (first->kind != string && first->kind != dollar_string))
        return session.miss(first, "a string");
    out = {string_value(session.source, *first, session.diagnostics), first->span()};
    ++first;
    return true;
}

bool parse_balanced(Iterator& first, Iterator last, Session& session, TokenRange& inside) {
    if (first == last || first->kind != left_paren) return session.miss(first, left_paren);
    std::vector<TokenKind> open;
    for (auto at = first; at != last; ++at) {
        switch (at->kind) {
        case left_paren: open.push_back(right_paren); break;
        case left_bracket: open.push_back(right_bracket); break;
        case right_paren:
        case right_bracket:
            if (open.back() != at->kind) return session.miss(at, open.back());
            open.pop_back();
            if (open.empty()) {
                inside = {first + 1, at};
                first = at + 1;
                return true;
            }
            break;
        default: break;
        }
    }
    return session.miss(last, open.back());
}

bool parse_rest(Iterator& first, Iterator last, Session& session, TokenRange& out) {
    auto at = first;
    while (at != last) {
        TokenRange inside;
        if (at->kind == left_paren) {
            if (!parse_balanced(at, last, session, inside)) return false;
        } else if (at->kind == right_paren) {
            return session.miss(at, "the end of the statement");
        } else {
            ++at;
        }
    }
    out = {first, last};
    first = last;
    return true;
}

bool parse_signed_number(Iterator& first, Iterator last, Session& session, std::string& out) {
    auto at = first;
    out.clear();
    if (at != last && (at->kind == plus || at->kind == minus)) {
        if (at->kind == minus) out = "-";
        ++at;
    }
    if (at == last || (at->kind != integer && at->kind != number)) return session.miss(at, "a number");
    out += session.source.slice(at->span());
    first = at + 1;
    return true;
}

} // namespace migc::grammar
