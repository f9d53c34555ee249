// COMMENT ON and SECURITY LABEL. Manual: COMMENT, SECURITY LABEL.
#include "grammar/ast_adapted.hpp"
#include "grammar/rules.hpp"

namespace migc::grammar {

using x3::attr;
using Kind = ast::ObjectKind;

constexpr node_rule<ast::Comment> comment = "COMMENT ON";
struct comment_text_id;
constexpr x3::rule<comment_text_id, std::optional<ast::String>> comment_text = "a string or NULL";

auto const commented = x3::omit[kind_of(
    Kind::table, Kind::column, Kind::constraint, Kind::index, Kind::sequence, Kind::view, Kind::materialized_view,
    Kind::foreign_table, Kind::type, Kind::domain, Kind::schema, Kind::extension, Kind::function, Kind::procedure,
    Kind::routine, Kind::trigger, Kind::policy, Kind::rule, Kind::statistics, Kind::collation, Kind::conversion,
    Kind::event_trigger, Kind::publication, Kind::server, Kind::language, Kind::database, Kind::tablespace, Kind::role,
    Kind::access_method, Kind::aggregate, Kind::cast, Kind::foreign_data_wrapper, Kind::large_object,
    Kind::operator_class, Kind::operator_family, Kind::operator_, Kind::subscription, Kind::text_search_configuration,
    Kind::text_search_dictionary, Kind::text_search_parser, Kind::text_search_template, Kind::transform)];
auto const comment_text_def = ("null"_kw >> attr(std::optional<ast::String>{})) | string_literal;
auto const comment_def =
    "comment on"_kw >> x3::omit[-"procedural"_kw] >> commented > object_name > "is"_kw > comment_text;
// A provider is a string or a word (NonReservedWord_or_Sconst of the server's grammar).
bool parse_provider(Iterator& first, Iterator last, Session& session, ast::String& out) {
    ast::Identifier word;
    if (first == last || category(first->kind) == WordCategory::reserved || !is_label(first->kind))
        return parse_string(first, last, session, out);
    if (!parse_label(first, last, session, word)) return false;
    out = {std::string(word.text), word.span};
    return true;
}

constexpr Reader<ast::String, parse_provider> provider{"a provider"};
constexpr node_rule<ast::SecurityLabel> security_label = "SECURITY LABEL";
auto const labelled =
    x3::omit[kind_of(Kind::table, Kind::column, Kind::sequence, Kind::view, Kind::materialized_view,
                     Kind::foreign_table, Kind::type, Kind::domain, Kind::schema, Kind::function, Kind::procedure,
                     Kind::routine, Kind::aggregate, Kind::event_trigger, Kind::publication, Kind::language,
                     Kind::database, Kind::tablespace, Kind::role, Kind::large_object, Kind::subscription)];
auto const security_label_def = "security label"_kw > -("for"_kw > provider) >
                                "on"_kw > x3::omit[-"procedural"_kw] > labelled > object_name > "is"_kw > comment_text;
BOOST_SPIRIT_DEFINE(comment, comment_text, security_label)

bool parse_comment(Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    return run_as<ast::Comment>(comment, first, last, session, out);
}

bool parse_security_label(Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    return run_as<ast::SecurityLabel>(security_label, first, last, session, out);
}

} // namespace migc::grammar
