#include "compiler/catalog/not_null.hpp"

#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/server_names.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace migc::catalog {

namespace {

bool names_them(Context const& context) { return context.target.server_version >= first_with_not_null_constraints; }

Key key_of(Name const& table, std::string const& column) { return {Kind::column, table, column}; }

Column const& column_of(Context const& context, Name const& table, std::string const& column) {
    return *context.catalog.table(table)->column(column);
}

Diagnostic& refuse(Context& context, Name const& table, NotNull const& constraint, std::string_view what, Span span,
                   std::string help) {
    auto& diagnostic = context.error(
        Code::bad_definition, span,
        fmt::format("not-null constraint `{}` of table `{}` {}", constraint.name, context.shown(table), what),
        std::move(help));
    context.note_origin(diagnostic, {Kind::table, table, {}});
    return diagnostic;
}

bool is_taken(Context& context, Table const& table, std::string_view name, Span span) {
    if (!table.has_constraint(name)) return false;
    duplicate(context, {Kind::constraint, table.name, std::string(name)}, span);
    return true;
}

std::string free_name(Context const& context, Table const& table, std::string const& column) {
    return free_constraint_name(context.catalog, table, column, "not_null");
}

bool is_inherited_by(Column const* column) { return column && column->not_null_constraint.inheritance.parents > 0; }

void forget(Column& column) {
    column.not_null = false;
    column.not_null_constraint = {};
}

/// By which words; what comes by INHERIT stays when the parent writes NO INHERIT again.
enum class HandedOn : std::uint8_t { set_not_null, add_constraint, inherit };

// What children that inherit get from a constraint that is new in their parent.
void hand_on(Context& context, Name const& parent, std::string const& column, NotNull const& constraint, HandedOn by,
             Span span) {
    for (auto const& child : context.catalog.children(parent)) {
        auto const before = column_of(context, child, column);
        auto after = before;
        auto& own = after.not_null_constraint;
        if (before.not_null) {
            if (own.no_inherit) {
                refuse(context, child, own, "is not inherited", span,
                       fmt::format("write `alter table {} alter constraint {} inherit` first", context.shown(child),
                                   own.name));
                return;
            }
            if (by != HandedOn::set_not_null && constraint.validated && !own.validated) {
                refuse(context, child, own, "is not valid", span, "validate that one first");
                return;
            }
            ++own.inheritance.parents;
        } else {
            if (is_taken(context, *context.catalog.table(child), constraint.name, span)) return;
            after.not_null = true;
            own = {constraint.name, constraint.validated, false, {}, {false, 1}};
            hand_on(context, child, column, constraint, by, span);
        }
        if (context.failed()) return;
        Alter change{key_of(child, column), before, std::move(after), {}};
        if (by == HandedOn::inherit && !before.not_null)
            context.perform(std::move(change), true);
        else
            context.propagate(std::move(change));
    }
}

void drop_below(Context& context, Name const& parent, std::string const& column, bool only) {
    for (auto const& child : context.catalog.children(parent)) {
        auto const* own = context.catalog.table(child)->column(column);
        if (!is_inherited_by(own)) continue;
        auto const before = *own;
        auto after = before;
        auto& inheritance = after.not_null_constraint.inheritance;
        if (!only && inheritance.parents == 1 && !inheritance.local) {
            drop_below(context, child, column, false);
            forget(after);
        } else {
            inheritance = {inheritance.local || only, inheritance.parents - 1};
        }
        context.propagate(Alter{key_of(child, column), before, std::move(after), {}});
    }
}

void validate_below(Context& context, Name const& parent, std::string const& column) {
    for (auto const& child : context.catalog.children(parent)) {
        auto const* own = context.catalog.table(child)->column(column);
        if (!is_inherited_by(own) || own->not_null_constraint.validated) continue;
        auto const before = *own;
        auto after = before;
        after.not_null_constraint.validated = true;
        validate_below(context, child, column);
        context.propagate(Alter{key_of(child, column), before, std::move(after), {}});
    }
}

bool rename_below(Context& context, Name const& parent, std::string const& column, std::string const& from,
                  std::string const& to, Span span) {
    for (auto const& child : context.catalog.children(parent)) {
        auto const* table = context.catalog.table(child);
        auto const* own = table->column(column);
        if (!is_inherited_by(own)) continue;
        if (own->not_null_constraint.name != from) {
            unknown_part(context, "constraint", from, fmt::format("table `{}`", context.shown(child)),
                         table->constraint_names(), span);
            return false;
        }
        if (own->not_null_constraint.inheritance.parents > 1) {
            refuse(context, child, own->not_null_constraint, "comes from another table, too", span,
                   "end the inheritance from one of them first");
            return false;
        }
        if (is_taken(context, *table, to, span)) return false;
        auto const before = *own;
        auto after = before;
        after.not_null_constraint.name = to;
        if (!rename_below(context, child, column, from, to, span)) return false;
        context.propagate(Alter{key_of(child, column), before, std::move(after), {}});
    }
    return true;
}

// The words of ALTER TABLE about a column that is not null already.
void restate(Context& context, Name const& table, Column const& before, SaidNotNull const& said, bool added,
             bool only) {
    auto after = before;
    auto& constraint = after.not_null_constraint;
    if (said.name && said.name->text != constraint.name) {
        refuse(context, table, constraint,
               fmt::format("is there already, under another name than `{}`", said.name->text), said.span,
               "rename that one");
        return;
    }
    bool const other_way = added ? constraint.no_inherit != said.no_inherit : constraint.no_inherit && !only;
    if (other_way) {
        refuse(context, table, constraint, constraint.no_inherit ? "is not inherited" : "is inherited", said.span,
               fmt::format("write `alter constraint {} {}`", constraint.name,
                           constraint.no_inherit ? "inherit" : "no inherit"));
        return;
    }
    if (added && said.validated && !constraint.validated) {
        refuse(context, table, constraint, "is not valid", said.span,
               fmt::format("write `validate constraint {}`", constraint.name));
        return;
    }
    if (!added && constraint.inheritance.local && !constraint.validated) {
        validate_not_null(context, table, before.name, only, said.span);
        return;
    }
    constraint.inheritance.local = true;
    if (after != before) context.perform(Alter{key_of(table, before.name), before, std::move(after), {}});
}

struct Found {
    Name table;
    Column column;
};

std::optional<Found> find(Context const& context, ast::ObjectName const& object) {
    if (object.kind != ast::ObjectKind::constraint || !object.table) return std::nullopt;
    auto const name = context.find_relation(*object.table);
    auto const* table = name ? context.catalog.table(*name) : nullptr;
    auto const* column = table ? table->not_null_column(object.name.name.text) : nullptr;
    return column ? std::optional(Found{table->name, *column}) : std::nullopt;
}

} // namespace

