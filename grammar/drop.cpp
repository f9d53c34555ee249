// DROP of every kind of object in object_kind.def. Manual: DROP TABLE and its neighbours.
#include "grammar/ast_adapted.hpp"
#include "grammar/rules.hpp"

namespace migc::grammar {

using x3::attr;
using Kind = ast::ObjectKind;

struct drop_several_id : Spanned {};
constexpr x3::rule<drop_several_id, ast::Drop> drop_several = "DROP";
struct drop_index_id : Spanned {};
constexpr x3::rule<drop_index_id, ast::Drop> drop_index = "DROP INDEX";
struct drop_one_id : Spanned {};
constexpr x3::rule<drop_one_id, ast::Drop> drop_one = "DROP";
struct drop_shared_id : Spanned {};
constexpr x3::rule<drop_shared_id, ast::Drop> drop_shared = "DROP";
constexpr node_rule<ast::Drop> drop = "DROP";
struct one_name_id;
constexpr x3::rule<one_name_id, std::vector<ast::ObjectName>> one_name = "a name";

auto const dropped_names = list<ast::ObjectName>("a name", object_name);
auto const one_name_def = x3::repeat(1)[object_name];

auto const drop_several_def =
    "drop"_kw >> kind_of(Kind::table, Kind::sequence, Kind::view, Kind::materialized_view, Kind::foreign_table,
                         Kind::type, Kind::domain, Kind::schema, Kind::extension, Kind::function, Kind::procedure,
                         Kind::routine, Kind::statistics, Kind::collation, Kind::conversion, Kind::publication,
                         Kind::server) >>
    attr(false) > if_exists > dropped_names > cascade;
auto const drop_index_def =
    "drop"_kw >> kind_of(Kind::index) > x3::matches["concurrently"_kw] > if_exists > dropped_names > cascade;
// One name each: what hangs on a table, and what the grammar gives no list.
auto const drop_one_def = "drop"_kw >> x3::omit[-"procedural"_kw] >>
                          kind_of(Kind::trigger, Kind::policy, Kind::rule, Kind::event_trigger, Kind::language) >>
                          attr(false) > if_exists > one_name > cascade;
// Of the whole cluster: CASCADE is no word of theirs.
auto const drop_shared_def = "drop"_kw >> kind_of(Kind::database, Kind::tablespace, Kind::role) >> attr(false) >
                             if_exists > dropped_names > attr(false);
auto const drop_def = drop_several | drop_index | drop_one | drop_shared;

BOOST_SPIRIT_DEFINE(drop_several, drop_index, drop_one, drop_shared, drop, one_name)

bool parse_drop(Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    auto at = first;
    if (run_as<ast::Drop>(drop, at, last, session, out)) {
        first = at;
        return true;
    }
    return parse_unsupported(first, last, session, out);
}

} // namespace migc::grammar
