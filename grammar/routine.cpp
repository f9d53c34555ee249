// CREATE FUNCTION and CREATE PROCEDURE: the signature is read, everything behind it stays text.
// Manual: CREATE FUNCTION, CREATE PROCEDURE.
#include "grammar/ast_adapted.hpp"
#include "grammar/rules.hpp"

namespace migc::grammar {

using x3::attr;
using enum TokenKind;

// A definition says its language, or is SQL in standard form; the server refuses one that does neither.
bool parse_routine_body(Iterator& first, Iterator last, Session& session, TokenRange& out) {
    auto at = first;
    bool defined = false;
    for (auto token = first; token != last; ++token)
        defined |= token->kind == kw_language || token->kind == kw_return ||
                   (token->kind == kw_begin && token + 1 != last && token[1].kind == kw_atomic);
    if (!defined) {
        if (first != last) return session.miss(last, "LANGUAGE, RETURN or BEGIN ATOMIC");
        return session.miss(first, "LANGUAGE, AS, RETURN or BEGIN ATOMIC");
    }
    if (!parse_rest(at, last, session, out)) return false;
    first = at;
    return true;
}

constexpr Reader<ast::Argument, parse_argument> argument_reader{"an argument"};
constexpr Reader<TokenRange, parse_routine_body> routine_body{"the body of the routine"};
constexpr node_rule<ast::CreateRoutine> create_routine = "CREATE FUNCTION or CREATE PROCEDURE";
struct routine_kind_id;
constexpr x3::rule<routine_kind_id, bool> is_procedure = "FUNCTION or PROCEDURE";

auto const argument_def = argument_reader;
auto const arguments = "("_kw > -list<ast::Argument>("an argument", argument) > ")"_kw;
auto const returned_columns = "("_kw > list<ast::Argument>("a column", argument) > ")"_kw;
auto const is_procedure_def = ("function"_kw >> attr(false)) | ("procedure"_kw >> attr(true));
auto const create_routine_def = "create"_kw >> x3::matches["or replace"_kw] >> is_procedure > function_name >
                                arguments > -("returns"_kw >> !"table"_kw > type_name) >
                                -("returns table"_kw > returned_columns) > routine_body;

BOOST_SPIRIT_DEFINE(create_routine, is_procedure)
BOOST_SPIRIT_DEFINE(argument)
BOOST_SPIRIT_INSTANTIATE(node_rule<ast::Argument>, Iterator, Context)

bool parse_create_routine(Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    return run_as<ast::CreateRoutine>(create_routine, first, last, session, out);
}

} // namespace migc::grammar
