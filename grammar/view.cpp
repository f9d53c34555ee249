// CREATE VIEW and CREATE, REFRESH MATERIALIZED VIEW; the query stays a run of tokens (RULINGS 10). Manual: their pages.
#include "grammar/ast_adapted.hpp"
#include "grammar/rules.hpp"

#include <algorithm>

namespace migc::grammar {

using x3::attr;
using enum TokenKind;

// Where the trailing WITH [LOCAL | CASCADED] CHECK OPTION begins, or `last`.
Iterator check_option_begin(Iterator first, Iterator last) {
    if (last - first < 4 || last[-1].kind != kw_option || last[-2].kind != kw_check) return last;
    auto at = last - 3;
    if (at->kind == kw_local || at->kind == kw_cascaded) --at;
    return at > first && at->kind == kw_with ? at : last;
}

bool parse_view_query(Iterator& first, Iterator last, Session& session, ast::Query& out) {
    if (first == last || (first->kind != kw_select && first->kind != kw_values && first->kind != kw_with &&
                          first->kind != kw_table && first->kind != left_paren))
        return session.miss(first, "a query");
    if (!parse_rest(first, check_option_begin(first, last), session, out.tokens)) return false;
    out.span = out.tokens.span();
    return true;
}

constexpr Reader<ast::Query, parse_view_query> view_query{"a query"};
constexpr node_rule<ast::CreateView> create_view = "CREATE VIEW";
struct check_option_id;
constexpr x3::rule<check_option_id, ast::Word> check_option = "WITH CHECK OPTION";

auto const temporary_view =
    "temp"_kw | "temporary"_kw | "local temp"_kw | "local temporary"_kw | "global temp"_kw | "global temporary"_kw;
auto const check_option_def = ("with local check option"_kw >> attr(ast::Word{"local"})) |
                              ("with cascaded check option"_kw >> attr(ast::Word{"cascaded"})) |
                              ("with check option"_kw >> attr(ast::Word{"cascaded"}));
auto const create_view_def = "create"_kw >> x3::matches["or replace"_kw] >> x3::matches[temporary_view] >>
                             x3::matches["recursive"_kw] >> "view"_kw > qualified_name > -name_list >
                             -("with"_kw > options) > "as"_kw > view_query > -check_option;

// WITH [NO] DATA at the end is no part of the query.
Iterator data_clause_begin(Iterator first, Iterator last) {
    if (last - first < 3 || last[-1].kind != kw_data) return last;
    auto at = last - 2;
    if (at->kind == kw_no) --at;
    return at > first && at->kind == kw_with ? at : last;
}

bool parse_stored_query(Iterator& first, Iterator last, Session& session, ast::Query& out) {
    auto const behind = data_clause_begin(first, last);
    return parse_view_query(first, behind, session, out);
}

constexpr Reader<ast::Query, parse_stored_query> stored_query{"a query"};
constexpr node_rule<ast::CreateMaterializedView> create_materialized = "CREATE MATERIALIZED VIEW";
constexpr node_rule<ast::RefreshView> refresh = "REFRESH MATERIALIZED VIEW";

auto const no_data = ("with no data"_kw >> attr(true)) | (x3::omit[-"with data"_kw] >> attr(false));
auto const create_materialized_def = "create materialized view"_kw > if_not_exists > qualified_name > -name_list >
                                     -("using"_kw > identifier) > -("with"_kw > options) >
                                     -("tablespace"_kw > identifier) > "as"_kw > stored_query > no_data;
auto const refresh_def = "refresh materialized view"_kw > x3::matches["concurrently"_kw] > qualified_name > no_data;

BOOST_SPIRIT_DEFINE(create_view, check_option, create_materialized, refresh)

bool parse_create_view(Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    if (first[1].kind == kw_unlogged) return session.miss(first + 1, "MATERIALIZED: one without a log is refused");
    if (first[1].kind == kw_materialized)
        return run_as<ast::CreateMaterializedView>(create_materialized, first, last, session, out);
    auto const begin = first;
    ast::CreateView node;
    if (!run(create_view, first, last, session, node)) return false;
    if (node.recursive && node.columns.empty()) {
        auto const behind = [&](Token const& token) { return token.begin >= node.name.span.end; };
        return session.reject(std::find_if(begin, last, behind), "a column list");
    }
    out = std::move(node);
    return true;
}

bool parse_refresh(Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    return run_as<ast::RefreshView>(refresh, first, last, session, out);
}

} // namespace migc::grammar
