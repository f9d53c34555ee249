// Columns and constraints, as CREATE TABLE and ALTER TABLE share them. Manual: CREATE TABLE.
#include "grammar/ast_adapted.hpp"
#include "grammar/rules.hpp"

namespace migc::grammar {

// Not in an unnamed namespace: X3 finds a rule's definition by the namespace of its id.

using x3::attr;
using x3::matches;

constexpr Reader<ast::ConstraintAttributes, parse_constraint_attributes> attributes{"DEFERRABLE, NOT VALID, …"};
constexpr Reader<ast::ConstraintAttributes, parse_column_constraint_attributes> column_attributes{"DEFERRABLE, …"};
constexpr Reader<ast::KeyColumns, parse_key_columns> key_columns{"columns"};
constexpr Reader<ast::ReferentialActions, parse_referential_actions> referential_actions{"ON DELETE or ON UPDATE"};
constexpr Reader<ast::Identifier, parse_plain_column> plain_column{"a column"};
constexpr Reader<ast::Expression, parse_index_expression> index_expression{"an expression"};
constexpr Reader<ast::Expression, parse_operator> operator_name{"an operator"};
constexpr Reader<ast::Identifier, parse_option_name> option_name{"an option"};
constexpr Reader<ast::Expression, parse_option_value> option_value{"a value"};
constexpr Reader<ast::Word, parse_untyped_ahead> untyped_ahead{"a column"};
constexpr Reader<std::vector<ast::ForeignOption>, parse_foreign_option_list> foreign_options{"OPTIONS"};
constexpr Reader<ast::SequenceOption, parse_sequence_option> sequence_option_reader{"a sequence option"};

// COLLATE may stand anywhere among a column's constraints, none of which holds one outside of brackets: looks for it
// and consumes nothing.
bool find_collation(Iterator& first, Iterator last, Session& session, ast::QualifiedName& out) {
    int depth = 0;
    for (auto at = first; at != last; ++at) {
        bool const opens = at->kind == TokenKind::left_paren || at->kind == TokenKind::left_bracket;
        bool const closes = at->kind == TokenKind::right_paren || at->kind == TokenKind::right_bracket;
        if (depth == 0 && (closes || at->kind == TokenKind::comma)) return false;
        if (depth == 0 && at->kind == TokenKind::kw_collate) return parse_qualified_name(++at, last, session, out);
        depth += opens ? 1 : closes ? -1 : 0;
    }
    return false;
}
constexpr Reader<ast::QualifiedName, find_collation> collation_ahead{"COLLATE"};

using Body = decltype(ast::Constraint::body);

constexpr node_rule<ast::NotNull> not_null = "NOT NULL";
constexpr node_rule<ast::Null> null = "NULL";
constexpr node_rule<ast::Check> check = "CHECK";
constexpr node_rule<ast::Default> default_ = "DEFAULT";
constexpr node_rule<ast::Generated> generated = "GENERATED ALWAYS AS ( … )";
struct column_key_id;
constexpr x3::rule<column_key_id, ast::IndexParameters> column_key = "index parameters";
constexpr node_rule<ast::IndexParameters> key_of_columns = "a column list";
struct key_of_index_id;
constexpr x3::rule<key_of_index_id, ast::IndexParameters> key_of_index = "USING INDEX";
struct table_key_id;
constexpr x3::rule<table_key_id, ast::IndexParameters> table_key = "a column list or USING INDEX";
constexpr node_rule<ast::Unique> column_unique = "UNIQUE";
struct table_unique_id : Spanned {};
constexpr x3::rule<table_unique_id, ast::Unique> table_unique = "UNIQUE";
constexpr node_rule<ast::PrimaryKey> column_primary_key = "PRIMARY KEY";
struct table_primary_key_id : Spanned {};
constexpr x3::rule<table_primary_key_id, ast::PrimaryKey> table_primary_key = "PRIMARY KEY";
constexpr node_rule<ast::References> references = "REFERENCES";
constexpr node_rule<ast::ForeignKey> foreign_key = "FOREIGN KEY";
constexpr node_rule<ast::ExcludeElement> exclude_element = "an element and its operator";
constexpr node_rule<ast::Exclude> exclude = "EXCLUDE";
constexpr node_rule<ast::NotNullColumn> not_null_column = "NOT NULL";
struct column_body_id;
constexpr x3::rule<column_body_id, Body> column_body = "a column constraint";
struct column_constraints_id;
constexpr x3::rule<column_constraints_id, std::vector<ast::Constraint>> column_constraints = "column constraints";
struct table_body_id;
constexpr x3::rule<table_body_id, Body> table_body = "a table constraint";
struct domain_body_id;
constexpr x3::rule<domain_body_id, Body> domain_body = "CHECK or NOT NULL";

auto const with = -("with"_kw > options);
auto const tablespace = -("using index tablespace"_kw > identifier);
auto const nulls_not_distinct = matches["nulls not distinct"_kw] >> x3::omit[-"nulls distinct"_kw];
std::vector<ast::Identifier> const no_names;

// --- column constraints ---
auto const not_null_def = "not null"_kw >> attr(ast::NotNull{});
auto const null_def = "null"_kw >> attr(ast::Null{});
auto const check_def = "check"_kw > balanced;
auto const default__def = "default"_kw > b_expr;
auto const generated_def = "generated always as"_kw >> balanced >> -word_of("stored"_kw, "virtual"_kw);
auto const identity_def = "generated"_kw >> word_of("always"_kw, "by default"_kw) >> "as identity"_kw >>
                          -("("_kw > +sequence_option > ")"_kw);
auto const column_key_def = nulls_not_distinct >> attr(no_names) >> attr(false) >> attr(no_names) >> with >> tablespace
                            >> attr(std::optional<ast::Identifier>{});
auto const column_unique_def = "unique"_kw >> column_key;
auto const column_primary_key_def = "primary key"_kw >> column_key;
auto const references_def = "references"_kw > qualified_name > -(&"("_kw > key_columns) > referential_actions;
auto const column_body_def =
    not_null | null | check | default_ | generated | identity | column_unique | column_primary_key | references;
auto const constraint_begins = ahead("constraint"_kw, "not"_kw, "null"_kw, "default"_kw, "check"_kw, "unique"_kw,
                                     "primary"_kw, "references"_kw, "generated"_kw);
auto const column_constraint_def = constraint_begins >> -("constraint"_kw > identifier) >> column_body
                                   >> column_attributes;
auto const column_constraints_def =
    *column_constraint >> x3::omit[-("collate"_kw > qualified_name)] >> *column_constraint;

// --- table constraints ---
auto const key_of_columns_def = nulls_not_distinct >> "("_kw >> names >> matches["without overlaps"_kw] >> ")"_kw >>
                                -("include"_kw > name_list) >> with >> tablespace >>
                                attr(std::optional<ast::Identifier>{});
std::vector<ast::Option> const no_options;
auto const key_of_index_def = attr(false) >> attr(no_names) >> attr(false) >> attr(no_names) >> attr(no_options) >>
                              attr(std::optional<ast::Identifier>{}) >> "using index"_kw >> identifier;
auto const table_key_def = key_of_columns | key_of_index;
auto const table_unique_def = "unique"_kw > table_key;
auto const table_primary_key_def = "primary key"_kw > table_key;
auto const foreign_key_def = "foreign key"_kw > key_columns > references;
auto const exclude_element_def = index_element > "with"_kw > operator_name;
// EXCLUDE alone may be a column: the parenthesis decides.
auto const exclude_def = "exclude"_kw >> -("using"_kw >> identifier) >>
                         "("_kw > list<ast::ExcludeElement>("an element and its operator", exclude_element) > ")"_kw >
                         -("include"_kw > name_list) > with > tablespace > -("where"_kw > "("_kw > a_expr > ")"_kw);
auto const not_null_column_def = "not null"_kw > identifier;
auto const table_body_def = check | table_unique | table_primary_key | foreign_key | exclude | not_null_column;
auto const domain_body_def = check | not_null;
auto const domain_constraint_def = -("constraint"_kw > identifier) >> domain_body >> attributes;
auto const table_constraint_begins =
    ahead("constraint"_kw, "check"_kw, "unique"_kw, "primary"_kw, "foreign"_kw, "exclude"_kw, "not"_kw);
auto const table_constraint_def = table_constraint_begins >> -("constraint"_kw > identifier) >> table_body
                                  >> attributes;

// --- columns and index elements ---
auto const column_definition_def = identifier > type_name > -("storage"_kw > label) >
                                   -("compression"_kw > label) > foreign_options > -collation_ahead
                                   > column_constraints;
// A column of a typed table or a partition, whose type is known elsewhere: the server passes over a COLLATE.
auto const untyped = attr(ast::TypeName{}) >> attr(std::optional<ast::Identifier>{}) >>
                     attr(std::optional<ast::Identifier>{}) >> attr(std::vector<ast::ForeignOption>{}) >>
                     attr(std::optional<ast::QualifiedName>{});
auto const column_options_def =
    x3::omit[untyped_ahead] >> identifier >> -"with options"_kw >> untyped >> column_constraints;
struct subject_id;
constexpr x3::rule<subject_id, decltype(ast::IndexElement::subject)> subject = "a column or an expression";
auto const subject_def = plain_column | index_expression;
auto const operator_class = !("nulls first"_kw | "nulls last"_kw) >> qualified_name;
auto const index_element_def = subject >> -("collate"_kw > qualified_name) >> -operator_class >> -options >>
                               -word_of("asc"_kw, "desc"_kw) >> -word_of("nulls first"_kw, "nulls last"_kw);
auto const sequence_option_def = sequence_option_reader;
auto const option_def = option_name >> -("="_kw > option_value);

BOOST_SPIRIT_DEFINE(not_null, null, check, default_, generated, column_key, column_unique, column_primary_key,
                    references, column_body, domain_body, key_of_columns, key_of_index, table_key, table_unique,
                    table_primary_key, foreign_key, exclude_element, exclude, not_null_column, table_body, subject)
BOOST_SPIRIT_DEFINE(identity, sequence_option, column_constraint, column_constraints, table_constraint,
                    domain_constraint, column_definition, column_options, index_element, option)
BOOST_SPIRIT_INSTANTIATE(node_rule<ast::Identity>, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(node_rule<ast::SequenceOption>, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(node_rule<ast::Constraint>, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(column_constraint_rule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(domain_constraint_rule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(node_rule<ast::Column>, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(column_options_rule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(node_rule<ast::IndexElement>, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(node_rule<ast::Option>, Iterator, Context)

} // namespace migc::grammar
