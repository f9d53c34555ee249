// Names of objects as DROP, ALTER, COMMENT ON and GRANT write them, and the parameters of routines: the kind of
// the object decides how its name is spelled.
#include "grammar/parts.hpp"

namespace migc::grammar {

using enum TokenKind;

namespace {

bool take(Iterator& at, Iterator last, TokenKind kind) {
    if (at >= last || at->kind != kind) return false;
    ++at;
    return true;
}

bool take_mode(Iterator& at, Iterator last, ast::ArgumentMode& out) {
    if (take(at, last, kw_in))
        out = take(at, last, kw_out) ? ast::ArgumentMode::inout : ast::ArgumentMode::in;
    else if (take(at, last, kw_out))
        out = ast::ArgumentMode::out;
    else if (take(at, last, kw_inout))
        out = ast::ArgumentMode::inout;
    else if (take(at, last, kw_variadic))
        out = ast::ArgumentMode::variadic;
    else
        return false;
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

// Of an aggregate: `f(*)`, `f(integer)`, `f(numeric order by numeric)`, whose types all count.
bool take_aggregate(Iterator& at, Iterator last, Session& session, ast::ObjectName& out) {
    if (!parse_function_name(at, last, session, out.name)) return false;
    if (!take(at, last, left_paren)) return session.miss(at, left_paren);
    auto& arguments = out.signature.emplace().arguments;
    if (take(at, last, star)) return take(at, last, right_paren) || session.miss(at, right_paren);
    auto const ordered = [&] {
        if (!take(at, last, kw_order)) return false;
        return take(at, last, kw_by) || session.miss(at, kw_by);
    };
    if (!ordered()) {
        do {
            if (!parse_parameter(at, last, session, arguments.emplace_back())) return false;
        } while (take(at, last, comma));
        if (!ordered()) return take(at, last, right_paren) || session.miss(at, right_paren);
    }
    out.signature->direct = arguments.size();
    // A variadic last argument stands twice, and counts once.
    bool const again = !arguments.empty() && arguments.back().mode == ast::ArgumentMode::variadic;
    do {
        ast::Argument argument;
        if (!parse_parameter(at, last, session, argument)) return false;
        if (!again) arguments.push_back(std::move(argument));
    } while (take(at, last, comma));
    return take(at, last, right_paren) || session.miss(at, right_paren);
}

bool take_type(Iterator& at, Iterator last, Session& session, ast::Signature& out) {
    ast::Argument argument;
    auto const begin = at;
    if (take(at, last, kw_none))
        argument.type.name = "none";
    else if (!parse_type(at, last, session, argument.type))
        return false;
    argument.span = argument.type.span = cover(begin->span(), at[-1].span());
    out.arguments.push_back(std::move(argument));
    return true;
}

bool take_operator(Iterator& at, Iterator last, Session& session, ast::ObjectName& out) {
    if (!parse_operator_name(at, last, session, out.name)) return false;
    if (session.creates) return true; // CREATE OPERATOR says its operands among the options
    if (!take(at, last, left_paren)) return session.miss(at, left_paren);
    if (!take_type(at, last, session, out.signature.emplace())) return false;
    if (!take(at, last, comma)) return session.miss(at, "',' and the right operand");
    if (!take_type(at, last, session, *out.signature)) return false;
    return take(at, last, right_paren) || session.miss(at, right_paren);
}

// CREATE OPERATOR CLASS has its type in between: it reads USING itself.
bool take_operator_class(Iterator& at, Iterator last, Session& session, ast::ObjectName& out) {
    if (!parse_qualified_name(at, last, session, out.name)) return false;
    if (session.creates && out.kind == ast::ObjectKind::operator_class) return true;
    if (!take(at, last, kw_using)) return session.miss(at, kw_using);
    return parse_identifier(at, last, session, out.place.emplace());
}

bool take_cast(Iterator& at, Iterator last, Session& session, ast::ObjectName& out) {
    auto& types = out.signature.emplace();
    if (!take(at, last, left_paren)) return session.miss(at, left_paren);
    if (!take_type(at, last, session, types)) return false;
    if (!take(at, last, kw_as)) return session.miss(at, kw_as);
    return take_type(at, last, session, types) && (take(at, last, right_paren) || session.miss(at, right_paren));
}

bool take_transform(Iterator& at, Iterator last, Session& session, ast::ObjectName& out) {
    if (!take(at, last, kw_for)) return session.miss(at, kw_for);
    if (!take_type(at, last, session, out.signature.emplace())) return false;
    if (!take(at, last, kw_language)) return session.miss(at, kw_language);
    return take_unqualified(at, last, session, out.name);
}

bool take_user_mapping(Iterator& at, Iterator last, Session& session, ast::ObjectName& out) {
    if (!take(at, last, kw_for)) return session.miss(at, kw_for);
    out.name = {};
    bool const user = at < last && at->kind == kw_user;
    if (user)
        out.name.name = {"user", at->span()}, ++at;
    else if (!parse_role(at, last, session, out.name.name))
        return false;
    out.name.span = out.name.name.span;
    if (!take(at, last, kw_server)) return session.miss(at, kw_server);
    return parse_identifier(at, last, session, out.place.emplace());
}

bool take_large_object(Iterator& at, Iterator last, Session& session, ast::ObjectName& out) {
    if (at == last || at->kind != integer) return session.miss(at, "the number of a large object");
    out.name.name = {session.source.slice(at->span()), at->span()};
    out.name.span = at->span();
    ++at;
    return true;
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
    case ast::ObjectKind::conversion:
    case ast::ObjectKind::text_search_configuration:
    case ast::ObjectKind::text_search_dictionary:
    case ast::ObjectKind::text_search_parser:
    case ast::ObjectKind::text_search_template: return parse_qualified_name(at, last, session, out.name);
    case ast::ObjectKind::operator_: return take_operator(at, last, session, out);
    case ast::ObjectKind::operator_class:
    case ast::ObjectKind::operator_family: return take_operator_class(at, last, session, out);
    case ast::ObjectKind::cast: return take_cast(at, last, session, out);
    case ast::ObjectKind::transform: return take_transform(at, last, session, out);
    case ast::ObjectKind::user_mapping: return take_user_mapping(at, last, session, out);
    case ast::ObjectKind::large_object: return take_large_object(at, last, session, out);
    case ast::ObjectKind::column: return take_column(at, last, session, out);
    case ast::ObjectKind::constraint:
    case ast::ObjectKind::domain_constraint:
    case ast::ObjectKind::trigger:
    case ast::ObjectKind::policy:
    case ast::ObjectKind::rule: return take_on_table(at, last, session, out);
    case ast::ObjectKind::function:
    case ast::ObjectKind::procedure:
    case ast::ObjectKind::routine: return take_routine(at, last, session, out);
    case ast::ObjectKind::aggregate: return take_aggregate(at, last, session, out);
    case ast::ObjectKind::schema:
    case ast::ObjectKind::extension:
    case ast::ObjectKind::event_trigger:
    case ast::ObjectKind::publication:
    case ast::ObjectKind::subscription:
    case ast::ObjectKind::access_method:
    case ast::ObjectKind::foreign_data_wrapper:
    case ast::ObjectKind::server:
    case ast::ObjectKind::language:
    case ast::ObjectKind::database:
    case ast::ObjectKind::tablespace: return take_unqualified(at, last, session, out.name);
    case ast::ObjectKind::user:
    case ast::ObjectKind::group_:
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
