#include "compiler/catalog/partition_copy.hpp"

#include "compiler/catalog/define_like.hpp"

namespace migc::catalog {

Index copy_for(Catalog const& catalog, Name const& parent, Index index, Table const& partition) {
    index.parent = index.name;
    index.name = {partition.name.schema, copied_index_name(catalog, partition, index)};
    for (auto& element : index.elements) {
        element.expression = rebound(element.expression, parent, partition.name);
        element.statistics.reset();
    }
    index.where = rebound(index.where, parent, partition.name);
    index.comment.reset();
    index.valid = true;
    return index;
}

Constraint copy_for(Catalog const& catalog, Name const& parent, Constraint key, Table const& partition) {
    key.parent = {parent.schema, key.name};
    bool const keeps_name = key.kind == ConstraintKind::foreign_key && !partition.constraints.contains(key.name);
    if (!keeps_name) key.name = copied_constraint_name(catalog, partition, key);
    key.inheritance = {false, 1};
    key.comment.reset();
    key.index_comment.reset();
    if (key.kind == ConstraintKind::exclude) {
        key.exclude_elements = rebound(key.exclude_elements, parent, partition.name);
        key.where = rebound(key.where, parent, partition.name);
    }
    return key;
}

Trigger copy_for(Name const& parent, Trigger trigger, Name const& partition) {
    trigger.rest = rebound(trigger.rest, parent, partition);
    trigger.comment.reset();
    trigger.cloned = true;
    return trigger;
}

bool is_handed_on(Constraint const& constraint) {
    return constraint.has_index() || constraint.kind == ConstraintKind::foreign_key;
}

} // namespace migc::catalog
