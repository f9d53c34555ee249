// CREATE SCHEMA, with the objects inside it. Manual: CREATE SCHEMA.
#include "grammar/ast_adapted.hpp"
#include "grammar/rules.hpp"
#include "grammar/statement.hpp"

namespace migc::grammar {

using enum TokenKind;

constexpr node_rule<ast::CreateSchema> create_schema = "CREATE SCHEMA";

auto const schema_subject = &(identifier | "authorization"_kw);
auto const create_schema_def = "create schema"_kw > if_not_exists > schema_subject > -identifier >
                               -("authorization"_kw > role);

BOOST_SPIRIT_DEFINE(create_schema)

namespace {

// Elements have nothing between them: each begins with CREATE or GRANT, which are words of their own nowhere else but
// as a privilege and in WITH GRANT OPTION.
bool begins_element(Iterator at, Iterator first) {
    if (at->kind == kw_grant) return at == first || at[-1].kind != kw_with;
    return at->kind == kw_create && (at == first || (at[-1].kind != kw_grant && at[-1].kind != comma));
}

Iterator end_of_element(Iterator first, Iterator last) {
    int depth = 0;
    for (auto at = first + 1; at != last; ++at) {
        if (at->kind == left_paren) ++depth;
        if (at->kind == right_paren) --depth;
        if (depth == 0 && begins_element(at, first)) return at;
    }
    return last;
}

// The kinds of statement that may stand inside (src/backend/parser/gram.y, schema_stmt).
bool may_be_element(ast::Statement const& statement) {
    auto const* table = std::get_if<ast::CreateTable>(&statement);
    auto const* grant = std::get_if<ast::Grant>(&statement);
    return (table && !table->server) || (grant && !grant->revoke) ||
           std::holds_alternative<ast::CreateView>(statement) || std::holds_alternative<ast::CreateIndex>(statement) ||
           std::holds_alternative<ast::CreateSequence>(statement) ||
           std::holds_alternative<ast::CreateTrigger>(statement);
}

bool read_elements(Iterator& first, Iterator last, Session& session, std::vector<ast::SchemaElement>& out) {
    while (first != last) {
        if (!begins_element(first, first)) {
            session.miss(first, kw_create);
            return session.miss(first, kw_grant);
        }
        auto const behind = end_of_element(first, last);
        auto& element = out.emplace_back();
        element.tokens = {first, behind};
        if (!parse_statement(element.tokens, session.source, false, session.diagnostics, element.statement))
            return false;
        if (!may_be_element(element.statement))
            return session.reject(first + 1, "TABLE, VIEW, INDEX, SEQUENCE or TRIGGER");
        first = behind;
    }
    return true;
}

} // namespace

bool parse_schema_statement(Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    auto at = first;
    ast::CreateSchema node;
    if (!run(create_schema, at, last, session, node) || !read_elements(at, last, session, node.elements)) return false;
    node.span = TokenRange{first, at}.span();
    first = at;
    out = std::move(node);
    return true;
}

} // namespace migc::grammar
