// CREATE DOMAIN and ALTER DOMAIN. RENAME TO, SET SCHEMA and OWNER TO are read by alter_object.cpp. Manual: CREATE
// DOMAIN, ALTER DOMAIN.
#include "grammar/ast_adapted.hpp"
#include "grammar/rules.hpp"

namespace migc::grammar {

using x3::attr;

constexpr node_rule<ast::CreateDomain> create_domain = "CREATE DOMAIN";
struct domain_clause_id;
constexpr x3::rule<domain_clause_id, ast::DomainClause> domain_clause = "COLLATE, DEFAULT, NOT NULL or CHECK";
struct collate_id;
constexpr x3::rule<collate_id, ast::QualifiedName> collate = "COLLATE";

constexpr node_rule<ast::ChangeDomain> change_domain = "SET or DROP";
constexpr node_rule<ast::AddDomainConstraint> add_domain_constraint = "ADD CONSTRAINT";
constexpr node_rule<ast::ValidateDomainConstraint> validate_domain_constraint = "VALIDATE CONSTRAINT";
constexpr node_rule<ast::DropDomainConstraint> drop_domain_constraint = "DROP CONSTRAINT";
struct rename_domain_constraint_id : Spanned {};
constexpr x3::rule<rename_domain_constraint_id, ast::RenamePart> rename_domain_constraint = "RENAME CONSTRAINT";
struct domain_action_id;
constexpr x3::rule<domain_action_id, decltype(ast::AlterDomain::action)> domain_action =
    "SET, DROP, ADD, VALIDATE or RENAME CONSTRAINT";
constexpr node_rule<ast::AlterDomain> alter_domain = "ALTER DOMAIN";

auto const collate_def = "collate"_kw > qualified_name;
auto const domain_clause_def = collate | column_constraint;
auto const create_domain_def = "create domain"_kw > qualified_name > x3::omit[-"as"_kw] > type_name > *domain_clause;

std::optional<ast::Expression> const no_value;
auto const change_domain_def = (word_of("set default"_kw) > a_expr) |
                               (word_of("drop default"_kw, "set not null"_kw, "drop not null"_kw) >> attr(no_value));
auto const add_domain_constraint_def = "add"_kw > domain_constraint;
auto const validate_domain_constraint_def = "validate constraint"_kw > identifier;
auto const drop_domain_constraint_def = "drop constraint"_kw > if_exists > identifier > cascade;
auto const rename_domain_constraint_def = "rename constraint"_kw > identifier > "to"_kw > identifier > attr(false);
auto const domain_action_def = change_domain | add_domain_constraint | validate_domain_constraint |
                               drop_domain_constraint | rename_domain_constraint;
auto const alter_domain_def = "alter domain"_kw > qualified_name > domain_action;

BOOST_SPIRIT_DEFINE(create_domain, domain_clause, collate, change_domain, add_domain_constraint,
                    validate_domain_constraint, drop_domain_constraint, rename_domain_constraint, domain_action,
                    alter_domain)

bool parse_domain_statement(Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    if (first->kind == TokenKind::kw_alter) return run_as<ast::AlterDomain>(alter_domain, first, last, session, out);
    return run_as<ast::CreateDomain>(create_domain, first, last, session, out);
}

} // namespace migc::grammar