std::optional<SaidNotNull> said_not_null(Context& context, ast::Constraint const& node) {
    auto const& attributes = node.attributes;
    auto const no_constraint_has = [&](std::string_view what) {
        context.error(Code::bad_definition, node.span, fmt::format("`not null` that is `{}`", what),
                      fmt::format("remove `{}`", what));
        return std::nullopt;
    };
    if (attributes.deferrable || attributes.initially_deferred) return no_constraint_has("deferrable");
    if (attributes.enforced) return no_constraint_has(*attributes.enforced ? "enforced" : "not enforced");
    if (!names_them(context) && attributes.no_inherit) {
        needs_version(context, "`not null no inherit`", first_with_not_null_constraints, node.span);
        return std::nullopt;
    }
    return SaidNotNull{node.name, attributes.no_inherit, !attributes.not_valid, node.span};
}

void declare_not_null(Context& context, Column& column, SaidNotNull const& said) {
    bool const had = column.not_null;
    column.not_null = true;
    if (!names_them(context)) return;
    auto& constraint = column.not_null_constraint;
    auto const name = said.name ? std::string(said.name->text) : std::string();
    if (!had) {
        constraint.name = name;
        constraint.no_inherit = said.no_inherit;
        return;
    }
    bool const own = constraint.inheritance.local;
    if (own && !name.empty() && !constraint.name.empty() && constraint.name != name) {
        context.error(
            Code::bad_definition, said.span,
            fmt::format("not-null constraint of column `{}` is both `{}` and `{}`", column.name, constraint.name, name),
            "keep one of the two names");
        return;
    }
    if (said.no_inherit != constraint.no_inherit) {
        context.error(Code::bad_definition, said.span,
                      fmt::format("`no inherit` on column `{}`, which is not null in another way, too", column.name),
                      "remove `no inherit`");
        return;
    }
    if (!own || !name.empty()) constraint.name = name;
    constraint.inheritance.local = true;
}

bool name_not_null(Context& context, Table const& table, Column& column, Span span) {
    if (!names_them(context) || !column.not_null) return true;
    auto& name = column.not_null_constraint.name;
    if (name.empty()) {
        name = free_name(context, table, column.name);
        return true;
    }
    return !is_taken(context, table, name, span);
}

