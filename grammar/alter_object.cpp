// What ALTER does alike to many kinds of object: RENAME, SET SCHEMA, OWNER TO. Everything else that can be altered
// goes on to its own family from here, or is known and not modelled. Manual: ALTER VIEW, ALTER FUNCTION and others.
#include "grammar/ast_adapted.hpp"
#include "grammar/rules.hpp"

namespace migc::grammar {

using x3::attr;
using Kind = ast::ObjectKind;

constexpr node_rule<ast::Rename> rename = "RENAME TO";
struct rename_member_id : Spanned {};
constexpr x3::rule<rename_member_id, ast::Rename> rename_member = "RENAME COLUMN or RENAME CONSTRAINT";
struct member_id : Spanned {};
constexpr x3::rule<member_id, ast::ObjectName> member = "a column or a constraint";
struct member_name_id : Spanned {};
constexpr x3::rule<member_name_id, ast::QualifiedName> member_name = "a name";
constexpr node_rule<ast::SetSchema> set_schema = "SET SCHEMA";
constexpr node_rule<ast::AlterOwner> alter_owner = "OWNER TO";
constexpr node_rule<ast::DependsOnExtension> depends = "DEPENDS ON EXTENSION";
struct other_change_id;
constexpr x3::rule<other_change_id, ast::Word> other_change = "ALTER";

auto const altered = x3::omit[kind_of(
    Kind::table, Kind::index, Kind::sequence, Kind::view, Kind::materialized_view, Kind::foreign_table, Kind::type,
    Kind::domain, Kind::schema, Kind::function, Kind::procedure, Kind::routine, Kind::trigger, Kind::policy, Kind::rule,
    Kind::statistics, Kind::collation, Kind::conversion, Kind::event_trigger, Kind::publication, Kind::server,
    Kind::language, Kind::database, Kind::tablespace, Kind::role, Kind::group_, Kind::aggregate,
    Kind::foreign_data_wrapper, Kind::large_object, Kind::operator_class, Kind::operator_family, Kind::operator_,
    Kind::subscription, Kind::text_search_configuration, Kind::text_search_dictionary, Kind::text_search_parser,
    Kind::text_search_template, Kind::user)];
auto const only = x3::matches["only"_kw];
auto const any_reach = x3::omit[-"only"_kw];
auto const and_children = x3::omit[-"*"_kw];
auto const named =
    "alter"_kw >> x3::omit[-"procedural"_kw] >> altered >> if_exists >> any_reach >> object_name >> and_children;

auto const rename_def = "alter"_kw >> x3::omit[-"procedural"_kw] >> altered >> if_exists >> only >> object_name >>
                        and_children >> "rename to"_kw > identifier;
auto const member_name_def = attr(std::optional<ast::Identifier>{}) >> identifier;
auto const member_kind = ("constraint"_kw >> attr(Kind::constraint)) | (x3::omit[-"column"_kw] >> attr(Kind::column));
auto const member_def = qualified_name >> and_children >> "rename"_kw >> member_kind >> member_name;
auto const with_members = x3::omit[kind_of(Kind::table, Kind::view, Kind::materialized_view, Kind::foreign_table)];
auto const rename_member_def = "alter"_kw >> with_members >> if_exists >> only >> member >> "to"_kw > identifier;
auto const set_schema_def = named >> "set schema"_kw > identifier;
auto const alter_owner_def = named >> "owner to"_kw > role;
auto const with_dependence = x3::omit[kind_of(Kind::function, Kind::procedure, Kind::routine, Kind::trigger,
                                              Kind::materialized_view, Kind::index)];
auto const depends_def =
    "alter"_kw >> with_dependence >> object_name >> x3::matches["no"_kw] >> "depends on extension"_kw > identifier;

// The words that tell an alteration nobody models from a slip of the pen.
auto const other_change_def = "alter"_kw >> x3::omit[-"procedural"_kw] >> altered >>
                              x3::omit[if_exists >> any_reach >> object_name >> and_children] >>
                              word_of("alter column"_kw, "alter"_kw, "add constraint"_kw, "add"_kw,
                                      "drop constraint"_kw, "drop"_kw, "validate constraint"_kw, "attach partition"_kw,
                                      "cluster on"_kw, "refresh version"_kw, "enable"_kw, "disable"_kw, "options"_kw,
                                      "version"_kw, "set"_kw, "reset"_kw, "inherit"_kw, "to"_kw, "using"_kw, "with"_kw,
                                      "connection limit"_kw, "immutable"_kw, "stable"_kw, "volatile"_kw, "strict"_kw,
                                      "called on null input"_kw, "returns null on null"_kw, "leakproof"_kw,
                                      "not leakproof"_kw, "security"_kw, "external security"_kw, "parallel"_kw,
                                      "cost"_kw, "rows"_kw, "support"_kw, "owner to"_kw) >>
                              x3::omit[rest];

BOOST_SPIRIT_DEFINE(rename, rename_member, member, member_name, set_schema, alter_owner, depends, other_change)

template <class Node, class Rule>
bool try_as(Rule const& rule, Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    auto at = first;
    if (!run_as<Node>(rule, at, last, session, out)) return false;
    first = at;
    return true;
}

bool parse_other_change(Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    auto at = first;
    ast::Word action;
    if (!run(other_change, at, last, session, action)) return false;
    auto const kind = KindOf<1>::words(session.object_kind).text;
    out = ast::Unsupported{"ALTER " + upper(kind) + " … " + upper(action.text), TokenRange{first, at}.span()};
    first = at;
    return true;
}

bool parse_shared_alteration(Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    return try_as<ast::Rename>(rename_member, first, last, session, out) ||
           try_as<ast::Rename>(rename, first, last, session, out) ||
           try_as<ast::SetSchema>(set_schema, first, last, session, out) ||
           try_as<ast::AlterOwner>(alter_owner, first, last, session, out) ||
           try_as<ast::DependsOnExtension>(depends, first, last, session, out);
}

// What the kind has besides.
Family own_alteration(TokenKind kind) {
    switch (kind) {
    case TokenKind::kw_policy: return parse_alter_policy;
    case TokenKind::kw_materialized: return parse_alter_materialized_view;
    case TokenKind::kw_collation:
    case TokenKind::kw_database:
    case TokenKind::kw_event:
    case TokenKind::kw_foreign:
    case TokenKind::kw_function:
    case TokenKind::kw_group:
    case TokenKind::kw_operator:
    case TokenKind::kw_procedure:
    case TokenKind::kw_publication:
    case TokenKind::kw_role:
    case TokenKind::kw_routine:
    case TokenKind::kw_server:
    case TokenKind::kw_statistics:
    case TokenKind::kw_subscription:
    case TokenKind::kw_tablespace:
    case TokenKind::kw_text:
    case TokenKind::kw_user: return parse_alter_named;
    case TokenKind::kw_default: return parse_default_privileges;
    default: return nullptr;
    }
}

// Of a foreign table only ALTER TABLE renames a constraint.
bool renames_constraint(ast::Statement const& statement) {
    auto const* change = std::get_if<ast::Rename>(&statement);
    return change && change->object.kind == Kind::constraint;
}

bool parse_alter_object(Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    auto const begin = first;
    bool const foreign_table =
        last - first > 2 && first[1].kind == TokenKind::kw_foreign && first[2].kind == TokenKind::kw_table;
    if (parse_shared_alteration(first, last, session, out))
        return !foreign_table || !renames_constraint(out) || session.reject(begin + 1, TokenKind::kw_table);
    auto const own = last - first > 1 ? own_alteration(first[1].kind) : nullptr;
    if (foreign_table) return parse_alter_table(first, last, session, out);
    if (own) return own(first, last, session, out);
    return parse_other_change(first, last, session, out);
}

} // namespace migc::grammar
