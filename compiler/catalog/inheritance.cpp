#include "compiler/catalog/inheritance.hpp"

#include "compiler/catalog/define_like.hpp"
#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/not_null.hpp"
#include "compiler/catalog/shared_identity.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::catalog {

namespace {

std::string shown_type(Context const& context, Column const& column) { return spelled(column.type, context.home()); }

bool same_type(Column const& left, Column const& right) {
    return left.type == right.type && left.collation == right.collation;
}

Diagnostic& types_differ(Context& context, Column const& own, Column const& inherited, Span span) {
    bool const by_collation = own.type == inherited.type;
    return context.error(Code::bad_definition, span,
                         by_collation ? fmt::format("column `{}` has another collation than in the parent", own.name)
                                      : fmt::format("column `{}` is {}, and {} in the parent", own.name,
                                                    shown_type(context, own), shown_type(context, inherited)),
                         by_collation ? "give both the same collation" : "give both the same type");
}

Constraint inherited_check(Constraint check, Name const& parent, Name const& child) {
    check.condition = rebound(check.condition, parent, child);
    check.comment.reset();
    check.inheritance = {false, 1};
    return check;
}

bool same_check(Constraint const& left, Constraint const& right) {
    return left.kind == ConstraintKind::check && right.kind == ConstraintKind::check &&
           left.condition == right.condition;
}

bool is_inherited_check(Constraint const& constraint) {
    return constraint.kind == ConstraintKind::check && !constraint.no_inherit;
}

void merge_inherited(Context& context, Column const& parent, Column const& second, Span span, Column& column,
                     std::set<std::string>& conflicts) {
    if (!same_type(column, second)) {
        types_differ(context, column, second, span);
        return;
    }
    if (column.generated != second.generated) {
        context.error(
            Code::bad_definition, span,
            fmt::format("column `{}` is generated in one parent and not, or in another way, in the other", column.name),
            "inherit from one of them");
        return;
    }
    ++column.inheritance.parents;
    merge_not_null(parent, column);
    if (!second.default_value) return;
    if (column.default_value && column.default_value != second.default_value) conflicts.insert(column.name);
    if (!column.default_value) column.default_value = second.default_value;
}

void merge_check(Context& context, Constraint check, Span span, Table& table) {
    auto const existing = table.constraints.find(check.name);
    if (existing == table.constraints.end()) {
        check.validated = check.enforced; // a new table is empty
        table.constraints.emplace(check.name, std::move(check));
        return;
    }
    if (!same_check(existing->second, check)) {
        context.error(Code::duplicate_object, span,
                      fmt::format("check `{}` stands for different conditions in the parents", check.name),
                      "rename one of the two");
        return;
    }
    ++existing->second.inheritance.parents;
    existing->second.enforced |= check.enforced;
    existing->second.validated = existing->second.enforced;
}

void alter_inheritance(Context& context, Name const& table, Column const& before, Column after, Inheritance after_value,
                       std::optional<Inheritance> const& of_not_null) {
    after.inheritance = after_value;
    if (of_not_null) after.not_null_constraint.inheritance = *of_not_null;
    if (after != before) context.propagate(Alter{{Kind::column, table, before.name}, before, std::move(after), {}});
}

void alter_inheritance(Context& context, Name const& table, Constraint const& before, Inheritance after_value) {
    auto after = before;
    after.inheritance = after_value;
    if (after != before) context.propagate(Alter{{Kind::constraint, table, before.name}, before, std::move(after), {}});
}

// Whether the children have a constraint because of this one.
bool names_not_null(Column const& column) {
    return !column.not_null_constraint.name.empty() && !column.not_null_constraint.no_inherit;
}

constexpr int first_with_shared_identity = 17;

// What the partitions have of an identity of the partitioned table.
std::optional<Identity> shared(Context const& context, Table const& parent, Column const& column) {
    bool const hands_on = parent.partitioned && context.target.server_version >= first_with_shared_identity;
    return hands_on && column.identity ? std::optional(Identity{column.identity->always, {}}) : std::nullopt;
}

Inheritance more(Inheritance value, bool partition) { return {value.local && !partition, value.parents + 1}; }
Inheritance fewer(Inheritance value) { return {value.local || value.parents == 1, value.parents - 1}; }

} // namespace

