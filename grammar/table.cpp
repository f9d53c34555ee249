// CREATE TABLE. Manual: CREATE TABLE.
#include "grammar/ast_adapted.hpp"
#include "grammar/rules.hpp"

#include <algorithm>

namespace migc::grammar {

using x3::attr;

constexpr node_rule<ast::PartitionBy> partition_by = "PARTITION BY";
constexpr node_rule<ast::CreateTableAs> create_table_as = "CREATE TABLE … AS";
constexpr Reader<ast::PartitionBound, parse_partition_bound> partition_bound{"FOR VALUES or DEFAULT"};
constexpr node_rule<ast::CreateTable> create_table = "CREATE TABLE";
struct create_foreign_id : Spanned {};
constexpr x3::rule<create_foreign_id, ast::CreateTable> create_foreign = "CREATE FOREIGN TABLE";
constexpr Reader<std::vector<ast::ForeignOption>, parse_foreign_option_list> foreign_options{"OPTIONS"};
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

using enum TokenKind;

// The query of CREATE TABLE … AS ends in front of WITH [NO] DATA.
bool parse_table_query(Iterator& first, Iterator last, Session& session, ast::Query& out) {
    bool const begins =
        first != last && (first->kind == kw_select || first->kind == kw_values || first->kind == kw_with ||
                          first->kind == kw_table || first->kind == left_paren);
    if (!begins) return session.miss(first, "a query");
    auto stop = last;
    if (last - first > 2 && last[-1].kind == kw_data) {
        auto const word = last[-2].kind == kw_no ? last - 3 : last - 2;
        if (word > first && word->kind == kw_with) stop = word;
    }
    if (!parse_rest(first, stop, session, out.tokens)) return false;
    out.span = out.tokens.span();
    return true;
}

constexpr Reader<ast::Query, parse_table_query> table_query{"a query"};
auto const partition_by_def = "partition by"_kw > label > "("_kw >
                              list<ast::IndexElement>("a column or an expression", index_element) > ")"_kw;

auto const persistence = word_of("global temporary"_kw, "global temp"_kw, "local temporary"_kw, "local temp"_kw,
                                 "temporary"_kw, "temp"_kw, "unlogged"_kw);
auto const inherits = "inherits"_kw > "("_kw > list<ast::QualifiedName>("a table", qualified_name) > ")"_kw;
auto const create_table_def = "create"_kw >> -persistence >> "table"_kw > if_not_exists > qualified_name >
                              -("of"_kw > qualified_name) > -("partition of"_kw > qualified_name) > -elements >
                              -inherits > -partition_bound > -partition_by > -("using"_kw > identifier) >
                              -("with"_kw > options) > x3::omit[-"without oids"_kw] >
                              -("on commit"_kw > word_of("delete rows"_kw, "drop"_kw, "preserve rows"_kw)) >
                              -("tablespace"_kw > identifier) > attr(std::optional<ast::Identifier>{}) >
                              attr(std::vector<ast::ForeignOption>{});
auto const no_name = attr(std::optional<ast::QualifiedName>{});
// What only a table that stores its rows itself can have is left out.
auto const create_foreign_def = "create foreign table"_kw > attr(ast::Word{}) > if_not_exists > qualified_name > no_name
                                > -("partition of"_kw > qualified_name) > -elements > -inherits > -partition_bound >
                                attr(std::optional<ast::PartitionBy>{}) > attr(std::optional<ast::Identifier>{}) >
                                attr(std::vector<ast::Option>{}) > attr(ast::Word{}) >
                                attr(std::optional<ast::Identifier>{}) > ("server"_kw > identifier) > foreign_options;
auto const create_table_as_def = "create"_kw >> -persistence >> "table"_kw > if_not_exists > qualified_name >
                                 -name_list > -("using"_kw > identifier) >
                                 -("with"_kw > options) > x3::omit[-"without oids"_kw] >
                                 -("on commit"_kw > word_of("delete rows"_kw, "drop"_kw, "preserve rows"_kw)) >
                                 -("tablespace"_kw > identifier) > "as"_kw > table_query >
                                 -word_of("with data"_kw, "with no data"_kw);

BOOST_SPIRIT_DEFINE(create_table, create_foreign, like, element, elements, partition_by, create_table_as)

// CREATE TABLE … AS: outside parentheses no other form has the word.
Iterator place_of_as(Iterator first, Iterator last) {
    int depth = 0;
    for (auto at = first; at != last; ++at) {
        if (at->kind == left_paren) ++depth;
        if (at->kind == right_paren) --depth;
        if (depth == 0 && at->kind == kw_as) return at;
    }
    return last;
}

bool parse_table_from(Iterator as, Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    if (last - as < 2 || as[1].kind != kw_execute)
        return run_as<ast::CreateTableAs>(create_table_as, first, last, session, out);
    TokenRange whole;
    if (!parse_rest(first, last, session, whole)) return false;
    out = ast::Refused{"`create table … as execute`, which needs a statement that the session has prepared",
                       "write the query itself", whole.span()};
    return true;
}

ast::Column const* untyped_column(ast::CreateTable const& table) {
    for (auto const& part : table.elements)
        if (auto const* column = std::get_if<ast::Column>(&part); column && column->type.name.empty()) return column;
    return nullptr;
}

bool parse_create_table(Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    if (auto const as = place_of_as(first, last); as != last) return parse_table_from(as, first, last, session, out);
    ast::CreateTable node;
    auto const begin = first;
    bool const foreign = first[1].kind == kw_foreign;
    bool const read =
        foreign ? run(create_foreign, first, last, session, node) : run(create_table, first, last, session, node);
    if (!read) return false;
    if (!node.of_type && !node.partition_of)
        if (auto const* column = untyped_column(node)) {
            auto const behind = [&](Token const& token) { return token.begin >= column->name.span.end; };
            return session.reject(std::find_if(begin, last, behind), "a type");
        }
    out = std::move(node);
    return true;
}

} // namespace migc::grammar
