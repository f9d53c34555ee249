#include "compiler/catalog/common.hpp"

namespace migc::catalog {

std::optional<Object> alterable(Catalog const& catalog, Key const& key) {
    return key.kind == Kind::table ? catalog.facts(key.name) : catalog.value(key);
}

Common* common_of(Object& object) {
    struct Visitor {
        Common* operator()(Schema& value) const { return &value.common; }
        Common* operator()(Extension& value) const { return &value.common; }
        Common* operator()(EnumType& value) const { return &value.common; }
        Common* operator()(Domain& value) const { return &value.common; }
        Common* operator()(CompositeType& value) const { return &value.common; }
        Common* operator()(RangeType& value) const { return &value.common; }
        Common* operator()(Multirange& value) const { return &value.common; }
        Common* operator()(BaseType& value) const { return &value.common; }
        Common* operator()(Sequence& value) const { return &value.common; }
        Common* operator()(Table& value) const { return &value.facts.common; }
        Common* operator()(TableFacts& value) const { return &value.common; }
        Common* operator()(View& value) const { return &value.common; }
        Common* operator()(Routine& value) const { return &value.common; }
        Common* operator()(Column&) const { return nullptr; }
        Common* operator()(Constraint&) const { return nullptr; }
        Common* operator()(Index&) const { return nullptr; }
        Common* operator()(Trigger&) const { return nullptr; }
        Common* operator()(Policy&) const { return nullptr; }
        Common* operator()(Rule&) const { return nullptr; }
        Common* operator()(Named& value) const { return &value.common; }
    };
    return std::visit(Visitor{}, object);
}

std::optional<std::string>* comment_of(Object& object) {
    if (auto* common = common_of(object)) return &common->comment;
    if (auto* column = std::get_if<Column>(&object)) return &column->comment;
    if (auto* constraint = std::get_if<Constraint>(&object)) return &constraint->comment;
    if (auto* index = std::get_if<Index>(&object)) return &index->comment;
    if (auto* trigger = std::get_if<Trigger>(&object)) return &trigger->comment;
    if (auto* policy = std::get_if<Policy>(&object)) return &policy->comment;
    if (auto* rule = std::get_if<Rule>(&object)) return &rule->comment;
    return nullptr;
}

void alter(Context& context, Key const& key, Object before, Object after) {
    if (before == after) return;
    context.perform(Alter{key, std::move(before), std::move(after), {}});
}

} // namespace migc::catalog