// --- CREATE TABLE ---

Table const* parent_named(Context& context, ast::QualifiedName const& name) {
    auto const* parent = context.table(name);
    if (!parent) return nullptr;
    bool const partition = parent->facts.bound.has_value();
    if (!parent->partitioned && !partition) return parent;
    context.error(Code::wrong_kind, name.span,
                  fmt::format("table `{}` is {}, from which no table inherits", context.shown(parent->name),
                              partition ? "a partition" : "partitioned"),
                  partition ? "name another table" : "write `partition of` and the bound");
    return nullptr;
}

std::vector<Name> descendants(Catalog const& catalog, Name const& table) {
    std::vector<Name> out;
    auto const add = [&](Name const& name) {
        if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(name);
    };
    for (auto const& child : catalog.children(table)) {
        for (auto const& below : descendants(catalog, child)) add(below);
        add(child);
    }
    return out;
}

Column inherited_column(Column const& column, Name const& parent, Name const& child) {
    Column out;
    out.name = column.name;
    out.type = column.type;
    out.collation = column.collation;
    out.default_value = rebound(column.default_value, parent, child);
    out.generated = column.generated;
    inherit_not_null(column, out);
    out.storage = column.storage;
    out.compression = column.compression;
    out.inheritance = {false, 1};
    return out;
}

void take_over(Context& context, Table const& parent, Span span, Table& table, std::set<std::string>& conflicts) {
    for (auto const& column : parent.columns) {
        auto inherited = inherited_column(column, parent.name, table.name);
        inherited.identity = shared(context, parent, column);
        if (auto* existing = table.column(column.name))
            merge_inherited(context, column, inherited, span, *existing, conflicts);
        else
            table.columns.push_back(std::move(inherited));
    }
    for (auto const& [name, constraint] : parent.constraints)
        if (is_inherited_check(constraint))
            merge_check(context, inherited_check(constraint, parent.name, table.name), span, table);
}

void merge_own_column(Context& context, Column own, Span span, Column& inherited) {
    if (!same_type(inherited, own)) {
        types_differ(context, own, inherited, span);
        return;
    }
    bool const may_differ = own.generated != Generated::no && context.target.server_version >= 16;
    if (inherited.generated != Generated::no && (own.default_value || own.identity) && !may_differ) {
        context.error(Code::bad_definition, span, fmt::format("column `{}` is generated in the parent", own.name),
                      "remove what is written here");
        return;
    }
    bool const other_way =
        own.generated != inherited.generated && own.generated != Generated::no && inherited.generated != Generated::no;
    if (other_way) {
        context.error(Code::bad_definition, span,
                      fmt::format("column `{}` is {} in the parent", own.name,
                                  inherited.generated == Generated::stored ? "stored" : "virtual"),
                      "generate both in the same way");
        return;
    }
    inherited.inheritance.local = true;
    if (own.not_null) {
        auto const& constraint = own.not_null_constraint;
        std::optional<ast::Identifier> name;
        if (!constraint.name.empty()) name = ast::Identifier{constraint.name, span};
        declare_not_null(context, inherited, {name, constraint.no_inherit, true, span});
    }
    if (own.default_value) {
        inherited.default_value = std::move(own.default_value);
        inherited.generated = own.generated;
    }
    if (own.identity) inherited.identity = std::move(own.identity);
    inherited.owned = std::move(own.owned);
    inherited.foreign_options = std::move(own.foreign_options);
    if (!own.storage.empty()) inherited.storage = std::move(own.storage);
    if (!own.compression.empty()) inherited.compression = std::move(own.compression);
}

// --- what ALTER TABLE hands on ---

