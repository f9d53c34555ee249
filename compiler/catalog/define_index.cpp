// Elements and options of indexes. Manual: CREATE INDEX.
#include "compiler/catalog/define.hpp"
#include "compiler/catalog/define_checks.hpp"
#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/expression_name.hpp"
#include "grammar/quote.hpp"

namespace migc::catalog {

namespace {

std::string spelled(ast::QualifiedName const& name) {
    auto out = quoted_identifier(name.name.text);
    return name.schema ? quoted_identifier(name.schema->text) + "." + out : out;
}

bool is_column(grammar::TokenRange tokens) {
    return tokens.last - tokens.first == 1 && grammar::is_column_or_table_name(tokens.first->kind);
}

} // namespace

Options define_options(Context& context, std::vector<ast::Option> const& list) {
    Options out;
    for (auto const& option : list) {
        auto value = option.value ? normalised(context, option.value->tokens) : std::string();
        if (!out.emplace(std::string(option.name.text), std::move(value)).second)
            context.error(Code::bad_definition, option.span,
                          "option `" + std::string(option.name.text) + "` stands twice", "remove one of the two");
    }
    return out;
}

std::optional<IndexElement> define_index_element(Context& context, Table const& table, ast::IndexElement const& node) {
    IndexElement out;
    if (auto const* column = std::get_if<ast::Identifier>(&node.subject)) {
        if (!context.column(table, *column)) return std::nullopt;
        out.column = column->text;
        out.label.names = {out.column};
    } else {
        auto tokens = std::get<ast::Expression>(node.subject).tokens;
        out.is_call = tokens.first->kind != grammar::TokenKind::left_paren;
        if (!out.is_call) tokens = {tokens.first + 1, tokens.last - 1};
        while (tokens.last - tokens.first > 2 && tokens.first->kind == grammar::TokenKind::left_paren &&
               tokens.last[-1].kind == grammar::TokenKind::right_paren &&
               is_column({tokens.first + 1, tokens.last - 1}))
            tokens = {tokens.first + 1, tokens.last - 1};
        out.expression = bind(context, tokens, {&table});
        // A column in parentheses is the column (src/backend/commands/indexcmds.c, ComputeIndexAttrs).
        if (is_column(tokens) && out.expression->bindings.size() == 1 &&
            out.expression->bindings.front().kind == Kind::column) {
            out.column = out.expression->bindings.front().column;
            out.expression.reset();
            out.is_call = false;
            out.label.names = {out.column};
        } else {
            if (check_immutable(context, tokens, "an index")) check_casts_immutable(context, table, tokens, "an index");
            out.label.names = {expression_name(context, tokens).value_or("expr")};
        }
    }
    if (auto const* column = table.column(out.column); column && node.collation)
        check_collatable(context, column->type, node.collation->span);
    if (node.collation) out.collation = spelled(*node.collation);
    if (node.operator_class) out.operator_class = spelled(*node.operator_class);
    for (auto const& [name, value] : define_options(context, node.operator_class_options))
        out.operator_class += (out.operator_class.ends_with(')') ? ", " : " (") + name + "=" + value;
    if (!node.operator_class_options.empty()) out.operator_class += ")";
    out.descending = node.order == "desc";
    out.nulls_first = node.nulls_order.text.empty() ? out.descending : node.nulls_order == "nulls first";
    return out;
}

} // namespace migc::catalog
