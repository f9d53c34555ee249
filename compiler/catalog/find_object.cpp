#include "compiler/catalog/find_object.hpp"

#include "compiler/catalog/find_named.hpp"
#include "compiler/catalog/named_errors.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::catalog {

namespace {

std::string_view spelling_of(ast::ObjectKind kind) {
    switch (kind) {
#define OBJECT_KIND(name, spelling)                                                                                    \
    case ast::ObjectKind::name:                                                                                        \
        return spelling;
#include "grammar/object_kind.def"
#undef OBJECT_KIND
    }
    return "object";
}

void from_outside(Context& context, std::string_view kind, ast::QualifiedName const& name) {
    auto const shown =
        name.schema ? fmt::format("{}.{}", name.schema->text, name.name.text) : std::string(name.name.text);
    context.perform(Unseen{fmt::format("{} `{}` from outside the chain", kind, shown)});
}

// --- relations ---

Key relation_key(Context const& context, Name const& name) {
    auto const& relation = *context.catalog.relation(name);
    if (relation.kind != Kind::index) return {relation.kind, name, {}};
    if (!relation.part.empty()) return {Kind::constraint, relation.table, relation.part};
    return {Kind::index, name, relation.table.name};
}

// The relation of any kind; `wanted` is for the message alone.
std::optional<Name> find_any_relation(Context& context, ast::QualifiedName const& name, Kind wanted, bool if_exists) {
    auto const found = context.find_relation(name);
    if (!found && !if_exists) {
        if (name.schema && !context.catalog.has_schema(name.schema->text))
            unknown_schema(context, name.schema->text, name.schema->span);
        else
            unknown_relation(context, name, wanted);
    }
    return found;
}

// `other_sort`: a materialized view instead of a view, a foreign table instead of a table.
std::optional<Key> find_relation(Context& context, ast::QualifiedName const& name, Kind wanted, bool if_exists,
                                 RelationMatch match, bool other_sort = false) {
    auto const found = find_any_relation(context, name, wanted, if_exists);
    if (!found) return std::nullopt;
    auto const kind = context.catalog.relation(*found)->kind;
    bool const stands_for_any =
        match == RelationMatch::relations && wanted == Kind::table && !other_sort && kind != Kind::type;
    if (kind != wanted && !stands_for_any) {
        wrong_kind(context, name, *found, kind, wanted);
        return std::nullopt;
    }
    auto const* view = kind == Kind::view && wanted == Kind::view ? context.catalog.view(*found) : nullptr;
    if (view && view->stored.has_value() != other_sort) {
        wrong_view_kind(context, *view, name.span);
        return std::nullopt;
    }
    auto const* table = kind == Kind::table && wanted == Kind::table ? context.catalog.table(*found) : nullptr;
    if (table && table->facts.foreign.has_value() != other_sort && (other_sort || !stands_for_any)) {
        wrong_table_kind(context, *table, name.span);
        return std::nullopt;
    }
    return relation_key(context, *found);
}

// --- parts of relations ---

std::optional<Key> find_column(Context& context, ast::ObjectName const& object, bool if_exists) {
    auto const owner = find_any_relation(context, *object.table, Kind::table, if_exists);
    if (!owner) return std::nullopt;
    Key key{Kind::column, *owner, std::string(object.name.name.text)};
    if (auto const* table = context.catalog.table(*owner))
        return context.column(*table, object.name.name) ? std::optional(std::move(key)) : std::nullopt;
    if (auto const* view = context.catalog.view(*owner)) {
        bool const missing = view->columns_known &&
                             std::find(view->columns.begin(), view->columns.end(), key.part) == view->columns.end();
        if (!missing) return key;
        unknown_view_column(context, *view, key.part, object.name.span);
        return std::nullopt;
    }
    if (auto const* type = context.catalog.composite(*owner)) {
        if (type->attribute(key.part)) return key;
        unknown_attribute(context, *type, key.part, object.name.span);
        return std::nullopt;
    }
    wrong_kind(context, *object.table, *owner, context.catalog.relation(*owner)->kind, Kind::table);
    return std::nullopt;
}

template <class Map>
std::vector<std::string_view> names_of(Map const& parts) {
    std::vector<std::string_view> out;
    for (auto const& [name, part] : parts) out.push_back(name);
    return out;
}

std::optional<Key> find_constraint(Context& context, ast::ObjectName const& object, bool if_exists) {
    if (if_exists && !context.find_relation(*object.table)) return std::nullopt;
    auto const* table = context.table(*object.table);
    if (!table) return std::nullopt;
    std::string const name(object.name.name.text);
    if (table->constraints.contains(name)) return Key{Kind::constraint, table->name, name};
    unknown_part(context, "constraint", name, context.shown(Key{Kind::table, table->name, {}}),
                 table->constraint_names(), object.name.span);
    return std::nullopt;
}

std::optional<Key> find_trigger(Context& context, ast::ObjectName const& object, bool if_exists) {
    auto const owner = find_any_relation(context, *object.table, Kind::table, if_exists);
    if (!owner) return std::nullopt;
    auto const* table = context.catalog.table(*owner);
    auto const* view = context.catalog.view(*owner);
    if (!table && !view) {
        wrong_kind(context, *object.table, *owner, context.catalog.relation(*owner)->kind, Kind::table);
        return std::nullopt;
    }
    auto const& triggers = table ? table->triggers : view->triggers;
    std::string const name(object.name.name.text);
    if (triggers.contains(name)) return Key{Kind::trigger, *owner, name};
    if (!if_exists)
        unknown_part(context, "trigger", name, context.shown(Key{table ? Kind::table : Kind::view, *owner, {}}),
                     names_of(triggers), object.name.span);
    return std::nullopt;
}

std::optional<Key> find_rule(Context& context, ast::ObjectName const& object, bool if_exists) {
    auto const owner = find_any_relation(context, *object.table, Kind::table, if_exists);
    if (!owner) return std::nullopt;
    auto const* table = context.catalog.table(*owner);
    auto const* view = context.catalog.view(*owner);
    static std::map<std::string, Rule> const none;
    auto const& rules = table ? table->rules : view ? view->rules : none;
    std::string const name(object.name.name.text);
    if (rules.contains(name)) return Key{Kind::rule, *owner, name};
    if (!if_exists)
        unknown_part(context, "rule", name, context.shown(Key{table ? Kind::table : Kind::view, *owner, {}}),
                     names_of(rules), object.name.span);
    return std::nullopt;
}

std::optional<Key> find_policy(Context& context, ast::ObjectName const& object, bool if_exists) {
    if (if_exists && !context.find_relation(*object.table)) return std::nullopt;
    auto const* table = context.table(*object.table);
    if (!table) return std::nullopt;
    std::string const name(object.name.name.text);
    if (table->policies.contains(name)) return Key{Kind::policy, table->name, name};
    if (!if_exists)
        unknown_part(context, "policy", name, context.shown(Key{Kind::table, table->name, {}}),
                     names_of(table->policies), object.name.span);
    return std::nullopt;
}

// --- objects that are no relations ---

std::optional<Key> find_schema(Context& context, ast::ObjectName const& object, bool if_exists) {
    std::string const name(object.name.name.text);
    if (context.catalog.has_schema(name)) return Key{Kind::schema, {{}, name}, {}};
    if (!if_exists) unknown_schema(context, name, object.name.span);
    return std::nullopt;
}

std::optional<Key> find_extension(Context& context, ast::ObjectName const& object, bool if_exists) {
    std::string const name(object.name.name.text);
    if (context.catalog.extension(name)) return Key{Kind::extension, {{}, name}, {}};
    // plpgsql is in every database; another one may have been made where nobody could see it.
    if (name == "plpgsql" || (context.catalog.unseen() && !if_exists))
        from_outside(context, "extension", object.name);
    else if (!if_exists)
        unknown_extension(context, name, object.name.span);
    return std::nullopt;
}

std::optional<Key> find_type(Context& context, ast::ObjectName const& object, bool if_exists) {
    auto const& name = object.name;
    if (auto const found = context.find_type(name)) {
        if (context.catalog.has_type(*found)) return Key{Kind::type, *found, {}};
        wrong_kind(context, name, *found, context.catalog.relation(*found)->kind, Kind::type);
        return std::nullopt;
    }
    if (!name.schema && is_builtin_type_name(name.name.text)) {
        type_of_server(context, name.name.text, name.span);
        return std::nullopt;
    }
    if (if_exists) return std::nullopt;
    if (context.catalog.open_world()) {
        from_outside(context, "type", name);
        return std::nullopt;
    }
    if (name.schema && !context.catalog.has_schema(name.schema->text)) {
        unknown_schema(context, name.schema->text, name.schema->span);
        return std::nullopt;
    }
    ast::TypeName type;
    type.schema = name.schema;
    type.name = name.name.text;
    type.span = name.span;
    unknown_type(context, type);
    return std::nullopt;
}

std::optional<Key> find_domain(Context& context, ast::ObjectName const& object, bool if_exists) {
    auto key = find_type(context, object, if_exists);
    if (!key || context.catalog.domain(key->name)) return key;
    wrong_type(context, key->name, "a domain", object.name.span);
    return std::nullopt;
}

// --- routines ---

bool fits(Routine const& routine, ast::ObjectKind kind) {
    if (kind == ast::ObjectKind::function) return !routine.procedure; // an aggregate is a function for all but DROP
    if (kind == ast::ObjectKind::procedure) return routine.procedure;
    if (kind == ast::ObjectKind::aggregate) return routine.aggregate.has_value();
    return true;
}

struct SignatureText {
    std::string inputs;
    std::string all; // a procedure may be named with its OUT arguments, too (manual: DROP PROCEDURE)
};

std::optional<SignatureText> spelled_signature(Context& context, ast::Signature const& signature) {
    SignatureText out;
    auto const append = [](std::string& list, std::string const& type) { list += list.empty() ? type : ", " + type; };
    for (auto const& argument : signature.arguments) {
        auto type = context.resolve_type(argument.type);
        if (!type) return std::nullopt;
        auto const text = spelled(without_modifier(std::move(*type)), {});
        if (argument.mode != ast::ArgumentMode::out) append(out.inputs, text);
        append(out.all, text);
    }
    return out;
}

std::string all_arguments(Routine const& routine) {
    std::string out;
    for (auto const& argument : routine.arguments) out += (out.empty() ? "" : ", ") + spelled(argument.type, {});
    return out;
}

Routine const* with_signature(std::vector<Routine> const& overloads, SignatureText const& wanted) {
    for (auto const& routine : overloads)
        if (routine.signature() == wanted.inputs) return &routine;
    for (auto const& routine : overloads)
        if (routine.procedure && all_arguments(routine) == wanted.all) return &routine;
    return nullptr;
}

std::string shown(ast::QualifiedName const& name) {
    return name.schema ? fmt::format("{}.{}", name.schema->text, name.name.text) : std::string(name.name.text);
}

void not_found(Context& context, ast::ObjectName const& object, std::string const& text) {
    if (context.catalog.open_world()) {
        from_outside(context, spelling_of(object.kind), object.name);
        return;
    }
    if (object.name.schema && !context.catalog.has_schema(object.name.schema->text)) {
        unknown_schema(context, object.name.schema->text, object.name.schema->span);
        return;
    }
    unknown_routine(context, text, Kind::routine, object.span);
}

} // namespace

