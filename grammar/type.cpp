// CREATE TYPE … AS ENUM and the forms of ALTER TYPE that change its labels; other types and domains are known and
// not modelled. Manual: CREATE TYPE, ALTER TYPE.
#include "grammar/ast_adapted.hpp"
#include "grammar/rules.hpp"

namespace migc::grammar {

using x3::attr;

constexpr node_rule<ast::CreateEnum> create_enum = "CREATE TYPE … AS ENUM";
constexpr node_rule<ast::AddEnumValue> add_enum_value = "ALTER TYPE … ADD VALUE";
constexpr node_rule<ast::RenameEnumValue> rename_enum_value = "ALTER TYPE … RENAME VALUE";
struct other_type_id;
constexpr x3::rule<other_type_id, ast::Word> other_type = "CREATE TYPE";
struct alter_other_type_id;
constexpr x3::rule<alter_other_type_id, ast::Word> alter_other_type = "ALTER TYPE";

auto const labels = list<ast::String>("a string", string_literal);
auto const create_enum_def = "create type"_kw >> qualified_name >> "as enum"_kw > "("_kw > -labels > ")"_kw;
auto const add_enum_value_def = "alter type"_kw >> qualified_name >> "add value"_kw > if_not_exists > string_literal >
                                -("before"_kw > string_literal) > -("after"_kw > string_literal);
auto const rename_enum_value_def =
    "alter type"_kw >> qualified_name >> "rename value"_kw > string_literal > "to"_kw > string_literal;

auto const body = x3::omit[balanced];
auto const other_type_def =
    ("create domain"_kw > x3::omit[qualified_name] > attr(ast::Word{"domain"}) > x3::omit[rest]) |
    ("create type"_kw >> x3::omit[qualified_name] >>
     (("as range"_kw > attr(ast::Word{"range type"}) > body) | ("as"_kw > attr(ast::Word{"composite type"}) > body) |
      (attr(ast::Word{"base type"}) >> -body)));
auto const alter_other_type_def =
    "alter type"_kw >> x3::omit[qualified_name] >>
    word_of("add attribute"_kw, "drop attribute"_kw, "alter attribute"_kw, "rename attribute"_kw, "set"_kw) >>
    x3::omit[rest];

BOOST_SPIRIT_DEFINE(create_enum, add_enum_value, rename_enum_value, other_type, alter_other_type)

bool parse_alter_type(Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    if (run_as<ast::RenameEnumValue>(rename_enum_value, first, last, session, out)) return true;
    auto const begin = first;
    ast::AddEnumValue node;
    auto at = begin;
    if (run(add_enum_value, at, last, session, node)) {
        if (node.before && node.after) return session.reject(at - 2, "the end of the statement");
        first = at;
        out = std::move(node);
        return true;
    }
    ast::Word action;
    at = begin;
    if (!run(alter_other_type, at, last, session, action)) return false;
    out = ast::Unsupported{"ALTER TYPE … " + upper(action.text), TokenRange{begin, at}.span()};
    first = at;
    return true;
}

bool parse_type_statement(Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    if (first->kind == TokenKind::kw_alter) return parse_alter_type(first, last, session, out);
    auto const begin = first;
    if (run_as<ast::CreateEnum>(create_enum, first, last, session, out)) return true;
    auto at = begin;
    ast::Word what;
    if (!run(other_type, at, last, session, what)) return false;
    out = ast::Unsupported{std::string(what.text), TokenRange{begin, at}.span()};
    first = at;
    return true;
}

} // namespace migc::grammar