void hand_on_column(Context& context, Name const& parent, Column const& column, Span span) {
    for (auto const& child : context.catalog.children(parent)) {
        auto copy = inherited_column(column, parent, child);
        copy.identity = shared(context, *context.catalog.table(parent), column);
        if (auto const* existing = context.catalog.table(child)->column(column.name)) {
            if (!same_type(*existing, copy)) {
                context.note_origin(types_differ(context, *existing, copy, span), {Kind::table, child, {}});
                return;
            }
            auto const before = *existing;
            auto after = before;
            after.inheritance = more(before.inheritance, false);
            if (names_not_null(column)) merge_not_null(column, after);
            context.propagate(Alter{{Kind::column, child, column.name}, before, std::move(after), {}});
            continue;
        }
        Key const key{Kind::column, child, column.name};
        context.propagate(Create{key, copy, at_end, false});
        hand_on_column(context, child, copy, span);
        if (context.failed()) return;
    }
}

void hand_on_check(Context& context, Name const& parent, Constraint const& check, Span span) {
    for (auto const& child : context.catalog.children(parent)) {
        auto copy = inherited_check(check, parent, child);
        auto const& constraints = context.catalog.table(child)->constraints;
        auto const existing = constraints.find(check.name);
        Key const key{Kind::constraint, child, check.name};
        if (existing == constraints.end()) {
            context.propagate(Create{key, copy, at_end, false});
            hand_on_check(context, child, copy, span);
        } else if (!same_check(existing->second, copy)) {
            duplicate(context, key, span);
        } else if (copy.enforced && !existing->second.enforced) {
            context.error(
                Code::bad_definition, span,
                fmt::format("table `{}` has check `{}`, which is not enforced", context.shown(child), check.name),
                "drop that one first");
        } else if (existing->second.no_inherit || (copy.validated && !existing->second.validated)) {
            context.error(Code::bad_definition, span,
                          fmt::format("table `{}` has check `{}`, which is {}", context.shown(child), check.name,
                                      existing->second.no_inherit ? "not inherited" : "not valid"),
                          existing->second.no_inherit ? "drop that one first" : "validate that one first");
        } else {
            auto const before = existing->second;
            alter_inheritance(context, child, before, more(before.inheritance, false));
        }
        if (context.failed()) return;
    }
}

void hand_on_validation(Context& context, Name const& parent, std::string const& name) {
    for (auto const& child : context.catalog.children(parent)) {
        auto const& constraints = context.catalog.table(child)->constraints;
        auto const found = constraints.find(name);
        if (found == constraints.end() || found->second.inheritance.parents == 0) continue;
        hand_on_validation(context, child, name);
        auto const before = found->second;
        auto after = before;
        after.validated = true;
        if (after != before) context.propagate(Alter{{Kind::constraint, child, name}, before, std::move(after), {}});
    }
}

void hand_on_rename(Context& context, Key const& from, std::string const& to) {
    for (auto const& child : context.catalog.children(from.name)) {
        Key const old{from.kind, child, from.part};
        auto const value = context.catalog.value(old);
        if (!value) continue;
        auto const* column = std::get_if<Column>(&*value);
        auto const* constraint = std::get_if<Constraint>(&*value);
        auto const parents = column ? column->inheritance.parents : constraint ? constraint->inheritance.parents : 0;
        if (parents == 0) continue;
        context.propagate(Rename{old, {from.kind, child, to}});
        hand_on_rename(context, old, to);
    }
}

bool shares_identity(Context const& context, Table const& table) {
    return table.partitioned && context.target.server_version >= first_with_shared_identity;
}