std::optional<Key> find_routine(Context& context, ast::ObjectName const& object, bool if_exists) {
    std::optional<SignatureText> wanted;
    if (object.signature) {
        Diagnostics unheard; // a missing type means a missing routine, which `if exists` lets pass
        Context quiet(context.catalog, context.origins, context.target, context.source, unheard);
        wanted = spelled_signature(if_exists ? quiet : context, *object.signature);
        if (!wanted) return std::nullopt;
    }
    std::vector<Routine const*> found;
    for (auto const& schema : context.candidates(object.name)) {
        auto const* overloads = context.catalog.routines({schema, std::string(object.name.name.text)});
        if (!overloads) continue;
        if (!wanted) {
            for (auto const& routine : *overloads) found.push_back(&routine);
        } else if (auto const* routine = with_signature(*overloads, *wanted)) {
            found.push_back(routine);
            break;
        }
    }
    auto const text = wanted ? fmt::format("{}({})", shown(object.name), wanted->inputs) : shown(object.name);
    if (found.empty()) {
        if (!if_exists) not_found(context, object, text);
        return std::nullopt;
    }
    auto const wrong =
        std::partition(found.begin(), found.end(), [&](Routine const* each) { return fits(*each, object.kind); });
    if (wrong == found.begin()) {
        wrong_routine_kind(context, *found.front(), spelling_of(object.kind), object.span);
        return std::nullopt;
    }
    if (wrong - found.begin() > 1) {
        found.erase(wrong, found.end());
        ambiguous_routine(context, found.front()->name, found, object.span);
        return std::nullopt;
    }
    return Key{Kind::routine, found.front()->name, found.front()->signature()};
}

