// CREATE INDEX. Manual: CREATE INDEX.
#include "grammar/ast_adapted.hpp"
#include "grammar/rules.hpp"

#include <algorithm>

namespace migc::grammar {

constexpr node_rule<ast::CreateIndex> create_index = "CREATE INDEX";

auto const index_name = !"on"_kw >> identifier;
auto const create_index_def = "create"_kw >> x3::matches["unique"_kw] >> "index"_kw > x3::matches["concurrently"_kw] >
                              if_not_exists > -index_name > "on"_kw > x3::matches["only"_kw] > qualified_name >
                              -("using"_kw > identifier) >
                              "("_kw > list<ast::IndexElement>("a column or an expression", index_element) > ")"_kw >
                              -("include"_kw >
                                name_list) > x3::matches["nulls not distinct"_kw] > x3::omit[-"nulls distinct"_kw] >
                              -("with"_kw > options) > -("tablespace"_kw > identifier) > -("where"_kw > a_expr);

BOOST_SPIRIT_DEFINE(create_index)

bool parse_create_index(Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    ast::CreateIndex node;
    auto const begin = first;
    if (!run(create_index, first, last, session, node)) return false;
    if (node.if_not_exists && !node.name) {
        auto const on = [](Token const& token) { return token.kind == TokenKind::kw_on; };
        return session.reject(std::find_if(begin, last, on), "a name");
    }
    out = std::move(node);
    return true;
}

} // namespace migc::grammar
