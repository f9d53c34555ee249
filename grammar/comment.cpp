// COMMENT ON. Manual: COMMENT.
#include "grammar/ast_adapted.hpp"
#include "grammar/rules.hpp"

namespace migc::grammar {

using x3::attr;
using Kind = ast::ObjectKind;

constexpr node_rule<ast::Comment> comment = "COMMENT ON";
struct comment_text_id;
constexpr x3::rule<comment_text_id, std::optional<ast::String>> comment_text = "a string or NULL";
struct other_comment_id;
constexpr x3::rule<other_comment_id, ast::Word> other_comment = "COMMENT ON";

auto const commented = x3::omit[kind_of(
    Kind::table, Kind::column, Kind::constraint, Kind::index, Kind::sequence, Kind::view, Kind::materialized_view,
    Kind::foreign_table, Kind::type, Kind::domain, Kind::schema, Kind::extension, Kind::function, Kind::procedure,
    Kind::routine, Kind::trigger, Kind::policy, Kind::rule, Kind::statistics, Kind::collation, Kind::conversion,
    Kind::event_trigger, Kind::publication, Kind::server, Kind::language, Kind::database, Kind::tablespace,
    Kind::role, Kind::access_method, Kind::aggregate, Kind::cast, Kind::foreign_data_wrapper, Kind::large_object,
    Kind::operator_class, Kind::operator_family, Kind::operator_, Kind::subscription, Kind::text_search_configuration,
    Kind::text_search_dictionary, Kind::text_search_parser, Kind::text_search_template, Kind::transform)];
auto const comment_text_def = ("null"_kw >> attr(std::optional<ast::String>{})) | string_literal;
auto const on_domain = "comment on constraint"_kw >> identifier >> "on domain"_kw;
auto const comment_def = !on_domain >> "comment on"_kw >> x3::omit[-"procedural"_kw] >> commented > object_name >
                         "is"_kw > comment_text;
auto const other_comment_def =
    x3::omit[on_domain] >> attr(ast::Word{"constraint of a domain"}) >> x3::omit[rest];

BOOST_SPIRIT_DEFINE(comment, comment_text, other_comment)

bool parse_comment(Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    auto at = first;
    if (run_as<ast::Comment>(comment, at, last, session, out)) {
        first = at;
        return true;
    }
    ast::Word kind;
    at = first;
    if (!run(other_comment, at, last, session, kind)) return false;
    out = ast::Unsupported{"COMMENT ON " + upper(kind.text), TokenRange{first, at}.span()};
    first = at;
    return true;
}

} // namespace migc::grammar