void name_not_nulls(Context& context, Table& table, Span span) {
    if (!names_them(context)) return;
    // Names that were given come first, then those made for own constraints, then those of parents, which give way.
    std::vector<Column*> own, inherited;
    std::vector<std::string> given;
    for (auto& column : table.columns) {
        auto const& constraint = column.not_null_constraint;
        if (!column.not_null) continue;
        if (table.partitioned && constraint.no_inherit) {
            context.error(Code::bad_definition, span,
                          fmt::format("column `{}` of a partitioned table is not null with `no inherit`", column.name),
                          "remove `no inherit`");
            return;
        }
        if (!constraint.inheritance.local)
            inherited.push_back(&column);
        else if (constraint.name.empty())
            own.push_back(&column);
        else
            given.push_back(constraint.name);
    }
    for (std::size_t i = 0; i < given.size(); ++i) {
        bool const twice = std::find(given.begin(), given.begin() + static_cast<std::ptrdiff_t>(i), given[i]) !=
                           given.begin() + static_cast<std::ptrdiff_t>(i);
        if (!twice && !table.constraints.contains(given[i])) continue;
        duplicate(context, {Kind::constraint, table.name, given[i]}, span);
        return;
    }
    std::vector<std::string> from_parents;
    for (auto* column : inherited) from_parents.push_back(std::exchange(column->not_null_constraint.name, {}));
    for (auto* column : own) column->not_null_constraint.name = free_name(context, table, column->name);
    for (std::size_t i = 0; i < inherited.size(); ++i) {
        auto& name = inherited[i]->not_null_constraint.name;
        name = table.has_constraint(from_parents[i]) ? free_name(context, table, inherited[i]->name) : from_parents[i];
    }
}

void inherit_not_null(Column const& parent, Column& copy) {
    auto const& constraint = parent.not_null_constraint;
    copy.not_null = parent.not_null && !constraint.no_inherit;
    copy.not_null_constraint = {};
    if (copy.not_null && !constraint.name.empty()) {
        copy.not_null_constraint.name = constraint.name;
        copy.not_null_constraint.inheritance = {false, 1};
    }
}

void merge_not_null(Column const& parent, Column& column) {
    if (!parent.not_null || parent.not_null_constraint.no_inherit) return;
    if (!column.not_null)
        inherit_not_null(parent, column);
    else if (!parent.not_null_constraint.name.empty())
        ++column.not_null_constraint.inheritance.parents;
}

bool require_not_null(Context& context, Name const& table, std::vector<std::string> const& columns, bool only,
                      Span span) {
    for (auto const& name : columns) {
        auto const before = column_of(context, table, name);
        auto const& constraint = before.not_null_constraint;
        if (before.not_null && (constraint.no_inherit || !constraint.validated)) {
            refuse(context, table, constraint,
                   constraint.no_inherit ? "is not inherited, and a primary key needs one that is"
                                         : "is not valid, and a primary key needs one that is",
                   span,
                   constraint.no_inherit ? fmt::format("write `alter constraint {} inherit` first", constraint.name)
                                         : fmt::format("write `validate constraint {}` first", constraint.name));
            return false;
        }
        if (only)
            for (auto const& child : context.catalog.children(table))
                if (!column_of(context, child, name).not_null) {
                    context.error(Code::bad_definition, span,
                                  fmt::format("column `{}` of table `{}` may be null", name, context.shown(child)),
                                  fmt::format("write `alter table {} alter column {} set not null` first",
                                              context.shown(child), name));
                    return false;
                }
        if (before.not_null) continue;
        auto after = before;
        after.not_null = true;
        after.not_null_constraint.name = free_name(context, *context.catalog.table(table), name);
        hand_on(context, table, name, after.not_null_constraint, HandedOn::add_constraint, span);
        if (context.failed()) return false;
        context.perform(Alter{key_of(table, name), before, std::move(after), {}}, true);
    }
    return true;
}

void set_not_null(Context& context, Name const& name, std::string const& column, SaidNotNull const& said, bool added,
                  bool only) {
    auto const& table = *context.catalog.table(name);
    auto const before = column_of(context, name, column);
    if (before.not_null) {
        restate(context, name, before, said, added, only);
        return;
    }
    auto after = before;
    after.not_null = true;
    auto& constraint = after.not_null_constraint;
    constraint = {{}, said.validated, said.no_inherit, {}, {}};
    bool const left_out = only && !context.catalog.children(name).empty();
    if (left_out && (table.partitioned || (added && !said.no_inherit))) {
        context.error(
            Code::bad_definition, said.span,
            fmt::format("`not null` set on a column of only `{}`, from which others inherit", context.shown(name)),
            "remove `only`");
        return;
    }
    constraint.no_inherit |= left_out;
    if (constraint.no_inherit && table.partitioned) {
        context.error(Code::bad_definition, said.span,
                      fmt::format("column `{}` of a partitioned table is not null with `no inherit`", column),
                      "remove `no inherit`");
        return;
    }
    if (said.name && is_taken(context, table, said.name->text, said.name->span)) return;
    constraint.name = said.name ? std::string(said.name->text) : free_name(context, table, column);
    if (!constraint.no_inherit)
        hand_on(context, name, column, constraint, added ? HandedOn::add_constraint : HandedOn::set_not_null,
                said.span);
    if (context.failed()) return;
    context.perform(Alter{key_of(name, column), before, std::move(after), {}});
}

