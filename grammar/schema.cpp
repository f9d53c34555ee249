// CREATE SCHEMA. Manual: CREATE SCHEMA.
#include "grammar/ast_adapted.hpp"
#include "grammar/rules.hpp"

namespace migc::grammar {

constexpr node_rule<ast::CreateSchema> create_schema = "CREATE SCHEMA";

auto const schema_subject = &(identifier | "authorization"_kw);
// The elements are statements of their own that PostgreSQL reorders; the catalog refuses them, so they stay unread.
auto const schema_elements = &("create"_kw | "grant"_kw) >> x3::omit[rest];
auto const create_schema_def = "create schema"_kw > if_not_exists > schema_subject > -identifier >
                               -("authorization"_kw > role) > x3::matches[schema_elements];

BOOST_SPIRIT_DEFINE(create_schema)

bool parse_schema_statement(Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    return run_as<ast::CreateSchema>(create_schema, first, last, session, out);
}

} // namespace migc::grammar
