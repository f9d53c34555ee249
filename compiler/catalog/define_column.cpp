// Columns. Manual: CREATE TABLE, "Column constraints"; serial: manual 8.1.4.
#include "compiler/catalog/default_value.hpp"
#include "compiler/catalog/define.hpp"
#include "compiler/catalog/define_checks.hpp"
#include "compiler/catalog/foreign.hpp"
#include "compiler/catalog/named_errors.hpp"
#include "compiler/catalog/not_null.hpp"
#include "compiler/catalog/server_names.hpp"
#include "grammar/quote.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::catalog {

namespace {

std::string sequence_default(Name const& sequence, std::string_view home) {
    auto name = quoted_identifier(sequence.name);
    if (sequence.schema != home) name = quoted_identifier(sequence.schema) + "." + name;
    return name;
}

// From 15 on a sequence is logged as the table that owns it is (release notes of 15).
bool makes_unlogged_sequences(Context const& context, Table const& table) {
    return context.target.server_version >= 15 && table.facts.persistence == Persistence::unlogged;
}

// `serial` is an integer with a sequence of its own behind the default.
void make_serial(Context& context, Table const& table, std::string_view type, Column& column) {
    column.type.name = type;
    column.not_null = true;
    Sequence sequence;
    sequence.name = {table.name.schema, free_relation_name(context.catalog, table, column.name, "seq", false)};
    sequence.options = default_sequence_options(type);
    sequence.unlogged = makes_unlogged_sequences(context, table);
    auto const inside = sequence_default(sequence.name, context.home());
    auto const literal = quoted_literal(inside);
    Expression value{fmt::format("nextval({}::regclass)", literal), {}};
    constexpr std::uint32_t quote = 9; // behind `nextval('`
    value.bindings.push_back({Kind::sequence,
                              sequence.name,
                              {},
                              quote,
                              static_cast<std::uint32_t>(quote - 1 + literal.size() - 1),
                              true,
                              sequence.name.schema != context.home()});
    column.default_value = std::move(value);
    column.owned.push_back(std::move(sequence));
}

bool is_null_literal(ast::Expression const& value) {
    return value.tokens.last - value.tokens.first == 1 && value.tokens.first->kind == grammar::TokenKind::kw_null;
}

Diagnostic& at_odds(Context& context, Column const& column, Span span, std::string_view what) {
    return context.error(Code::bad_definition, span, fmt::format("column `{}` has {}", column.name, what),
                         "remove one of the two");
}

} // namespace

std::optional<Column> define_column(Context& context, Table const& table, ast::Column const& node) {
    Column column;
    column.name = node.name.text;
    if (!check_column_name(context, node.name.text, node.name.span)) return std::nullopt;
    if (node.type.setof) {
        context.error(Code::bad_definition, node.type.span, fmt::format("column `{}` is declared a set", column.name),
                      "remove `setof`");
        return std::nullopt;
    }
    if (auto const serial = serial_type(node.type)) {
        if (node.type.dimensions > 0)
            context.error(Code::bad_definition, node.type.span, "array of a serial type", "write `integer[]`");
        make_serial(context, table, *serial, column);
        return column;
    }
    auto type = context.resolve_type(node.type);
    if (!type || !check_value_type(context, *type, fmt::format("column `{}`", column.name), node.type.span))
        return std::nullopt;
    column.type = std::move(*type);
    return column;
}

std::string collation_text(ast::QualifiedName const& collation) {
    auto out = quoted_identifier(collation.name.text);
    if (collation.schema) out = quoted_identifier(collation.schema->text) + "." + out;
    return out;
}

std::optional<Expression> define_default(Context& context, Column const& column, ast::Expression const& value) {
    if (is_null_literal(value) && !keeps_null(context.catalog, column.type)) return std::nullopt;
    auto out = bind(context, value.tokens, {nullptr, true, false});
    check_enum_literal(context, column.type, out, value.span);
    check_default_type(context, column.type, out, value.span);
    return out;
}

Expression define_generation(Context& context, Table const& table, Column const& column, grammar::TokenRange value) {
    auto out = bind(context, value, {&table, true, false});
    for (auto const& name : columns_of(out)) {
        auto const* used = table.column(name);
        if (used && used->generated == Generated::no && name != column.name) continue;
        context.error(Code::bad_definition, value.span(),
                      fmt::format("generated column `{}` made of generated column `{}`", column.name, name),
                      "use columns that are not generated");
        return out;
    }
    if (check_immutable(context, value, "a generated column"))
        check_casts_immutable(context, table, value, "a generated column");
    if (column.generated == Generated::virtual_) check_virtual(context, table, column, out, value.span());
    return out;
}

