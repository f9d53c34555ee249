#include "compiler/catalog/rename.hpp"

#include "grammar/quote.hpp"

#include <algorithm>

namespace migc::catalog {

namespace {

bool is_relation(Kind kind) {
    return kind == Kind::table || kind == Kind::view || kind == Kind::sequence || kind == Kind::index;
}

bool mentions(Rename const& rename, Binding const& binding) {
    auto const& from = rename.from;
    switch (from.kind) {
    case Kind::column:
        return binding.kind == Kind::column && binding.object == from.name && binding.column == from.part;
    case Kind::table:
    case Kind::view:
    case Kind::sequence:
    case Kind::index: return (is_relation(binding.kind) || binding.kind == Kind::column) && binding.object == from.name;
    case Kind::routine: return binding.kind == Kind::routine && binding.object == from.name;
    case Kind::type: return binding.kind == Kind::type && binding.object == from.name;
    case Kind::schema: return binding.object.schema == from.name.name;
    case Kind::named:
        return binding.kind == Kind::named && binding.named == from.named && binding.object == from.name &&
               binding.column == from.part;
    case Kind::extension:
    case Kind::constraint:
    case Kind::trigger:
    case Kind::policy:
    case Kind::rule: return false;
    }
    return false;
}

// A column's spelling does not hold its table; any other binding is spelled by its name, qualified once it has left
// the schema in which the author could leave it out.
std::string respelled(Rename const& rename, Binding const& binding) {
    if (binding.kind == Kind::column) return quoted_identifier(binding.column);
    if (binding.named == NamedKind::operator_ || binding.named == NamedKind::operator_class)
        return binding.object.schema.empty() ? binding.object.name : binding.object.schema + "." + binding.object.name;
    bool const moved = rename.from.name.schema != rename.to.name.schema;
    auto text = quoted_identifier(binding.object.name);
    bool const hidden = binding.kind == Kind::type && is_builtin_type_name(binding.object.name);
    if (binding.qualified || moved || hidden) text = quoted_identifier(binding.object.schema) + "." + text;
    return text;
}

bool rebind(Rename const& rename, Binding& binding) {
    if (!mentions(rename, binding)) return false;
    if (rename.from.kind == Kind::column)
        binding.column = rename.to.part;
    else if (rename.from.kind == Kind::schema)
        binding.object.schema = rename.to.name.name;
    else
        binding.object = rename.to.name;
    return true;
}

void follow(Rename const& rename, Expression& expression) {
    std::ptrdiff_t shift = 0;
    for (auto& binding : expression.bindings) {
        auto const begin = static_cast<std::ptrdiff_t>(binding.begin) + shift;
        auto const size = static_cast<std::ptrdiff_t>(binding.end - binding.begin);
        if (size == 0) { // inside a query: that it is mentioned is known, where it stands is not
            expression.stale |= rebind(rename, binding);
            continue;
        }
        if (rebind(rename, binding)) {
            bool const respell = binding.kind != Kind::column || rename.from.kind == Kind::column;
            if (respell) {
                auto const text = respelled(rename, binding);
                expression.text.replace(static_cast<std::size_t>(begin), static_cast<std::size_t>(size), text);
                shift += static_cast<std::ptrdiff_t>(text.size()) - size;
                binding.end = binding.begin + static_cast<std::uint32_t>(text.size());
                binding.begin = static_cast<std::uint32_t>(begin);
                binding.end = binding.begin + static_cast<std::uint32_t>(text.size());
                continue;
            }
        }
        binding.begin = static_cast<std::uint32_t>(begin);
        binding.end = static_cast<std::uint32_t>(begin + size);
    }
}

void follow(Rename const& rename, std::optional<Expression>& expression) {
    if (expression) follow(rename, *expression);
}

void follow(Rename const& rename, Name& name) {
    if (rename.from.kind == Kind::schema) {
        if (name.schema == rename.from.name.name) name.schema = rename.to.name.name;
    } else if (name == rename.from.name) {
        name = rename.to.name;
    }
}

void follow(Rename const& rename, Type& type) {
    bool const may_name_type =
        rename.from.kind == Kind::type || rename.from.kind == Kind::table || rename.from.kind == Kind::view;
    if (rename.from.kind == Kind::schema && type.schema == rename.from.name.name) type.schema = rename.to.name.name;
    if (may_name_type && type.schema == rename.from.name.schema && type.name == rename.from.name.name) {
        type.schema = rename.to.name.schema;
        type.name = rename.to.name.name;
    }
}

void follow_column_list(Rename const& rename, std::vector<std::string>& columns) {
    if (rename.from.kind == Kind::column)
        std::replace(columns.begin(), columns.end(), rename.from.part, rename.to.part);
}

} // namespace

void follow_rename(Rename const& rename, Object& value) {
    std::visit([&](auto& object) { follow_rename(rename, object); }, value);
}

void follow_rename(Rename const&, Schema&) {}
void follow_rename(Rename const& rename, Extension& value) {
    if (rename.from.kind == Kind::schema && value.schema == rename.from.name.name) value.schema = rename.to.name.name;
}
void follow_rename(Rename const& rename, EnumType& value) {
    if (rename.from.kind == Kind::schema || rename.from.kind == Kind::type) follow(rename, value.name);
}
void follow_rename(Rename const& rename, Domain& value) {
    follow(rename, value.base);
    follow(rename, value.default_value);
    for (auto& [name, check] : value.checks) follow(rename, check.condition);
    if (rename.from.kind == Kind::schema || rename.from.kind == Kind::type) follow(rename, value.name);
}
void follow_rename(Rename const& rename, CompositeType& value) {
    for (auto& attribute : value.attributes) follow(rename, attribute.type);
    if (rename.from.kind == Kind::schema || rename.from.kind == Kind::type) follow(rename, value.name);
}
void follow_rename(Rename const& rename, Multirange& value) {
    if (rename.from.kind == Kind::schema || rename.from.kind == Kind::type) follow(rename, value.name);
    if (rename.from.kind == Kind::schema) follow(rename, value.constructor);
}
void follow_rename(Rename const& rename, RangeType& value) {
    follow(rename, value.subtype);
    if (rename.from.kind == Kind::schema || rename.from.kind == Kind::routine) {
        follow(rename, value.difference);
        follow(rename, value.canonical);
    }
    if (rename.from.kind == Kind::schema || rename.from.kind == Kind::type) follow(rename, value.name);
    if (rename.from.kind == Kind::schema) follow(rename, value.constructor);
    follow_rename(rename, value.multirange);
}
void follow_rename(Rename const& rename, BaseType& value) {
    if (rename.from.kind == Kind::routine || rename.from.kind == Kind::schema)
        for (auto& function : value.functions) follow(rename, function);
    if (rename.from.kind == Kind::schema || rename.from.kind == Kind::type) follow(rename, value.name);
}
void follow_rename(Rename const& rename, Sequence& value) {
    if (rename.from.kind == Kind::schema || rename.from.kind == Kind::sequence) follow(rename, value.name);
}
void follow_rename(Rename const& rename, TableFacts& value) {
    bool const of_server = rename.from.kind == Kind::named && rename.from.named == NamedKind::server;
    if (of_server && value.foreign && value.foreign->server == rename.from.name.name)
        value.foreign->server = rename.to.name.name;
    if (value.of_type && (rename.from.kind == Kind::schema || rename.from.kind == Kind::type))
        follow(rename, *value.of_type);
    if (rename.from.kind != Kind::schema && rename.from.kind != Kind::table) return;
    for (auto& parent : value.parents) follow(rename, parent);
}

void follow_rename(Rename const& rename, Column& value) {
    follow(rename, value.type);
    follow(rename, value.default_value);
    if (value.identity) follow_rename(rename, value.identity->sequence);
    for (auto& sequence : value.owned) follow_rename(rename, sequence);
}

// Lists of a constraint or index name columns of its own table; which table that is, the caller knows: it calls this
// for the table that owns the renamed column, and for those that refer to it.
void follow_rename(Rename const& rename, Constraint& value) {
    follow(rename, value.condition);
    follow(rename, value.exclude_elements);
    follow(rename, value.where);
    if (value.kind != ConstraintKind::foreign_key) return;
    if (rename.from.kind == Kind::column) {
        if (value.references == rename.from.name) follow_column_list(rename, value.referenced);
    } else {
        follow(rename, value.references);
    }
}

void follow_rename(Rename const& rename, Index& value) {
    for (auto& element : value.elements) follow(rename, element.expression);
    follow(rename, value.where);
    if (rename.from.kind == Kind::schema || rename.from.kind == Kind::index) follow(rename, value.name);
}

void follow_rename(Rename const& rename, Trigger& value) {
    follow(rename, value.rest);
    if (rename.from.kind == Kind::routine || rename.from.kind == Kind::schema) follow(rename, value.function);
}

void follow_rename(Rename const& rename, Policy& value) {
    follow(rename, value.using_expression);
    follow(rename, value.check);
}

void follow_rename(Rename const& rename, Rule& value) {
    follow(rename, value.where);
    for (auto& binding : value.bindings) value.stale |= rebind(rename, binding);
}

// A published table goes by its name among the properties of the publication.
void follow_rename(Rename const& rename, Named& value) {
    for (auto& type : value.types) follow(rename, type);
    follow(rename, value.definition);
    std::map<std::string, Expression> moved;
    for (auto& [name, text] : value.properties) {
        follow(rename, text);
        auto const table = std::find_if(text.bindings.begin(), text.bindings.end(),
                                        [](Binding const& binding) { return binding.kind == Kind::table; });
        bool const of_table = name.starts_with("table ") && table != text.bindings.end();
        moved.emplace(of_table ? "table " + table->object.schema + "." + table->object.name : name, std::move(text));
    }
    value.properties = std::move(moved);
    if (rename.from.kind == Kind::named && rename.from.named == NamedKind::server &&
        value.kind == NamedKind::user_mapping && value.place == rename.from.name.name)
        value.place = rename.to.name.name;
    if (rename.from.kind == Kind::named && rename.from.named == NamedKind::language &&
        value.kind == NamedKind::transform && value.name == rename.from.name)
        value.name = rename.to.name;
    if (rename.from.kind == Kind::schema) follow(rename, value.name);
}

void follow_rename(Rename const& rename, PartitionKey& value) {
    for (auto& element : value.elements) follow(rename, element.expression);
}

void follow_rename(Rename const& rename, Table& value) {
    follow_rename(rename, value.facts);
    if (value.partitioned) follow_rename(rename, *value.partitioned);
    bool const own_column = rename.from.kind == Kind::column && rename.from.name == value.name;
    if (own_column) {
        auto& acl = value.facts.common.acl;
        for (auto& item : acl)
            if (item.column == rename.from.part) item.column = rename.to.part;
        std::sort(acl.begin(), acl.end());
    }
    if (own_column && value.partitioned)
        for (auto& element : value.partitioned->elements)
            if (element.column == rename.from.part) element.column = rename.to.part;
    for (auto& column : value.columns) {
        follow_rename(rename, column);
        if (own_column && column.name == rename.from.part) column.name = rename.to.part;
    }
    for (auto& [name, constraint] : value.constraints) {
        follow_rename(rename, constraint);
        if (!own_column) continue;
        follow_column_list(rename, constraint.columns);
        follow_column_list(rename, constraint.include);
        follow_column_list(rename, constraint.exclude_equal);
        follow_column_list(rename, constraint.set_columns);
    }
    for (auto& [name, index] : value.indexes) {
        follow_rename(rename, index);
        if (!own_column) continue;
        follow_column_list(rename, index.include);
        for (auto& element : index.elements)
            if (element.column == rename.from.part) element.column = rename.to.part;
    }
    for (auto& [name, trigger] : value.triggers) {
        follow_rename(rename, trigger);
        if (own_column) follow_column_list(rename, trigger.update_columns);
    }
    for (auto& [name, policy] : value.policies) follow_rename(rename, policy);
    for (auto& [name, rule] : value.rules) follow_rename(rename, rule);
    if (rename.from.kind == Kind::table || rename.from.kind == Kind::schema) follow(rename, value.name);
}

namespace {

template <class Value>
void rekey(std::map<std::string, Value>& map, std::string const& from, std::string const& to) {
    auto node = map.extract(from);
    if (node.empty()) return;
    node.key() = to;
    map.insert(std::move(node));
}

void follow_own_column(Rename const& rename, View& value) {
    follow_column_list(rename, value.columns);
    rekey(value.column_comments, rename.from.part, rename.to.part);
    rekey(value.column_defaults, rename.from.part, rename.to.part);
    for (auto& [name, trigger] : value.triggers) follow_column_list(rename, trigger.update_columns);
}

} // namespace

void follow_rename(Rename const& rename, View& value) {
    for (auto& binding : value.bindings) value.stale |= rebind(rename, binding);
    for (auto& type : value.types) follow(rename, type);
    for (auto& [name, trigger] : value.triggers) follow_rename(rename, trigger);
    for (auto& [name, rule] : value.rules) follow_rename(rename, rule);
    bool const own_column = rename.from.kind == Kind::column && rename.from.name == value.name;
    if (value.stored) {
        for (auto& [name, index] : value.stored->indexes) {
            follow_rename(rename, index);
            if (!own_column) continue;
            follow_column_list(rename, index.include);
            for (auto& element : index.elements)
                if (element.column == rename.from.part) element.column = rename.to.part;
        }
    }
    if (own_column) {
        // The names of the query stay: from now on they are written in front of it, where all of them are certain.
        if (value.columns_known)
            value.columns_written = true;
        else
            value.stale = true;
        if (auto comment = value.column_comments.extract(rename.from.part)) {
            comment.key() = rename.to.part;
            value.column_comments.insert(std::move(comment));
        }
        for (auto& item : value.common.acl)
            if (item.column == rename.from.part) item.column = rename.to.part;
        std::sort(value.common.acl.begin(), value.common.acl.end());
    }
    if (rename.from.kind == Kind::view || rename.from.kind == Kind::schema) follow(rename, value.name);
    for (auto& [column, value_of] : value.column_defaults) follow(rename, value_of);
    if (rename.from.kind == Kind::column && rename.from.name == value.name) follow_own_column(rename, value);
}

void follow_rename(Rename const& rename, Routine& value) {
    for (auto& argument : value.arguments) {
        follow(rename, argument.type);
        follow(rename, argument.default_value);
    }
    if (value.returns) follow(rename, *value.returns);
    for (auto& binding : value.bindings) value.stale |= rebind(rename, binding);
    follow(rename, value.aggregate);
    if (rename.from.kind == Kind::routine || rename.from.kind == Kind::schema) follow(rename, value.name);
}

} // namespace migc::catalog