void hand_on_identity(Context& context, Name const& parent, std::string const& column,
                      std::optional<Identity> const& identity, Span span) {
    for (auto const& child : context.catalog.children(parent)) {
        auto const before = *context.catalog.table(child)->column(column);
        if (identity && !before.identity && before.default_value) {
            auto& diagnostic =
                context.error(Code::bad_definition, span,
                              fmt::format("column `{}` of table `{}` has a default", column, context.shown(child)),
                              "drop that first");
            context.note_origin(diagnostic, {Kind::table, child, {}});
            return;
        }
        auto after = before;
        after.identity = identity ? std::optional(Identity{identity->always, {}}) : std::nullopt;
        hand_on_identity(context, child, column, identity, span);
        if (context.failed()) return;
        if (after != before) context.propagate(Alter{{Kind::column, child, column}, before, std::move(after), {}});
    }
}

bool may_be_attached(Context& context, Table const& child, Span span) {
    if (context.target.server_version < first_with_shared_identity) return true;
    for (auto const& column : child.columns)
        if (column.identity) {
            auto& diagnostic = context.error(
                Code::bad_definition, span,
                fmt::format("column `{}` of table `{}` is an identity", column.name, context.shown(child.name)),
                "drop the identity: a partition has that of the partitioned table");
            context.note_origin(diagnostic, {Kind::table, child.name, {}});
            return false;
        }
    return true;
}

// --- INHERIT and NO INHERIT, ATTACH and DETACH ---

bool descends_from(Catalog const& catalog, Name const& table, Name const& above) {
    if (table == above) return true;
    auto const* found = catalog.table(table);
    return found && std::any_of(found->facts.parents.begin(), found->facts.parents.end(),
                                [&](Name const& parent) { return descends_from(catalog, parent, above); });
}

bool may_inherit(Context& context, Table const& parent, Table const& child, Span span) {
    auto const lacks = [&](std::string message, std::string help) {
        auto& diagnostic = context.error(Code::bad_definition, span, std::move(message), std::move(help));
        context.note_origin(diagnostic, {Kind::table, parent.name, {}});
        return false;
    };
    auto const shown = context.shown(child.name);
    for (auto const& column : parent.columns) {
        auto const* own = child.column(column.name);
        if (!own)
            return lacks(fmt::format("table `{}` lacks column `{}` of the parent", shown, column.name), "add it first");
        if (!same_type(*own, column)) {
            types_differ(context, *own, column, span);
            return false;
        }
        if (!may_inherit_not_null(context, parent, column, child, *own, span)) return false;
        bool const generated = column.generated != Generated::no;
        if (generated && own->generated == Generated::no)
            return lacks(
                fmt::format("column `{}` of table `{}` is not generated, in the parent it is", column.name, shown),
                "make it anew as a generated one");
        if (generated && own->generated != column.generated)
            return lacks(fmt::format("column `{}` of table `{}` is not {} as in the parent", column.name, shown,
                                     column.generated == Generated::stored ? "stored" : "virtual"),
                         "make it anew in that way");
        if (generated && own->default_value != column.default_value && context.target.server_version < 16)
            return lacks(fmt::format("column `{}` of table `{}` is generated in another way than in the parent",
                                     column.name, shown),
                         "give both the same expression");
    }
    for (auto const& [name, constraint] : parent.constraints) {
        if (!is_inherited_check(constraint)) continue;
        auto const own = child.constraints.find(name);
        if (own == child.constraints.end())
            return lacks(fmt::format("table `{}` lacks check `{}` of the parent", shown, name), "add it first");
        if (!same_check(own->second, constraint))
            return lacks(fmt::format("check `{}` of table `{}` has another condition than in the parent", name, shown),
                         "give both the same condition");
        if (constraint.enforced && !own->second.enforced)
            return lacks(fmt::format("check `{}` of table `{}` is not enforced", name, shown),
                         "drop it and add it anew");
        if (own->second.no_inherit || (constraint.validated && own->second.enforced && !own->second.validated))
            return lacks(fmt::format("check `{}` of table `{}` is {}", name, shown,
                                     own->second.no_inherit ? "not inherited" : "not valid"),
                         own->second.no_inherit ? "add it without `no inherit`" : "validate it first");
    }
    return true;
}

