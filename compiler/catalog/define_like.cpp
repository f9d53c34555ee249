#include "compiler/catalog/define_like.hpp"

#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/expression_name.hpp"
#include "compiler/catalog/like_statistics.hpp"
#include "compiler/catalog/server_names.hpp"

#include <fmt/format.h>

namespace migc::catalog {

namespace {

struct Copied {
    bool comments = false;
    bool compression = false;
    bool constraints = false;
    bool defaults = false;
    bool generated = false;
    bool identity = false;
    bool indexes = false;
    bool statistics = false;
    bool storage = false;
};

// The last word about each thing holds.
Copied copied_by(ast::Like const& node) {
    Copied out;
    for (auto const& option : node.options) {
        bool const on = option.text.starts_with("including ");
        auto const what = option.text.substr(std::string_view("including ").size());
        constexpr std::pair<std::string_view, bool Copied::*> words[] = {
            {"comments", &Copied::comments},       {"compression", &Copied::compression},
            {"constraints", &Copied::constraints}, {"defaults", &Copied::defaults},
            {"generated", &Copied::generated},     {"identity", &Copied::identity},
            {"indexes", &Copied::indexes},         {"statistics", &Copied::statistics},
            {"storage", &Copied::storage},
        };
        for (auto const& [word, member] : words)
            if (what == word || what == "all") out.*member = on;
    }
    return out;
}

// Only the server knows all the types of a view's columns, and of a long list not all names.
Table as_table(View const& view) {
    Table out;
    out.name = view.name;
    out.open = !view.columns_known;
    for (std::size_t i = 0; i < view.columns.size(); ++i) {
        auto const& name = view.columns[i];
        Column column;
        column.name = name;
        if (i < view.types.size()) {
            column.type = view.types[i];
            column.collation = view.collations[i];
        }
        if (auto const text = view.column_comments.find(name); text != view.column_comments.end())
            column.comment = text->second;
        if (auto const value = view.column_defaults.find(name); value != view.column_defaults.end())
            column.default_value = value->second;
        out.columns.push_back(std::move(column));
    }
    if (view.stored) out.indexes = view.stored->indexes;
    return out;
}

Table as_table(CompositeType const& type) {
    Table out;
    out.name = type.name;
    for (auto const& attribute : type.attributes) {
        Column column;
        column.name = attribute.name;
        column.type = attribute.type;
        column.collation = attribute.collation;
        column.comment = attribute.comment;
        out.columns.push_back(std::move(column));
    }
    return out;
}

std::optional<Table> source_of(Context& context, ast::Like const& node) {
    auto const name = context.find_relation(node.table);
    auto const* view = name ? context.catalog.view(*name) : nullptr;
    auto const* type = name ? context.catalog.composite(*name) : nullptr;
    if (view) return as_table(*view);
    if (type) return as_table(*type);
    auto const* table = context.table(node.table);
    return table ? std::optional(*table) : std::nullopt;
}

Column copy_of(Context const& context, Column const& from, Table const& source, Copied const& what,
               Table const& table) {
    Column out;
    out.name = from.name;
    out.type = from.type;
    out.collation = from.collation;
    out.not_null = from.not_null;
    out.not_null_constraint.name = from.not_null_constraint.name;
    out.not_null_constraint.no_inherit = from.not_null_constraint.no_inherit;
    if (what.comments) out.not_null_constraint.comment = from.not_null_constraint.comment;
    bool const generated = from.generated != Generated::no;
    if (generated ? what.generated : what.defaults) {
        out.generated = from.generated;
        out.default_value = rebound(from.default_value, source.name, table.name);
    }
    if (from.identity && what.identity) {
        out.identity = from.identity;
        auto& sequence = out.identity->sequence;
        sequence.name = {table.name.schema, free_relation_name(context.catalog, table, out.name, "seq", false)};
        sequence.unlogged = context.target.server_version >= 15 && table.facts.persistence == Persistence::unlogged;
        sequence.common = {};
        sequence.options.type = "bigint"; // the options are copied without their type
    }
    if (what.storage) out.storage = from.storage;
    if (what.compression) out.compression = from.compression;
    if (what.comments) out.comment = from.comment;
    return out;
}

template <class Part>
void stand_alone(Part& part, bool keeps_comment) {
    part.parent = {};
    if (!keeps_comment) part.comment.reset();
}

void copy_check(Context& context, ast::Like const& node, Constraint check, Name const& source, bool comments,
                Table& table) {
    if (table.has_constraint(check.name)) {
        context.error(Code::duplicate_object, node.span, fmt::format("constraint `{}` stands twice", check.name),
                      "rename the one written here, or write `excluding constraints`");
        return;
    }
    check.condition = rebound(check.condition, source, table.name);
    check.inheritance = {};
    check.validated = check.enforced;
    stand_alone(check, comments);
    table.constraints.emplace(check.name, std::move(check));
}

void copy_key(Context& context, ast::Like const& node, Constraint key, Name const& source, bool comments,
              Table& table) {
    if (key.kind == ConstraintKind::primary_key && table.primary_key()) {
        context.error(Code::second_primary_key, node.span,
                      fmt::format("second primary key of table `{}`", context.shown(table.name)),
                      "remove the one written here, or write `excluding indexes`");
        return;
    }
    key.name = copied_constraint_name(context.catalog, table, key);
    key.exclude_elements = rebound(key.exclude_elements, source, table.name);
    key.where = rebound(key.where, source, table.name);
    key.inheritance = {};
    if (!comments) key.index_comment.reset();
    stand_alone(key, false); // only the comment on the index is copied
    table.constraints.emplace(key.name, std::move(key));
}

void copy_index(Context const& context, Index index, Name const& source, bool comments, Table& table) {
    index.name = {table.name.schema, copied_index_name(context.catalog, table, index)};
    for (auto& element : index.elements) {
        element.expression = rebound(element.expression, source, table.name);
        element.statistics.reset();
    }
    index.where = rebound(index.where, source, table.name);
    index.valid = true;
    stand_alone(index, comments);
    table.indexes.emplace(index.name.name, std::move(index));
}

} // namespace

Expression rebound(Expression expression, Name const& from, Name const& to) {
    for (auto& binding : expression.bindings)
        if (binding.kind == Kind::column && binding.object == from) binding.object = to;
    return expression;
}

std::optional<Expression> rebound(std::optional<Expression> expression, Name const& from, Name const& to) {
    return expression ? std::optional(rebound(std::move(*expression), from, to)) : std::nullopt;
}

std::string copied_index_name(Catalog const& catalog, Table const& table, Index const& index) {
    std::vector<std::string> names;
    for (auto const& element : index.elements)
        names.push_back(element.label.names.empty() ? element.column : element.label.names.front());
    names.insert(names.end(), index.include.begin(), index.include.end());
    return free_relation_name(catalog, table, joined_columns(numbered_apart(names)), "idx", false);
}

std::string copied_constraint_name(Catalog const& catalog, Table const& table, Constraint const& constraint) {
    auto names = constraint.labels.names;
    if (names.empty()) {
        names = constraint.columns;
        names.insert(names.end(), constraint.include.begin(), constraint.include.end());
    }
    auto const columns = joined_columns(numbered_apart(names));
    switch (constraint.kind) {
    case ConstraintKind::primary_key: return free_relation_name(catalog, table, {}, "pkey", true);
    case ConstraintKind::unique: return free_relation_name(catalog, table, columns, "key", true);
    case ConstraintKind::exclude: return free_relation_name(catalog, table, columns, "excl", true);
    case ConstraintKind::foreign_key:
        return free_constraint_name(catalog, table, joined_columns(constraint.columns), "fkey");
    case ConstraintKind::check: return constraint.name;
    }
    return {};
}

void like_columns(Context& context, ast::Like const& node, Table& table) {
    auto const source = source_of(context, node);
    if (!source) return;
    auto const what = copied_by(node);
    table.open |= source->open;
    for (auto const& column : source->columns) {
        if (table.column(column.name)) {
            context.error(Code::duplicate_object, node.span, fmt::format("column `{}` stands twice", column.name),
                          "remove the one written here");
            continue;
        }
        table.columns.push_back(copy_of(context, column, *source, what, table));
    }
}

void like_parts(Context& context, ast::Like const& node, Table& table) {
    auto const source = source_of(context, node);
    if (!source) return;
    auto const what = copied_by(node);
    if (what.constraints)
        for (auto const& [name, constraint] : source->constraints)
            if (constraint.kind == ConstraintKind::check)
                copy_check(context, node, constraint, source->name, what.comments, table);
    if (!what.indexes || table.facts.foreign) return; // no index stands on a foreign table
    for (bool const primary : {true, false})
        for (auto const& [name, constraint] : source->constraints)
            if (constraint.has_index() && (constraint.kind == ConstraintKind::primary_key) == primary)
                copy_key(context, node, constraint, source->name, what.comments, table);
    for (auto const& [name, index] : source->indexes) copy_index(context, index, source->name, what.comments, table);
}

void like_others(Context& context, ast::Like const& node, Name const& table) {
    auto const what = copied_by(node);
    if (what.statistics) like_statistics(context, node, table, what.comments);
}

} // namespace migc::catalog
