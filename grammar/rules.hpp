// Rules that several statement families share.
#pragma once

#include "grammar/families.hpp"
#include "grammar/x3.hpp"

namespace migc::grammar {

inline constexpr node_rule<ast::Option> option = "an option";
inline constexpr node_rule<ast::Column> column_definition = "a column definition";
/// Of a typed table or a partition: a name and constraints; the type stays empty.
struct ColumnOptionsId : Spanned {};
using column_options_rule = x3::rule<ColumnOptionsId, ast::Column>;
inline constexpr column_options_rule column_options = "a column";
inline constexpr node_rule<ast::Constraint> table_constraint = "a table constraint";
struct ColumnConstraintId : Spanned {};
using column_constraint_rule = x3::rule<ColumnConstraintId, ast::Constraint>;
inline constexpr column_constraint_rule column_constraint = "a column constraint";
/// CHECK, or NOT NULL without a column, as ALTER DOMAIN adds them.
struct DomainConstraintId : Spanned {};
using domain_constraint_rule = x3::rule<DomainConstraintId, ast::Constraint>;
inline constexpr domain_constraint_rule domain_constraint = "a constraint of a domain";
inline constexpr node_rule<ast::Identity> identity = "GENERATED … AS IDENTITY";
inline constexpr node_rule<ast::SequenceOption> sequence_option = "a sequence option";
inline constexpr node_rule<ast::IndexElement> index_element = "a column or an expression";
inline constexpr node_rule<ast::Argument> argument = "an argument";

BOOST_SPIRIT_DECLARE(node_rule<ast::Option>, node_rule<ast::Column>, column_options_rule, node_rule<ast::Constraint>,
                     column_constraint_rule, domain_constraint_rule, node_rule<ast::Identity>,
                     node_rule<ast::SequenceOption>, node_rule<ast::IndexElement>, node_rule<ast::Argument>)

inline auto const names = list<ast::Identifier>("a name", identifier);
inline auto const name_list = "("_kw > names > ")"_kw;
inline auto const options = "("_kw > list<ast::Option>("an option", option) > ")"_kw;
/// CASCADE as a flag; RESTRICT is the default and says nothing.
inline auto const cascade = x3::matches["cascade"_kw] >> x3::omit[-"restrict"_kw];
inline auto const if_exists = x3::matches["if exists"_kw];
inline auto const if_not_exists = x3::matches["if not exists"_kw];

/// Runs a family's rule and files its node under Statement.
template <class Node, class Rule>
bool run_as(Rule const& rule, Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    Node node;
    if (!run(rule, first, last, session, node)) return false;
    out = std::move(node);
    return true;
}

} // namespace migc::grammar
