// CREATE EXTENSION and ALTER EXTENSION. Manual: CREATE EXTENSION, ALTER EXTENSION.
#include "grammar/ast_adapted.hpp"
#include "grammar/rules.hpp"

namespace migc::grammar {

using x3::attr;
using Kind = ast::ObjectKind;

// A version is a string or a word (NonReservedWord_or_Sconst of the server's grammar).
bool parse_version(Iterator& first, Iterator last, Session& session, ast::String& out) {
    ast::Identifier word;
    if (first != last && category(first->kind) != WordCategory::reserved && is_label(first->kind)) {
        if (!parse_label(first, last, session, word)) return false;
        out = {std::string(word.text), word.span};
        return true;
    }
    return parse_string(first, last, session, out);
}

// SCHEMA, VERSION and CASCADE come in any order, each once.
bool parse_extension_options(Iterator& first, Iterator last, Session& session, ast::CreateExtension& out) {
    auto at = first;
    while (at != last) {
        auto const repeated = [&](bool given) { return given && !session.miss(at, "the end of the statement"); };
        if (at->kind == TokenKind::kw_schema) {
            if (repeated(out.schema.has_value()) || !parse_identifier(++at, last, session, out.schema.emplace()))
                return false;
        } else if (at->kind == TokenKind::kw_version) {
            if (repeated(out.version.has_value()) || !parse_version(++at, last, session, out.version.emplace()))
                return false;
        } else if (at->kind == TokenKind::kw_cascade) {
            if (repeated(out.cascade)) return false;
            out.cascade = true;
            ++at;
        } else {
            session.miss(at, TokenKind::kw_schema);
            session.miss(at, TokenKind::kw_version);
            return session.miss(at, TokenKind::kw_cascade);
        }
    }
    first = at;
    return true;
}

constexpr Reader<ast::String, parse_version> version{"a version"};
constexpr node_rule<ast::CreateExtension> create_extension = "CREATE EXTENSION";
struct update_extension_id : Spanned {};
constexpr x3::rule<update_extension_id, ast::AlterExtension> update_extension = "ALTER EXTENSION … UPDATE";
struct move_extension_id : Spanned {};
constexpr x3::rule<move_extension_id, ast::AlterExtension> move_extension = "ALTER EXTENSION … SET SCHEMA";
struct extension_member_id : Spanned {};
constexpr x3::rule<extension_member_id, ast::AlterExtension> extension_member = "ALTER EXTENSION … ADD or DROP";
constexpr node_rule<ast::AlterExtension> alter_extension = "ALTER EXTENSION";

auto const create_extension_def = "create extension"_kw > if_not_exists > identifier > x3::omit[-"with"_kw];
auto const altered_extension = "alter extension"_kw >> identifier;
std::optional<ast::String> const no_version;
std::optional<ast::Identifier> const no_schema;
std::optional<ast::ObjectName> const no_member;
auto const update_extension_def = altered_extension >> "update"_kw > -("to"_kw > version) > attr(no_schema) >
                                  attr(ast::Word{}) > attr(no_member);
auto const move_extension_def = altered_extension >> attr(no_version) >> "set schema"_kw > identifier >
                                attr(ast::Word{}) > attr(no_member);
auto const member_kind = x3::omit[kind_of(
    Kind::table, Kind::sequence, Kind::view, Kind::materialized_view, Kind::foreign_table, Kind::type, Kind::domain,
    Kind::schema, Kind::function, Kind::procedure, Kind::routine, Kind::aggregate, Kind::collation, Kind::conversion,
    Kind::event_trigger, Kind::server, Kind::language, Kind::access_method, Kind::cast, Kind::foreign_data_wrapper,
    Kind::operator_class, Kind::operator_family, Kind::operator_, Kind::text_search_configuration,
    Kind::text_search_dictionary, Kind::text_search_parser, Kind::text_search_template, Kind::transform,
    // The server reads these and refuses them.
    Kind::index, Kind::statistics, Kind::extension, Kind::publication, Kind::subscription, Kind::database,
    Kind::tablespace, Kind::role)];
auto const extension_member_def = altered_extension >> attr(no_version) >> attr(no_schema) >>
                                  word_of("add"_kw, "drop"_kw) >> x3::omit[-"procedural"_kw] > member_kind
                                  > object_name;
auto const alter_extension_def = update_extension | move_extension | extension_member;

BOOST_SPIRIT_DEFINE(create_extension, update_extension, move_extension, extension_member, alter_extension)

bool parse_extension_statement(Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    if (first->kind == TokenKind::kw_alter)
        return run_as<ast::AlterExtension>(alter_extension, first, last, session, out);
    auto const begin = first->span();
    ast::CreateExtension node;
    if (!run(create_extension, first, last, session, node) || !parse_extension_options(first, last, session, node))
        return false;
    node.span = cover(begin, first[-1].span());
    out = std::move(node);
    return true;
}

} // namespace migc::grammar
