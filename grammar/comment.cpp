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
    Kind::role)];
auto const comment_text_def = ("null"_kw >> attr(std::optional<ast::String>{})) | string_literal;
auto const comment_def = "comment on"_kw >> x3::omit[-"procedural"_kw] >> commented > object_name >
                         "is"_kw > comment_text;
auto const other_comment_def =
    "comment on"_kw >>
     word_of("access method"_kw, "aggregate"_kw, "cast"_kw, "foreign data wrapper"_kw, "large object"_kw,
             "operator class"_kw, "operator family"_kw, "operator"_kw, "subscription"_kw,
             "text search configuration"_kw, "text search dictionary"_kw, "text search parser"_kw,
             "text search template"_kw, "transform"_kw) >>
     x3::omit[rest];

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
