// CREATE TABLE. Manual: CREATE TABLE.
#include "grammar/ast_adapted.hpp"
#include "grammar/rules.hpp"

#include <algorithm>

namespace migc::grammar {

using x3::attr;

constexpr Reader<TokenRange, parse_partition_bound> partition_bound{"FOR VALUES or DEFAULT"};
constexpr node_rule<ast::CreateTable> create_table = "CREATE TABLE";
constexpr node_rule<ast::Like> like = "LIKE";
struct element_id;
constexpr x3::rule<element_id, ast::TableElement> element = "a column or a table constraint";
struct elements_id;
constexpr x3::rule<elements_id, std::vector<ast::TableElement>> elements = "columns and constraints";

auto const like_option =
    word_of("including all"_kw, "including comments"_kw, "including compression"_kw, "including constraints"_kw,
            "including defaults"_kw, "including generated"_kw, "including identity"_kw, "including indexes"_kw,
            "including statistics"_kw, "including storage"_kw, "excluding all"_kw, "excluding comments"_kw,
            "excluding compression"_kw, "excluding constraints"_kw, "excluding defaults"_kw, "excluding generated"_kw,
            "excluding identity"_kw, "excluding indexes"_kw, "excluding statistics"_kw, "excluding storage"_kw);
auto const like_def = "like"_kw > qualified_name > *like_option;
auto const element_def = like | table_constraint | column_options | column_definition;
auto const elements_def = "("_kw > -(element % list_comma) > ")"_kw;

auto const persistence = word_of("global temporary"_kw, "global temp"_kw, "local temporary"_kw, "local temp"_kw,
                                 "temporary"_kw, "temp"_kw, "unlogged"_kw);
auto const create_table_def =
    "create"_kw >> -persistence >> "table"_kw > if_not_exists > qualified_name > -("of"_kw > qualified_name) >
    -("partition of"_kw > qualified_name) > -elements >
    -("inherits"_kw > "("_kw > list<ast::QualifiedName>("a table", qualified_name) > ")"_kw) > -partition_bound >
    -("partition by"_kw > x3::omit[label] > balanced) > -("using"_kw > identifier) > -("with"_kw > options) >
    x3::omit[-"without oids"_kw] >
    -("on commit"_kw > word_of("delete rows"_kw, "drop"_kw, "preserve rows"_kw)) > -("tablespace"_kw > identifier);

BOOST_SPIRIT_DEFINE(create_table, like, element, elements)

// CREATE TABLE … AS: outside parentheses no other form has the word.
bool is_table_as(Iterator first, Iterator last) {
    int depth = 0;
    for (auto at = first; at != last; ++at) {
        if (at->kind == TokenKind::left_paren) ++depth;
        if (at->kind == TokenKind::right_paren) --depth;
        if (depth == 0 && at->kind == TokenKind::kw_as) return true;
    }
    return false;
}

ast::Column const* untyped_column(ast::CreateTable const& table) {
    for (auto const& part : table.elements)
        if (auto const* column = std::get_if<ast::Column>(&part); column && column->type.name.empty()) return column;
    return nullptr;
}

bool parse_create_table(Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    if (is_table_as(first, last)) {
        TokenRange whole;
        if (!parse_rest(first, last, session, whole)) return false;
        out = ast::Unsupported{"CREATE TABLE … AS", whole.span()};
        return true;
    }
    ast::CreateTable node;
    auto const begin = first;
    if (!run(create_table, first, last, session, node)) return false;
    if (!node.of_type && !node.partition_of)
        if (auto const* column = untyped_column(node)) {
            auto const behind = [&](Token const& token) { return token.begin >= column->name.span.end; };
            return session.reject(std::find_if(begin, last, behind), "a type");
        }
    out = std::move(node);
    return true;
}

} // namespace migc::grammar
