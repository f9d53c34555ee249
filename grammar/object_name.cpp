// Names of objects as DROP, ALTER, COMMENT ON and GRANT write them, and the parameters of routines: the kind of
// the object decides how its name is spelled.
#include "grammar/session.hpp"

namespace migc::grammar {

using enum TokenKind;

namespace {

bool take(Iterator& at, Iterator last, TokenKind kind) {
    if (at == last || at->kind != kind) return false;
    ++at;
    return true;
}

bool take_mode(Iterator& at, Iterator last, ast::ArgumentMode& out) {
    if (take(at, last, kw_in)) out = take(at, last, kw_out) ? ast::ArgumentMode::inout : ast::ArgumentMode::in;
    else if (take(at, last, kw_out)) out = ast::ArgumentMode::out;
    else if (take(at, last, kw_inout)) out = ast::ArgumentMode::inout;
    else if (take(at, last, kw_variadic)) out = ast::ArgumentMode::variadic;
    else return false;
    return true;
}

// `name type`: the name may be any word that can name a function, so only a type behind it tells it from a type.
bool take_named_type(Iterator& at, Iterator last, Session& session, ast::Argument& out, bool mode_read) {
    if (at == last || !is_function_name(at->kind)) return false;
    auto behind = at + 1;
    ast::Argument trial = out;
    if (!mode_read) take_mode(behind, last, trial.mode);
    if (!parse_type(behind, last, session, trial.type)) return false;
    if (!parse_label(at, last, session, trial.name.emplace())) return false;
    at = behind;
    out = std::move(trial);
    return true;
}

bool take_unqualified(Iterator& at, Iterator last, Session& session, ast::QualifiedName& out) {
    out = {};
    if (!parse_identifier(at, last, session, out.name)) return false;
    out.span = out.name.span;
    return true;
}

bool take_role(Iterator& at, Iterator last, Session& session, ast::QualifiedName& out) {
    out = {};
    if (!parse_role(at, last, session, out.name)) return false;
    out.span = out.name.span;
    return true;
}

// table.column or schema.table.column
bool take_column(Iterator& at, Iterator last, Session& session, ast::ObjectName& out) {
    ast::Identifier parts[3];
    std::size_t count = 0;
    do {
        if (count == 3) return session.miss(at - 1, "a column of two or three parts");
        auto const read = count == 0 ? parse_identifier : parse_label;
        if (!read(at, last, session, parts[count])) return false;
        ++count;
    } while (take(at, last, dot));
    if (count == 1) return session.miss(at, "'.' and a column");
    auto& table = out.table.emplace();
    if (count == 3) table.schema = parts[0];
    table.name = parts[count - 2];
    table.span = cover(parts[0].span, table.name.span);
    out.name = {std::nullopt, parts[count - 1], parts[count - 1].span};
    return true;
}

bool take_on_table(Iterator& at, Iterator last, Session& session, ast::ObjectName& out) {
    if (!take_unqualified(at, last, session, out.name)) return false;
    if (!take(at, last, kw_on)) return session.miss(at, kw_on);
    bool const of_domain = out.kind == ast::ObjectKind::constraint && at + 1 < last && at->kind == kw_domain &&
                           at[1].kind != kw_is && at[1].kind != dot;
    if (of_domain) {
        out.kind = ast::ObjectKind::domain_constraint;
        ++at;
    }
    return parse_qualified_name(at, last, session, out.table.emplace());
}

bool take_signature(Iterator& at, Iterator last, Session& session, ast::Signature& out) {
    if (take(at, last, right_paren)) return true;
    do {
        if (!parse_parameter(at, last, session, out.arguments.emplace_back())) return false;
    } while (take(at, last, comma));
    return take(at, last, right_paren) || session.miss(at, right_paren);
}

bool take_routine(Iterator& at, Iterator last, Session& session, ast::ObjectName& out) {
    if (!parse_function_name(at, last, session, out.name)) return false;
    return !take(at, last, left_paren) || take_signature(at, last, session, out.signature.emplace());
}

bool take_by_kind(Iterator& at, Iterator last, Session& session, ast::ObjectName& out) {
    switch (out.kind) {
    case ast::ObjectKind::table:
    case ast::ObjectKind::index:
    case ast::ObjectKind::sequence:
    case ast::ObjectKind::view:
    case ast::ObjectKind::materialized_view:
    case ast::ObjectKind::foreign_table:
    case ast::ObjectKind::type:
    case ast::ObjectKind::domain:
    case ast::ObjectKind::statistics:
    case ast::ObjectKind::collation:
    case ast::ObjectKind::conversion: return parse_qualified_name(at, last, session, out.name);
    case ast::ObjectKind::column: return take_column(at, last, session, out);
    case ast::ObjectKind::constraint:
    case ast::ObjectKind::domain_constraint:
    case ast::ObjectKind::trigger:
    case ast::ObjectKind::policy:
    case ast::ObjectKind::rule: return take_on_table(at, last, session, out);
    case ast::ObjectKind::function:
    case ast::ObjectKind::procedure:
    case ast::ObjectKind::routine:
    case ast::ObjectKind::aggregate: return take_routine(at, last, session, out);
    case ast::ObjectKind::schema:
    case ast::ObjectKind::extension:
    case ast::ObjectKind::event_trigger:
    case ast::ObjectKind::publication:
    case ast::ObjectKind::server:
    case ast::ObjectKind::language:
    case ast::ObjectKind::database:
    case ast::ObjectKind::tablespace: return take_unqualified(at, last, session, out.name);
    case ast::ObjectKind::role: return take_role(at, last, session, out.name);
    }
    return false;
}

} // namespace

bool parse_parameter(Iterator& first, Iterator last, Session& session, ast::Argument& out) {
    auto at = first;
    out = {};
    bool const mode_read = take_mode(at, last, out.mode);
    if (!take_named_type(at, last, session, out, mode_read) && !parse_type(at, last, session, out.type)) return false;
    out.span = cover(first->span(), at[-1].span());
    first = at;
    return true;
}

bool parse_argument(Iterator& first, Iterator last, Session& session, ast::Argument& out) {
    auto at = first;
    if (!parse_parameter(at, last, session, out)) return false;
    if (take(at, last, kw_default) || take(at, last, equals)) {
        if (!parse_expression(at, last, session, ExpressionKind::a_expr, out.default_value.emplace())) return false;
    } else {
        session.miss(at, kw_default);
    }
    out.span = cover(first->span(), at[-1].span());
    first = at;
    return true;
}

bool parse_object_name(Iterator& first, Iterator last, Session& session, ast::ObjectName& out) {
    auto at = first;
    out = {};
    out.kind = session.object_kind;
    if (!take_by_kind(at, last, session, out)) return false;
    out.span = cover(first->span(), at[-1].span());
    first = at;
    return true;
}

} // namespace migc::grammar
