// CREATE TYPE in its five forms, and what ALTER TYPE does to labels and attributes. RENAME TO, SET SCHEMA and OWNER
// TO are read by alter_object.cpp. Manual: CREATE TYPE, ALTER TYPE.
#include "grammar/ast_adapted.hpp"
#include "grammar/rules.hpp"

namespace migc::grammar {

using x3::attr;

// --- values of a definition ---

// `subtype = double precision`, `like = int4`, `alignment = 'int'`: up to the comma or the end of the list.
bool parse_definition_value(Iterator& first, Iterator last, Session& session, TokenRange& out) {
    auto at = first;
    int depth = 0;
    for (; at != last; ++at) {
        if (depth == 0 && (at->kind == TokenKind::comma || at->kind == TokenKind::right_paren)) break;
        if (at->kind == TokenKind::left_paren) ++depth;
        if (at->kind == TokenKind::right_paren) --depth;
    }
    if (at == first) return session.miss(at, "a value");
    out = {first, at};
    first = at;
    return true;
}

constexpr Reader<TokenRange, parse_definition_value> definition_value{"a value"};

// --- rules ---

constexpr node_rule<ast::CreateEnum> create_enum = "CREATE TYPE … AS ENUM";
constexpr node_rule<ast::AddEnumValue> add_enum_value = "ALTER TYPE … ADD VALUE";
constexpr node_rule<ast::RenameEnumValue> rename_enum_value = "ALTER TYPE … RENAME VALUE";
constexpr node_rule<ast::Attribute> attribute = "an attribute";
constexpr node_rule<ast::CreateComposite> create_composite = "CREATE TYPE … AS ( … )";
constexpr node_rule<ast::Definition> definition = "a parameter";
constexpr node_rule<ast::CreateRange> create_range = "CREATE TYPE … AS RANGE";
struct create_shell_id : Spanned {};
constexpr x3::rule<create_shell_id, ast::CreateBaseType> create_shell = "CREATE TYPE";
struct create_base_id : Spanned {};
constexpr x3::rule<create_base_id, ast::CreateBaseType> create_base = "CREATE TYPE … ( … )";
constexpr node_rule<ast::AddAttribute> add_attribute = "ADD ATTRIBUTE";
constexpr node_rule<ast::DropAttribute> drop_attribute = "DROP ATTRIBUTE";
constexpr node_rule<ast::SetAttributeType> set_attribute_type = "ALTER ATTRIBUTE";
struct attribute_action_id;
constexpr x3::rule<attribute_action_id, ast::AttributeAction> attribute_action = "ADD, DROP or ALTER ATTRIBUTE";
constexpr node_rule<ast::AlterComposite> alter_composite = "ALTER TYPE";
struct renamed_attribute_id : Spanned {};
constexpr x3::rule<renamed_attribute_id, ast::RenamePart> renamed_attribute = "RENAME ATTRIBUTE";
constexpr node_rule<ast::RenameAttribute> rename_attribute = "ALTER TYPE … RENAME ATTRIBUTE";
struct alter_other_type_id;
constexpr x3::rule<alter_other_type_id, ast::Word> alter_other_type = "ALTER TYPE";

auto const labels = list<ast::String>("a string", string_literal);
auto const create_enum_def = "create type"_kw >> qualified_name >> "as enum"_kw > "("_kw > -labels > ")"_kw;
auto const add_enum_value_def = "alter type"_kw >> qualified_name >> "add value"_kw > if_not_exists > string_literal >
                                -("before"_kw > string_literal) > -("after"_kw > string_literal);
auto const rename_enum_value_def =
    "alter type"_kw >> qualified_name >> "rename value"_kw > string_literal > "to"_kw > string_literal;

auto const attribute_def = identifier > type_name > -("collate"_kw > qualified_name);
auto const create_composite_def = "create type"_kw >> qualified_name >> "as ("_kw >
                                  -list<ast::Attribute>("an attribute", attribute) > ")"_kw;
auto const definition_def = label > -("="_kw > definition_value);
auto const definitions = list<ast::Definition>("a parameter", definition);
auto const create_range_def = "create type"_kw >> qualified_name >> "as range"_kw > "("_kw > definitions > ")"_kw;
auto const create_base_def = "create type"_kw >> qualified_name >> "("_kw >> attr(false) > definitions > ")"_kw;
auto const create_shell_def = "create type"_kw >> qualified_name >> attr(true) >> attr(std::vector<ast::Definition>{});

auto const add_attribute_def = "add attribute"_kw > attribute > cascade;
auto const drop_attribute_def = "drop attribute"_kw > if_exists > identifier > cascade;
struct retyped_attribute_id : Spanned {};
constexpr x3::rule<retyped_attribute_id, ast::Attribute> retyped_attribute = "an attribute";
auto const retyped_attribute_def = identifier > x3::omit[-"set data"_kw] > "type"_kw > type_name >
                                   -("collate"_kw > qualified_name);
auto const set_attribute_type_def = "alter attribute"_kw > retyped_attribute > cascade;
auto const attribute_action_def = add_attribute | drop_attribute | set_attribute_type;
auto const alter_composite_def = "alter type"_kw >> qualified_name >>
                                 &("add attribute"_kw | "drop attribute"_kw |
                                   "alter attribute"_kw) > list<ast::AttributeAction>("ADD, DROP or ALTER ATTRIBUTE",
                                                                                      attribute_action);
auto const renamed_attribute_def = identifier > "to"_kw > identifier > cascade;
auto const rename_attribute_def = "alter type"_kw >> qualified_name >> "rename attribute"_kw > renamed_attribute;
auto const alter_other_type_def = "alter type"_kw >> x3::omit[qualified_name] >> word_of("set"_kw) >> x3::omit[rest];

BOOST_SPIRIT_DEFINE(create_enum, add_enum_value, rename_enum_value, attribute, create_composite, definition,
                    create_range, create_base, create_shell, add_attribute, drop_attribute, retyped_attribute,
                    set_attribute_type, attribute_action, alter_composite, renamed_attribute, rename_attribute,
                    alter_other_type)

template <class Node, class Rule>
bool try_form(Rule const& rule, Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    auto at = first;
    if (!run_as<Node>(rule, at, last, session, out)) return false;
    first = at;
    return true;
}

bool parse_alter_type(Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    if (try_form<ast::RenameEnumValue>(rename_enum_value, first, last, session, out)) return true;
    if (try_form<ast::RenameAttribute>(rename_attribute, first, last, session, out)) return true;
    if (try_form<ast::AlterComposite>(alter_composite, first, last, session, out)) return true;
    ast::AddEnumValue node;
    auto at = first;
    if (run(add_enum_value, at, last, session, node)) {
        if (node.before && node.after) return session.reject(at - 2, "the end of the statement");
        first = at;
        out = std::move(node);
        return true;
    }
    ast::Word action;
    at = first;
    if (!run(alter_other_type, at, last, session, action)) return false;
    out = ast::Unsupported{"ALTER TYPE … " + upper(action.text), TokenRange{first, at}.span()};
    first = at;
    return true;
}

bool parse_type_statement(Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    if (first->kind == TokenKind::kw_alter) return parse_alter_type(first, last, session, out);
    return try_form<ast::CreateEnum>(create_enum, first, last, session, out) ||
           try_form<ast::CreateRange>(create_range, first, last, session, out) ||
           try_form<ast::CreateComposite>(create_composite, first, last, session, out) ||
           try_form<ast::CreateBaseType>(create_base, first, last, session, out) ||
           run_as<ast::CreateBaseType>(create_shell, first, last, session, out);
}

} // namespace migc::grammar