void tie(Context& context, Name const& parent, Name const& child) {
    bool const partition = context.catalog.table(parent)->partitioned.has_value();
    for (auto const& column : context.catalog.table(parent)->columns) {
        auto const before = *context.catalog.table(child)->column(column.name);
        std::optional<Inheritance> of_not_null;
        if (names_not_null(column)) of_not_null = more(before.not_null_constraint.inheritance, partition);
        auto after = before;
        if (auto const identity = shared(context, *context.catalog.table(parent), column)) after.identity = identity;
        alter_inheritance(context, child, before, std::move(after), more(before.inheritance, partition), of_not_null);
    }
    for (auto const& [name, constraint] : context.catalog.table(parent)->constraints) {
        if (!is_inherited_check(constraint)) continue;
        auto const before = context.catalog.table(child)->constraints.at(name);
        alter_inheritance(context, child, before, more(before.inheritance, partition));
    }
}

void untie(Context& context, Name const& parent, Name const& child) {
    for (auto const& column : context.catalog.table(parent)->columns) {
        auto const before = *context.catalog.table(child)->column(column.name);
        if (before.inheritance.parents == 0) continue;
        auto const& constraint = before.not_null_constraint;
        std::optional<Inheritance> of_not_null;
        if (names_not_null(column) && constraint.inheritance.parents > 0) of_not_null = fewer(constraint.inheritance);
        auto after = before;
        if (after.identity && is_shared(*after.identity)) after.identity.reset();
        alter_inheritance(context, child, before, std::move(after), fewer(before.inheritance), of_not_null);
    }
    for (auto const& [name, constraint] : context.catalog.table(parent)->constraints) {
        auto const& constraints = context.catalog.table(child)->constraints;
        auto const found = constraints.find(name);
        if (!is_inherited_check(constraint) || found == constraints.end() || found->second.inheritance.parents == 0)
            continue;
        auto const before = found->second;
        alter_inheritance(context, child, before, fewer(before.inheritance));
    }
}

void level_with_parents(Context& context, Name const& child) {
    auto const* table = context.catalog.table(child);
    if (table->facts.bound) return; // a partition comes back whole, and is attached
    Table made;
    made.name = child;
    Diagnostics unheard;
    std::set<std::string> conflicts;
    Context quiet(context.catalog, context.origins, context.target, context.source, unheard);
    for (auto const& parent : table->facts.parents)
        take_over(quiet, *context.catalog.table(parent), {}, made, conflicts);
    for (auto const& inherited : made.columns) {
        auto const* column = context.catalog.table(child)->column(inherited.name);
        if (!column || column->inheritance.parents == 0) continue;
        auto const before = *column;
        auto after = before;
        bool const says_default = before.inheritance.local && before.default_value;
        if (!says_default && before.generated == Generated::no) after.default_value = inherited.default_value;
        auto const& constraint = before.not_null_constraint;
        if (constraint.name.empty() && inherited.not_null_constraint.name.empty())
            after.not_null = inherited.not_null || (before.inheritance.local && before.not_null);
        else if (!before.not_null || !constraint.inheritance.local) {
            after.not_null = inherited.not_null;
            after.not_null_constraint = inherited.not_null_constraint;
        }
        if (!before.inheritance.local) after.identity = inherited.identity;
        if (before.storage.empty()) after.storage = inherited.storage;
        if (before.compression.empty()) after.compression = inherited.compression;
        if (after != before)
            context.perform(Alter{{Kind::column, child, before.name}, before, std::move(after), {}}, true, true);
    }
    // A check that comes with the parents of a new table is valid.
    auto const constraints = context.catalog.table(child)->constraints;
    for (auto const& [name, before] : constraints) {
        if (before.validated || !before.enforced || before.inheritance.local || before.inheritance.parents == 0)
            continue;
        auto after = before;
        after.validated = true;
        context.perform(Alter{{Kind::constraint, child, name}, before, std::move(after), {}}, true);
    }
}

} // namespace migc::catalog
