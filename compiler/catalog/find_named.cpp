#include "compiler/catalog/find_named.hpp"

#include "compiler/base/suggest.hpp"
#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/named_errors.hpp"

#include <fmt/format.h>

namespace migc::catalog {

NamedKind named_kind(ast::ObjectKind kind) {
    switch (kind) {
    case ast::ObjectKind::access_method: return NamedKind::access_method;
    case ast::ObjectKind::cast: return NamedKind::cast;
    case ast::ObjectKind::collation: return NamedKind::collation;
    case ast::ObjectKind::conversion: return NamedKind::conversion;
    case ast::ObjectKind::database: return NamedKind::database;
    case ast::ObjectKind::event_trigger: return NamedKind::event_trigger;
    case ast::ObjectKind::foreign_data_wrapper: return NamedKind::foreign_data_wrapper;
    case ast::ObjectKind::language: return NamedKind::language;
    case ast::ObjectKind::large_object: return NamedKind::large_object;
    case ast::ObjectKind::operator_: return NamedKind::operator_;
    case ast::ObjectKind::operator_class: return NamedKind::operator_class;
    case ast::ObjectKind::operator_family: return NamedKind::operator_family;
    case ast::ObjectKind::publication: return NamedKind::publication;
    case ast::ObjectKind::role:
    case ast::ObjectKind::user:
    case ast::ObjectKind::group_: return NamedKind::role;
    case ast::ObjectKind::server: return NamedKind::server;
    case ast::ObjectKind::statistics: return NamedKind::statistics;
    case ast::ObjectKind::subscription: return NamedKind::subscription;
    case ast::ObjectKind::tablespace: return NamedKind::tablespace;
    case ast::ObjectKind::text_search_configuration: return NamedKind::text_search_configuration;
    case ast::ObjectKind::text_search_dictionary: return NamedKind::text_search_dictionary;
    case ast::ObjectKind::text_search_parser: return NamedKind::text_search_parser;
    case ast::ObjectKind::text_search_template: return NamedKind::text_search_template;
    case ast::ObjectKind::transform: return NamedKind::transform;
    case ast::ObjectKind::user_mapping: return NamedKind::user_mapping;
    case ast::ObjectKind::table:
    case ast::ObjectKind::column:
    case ast::ObjectKind::constraint:
    case ast::ObjectKind::index:
    case ast::ObjectKind::sequence:
    case ast::ObjectKind::view:
    case ast::ObjectKind::materialized_view:
    case ast::ObjectKind::foreign_table:
    case ast::ObjectKind::type:
    case ast::ObjectKind::domain:
    case ast::ObjectKind::domain_constraint:
    case ast::ObjectKind::schema:
    case ast::ObjectKind::extension:
    case ast::ObjectKind::function:
    case ast::ObjectKind::procedure:
    case ast::ObjectKind::routine:
    case ast::ObjectKind::aggregate:
    case ast::ObjectKind::trigger:
    case ast::ObjectKind::policy:
    case ast::ObjectKind::rule: return NamedKind::none;
    }
    return NamedKind::none;
}

NamedKindFacts facts_of(NamedKind kind) {
    switch (kind) {
    case NamedKind::none: return {};
#define NAMED_KIND(name, spelling, in_schema, owned, outside)                                                          \
    case NamedKind::name:                                                                                              \
        return {in_schema, owned, outside};
#include "compiler/catalog/named_kind.def"
#undef NAMED_KIND
    }
    return {};
}

std::optional<Name> new_named(Context& context, NamedKind kind, ast::QualifiedName const& name) {
    if (facts_of(kind).in_schema) return context.new_name(name);
    return Name{{}, std::string(name.name.text)};
}

std::optional<Key> known_named(Context& context, NamedKind kind, ast::QualifiedName const& name,
                               std::string const& part) {
    Key key{Kind::named, {{}, std::string(name.name.text)}, part, kind};
    if (!facts_of(kind).in_schema) return context.catalog.named(key) ? std::optional(key) : std::nullopt;
    for (auto const& schema : context.candidates(name)) {
        key.name.schema = schema;
        if (context.catalog.named(key)) return key;
    }
    return std::nullopt;
}

std::optional<std::vector<Type>> types_of(Context& context, ast::ObjectName const& object) {
    std::vector<Type> out;
    if (!object.signature) return out;
    for (auto const& argument : object.signature->arguments) {
        if (argument.type.name == "none" && !argument.type.schema) {
            out.emplace_back();
            continue;
        }
        auto type = context.resolve_type(argument.type);
        if (!type) return std::nullopt;
        type->modifier.clear();
        if (type->name == "interval") type->suffix.clear();
        out.push_back(std::move(*type));
    }
    return out;
}

std::optional<Key> find_named(Context& context, ast::ObjectName const& object, bool if_exists) {
    auto const kind = named_kind(object.kind);
    Diagnostics unheard; // a type that is missing means an object that is missing, which `if exists` lets pass
    Context quiet(context.catalog, context.origins, context.target, context.source, unheard);
    auto types = types_of(if_exists ? quiet : context, object);
    if (!types) return std::nullopt;
    Named wanted;
    wanted.kind = kind;
    wanted.types = std::move(*types);
    if (object.place) wanted.place = object.place->text;
    auto const part = wanted.key().part;
    if (auto const key = known_named(context, kind, object.name, part)) return key;
    if (if_exists) return std::nullopt;
    auto const name = object.name.schema ? fmt::format("{}.{}", object.name.schema->text, object.name.name.text)
                                         : std::string(object.name.name.text);
    if (facts_of(kind).outside || context.catalog.open_world()) {
        context.perform(Unseen{fmt::format("{} `{}` from outside the chain", spelling(kind), name)});
        return std::nullopt;
    }
    if (object.name.schema && facts_of(kind).in_schema && !context.catalog.has_schema(object.name.schema->text)) {
        unknown_schema(context, object.name.schema->text, object.name.schema->span);
        return std::nullopt;
    }
    Key key{Kind::named, {{}, name}, part, kind};
    unknown_named(context, key, object.span);
    return std::nullopt;
}

} // namespace migc::catalog
