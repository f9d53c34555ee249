// CREATE SEQUENCE and ALTER SEQUENCE; the options are read by clauses.cpp, where identity columns share them.
// Manual: CREATE SEQUENCE, ALTER SEQUENCE.
#include "grammar/ast_adapted.hpp"
#include "grammar/rules.hpp"

namespace migc::grammar {

constexpr node_rule<ast::CreateSequence> create_sequence = "CREATE SEQUENCE";
constexpr node_rule<ast::AlterSequence> alter_sequence = "ALTER SEQUENCE";

auto const temporary =
    "temp"_kw | "temporary"_kw | "local temp"_kw | "local temporary"_kw | "global temp"_kw | "global temporary"_kw;
auto const create_sequence_def = "create"_kw >> x3::matches["unlogged"_kw] >> x3::matches[temporary] >> "sequence"_kw >
                                 if_not_exists > qualified_name > *sequence_option;
auto const changed_option = x3::omit[-("set"_kw >> &("logged"_kw | "unlogged"_kw))] >> sequence_option;
auto const alter_sequence_def = "alter sequence"_kw > if_exists > qualified_name > +changed_option;

BOOST_SPIRIT_DEFINE(create_sequence, alter_sequence)

bool parse_sequence_statement(Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    if (first->kind == TokenKind::kw_alter)
        return run_as<ast::AlterSequence>(alter_sequence, first, last, session, out);
    return run_as<ast::CreateSequence>(create_sequence, first, last, session, out);
}

} // namespace migc::grammar