void define_identity(Context& context, Table const& table, ast::Identity const& node, Column& column) {
    bool const integer =
        column.type.name == "smallint" || column.type.name == "integer" || column.type.name == "bigint";
    if (!integer || column.type.array || !column.type.schema.empty()) {
        context.error(Code::bad_definition, node.span,
                      fmt::format("identity column `{}` of type {}", column.name, spelled(column.type, context.home())),
                      "use smallint, integer or bigint");
        return;
    }
    Identity identity;
    identity.always = node.generated == "always";
    identity.sequence.options = default_sequence_options(column.type.name);
    identity.sequence.unlogged = makes_unlogged_sequences(context, table);
    std::vector<ast::SequenceOption> options;
    for (auto const& option : node.options) {
        if (option.name == "sequence name") {
            identity.sequence.name = {option.column.size() > 1 ? std::string(option.column.front().text)
                                                               : table.name.schema,
                                      std::string(option.column.back().text)};
        } else {
            options.push_back(option);
        }
    }
    define_sequence_options(context, options, identity.sequence.options, true);
    if (identity.sequence.name.name.empty())
        identity.sequence.name = {table.name.schema,
                                  free_relation_name(context.catalog, table, column.name, "seq", false)};
    column.identity = std::move(identity);
    column.not_null = true;
}

void complete_column(Context& context, Table const& scope, ast::Column const& node, Column& column) {
    if (node.collation) {
        check_collatable(context, column.type, node.collation->span);
        column.collation = collation_text(*node.collation);
    }
    if (node.storage) {
        if (context.target.server_version < 16)
            needs_version(context, "`storage` in a column definition", 16, node.storage->span);
        check_storage(context, column, node.storage->text, node.storage->span);
        column.storage = node.storage->text;
    }
    if (!node.foreign_options.empty() &&
        is_foreign(context, scope, "options of a column of", node.foreign_options.front().span))
        change_foreign_options(context, node.foreign_options, fmt::format("column `{}`", column.name),
                               column.foreign_options);
    if (node.compression) {
        if (context.target.server_version < 14) needs_version(context, "`compression`", 14, node.compression->span);
        check_compression(context, column, node.compression->text, node.compression->span);
        column.compression = node.compression->text;
    }
    bool null_written = false;
    bool not_null_written = false;
    bool const serial = !column.owned.empty();
    for (auto const& constraint : node.constraints) {
        auto const& attributes = constraint.attributes;
        if (!constraint_pass(constraint) && (attributes.deferrable || attributes.initially_deferred))
            context.error(Code::bad_definition, constraint.span,
                          "`deferrable` behind what is no key and no foreign key",
                          "remove it, or move it behind the constraint it is for");
        if (auto const* value = std::get_if<ast::Default>(&constraint.body)) {
            if (column.default_value)
                at_odds(context, column, value->span, serial ? "a default beside its serial type" : "two defaults");
            if (column.identity) at_odds(context, column, value->span, "both a default and an identity");
            column.default_value = define_default(context, column, value->value);
        } else if (std::get_if<ast::NotNull>(&constraint.body)) {
            not_null_written = true;
            if (auto const said = said_not_null(context, constraint)) declare_not_null(context, column, *said);
        } else if (std::get_if<ast::Null>(&constraint.body)) {
            null_written = true;
        } else if (auto const* generated = std::get_if<ast::Generated>(&constraint.body)) {
            if (column.default_value)
                at_odds(context, column, generated->span, "both a default and a generation expression");
            bool const is_virtual = generated->kind == "virtual" || generated->kind.text.empty();
            if (is_virtual && context.target.server_version < 18)
                needs_version(context, "a virtual generated column", 18, generated->span);
            column.generated = is_virtual ? Generated::virtual_ : Generated::stored;
            column.default_value = define_generation(context, scope, column, generated->value);
        } else if (auto const* identity = std::get_if<ast::Identity>(&constraint.body)) {
            if (column.default_value) at_odds(context, column, identity->span, "both a default and an identity");
            define_identity(context, scope, *identity, column);
            if (column.not_null_constraint.no_inherit)
                at_odds(context, column, identity->span, "both an identity and a `not null` that is not inherited");
        }
    }
    bool const in_key = std::any_of(node.constraints.begin(), node.constraints.end(), [](ast::Constraint const& each) {
        return std::holds_alternative<ast::PrimaryKey>(each.body);
    });
    bool const key_says_so = in_key && context.target.server_version >= 18;
    if (null_written && (not_null_written || column.identity || serial || key_says_so))
        at_odds(context, column, node.span, "both `null` and `not null`");
}

} // namespace migc::catalog
