// Clauses that PostgreSQL accepts in any order, and the parts of index elements: hand-written readers, so that the
// rules above stay in the order of the manual.
#include "grammar/session.hpp"

namespace migc::grammar {

using enum TokenKind;

namespace {

bool is(Iterator at, Iterator last, TokenKind kind) { return at != last && at->kind == kind; }
bool is(Iterator at, Iterator last, TokenKind first_kind, TokenKind second_kind) {
    return is(at, last, first_kind) && is(at + 1, last, second_kind);
}

bool take_attribute(Iterator& at, Iterator last, ast::ConstraintAttributes& out) {
    if (is(at, last, kw_deferrable)) {
        out.deferrable = true;
        return ++at, true;
    }
    // Said twice, it is left for the error of whoever reads on.
    if (out.enforced && (is(at, last, kw_enforced) || is(at, last, kw_not, kw_enforced))) return false;
    if (is(at, last, kw_enforced)) {
        out.enforced = true;
        return ++at, true;
    }
    if (is(at, last, kw_not, kw_deferrable))
        out.deferrable = false;
    else if (is(at, last, kw_initially, kw_deferred))
        out.initially_deferred = true;
    else if (is(at, last, kw_initially, kw_immediate))
        out.initially_deferred = false;
    else if (is(at, last, kw_not, kw_valid))
        out.not_valid = true;
    else if (is(at, last, kw_no, kw_inherit))
        out.no_inherit = true;
    else if (is(at, last, kw_not, kw_enforced))
        out.enforced = false;
    else
        return false;
    at += 2;
    return true;
}

struct ActionWords {
    TokenKind first;
    TokenKind second;
    std::string_view text;
};
constexpr ActionWords actions[] = {
    {kw_no, kw_action, "no action"}, {kw_restrict, end, "restrict"},      {kw_cascade, end, "cascade"},
    {kw_set, kw_null, "set null"},   {kw_set, kw_default, "set default"},
};

bool take_action(Iterator& at, Iterator last, Session& session, ast::Word& out) {
    for (auto const& action : actions) {
        bool const one_word = action.second == end;
        if (!is(at, last, action.first) || !(one_word || is(at + 1, last, action.second))) continue;
        at += one_word ? 1 : 2;
        out = {action.text};
        return true;
    }
    return session.miss(at, "NO ACTION, RESTRICT, CASCADE, SET NULL or SET DEFAULT");
}

bool take_columns(Iterator& at, Iterator last, Session& session, std::vector<ast::Identifier>& out) {
    do {
        ++at;
        ast::Identifier column;
        if (!parse_identifier(at, last, session, column)) return false;
        out.push_back(column);
    } while (is(at, last, comma));
    if (!is(at, last, right_paren)) return session.miss(at, right_paren);
    ++at;
    return true;
}

} // namespace

bool parse_constraint_attributes(Iterator& first, Iterator last, Session&, ast::ConstraintAttributes& out) {
    while (take_attribute(first, last, out)) {
    }
    return true;
}

bool parse_column_constraint_attributes(Iterator& first, Iterator last, Session&, ast::ConstraintAttributes& out) {
    while (!is(first, last, kw_not, kw_valid) && take_attribute(first, last, out)) {
    }
    return true;
}

bool parse_key_columns(Iterator& first, Iterator last, Session& session, ast::KeyColumns& out) {
    auto at = first;
    if (!is(at, last, left_paren)) return session.miss(at, left_paren);
    do {
        ++at;
        // A column may have that name; the keyword has a name behind it.
        out.period =
            !out.names.empty() && is(at, last, kw_period) && !is(at + 1, last, comma) && !is(at + 1, last, right_paren);
        if (out.period) ++at;
        ast::Identifier column;
        if (!parse_identifier(at, last, session, column)) return false;
        out.names.push_back(column);
    } while (!out.period && is(at, last, comma));
    if (!is(at, last, right_paren)) return session.miss(at, right_paren);
    first = at + 1;
    return true;
}

bool parse_referential_actions(Iterator& first, Iterator last, Session& session, ast::ReferentialActions& out) {
    auto at = first;
    for (;;) {
        if (is(at, last, kw_match)) {
            ++at;
            if (is(at, last, kw_full))
                out.match = {"full"};
            else if (is(at, last, kw_partial))
                out.match = {"partial"};
            else if (is(at, last, kw_simple))
                out.match = {"simple"};
            else
                return session.miss(at, "FULL or SIMPLE");
            ++at;
        } else if (is(at, last, kw_on, kw_delete)) {
            at += 2;
            if (!take_action(at, last, session, out.on_delete)) return false;
            if (is(at, last, left_paren) && !take_columns(at, last, session, out.set_columns)) return false;
        } else if (is(at, last, kw_on, kw_update)) {
            at += 2;
            if (!take_action(at, last, session, out.on_update)) return false;
        } else if (is(at, last, kw_on)) {
            return session.miss(at + 1, "DELETE or UPDATE");
        } else {
            break;
        }
    }
    first = at;
    return true;
}

bool parse_plain_column(Iterator& first, Iterator last, Session& session, ast::Identifier& out) {
    if (first != last && (is(first + 1, last, left_paren) || is(first + 1, last, dot)))
        return session.miss(first, "a column");
    return parse_identifier(first, last, session, out);
}

bool parse_index_expression(Iterator& first, Iterator last, Session& session, ast::Expression& out) {
    auto at = first;
    TokenRange inside;
    if (is(at, last, left_paren)) {
        if (!parse_balanced(at, last, session, inside)) return false;
    } else if (is(at, last, kw_cast)) {
        ++at;
        if (!parse_balanced(at, last, session, inside)) return false;
    } else {
        ast::QualifiedName name;
        if (!parse_function_name(at, last, session, name) || !parse_balanced(at, last, session, inside)) return false;
    }
    out = {{first, at}, cover(first->span(), at[-1].span())};
    first = at;
    return true;
}

bool parse_option_value(Iterator& first, Iterator last, Session& session, ast::Expression& out) {
    bool const is_word = first != last && category(first->kind) != WordCategory::not_a_word &&
                         (is(first + 1, last, comma) || is(first + 1, last, right_paren));
    if (!is_word) return parse_expression(first, last, session, ExpressionKind::a_expr, out);
    out = {{first, first + 1}, first->span()};
    ++first;
    return true;
}

bool parse_option_name(Iterator& first, Iterator last, Session& session, ast::Identifier& out) {
    auto at = first;
    if (!parse_label(at, last, session, out)) return false;
    if (is(at, last, dot)) {
        ++at;
        ast::Identifier part;
        if (!parse_label(at, last, session, part)) return false;
        out = {session.source.keep(std::string(out.text) + "." + std::string(part.text)), cover(out.span, part.span)};
    }
    first = at;
    return true;
}

namespace {

struct SequenceWords {
    TokenKind first;
    TokenKind second;   // end: a single word
    TokenKind optional; // BY, WITH; end: none
    bool number;
    std::string_view text;
};
constexpr SequenceWords sequence_words[] = {
    {kw_increment, end, kw_by, true, "increment"}, {kw_start, end, kw_with, true, "start"},
    {kw_minvalue, end, end, true, "minvalue"},     {kw_no, kw_minvalue, end, false, "no minvalue"},
    {kw_maxvalue, end, end, true, "maxvalue"},     {kw_no, kw_maxvalue, end, false, "no maxvalue"},
    {kw_cache, end, end, true, "cache"},           {kw_cycle, end, end, false, "cycle"},
    {kw_no, kw_cycle, end, false, "no cycle"},     {kw_logged, end, end, false, "logged"},
    {kw_unlogged, end, end, false, "unlogged"},
};

bool take_owner(Iterator& at, Iterator last, Session& session, std::vector<ast::Identifier>& out) {
    do {
        ast::Identifier part;
        if (!parse_label(at, last, session, part)) return false;
        out.push_back(part);
    } while (is(at, last, dot) && (++at, true));
    return true;
}

} // namespace

bool parse_untyped_ahead(Iterator& first, Iterator last, Session& session, ast::Word&) {
    if (last - first < 2 || !is_column_or_table_name(first->kind)) return session.miss(first, "a name");
    switch (first[1].kind) {
    case kw_with:
    case kw_constraint:
    case kw_not:
    case kw_null:
    case kw_default:
    case kw_check:
    case kw_unique:
    case kw_primary:
    case kw_references: return true;
    case kw_generated: return is(first + 2, last, kw_always) || is(first + 2, last, kw_by);
    default: return false;
    }
}

bool parse_sequence_option(Iterator& first, Iterator last, Session& session, ast::SequenceOption& out) {
    auto at = first;
    out = {};
    for (auto const& words : sequence_words) {
        bool const two = words.second != end;
        if (!is(at, last, words.first) || (two && !is(at + 1, last, words.second))) continue;
        at += two ? 2 : 1;
        if (words.optional != end && is(at, last, words.optional)) ++at;
        if (words.number && !parse_signed_number(at, last, session, out.value)) return false;
        out.name = {words.text};
        break;
    }
    if (out.name.text.empty()) {
        if (is(at, last, kw_as)) {
            ast::TypeName type;
            if (!parse_type(++at, last, session, type)) return false;
            out.name = {"as"};
            out.type = type;
        } else if (is(at, last, kw_restart)) {
            ++at;
            if (is(at, last, kw_with)) ++at;
            if (at != last && (at->kind == integer || at->kind == minus) &&
                !parse_signed_number(at, last, session, out.value))
                return false;
            out.name = {"restart"};
        } else if (is(at, last, kw_owned, kw_by)) {
            at += 2;
            if (!take_owner(at, last, session, out.column)) return false;
            out.name = {"owned by"};
        } else if (is(at, last, kw_sequence, kw_name)) {
            at += 2;
            if (!take_owner(at, last, session, out.column)) return false;
            out.name = {"sequence name"};
        } else {
            return session.miss(at, "a sequence option");
        }
    }
    out.span = cover(first->span(), at[-1].span());
    first = at;
    return true;
}

namespace {

bool take_values(Iterator& at, Iterator last, Session& session, std::vector<ast::Expression>& out) {
    if (!is(at, last, left_paren)) return session.miss(at, left_paren);
    do {
        ++at;
        ast::Expression value;
        if (!parse_expression(at, last, session, ExpressionKind::a_expr, value)) return false;
        out.push_back(value);
    } while (is(at, last, comma));
    if (!is(at, last, right_paren)) return session.miss(at, right_paren);
    return ++at, true;
}

// MODULUS and REMAINDER are no keywords of their own.
bool take_hash_bound(Iterator& at, Iterator last, Session& session, std::vector<ast::Option>& out) {
    if (!is(at, last, left_paren)) return session.miss(at, left_paren);
    do {
        ++at;
        ast::Option part;
        if (!parse_label(at, last, session, part.name)) return false;
        if (!is(at, last, integer)) return session.miss(at, integer);
        part.value = ast::Expression{{at, at + 1}, at->span()};
        part.span = cover(part.name.span, at->span());
        ++at;
        out.push_back(part);
    } while (is(at, last, comma));
    if (!is(at, last, right_paren)) return session.miss(at, right_paren);
    return ++at, true;
}

} // namespace

bool parse_partition_bound(Iterator& first, Iterator last, Session& session, ast::PartitionBound& out) {
    auto at = first;
    if (is(at, last, kw_default)) {
        ++at;
        out.kind = {"default"};
    } else if (!is(at, last, kw_for, kw_values)) {
        return session.miss(at, "FOR VALUES or DEFAULT");
    } else if (at += 2; is(at, last, kw_in)) {
        out.kind = {"in"};
        if (!take_values(++at, last, session, out.values)) return false;
    } else if (is(at, last, kw_from)) {
        out.kind = {"from"};
        if (!take_values(++at, last, session, out.values)) return false;
        if (!is(at, last, kw_to)) return session.miss(at, kw_to);
        if (!take_values(++at, last, session, out.to)) return false;
    } else if (is(at, last, kw_with)) {
        out.kind = {"with"};
        if (!take_hash_bound(++at, last, session, out.with)) return false;
    } else {
        return session.miss(at, "IN, FROM or WITH");
    }
    out.span = cover(first->span(), at[-1].span());
    first = at;
    return true;
}

bool parse_operator(Iterator& first, Iterator last, Session& session, ast::Expression& out) {
    auto at = first;
    if (is(at, last, kw_operator)) {
        ++at;
        TokenRange inside;
        if (!parse_balanced(at, last, session, inside)) return false;
    } else if (at != last && (at->kind == operator_ || (at->kind >= star && at->kind <= caret))) {
        ++at;
    } else {
        return session.miss(at, "an operator");
    }
    out = {{first, at}, cover(first->span(), at[-1].span())};
    first = at;
    return true;
}

} // namespace migc::grammar
