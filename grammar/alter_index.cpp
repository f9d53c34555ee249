// ALTER INDEX and ALTER VIEW with their own subcommands; what they share with other kinds alter_object.cpp
// reads. Manual: ALTER INDEX, ALTER VIEW.
#include "grammar/ast_adapted.hpp"
#include "grammar/rules.hpp"

namespace migc::grammar {

constexpr node_rule<ast::SetTableOptions> set_options = "SET or RESET ( … )";
constexpr node_rule<ast::SetTablespace> set_index_tablespace = "SET TABLESPACE";
constexpr node_rule<ast::AttachIndex> attach_index = "ATTACH PARTITION";
constexpr node_rule<ast::SetIndexStatistics> set_index_statistics = "SET STATISTICS";
struct index_action_id;
constexpr x3::rule<index_action_id, ast::IndexAction> index_action = "a subcommand of ALTER INDEX";
constexpr node_rule<ast::AlterIndex> alter_index = "ALTER INDEX";

constexpr node_rule<ast::SetDefault> set_view_default = "SET DEFAULT";
constexpr node_rule<ast::DropDefault> drop_view_default = "DROP DEFAULT";
struct view_action_id;
constexpr x3::rule<view_action_id, ast::ViewAction> view_action = "a subcommand of ALTER VIEW";
constexpr node_rule<ast::AlterView> alter_view = "ALTER VIEW";

// Only a number is taken: an index's columns have no names of their own.
bool parse_column_number(Iterator& first, Iterator last, Session& session, ast::Expression& out) {
    if (first == last || first->kind != TokenKind::integer) return session.miss(first, "the number of a column");
    out = {{first, first + 1}, first->span()};
    ++first;
    return true;
}
constexpr Reader<ast::Expression, parse_column_number> column_number{"the number of a column"};

auto const set_options_def = word_of("set"_kw, "reset"_kw) >> options;
auto const set_index_tablespace_def = "set tablespace"_kw > identifier;
auto const attach_index_def = "attach partition"_kw > qualified_name;
auto const set_index_statistics_def =
    "alter"_kw >> x3::omit[-"column"_kw] > column_number > "set statistics"_kw > a_expr;
auto const index_action_def = attach_index | set_index_tablespace | set_index_statistics | set_options;
auto const alter_index_def = "alter index"_kw > if_exists > qualified_name >
                             list<ast::IndexAction>("a subcommand of ALTER INDEX", index_action);

auto const of_column = "alter"_kw >> x3::omit[-"column"_kw] >> identifier;
auto const set_view_default_def = of_column >> "set default"_kw > a_expr;
auto const drop_view_default_def = of_column >> "drop default"_kw;
auto const view_action_def = set_view_default | drop_view_default | set_options;
auto const alter_view_def = "alter view"_kw > if_exists > qualified_name >
                            list<ast::ViewAction>("a subcommand of ALTER VIEW", view_action);

BOOST_SPIRIT_DEFINE(set_options, set_index_tablespace, attach_index, set_index_statistics, index_action, alter_index,
                    set_view_default, drop_view_default, view_action, alter_view)

bool parse_alter_index(Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    return run_as<ast::AlterIndex>(alter_index, first, last, session, out);
}

bool parse_alter_view(Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    return run_as<ast::AlterView>(alter_view, first, last, session, out);
}

} // namespace migc::grammar
