// COMMENT ON. Manual: COMMENT.
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
BOOST_SPIRIT_DEFINE(comment, comment_text)

bool parse_comment(Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    return run_as<ast::Comment>(comment, first, last, session, out);
}

} // namespace migc::grammar