void drop_not_null(Context& context, Name const& table, std::string const& column, bool only, Span span) {
    auto const before = column_of(context, table, column);
    if (!before.not_null) return;
    if (is_inherited_by(&before)) {
        refuse(context, table, before.not_null_constraint, "comes from another table", span, "drop that of the parent");
        return;
    }
    drop_below(context, table, column, only);
    auto after = before;
    forget(after);
    context.perform(Alter{key_of(table, column), before, std::move(after), {}});
}

void validate_not_null(Context& context, Name const& table, std::string const& column, bool only, Span span) {
    auto const before = column_of(context, table, column);
    auto const& constraint = before.not_null_constraint;
    if (constraint.validated) return;
    if (only && !constraint.no_inherit && !context.catalog.children(table).empty()) {
        refuse(context, table, constraint, "validated for only this table, from which others inherit", span,
               "remove `only`");
        return;
    }
    if (!constraint.no_inherit) validate_below(context, table, column);
    auto after = before;
    after.not_null_constraint.validated = true;
    context.perform(Alter{key_of(table, column), before, std::move(after), {}});
}

void alter_not_null(Context& context, Name const& table, std::string const& column, bool no_inherit, Span span) {
    auto const before = column_of(context, table, column);
    auto const& constraint = before.not_null_constraint;
    if (is_inherited_by(&before)) {
        refuse(context, table, constraint, "comes from another table", span, "write it about that of the parent");
        return;
    }
    if (constraint.no_inherit == no_inherit) return;
    auto after = before;
    after.not_null_constraint.no_inherit = no_inherit;
    if (no_inherit)
        drop_below(context, table, column, true);
    else
        hand_on(context, table, column, constraint, HandedOn::inherit, span);
    if (context.failed()) return;
    context.perform(Alter{key_of(table, column), before, std::move(after), {}});
}

bool rename_not_null(Context& context, ast::ObjectName const& object, ast::Identifier const& to, bool only, Span span) {
    auto const found = find(context, object);
    if (!found) return false;
    auto const& before = found->column;
    auto const& constraint = before.not_null_constraint;
    if (constraint.inheritance.parents > 0) {
        refuse(context, found->table, constraint, "comes from another table", span, "rename that of the parent");
        return true;
    }
    if (only && !constraint.no_inherit && !context.catalog.children(found->table).empty()) {
        refuse(context, found->table, constraint, "renamed in only this table, from which others inherit", span,
               "remove `only`");
        return true;
    }
    std::string const name(to.text);
    if (is_taken(context, *context.catalog.table(found->table), name, to.span)) return true;
    if (!rename_below(context, found->table, before.name, constraint.name, name, span)) return true;
    auto after = before;
    after.not_null_constraint.name = name;
    context.perform(Alter{key_of(found->table, before.name), before, std::move(after), {}});
    return true;
}

bool comment_on_not_null(Context& context, ast::ObjectName const& object, std::optional<std::string> const& text) {
    auto const found = find(context, object);
    if (!found) return false;
    auto after = found->column;
    after.not_null_constraint.comment = text;
    if (after != found->column)
        context.perform(Alter{key_of(found->table, after.name), found->column, std::move(after), {}});
    return true;
}

bool may_inherit_not_null(Context& context, Table const& parent, Column const& column, Table const& child,
                          Column const& own, Span span) {
    auto const& wanted = column.not_null_constraint;
    if (!column.not_null || wanted.no_inherit) return true;
    auto const shown = context.shown(child.name);
    if (!own.not_null) {
        auto& diagnostic =
            context.error(Code::bad_definition, span,
                          fmt::format("column `{}` of table `{}` may be null, in the parent not", column.name, shown),
                          fmt::format("write `alter table {} alter column {} set not null` first", shown, column.name));
        context.note_origin(diagnostic, {Kind::table, parent.name, {}});
        return false;
    }
    auto const& constraint = own.not_null_constraint;
    if (!constraint.no_inherit && (constraint.validated || !wanted.validated)) return true;
    refuse(context, child.name, constraint, constraint.no_inherit ? "is not inherited" : "is not valid", span,
           constraint.no_inherit ? fmt::format("write `alter constraint {} inherit` first", constraint.name)
                                 : fmt::format("write `validate constraint {}` first", constraint.name));
    return false;
}

} // namespace migc::catalog
