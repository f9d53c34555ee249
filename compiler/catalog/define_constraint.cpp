// Constraints. Manual: CREATE TABLE; keys a foreign key may refer to: transformFkeyCheckAttrs of the server.
#include "compiler/catalog/comparable_types.hpp"
#include "compiler/catalog/define.hpp"
#include "compiler/catalog/define_checks.hpp"
#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/expression_name.hpp"
#include "compiler/catalog/foreign.hpp"
#include "compiler/catalog/not_null.hpp"
#include "compiler/catalog/server_names.hpp"
#include "grammar/quote.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::catalog {

namespace {

std::vector<std::string> names_of(std::vector<ast::Identifier> const& list) {
    std::vector<std::string> out;
    for (auto const& name : list) out.emplace_back(name.text);
    return out;
}

bool columns_exist(Context& context, Table const& table, std::vector<ast::Identifier> const& list) {
    bool all = true;
    for (auto const& name : list) all &= context.column(table, name) != nullptr;
    for (std::size_t i = 0; i < list.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (list[i].text == list[j].text) {
                context.error(Code::bad_definition, list[i].span, fmt::format("column `{}` stands twice", list[i].text),
                              "remove one of the two");
                all = false;
            }
    return all;
}

// --- foreign keys ---

bool same_set(std::vector<std::string> left, std::vector<std::string> right) {
    std::sort(left.begin(), left.end());
    std::sort(right.begin(), right.end());
    return left == right;
}

std::vector<std::string> plain_columns(Index const& index) {
    std::vector<std::string> out;
    for (auto const& element : index.elements) out.push_back(element.column);
    return out;
}

enum class KeyMatch : std::uint8_t { none, deferrable, found };

KeyMatch unique_key(Table const& table, std::vector<std::string> const& columns, bool period) {
    auto match = KeyMatch::none;
    for (auto const& [name, constraint] : table.constraints) {
        bool const key = constraint.kind == ConstraintKind::primary_key || constraint.kind == ConstraintKind::unique;
        if (!key || constraint.period != period || !same_set(constraint.columns, columns)) continue;
        if (period && constraint.columns.back() != columns.back()) continue;
        if (!constraint.deferrable) return KeyMatch::found;
        match = KeyMatch::deferrable;
    }
    if (period) return match;
    for (auto const& [name, index] : table.indexes)
        if (index.unique && !index.where && same_set(plain_columns(index), columns)) return KeyMatch::found;
    return match;
}

void check_types(Context& context, Table const& from, Table const& to, Constraint const& constraint, Span span) {
    for (std::size_t i = 0; i < constraint.columns.size() && i < constraint.referenced.size(); ++i) {
        auto const* left = from.column(constraint.columns[i]);
        auto const* right = to.column(constraint.referenced[i]);
        if (!left || !right) continue;
        if (!may_reference(context.catalog, left->type, right->type))
            context.error(Code::bad_foreign_key, span,
                          fmt::format("column `{}` is {}, but `{}` of `{}` is {}", left->name,
                                      spelled(left->type, context.home()), right->name, context.shown(to.name),
                                      spelled(right->type, context.home())),
                          "give both columns the same type");
    }
}

// A foreign key with a period refers to a key without overlaps, and nothing follows from what happens there.
bool periods_agree(Context& context, Constraint const& key, bool of_referenced, Span span) {
    if (key.period != of_referenced) {
        context.error(
            Code::bad_foreign_key, span,
            fmt::format("`period` on the {} side of the foreign key alone", key.period ? "referring" : "referenced"),
            "write it before the last column of both");
        return false;
    }
    if (!key.period || (key.on_delete == "no action" && key.on_update == "no action")) return true;
    context.error(Code::bad_foreign_key, span, "action of a foreign key with `period`", "use `no action`");
    return false;
}

bool define_references(Context& context, Table const& table, ast::References const& node, Constraint& out) {
    // The table may refer to itself before it is in the catalog.
    auto const wanted = context.new_name(node.table);
    if (!wanted) return false;
    bool const self = *wanted == table.name;
    auto const* referenced = self ? &table : context.table(node.table);
    if (!referenced || !is_stored_here(context, *referenced, "foreign key to a row", node.table.span)) return false;
    out.references = referenced->name;
    out.match = node.actions.match.text;
    out.on_delete = node.actions.on_delete.text;
    out.on_update = node.actions.on_update.text;
    for (auto const& column : node.actions.set_columns) {
        if (context.target.server_version < 15)
            needs_version(context, "a column list behind `on delete set`", 15, column.span);
        if (!context.column(table, column)) continue;
        if (std::find(out.columns.begin(), out.columns.end(), column.text) == out.columns.end())
            context.error(Code::bad_definition, column.span,
                          fmt::format("column `{}` behind `on delete` is not in the foreign key", column.text),
                          "name columns of the key");
        out.set_columns.emplace_back(column.text);
    }
    bool const sets = out.on_delete == "set null" || out.on_delete == "set default";
    if (!out.set_columns.empty() && !sets)
        context.error(Code::bad_definition, node.span,
                      fmt::format("a list of columns behind `on delete {}`", out.on_delete),
                      "remove the list: only `set null` and `set default` take one");
    if (table.facts.persistence == Persistence::permanent && referenced->facts.persistence == Persistence::unlogged) {
        context.error(Code::bad_foreign_key, node.span,
                      fmt::format("permanent table `{}` refers to unlogged table `{}`", context.shown(table.name),
                                  context.shown(referenced->name)),
                      "make both of one kind");
        return false;
    }
    if (out.match == "partial") {
        context.error(Code::bad_definition, node.span, "`match partial`, which no server implements",
                      "use `match full` or nothing");
        return false;
    }
    if (!node.columns) {
        auto const* key = referenced->primary_key();
        if (!key) {
            auto& diagnostic =
                context.error(Code::bad_foreign_key, node.span,
                              fmt::format("table `{}` has no primary key to refer to", context.shown(referenced->name)),
                              "name the referenced columns");
            context.note_origin(diagnostic, {Kind::table, referenced->name, {}});
            return false;
        }
        out.referenced = key->columns;
        if (!periods_agree(context, out, key->period, node.span)) return false;
    } else {
        if (!columns_exist(context, *referenced, node.columns->names)) return false;
        out.referenced = names_of(node.columns->names);
        if (!periods_agree(context, out, node.columns->period, node.span)) return false;
    }
    if (out.referenced.size() != out.columns.size()) {
        context.error(Code::bad_foreign_key, node.span,
                      fmt::format("{} columns refer to {}", out.columns.size(), out.referenced.size()),
                      "name as many referenced columns as referring ones");
        return false;
    }
    auto const match = unique_key(*referenced, out.referenced, out.period);
    if (match != KeyMatch::found) {
        auto const list = fmt::format("{}", fmt::join(out.referenced, ", "));
        auto& diagnostic = context.error(
            Code::bad_foreign_key, node.span,
            match == KeyMatch::none
                ? fmt::format("no unique key of table `{}` is made of exactly ({})", context.shown(referenced->name),
                              list)
                : fmt::format("the unique key of `{}` on ({}) is deferrable", context.shown(referenced->name), list),
            match == KeyMatch::none
                ? fmt::format("add `unique ({})` to `{}`, or refer to its key", list, context.shown(referenced->name))
                : "make that key not deferrable");
        context.note_origin(diagnostic, {Kind::table, referenced->name, {}});
        return false;
    }
    check_types(context, table, *referenced, out, node.span);
    return true;
}

// --- keys ---

// Manual 18: CREATE TABLE, WITHOUT OVERLAPS: the index behind it is one of method gist.
bool may_not_overlap(Context& context, Table const& table, Constraint const& key, Span span) {
    if (context.target.server_version < 18) {
        needs_version(context, "`without overlaps`", 18, span);
        return false;
    }
    if (key.columns.size() < 2) {
        context.error(Code::bad_definition, span, "`without overlaps` on the only column of a key",
                      "add the columns that tell the rows apart");
        return false;
    }
    auto const& type = table.column(key.columns.back())->type;
    if (!is_range(context.catalog, base_type(context.catalog, type)) && !context.catalog.open_world()) {
        context.error(Code::bad_definition, span,
                      fmt::format("`without overlaps` on column `{}` of type {}", key.columns.back(),
                                  spelled(type, context.home())),
                      "use a range or a multirange");
        return false;
    }
    Index index;
    index.method = "gist";
    for (auto const& column : key.columns) index.elements.emplace_back().column = column;
    return check_index_method(context, table, index, span);
}

bool define_key(Context& context, Table const& table, ast::IndexParameters const& node, ast::Identifier const* column,
                Span span, Constraint& out) {
    if (node.nulls_not_distinct && context.target.server_version < 15)
        needs_version(context, "`nulls not distinct`", 15, span);
    out.nulls_not_distinct = node.nulls_not_distinct;
    check_parameters(context, node.with, "btree");
    out.with = define_options(context, node.with);
    if (node.tablespace) out.tablespace = node.tablespace->text;
    if (column) {
        out.columns = {std::string(column->text)};
        out.labels.names = out.columns;
        return true;
    }
    if (!columns_exist(context, table, node.columns)) return false;
    for (auto const& include : node.include)
        if (context.column(table, include)) out.include.emplace_back(include.text);
    out.columns = names_of(node.columns);
    out.period = node.without_overlaps;
    if (out.period && !may_not_overlap(context, table, out, span)) return false;
    out.labels.names = out.columns;
    out.labels.names.insert(out.labels.names.end(), out.include.begin(), out.include.end());
    out.labels.names = numbered_apart(out.labels.names);
    return true;
}

// With such a cast of the chain several operators of a name may fit (SQLSTATE 42725), or another one than the type's
// own.
bool is_cast_implicitly(Catalog const& catalog, Type const& type) {
    auto const& named = catalog.all_named();
    return std::any_of(named.begin(), named.end(), [&](auto const& entry) {
        auto const& [key, object] = entry;
        if (key.named != NamedKind::cast || !object.definition.text.ends_with("implicit")) return false;
        auto const& source = object.types.front();
        return source.schema == type.schema && source.name == type.name && source.array == type.array;
    });
}

bool define_exclude(Context& context, Table const& table, ast::Exclude const& node, Constraint& out) {
    out.exclude_method = node.method ? std::string(node.method->text) : "btree";
    Expression text;
    Index index;
    index.method = out.exclude_method;
    for (auto const& element : node.elements) {
        auto const value = define_index_element(context, table, element.element);
        if (!value) return false;
        index.elements.push_back(*value);
        if (!text.text.empty()) text.text += ", ";
        auto const offset = static_cast<std::uint32_t>(text.text.size());
        auto const* first = element.operator_.tokens.first;
        while (first->begin > element.element.span.begin) --first;
        auto bound = bind(context, {first, element.operator_.tokens.last}, {&table, false, false});
        for (auto& binding : bound.bindings) {
            binding.begin += offset;
            binding.end += offset;
            text.bindings.push_back(binding);
        }
        text.text += bound.text;
        if (value->column.empty()) continue;
        if (is_cast_implicitly(context.catalog, table.column(value->column)->type)) {
            not_modelled(
                context,
                fmt::format("which operator is meant of column `{}`, whose type becomes another by a cast of the "
                            "chain,",
                            value->column),
                element.operator_.span, "create the cast `as assignment`");
            return false;
        }
        out.columns.push_back(value->column);
        if (element.operator_.tokens.first->kind == grammar::TokenKind::equals)
            out.exclude_equal.push_back(value->column);
    }
    if (!check_index_method(context, table, index, node.span)) return false;
    out.exclude_elements = std::move(text);
    out.labels.names = index_column_names(context, node);
    check_parameters(context, node.with, out.exclude_method);
    for (auto const& column : node.include)
        if (context.column(table, column)) out.include.emplace_back(column.text);
    out.with = define_options(context, node.with);
    if (node.tablespace) out.tablespace = node.tablespace->text;
    if (node.where) out.where = bind(context, node.where->tokens, {&table});
    return true;
}

// --- names and attributes ---

std::string chosen_name(Context& context, Table const& table, Constraint const& constraint) {
    auto const& catalog = context.catalog;
    switch (constraint.kind) {
    case ConstraintKind::primary_key: return free_relation_name(catalog, table, {}, "pkey", true);
    case ConstraintKind::unique:
        return free_relation_name(catalog, table, joined_columns(constraint.labels.names), "key", true);
    case ConstraintKind::exclude:
        return free_relation_name(catalog, table, joined_columns(constraint.labels.names), "excl", true);
    case ConstraintKind::foreign_key:
        return free_constraint_name(catalog, table, joined_columns(constraint.columns), "fkey");
    case ConstraintKind::check:
        return free_constraint_name(catalog, table, constraint.columns.size() == 1 ? constraint.columns.front() : "",
                                    "check");
    }
    return {};
}

bool name_is_free(Context& context, Table const& table, Constraint const& constraint, bool created, Span span) {
    Key const key{Kind::constraint, table.name, constraint.name};
    // While a table is made, the names that come from its parents give way.
    auto const* not_null = table.not_null_column(constraint.name);
    bool const gives_way = created && not_null && !not_null->not_null_constraint.inheritance.local;
    if (table.constraints.contains(constraint.name) || (not_null && !gives_way)) {
        duplicate(context, key, span);
        return false;
    }
    if (!constraint.has_index()) return true;
    Name const relation{table.name.schema, constraint.name};
    auto const* existing = context.catalog.relation(relation);
    bool const is_table = relation == table.name;
    if (!existing && !is_table) return true;
    duplicate(context, {existing ? existing->kind : Kind::table, relation, {}}, span);
    return false;
}

void define_attributes(Context& context, ast::Constraint const& node, bool created, Constraint& out) {
    auto const& attributes = node.attributes;
    bool const may_defer = out.kind != ConstraintKind::check;
    if (attributes.initially_deferred == true && attributes.deferrable == false)
        context.error(Code::bad_definition, node.span, "`initially deferred` beside `not deferrable`",
                      "remove one of the two");
    out.initially_deferred = attributes.initially_deferred.value_or(false);
    out.deferrable = attributes.deferrable.value_or(out.initially_deferred);
    if (!may_defer && out.deferrable)
        context.error(Code::bad_definition, node.span, "check constraint that is deferrable", "remove `deferrable`");
    bool const may_skip = out.kind == ConstraintKind::check || out.kind == ConstraintKind::foreign_key;
    if (attributes.not_valid && !may_skip)
        context.error(Code::bad_definition, node.span, "key that is `not valid`",
                      "remove `not valid`: a key is built whole");
    if (attributes.no_inherit && out.kind != ConstraintKind::check)
        context.error(Code::bad_definition, node.span, "`no inherit` on a constraint that is no check",
                      "remove `no inherit`");
    if (attributes.enforced && context.target.server_version < 18) needs_version(context, "`enforced`", 18, node.span);
    if (attributes.enforced && !may_skip)
        context.error(Code::bad_definition, node.span, "key that is `enforced` or not", "remove `enforced`");
    out.enforced = attributes.enforced.value_or(true);
    // A new table is empty: the server validates at once.
    out.validated = out.enforced && (created || !attributes.not_valid);
    out.no_inherit = attributes.no_inherit;
}

// Nothing is kept of a virtual column, so no index and no foreign key can have it.
bool is_stored(Context& context, Table const& table, Constraint const& constraint, Span span) {
    if (constraint.kind == ConstraintKind::check) return true;
    auto used = constraint.columns;
    used.insert(used.end(), constraint.include.begin(), constraint.include.end());
    for (auto const& expression : {constraint.exclude_elements, constraint.where})
        if (expression)
            for (auto const& column : columns_of(*expression)) used.push_back(column);
    return are_stored(context, table, used, span);
}

} // namespace

std::optional<ConstraintPass> constraint_pass(ast::Constraint const& node) {
    struct Visitor {
        using Pass = std::optional<ConstraintPass>;
        Pass operator()(ast::NotNull const&) const { return std::nullopt; }
        Pass operator()(ast::Null const&) const { return std::nullopt; }
        Pass operator()(ast::Default const&) const { return std::nullopt; }
        Pass operator()(ast::Generated const&) const { return std::nullopt; }
        Pass operator()(ast::Identity const&) const { return std::nullopt; }
        Pass operator()(ast::Check const&) const { return ConstraintPass::checks; }
        Pass operator()(ast::NotNullColumn const&) const { return ConstraintPass::checks; }
        Pass operator()(ast::Unique const&) const { return ConstraintPass::keys; }
        Pass operator()(ast::PrimaryKey const&) const { return ConstraintPass::keys; }
        Pass operator()(ast::Exclude const&) const { return ConstraintPass::keys; }
        Pass operator()(ast::References const&) const { return ConstraintPass::foreign_keys; }
        Pass operator()(ast::ForeignKey const&) const { return ConstraintPass::foreign_keys; }
    };
    return std::visit(Visitor{}, node.body);
}

std::optional<Constraint> define_constraint(Context& context, Table const& table, ast::Constraint const& node,
                                            ast::Identifier const* column, bool created) {
    struct Visitor {
        Context& context;
        Table const& table;
        ast::Identifier const* column;
        Constraint& out;

        bool operator()(ast::Check const& check) const {
            out.kind = ConstraintKind::check;
            out.condition = bind(context, check.condition, {&table});
            out.columns = columns_of(*out.condition);
            return true;
        }
        bool operator()(ast::Unique const& unique) const {
            out.kind = ConstraintKind::unique;
            return define_key(context, table, unique.parameters, column, unique.span, out);
        }
        bool operator()(ast::PrimaryKey const& key) const {
            out.kind = ConstraintKind::primary_key;
            if (auto const* existing = table.primary_key()) {
                auto& diagnostic =
                    context.error(Code::second_primary_key, key.span,
                                  fmt::format("second primary key of table `{}`", context.shown(table.name)),
                                  "remove it, or make it `unique`");
                context.note_origin(diagnostic, {Kind::constraint, table.name, existing->name});
                return false;
            }
            return define_key(context, table, key.parameters, column, key.span, out);
        }
        bool operator()(ast::Exclude const& exclude) const {
            out.kind = ConstraintKind::exclude;
            return define_exclude(context, table, exclude, out);
        }
        bool operator()(ast::References const& references) const {
            out.kind = ConstraintKind::foreign_key;
            out.columns = {std::string(column->text)};
            return define_references(context, table, references, out);
        }
        bool operator()(ast::ForeignKey const& key) const {
            out.kind = ConstraintKind::foreign_key;
            out.period = key.columns.period;
            if (out.period && context.target.server_version < 18) {
                needs_version(context, "`period` in a foreign key", 18, key.span);
                return false;
            }
            if (!columns_exist(context, table, key.columns.names)) return false;
            out.columns = names_of(key.columns.names);
            return define_references(context, table, key.references, out);
        }
        bool operator()(ast::NotNullColumn const& node) const {
            // From 18 on the caller makes it part of the column.
            if (context.target.server_version < first_with_not_null_constraints)
                needs_version(context, "`not null` as a constraint of the table", first_with_not_null_constraints,
                              node.span);
            return false;
        }
        // Facts of a column: complete_column reads them.
        bool operator()(ast::NotNull const&) const { return false; }
        bool operator()(ast::Null const&) const { return false; }
        bool operator()(ast::Default const&) const { return false; }
        bool operator()(ast::Generated const&) const { return false; }
        bool operator()(ast::Identity const&) const { return false; }
    };
    Constraint out;
    auto const errors = context.diagnostics.error_count();
    if (!std::visit(Visitor{context, table, column, out}, node.body)) return std::nullopt;
    if (!is_stored(context, table, out, node.span)) return std::nullopt;
    define_attributes(context, node, created, out);
    if (node.name) {
        out.name = node.name->text;
        if (!name_is_free(context, table, out, created, node.name->span)) return std::nullopt;
    } else {
        out.name = chosen_name(context, table, out);
    }
    if (context.diagnostics.error_count() != errors) return std::nullopt;
    return out;
}

} // namespace migc::catalog
