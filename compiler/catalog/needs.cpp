// What an object needs from elsewhere, read off its value. The other half of every dependency question is
// Catalog::dependants, which is this function inverted.
#include "compiler/catalog/catalog.hpp"

#include <algorithm>

namespace migc::catalog {

namespace {

struct Collector {
    Key const& key;
    std::vector<Need>& out;

    bool own(Name const& object) const {
        bool const part_of_table = key.kind == Kind::column || key.kind == Kind::constraint ||
                                   key.kind == Kind::trigger || key.kind == Kind::table || key.kind == Kind::index ||
                                   key.kind == Kind::policy || key.kind == Kind::rule;
        return part_of_table && object == key.name;
    }

    void type(Type const& type) const {
        if (!type.schema.empty()) out.push_back({{Kind::type, {type.schema, type.name}, {}}, {}});
    }
    void routine(Name const& name) const {
        if (!name.schema.empty()) out.push_back({{Kind::routine, name, {}}, {}});
    }
    void bindings(std::vector<Binding> const& list) const {
        for (auto const& binding : list) {
            if (binding.kind == Kind::named) {
                out.push_back({{Kind::named, binding.object, binding.column, binding.named}, {}});
                continue;
            }
            if (binding.object.schema.empty()) continue;                           // a built-in, or from outside
            if (key.kind == Kind::index && binding.kind == Kind::column) continue; // of its own table
            if (binding.kind == Kind::column) {
                if (!own(binding.object)) out.push_back({{Kind::table, binding.object, {}}, binding.column});
            } else if (!own(binding.object)) {
                out.push_back({{binding.kind, binding.object, {}}, {}});
            }
        }
    }
    void extensions(std::vector<std::string> const& names) const {
        for (auto const& name : names) out.push_back({{Kind::extension, {{}, name}, {}}, {}});
    }
    void expression(std::optional<Expression> const& expression) const {
        if (expression) bindings(expression->bindings);
    }

    void operator()(Schema const&) const {}
    void operator()(Extension const&) const {}
    void operator()(EnumType const&) const {}
    void operator()(Domain const& domain) const {
        type(domain.base);
        expression(domain.default_value);
        for (auto const& [name, check] : domain.checks) bindings(check.condition.bindings);
    }
    void operator()(CompositeType const& composite) const {
        for (auto const& attribute : composite.attributes) type(attribute.type);
    }
    void operator()(RangeType const& range) const {
        type(range.subtype);
        routine(range.difference);
        routine(range.canonical);
    }
    void operator()(Multirange const&) const {}
    void operator()(BaseType const& base) const {
        for (auto const& function : base.functions) routine(function);
    }
    void operator()(Sequence const&) const {}
    void operator()(TableFacts const& facts) const {
        for (auto const& parent : facts.parents) out.push_back({{Kind::table, parent, {}}, {}});
        if (facts.foreign) out.push_back({{Kind::named, {{}, facts.foreign->server}, {}, NamedKind::server}, {}});
        if (facts.of_type) out.push_back({{Kind::type, *facts.of_type, {}}, {}});
    }
    void operator()(Column const& c) const {
        type(c.type);
        expression(c.default_value);
    }
    void operator()(Constraint const& c) const {
        if (c.kind == ConstraintKind::foreign_key && !own(c.references))
            for (auto const& column : c.referenced) out.push_back({{Kind::table, c.references, {}}, column});
        expression(c.condition);
        expression(c.exclude_elements);
        expression(c.where);
    }
    void operator()(Index const& index) const {
        for (auto const& element : index.elements) expression(element.expression);
        expression(index.where);
        extensions(index.extensions);
    }
    void operator()(Trigger const& trigger) const {
        routine(trigger.function);
        bindings(trigger.rest.bindings);
        extensions(trigger.extensions);
    }
    // Its parts are dependants of their own.
    void operator()(Table const& table) const {
        (*this)(table.facts);
        if (table.partitioned)
            for (auto const& element : table.partitioned->elements) expression(element.expression);
    }
    void operator()(Policy const& policy) const {
        expression(policy.using_expression);
        expression(policy.check);
    }
    void operator()(Rule const& rule) const {
        expression(rule.where);
        bindings(rule.bindings);
    }
    void operator()(Named const& object) const {
        for (auto const& each : object.types) type(each);
        bindings(object.definition.bindings);
        for (auto const& [name, value] : object.properties) bindings(value.bindings);
        auto const named = [&](NamedKind kind, std::string const& name) {
            out.push_back({{Kind::named, {{}, name}, {}, kind}, {}});
        };
        if (object.kind == NamedKind::user_mapping) named(NamedKind::server, object.place);
        if (object.kind == NamedKind::transform) named(NamedKind::language, object.name.name);
    }
    // Its parts are dependants of their own.
    void operator()(View const& view) const {
        bindings(view.bindings);
        for (auto const& each : view.types) type(each);
        if (view.stored) extensions(view.stored->extensions);
    }
    void operator()(Routine const& routine) const {
        for (auto const& argument : routine.arguments) {
            type(argument.type);
            expression(argument.default_value);
        }
        if (routine.returns) type(*routine.returns);
        expression(routine.aggregate);
        bindings(routine.bindings);
        extensions(routine.extensions);
    }
};

} // namespace

template <class T>
std::vector<Need> needs(Key const& key, T const& value) {
    std::vector<Need> out;
    Collector{key, out}(value);
    return out;
}

std::vector<Need> needs_with_parts(Key const& key, Table const& table) {
    std::vector<Need> out;
    Collector const collector{key, out};
    collector(table);
    for (auto const& column : table.columns) collector(column);
    for (auto const& [name, constraint] : table.constraints) collector(constraint);
    for (auto const& [name, index] : table.indexes) collector(index);
    for (auto const& [name, trigger] : table.triggers) collector(trigger);
    return out;
}

template std::vector<Need> needs(Key const&, Schema const&);
template std::vector<Need> needs(Key const&, Extension const&);
template std::vector<Need> needs(Key const&, EnumType const&);
template std::vector<Need> needs(Key const&, Domain const&);
template std::vector<Need> needs(Key const&, CompositeType const&);
template std::vector<Need> needs(Key const&, RangeType const&);
template std::vector<Need> needs(Key const&, Multirange const&);
template std::vector<Need> needs(Key const&, BaseType const&);
template std::vector<Need> needs(Key const&, Sequence const&);
template std::vector<Need> needs(Key const&, Table const&);
template std::vector<Need> needs(Key const&, TableFacts const&);
template std::vector<Need> needs(Key const&, Column const&);
template std::vector<Need> needs(Key const&, Constraint const&);
template std::vector<Need> needs(Key const&, Index const&);
template std::vector<Need> needs(Key const&, View const&);
template std::vector<Need> needs(Key const&, Routine const&);
template std::vector<Need> needs(Key const&, Trigger const&);
template std::vector<Need> needs(Key const&, Policy const&);
template std::vector<Need> needs(Key const&, Rule const&);
template std::vector<Need> needs(Key const&, Named const&);

} // namespace migc::catalog