std::optional<Key> holder_of_relation_name(Catalog const& catalog, Name const& name) {
    if (auto const* relation = catalog.relation(name))
        return Key{relation->kind, name, relation->kind == Kind::index ? relation->table.name : std::string()};
    if (catalog.has_type(name)) return Key{Kind::type, name, {}};
    return std::nullopt;
}

std::optional<Key> holder_of_type_name(Context const& context, Name const& name) {
    auto const& catalog = context.catalog;
    if (catalog.has_type(name)) return Key{Kind::type, name, {}};
    auto const* relation = catalog.relation(name);
    bool const sequences_have = context.target.server_version < 14;
    bool const has_row_type = relation && (relation->kind == Kind::table || relation->kind == Kind::view ||
                                           (sequences_have && relation->kind == Kind::sequence));
    return has_row_type ? std::optional(Key{relation->kind, name, {}}) : std::nullopt;
}

std::optional<Key> find_object(Context& context, ast::ObjectName const& object, bool if_exists, RelationMatch match) {
    using enum ast::ObjectKind;
    switch (object.kind) {
    case table: return find_relation(context, object.name, Kind::table, if_exists, match);
    case view: return find_relation(context, object.name, Kind::view, if_exists, match);
    case sequence: return find_relation(context, object.name, Kind::sequence, if_exists, match);
    case index: return find_relation(context, object.name, Kind::index, if_exists, match);
    case column: return find_column(context, object, if_exists);
    case constraint: return find_constraint(context, object, if_exists);
    case trigger: return find_trigger(context, object, if_exists);
    case schema: return find_schema(context, object, if_exists);
    case extension: return find_extension(context, object, if_exists);
    case type: return find_type(context, object, if_exists);
    case domain: return find_domain(context, object, if_exists);
    case function:
    case procedure:
    case routine: return find_routine(context, object, if_exists);
    case materialized_view: return find_relation(context, object.name, Kind::view, if_exists, match, true);
    case foreign_table: return find_relation(context, object.name, Kind::table, if_exists, match, true);
    case policy: return find_policy(context, object, if_exists);
    case rule: return find_rule(context, object, if_exists);
    case aggregate: return find_routine(context, object, if_exists);
    case access_method:
    case cast:
    case collation:
    case conversion:
    case database:
    case event_trigger:
    case foreign_data_wrapper:
    case language:
    case large_object:
    case operator_:
    case operator_class:
    case operator_family:
    case publication:
    case role:
    case server:
    case statistics:
    case subscription:
    case tablespace:
    case text_search_configuration:
    case text_search_dictionary:
    case text_search_parser:
    case text_search_template:
    case transform:
    case user:
    case group_:
    case user_mapping: return find_named(context, object, if_exists);
    case domain_constraint:
        not_modelled(context, fmt::format("a {}", spelling_of(object.kind)), object.span);
        return std::nullopt;
    }
    return std::nullopt;
}

std::optional<Key> find_object(Context& context, ast::ObjectKind kind, ast::QualifiedName const& name, bool if_exists) {
    ast::ObjectName object;
    object.kind = kind;
    object.name = name;
    object.span = name.span;
    return find_object(context, object, if_exists);
}

} // namespace migc::catalog
