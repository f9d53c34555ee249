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
struct drop_operator_id : Spanned {};
constexpr x3::rule<drop_operator_id, ast::Drop> drop_operator = "DROP OPERATOR";
struct drop_user_id : Spanned {};
constexpr x3::rule<drop_user_id, ast::Drop> drop_user = "DROP USER MAPPING";
struct drop_users_id : Spanned {};
constexpr x3::rule<drop_users_id, ast::Drop> drop_users = "DROP USER";
constexpr node_rule<ast::Drop> drop = "DROP";
struct one_name_id;
constexpr x3::rule<one_name_id, std::vector<ast::ObjectName>> one_name = "a name";

auto const dropped_names = list<ast::ObjectName>("a name", object_name);
auto const one_name_def = x3::repeat(1)[object_name];

auto const drop_several_def = "drop"_kw >>
                              kind_of(Kind::table, Kind::sequence, Kind::view, Kind::materialized_view,
                                      Kind::foreign_table, Kind::type, Kind::domain, Kind::schema, Kind::extension,
                                      Kind::function, Kind::procedure, Kind::routine, Kind::aggregate, Kind::statistics,
                                      Kind::collation, Kind::publication, Kind::server, Kind::foreign_data_wrapper,
                                      Kind::text_search_configuration, Kind::text_search_dictionary,
                                      Kind::text_search_parser, Kind::text_search_template) >>
                              attr(false) > if_exists > dropped_names > cascade;
auto const drop_index_def = "drop"_kw >> kind_of(Kind::index) > x3::matches["concurrently"_kw] > if_exists
                            > dropped_names > cascade;
// One name each: what hangs on a table, and what the grammar gives no list.
auto const drop_one_def = "drop"_kw >> x3::omit[-"procedural"_kw] >>
                          kind_of(Kind::trigger, Kind::policy, Kind::rule, Kind::event_trigger, Kind::language,
                                  Kind::conversion, Kind::access_method, Kind::cast, Kind::operator_class,
                                  Kind::operator_family, Kind::subscription, Kind::transform) >>
                          attr(false) > if_exists > one_name > cascade;
auto const drop_operator_def = "drop"_kw >> kind_of(Kind::operator_) >> attr(false) > if_exists > dropped_names
                               > cascade;
// Of the whole cluster: CASCADE is no word of theirs.
auto const drop_shared_def = "drop"_kw >> kind_of(Kind::role, Kind::group_) >> attr(false) > if_exists > dropped_names >
                             attr(false);
auto const drop_user_def = "drop"_kw >> kind_of(Kind::user_mapping) >> attr(false) > if_exists > one_name > attr(false);
auto const drop_users_def = "drop"_kw >> kind_of(Kind::user) >> attr(false) > if_exists > dropped_names > attr(false);
// OPERATOR is a beginning of OPERATOR CLASS, USER of USER MAPPING: the longer words first.
auto const drop_def = drop_several | drop_index | drop_one | drop_operator | drop_shared | drop_user | drop_users;

BOOST_SPIRIT_DEFINE(drop_several, drop_index, drop_one, drop_operator, drop_shared, drop_user, drop_users, drop,
                    one_name)

bool parse_drop(Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    return run_as<ast::Drop>(drop, first, last, session, out);
}

} // namespace migc::grammar
