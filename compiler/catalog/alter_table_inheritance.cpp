// ALTER TABLE … INHERIT, NO INHERIT, ATTACH PARTITION and DETACH PARTITION.
#include "compiler/catalog/alter_table.hpp"

#include "compiler/catalog/detach_concurrently.hpp"
#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/inheritance.hpp"
#include "compiler/catalog/partition_bound.hpp"
#include "compiler/catalog/partition_parts.hpp"
#include "compiler/catalog/typed_table.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::catalog {

bool TableAlteration::may_be_child(Table const& child, Span span) {
    if (!child.partitioned && !child.facts.bound) return true;
    context_.error(Code::wrong_kind, span,
                   fmt::format("table `{}` is {}, and inherits from nothing else", context_.shown(child.name),
                               child.facts.bound ? "a partition" : "partitioned"),
                   child.facts.bound ? "write `detach partition` about its table"
                                     : "use a table that is not partitioned");
    return false;
}

void TableAlteration::operator()(ast::Inherit const& action) {
    if (!may_be_child(table(), action.span)) return;
    if (!has_own_columns(context_, table(), "inheritance", action.span)) return;
    bool const takes = action.mode == "inherit";
    auto const* parent = takes ? parent_named(context_, action.parent) : context_.table(action.parent);
    if (!parent) return;
    auto after = table().facts;
    auto const found = std::find(after.parents.begin(), after.parents.end(), parent->name);
    bool const inherits = found != after.parents.end();
    if (takes == inherits) {
        context_.error(takes ? Code::duplicate_object : Code::unknown_relation, action.parent.span,
                       fmt::format("table `{}` {} from `{}`", context_.shown(name_),
                                   takes ? "inherits already" : "does not inherit", context_.shown(parent->name)),
                       "remove the subcommand");
        return;
    }
    if (!takes) {
        after.parents.erase(found);
        untie(context_, parent->name, name_);
        change(std::move(after));
        return;
    }
    if (descends_from(context_.catalog, parent->name, name_)) {
        context_.error(Code::duplicate_object, action.parent.span,
                       fmt::format("table `{}` would inherit from itself", context_.shown(name_)),
                       "remove the subcommand");
        return;
    }
    if (!may_inherit(context_, *parent, table(), action.span)) return;
    after.parents.push_back(parent->name);
    tie(context_, parent->name, name_);
    change(std::move(after));
}

bool TableAlteration::is_partitioned(Span span) {
    if (table().partitioned) return true;
    context_.error(Code::bad_definition, span, fmt::format("table `{}` is not partitioned", context_.shown(name_)),
                   "name the partitioned table behind `alter table`");
    return false;
}

void TableAlteration::operator()(ast::AttachPartition const& action) {
    auto const* partition = context_.table(action.table);
    if (!partition) return;
    auto const shown = context_.shown(partition->name);
    if (!is_partitioned(action.span)) return;
    if (partition->facts.bound || !partition->facts.parents.empty()) {
        context_.error(Code::wrong_kind, action.table.span,
                       fmt::format("table `{}` {}", shown,
                                   partition->facts.bound ? "is a partition already" : "inherits from another"),
                       partition->facts.bound ? "detach it first" : "write `no inherit` first");
        return;
    }
    if (!partition->partitioned && !context_.catalog.children(partition->name).empty()) {
        context_.error(Code::wrong_kind, action.table.span,
                       fmt::format("table `{}` has children that inherit from it", shown),
                       "write `no inherit` about those first");
        return;
    }
    if (descends_from(context_.catalog, name_, partition->name)) {
        context_.error(Code::duplicate_object, action.table.span,
                       fmt::format("table `{}` would be part of itself", shown), "name another table");
        return;
    }
    for (auto const& column : partition->columns)
        if (!table().column(column.name)) {
            context_.error(Code::bad_definition, action.table.span,
                           fmt::format("column `{}` of table `{}` is not in the partitioned table", column.name, shown),
                           "drop it, or add it to the partitioned table");
            return;
        }
    auto bound = define_bound(context_, table(), action.bound);
    if (!bound || !may_be_attached(context_, *partition, action.span) ||
        !may_inherit(context_, table(), *partition, action.span))
        return;
    auto const child = partition->name;
    attach_parts(context_, name_, child, action.span);
    if (context_.failed()) return;
    tie(context_, name_, child);
    auto const before = context_.catalog.table(child)->facts;
    auto after = before;
    after.parents = {name_};
    after.bound = std::move(*bound);
    context_.perform(Alter{{Kind::table, child, {}}, before, std::move(after), {}});
}

void TableAlteration::operator()(ast::DetachPartition const& action) {
    auto const* partition = context_.table(action.table);
    if (!partition) return;
    auto const shown = context_.shown(partition->name);
    if (!is_partitioned(action.span)) return;
    auto const child = partition->name;
    auto const before = partition->facts;
    if (!before.bound || before.parents.front() != name_) {
        context_.error(Code::unknown_relation, action.table.span,
                       fmt::format("table `{}` is no partition of `{}`", shown, context_.shown(name_)),
                       "remove the subcommand");
        return;
    }
    if (action.mode == "finalize") {
        context_.error(Code::bad_definition, action.span,
                       fmt::format("no detaching of partition `{}` is under way", shown), "remove `finalize`");
        return;
    }
    if (action.mode == "concurrently") leave_check(context_, table(), *partition, action.span);
    if (context_.failed()) return;
    detach_parts(context_, name_, child);
    untie(context_, name_, child);
    auto after = context_.catalog.table(child)->facts;
    after.parents.clear();
    after.bound.reset();
    context_.perform(Alter{{Kind::table, child, {}}, context_.catalog.table(child)->facts, std::move(after), {}});
}

} // namespace migc::catalog
