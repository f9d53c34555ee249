#include "compiler/catalog/context.hpp"

#include "compiler/catalog/bind.hpp"
#include "compiler/catalog/common.hpp"
#include "compiler/catalog/default_grants.hpp"
#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/words.hpp"
#include "grammar/quote.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <utility>

namespace migc::catalog {

Context::Context(Catalog& catalog_, Origins& origins_, Target const& target_, SourceFile& source_,
                 Diagnostics& diagnostics_)
    : catalog(catalog_), origins(origins_), target(target_), source(source_), diagnostics(diagnostics_),
      path_(target_.search_path.empty() ? std::vector<std::string>{target_.schema} : target_.search_path) {}

// --- doing ---

void Context::begin_statement(Span span) {
    statement_ = span;
    operations_.clear();
    errors_at_start_ = diagnostics.error_count();
}

void Context::perform(decltype(Operation::change) change, bool implied, bool only) {
    if (auto* create = std::get_if<Create>(&change)) grant_by_default(*create);
    Operation operation{std::move(change), place(statement_), implied, false, only};
    catalog.apply(operation);
    if (auto const* create = std::get_if<Create>(&operation.change)) origins[create->key] = operation.place;
    operations_.push_back(std::move(operation));
}

void Context::grant_by_default(Create& create) {
    auto const grants = default_grants(catalog, target.role, create.key);
    if (!grants.empty()) common_of(create.after)->acl = grants;
}

void Context::propagate(decltype(Operation::change) change) {
    perform(std::move(change), true);
    operations_.back().propagated = true;
}

std::vector<Operation> Context::take_operations() { return std::exchange(operations_, {}); }

void Context::undo() {
    for (auto it = operations_.rbegin(); it != operations_.rend(); ++it)
        if (has_inverse(*it)) catalog.apply(inverse(*it));
    operations_.clear();
}

// --- names ---

std::vector<std::string> Context::candidates(ast::QualifiedName const& name) const {
    return name.schema ? std::vector<std::string>{std::string(name.schema->text)} : path_;
}

std::optional<Name> Context::new_name(ast::QualifiedName const& name) {
    if (!name.schema) return Name{home(), std::string(name.name.text)};
    if (!catalog.has_schema(name.schema->text)) {
        unknown_schema(*this, name.schema->text, name.schema->span);
        return std::nullopt;
    }
    return Name{std::string(name.schema->text), std::string(name.name.text)};
}

namespace {

template <class F>
std::optional<Name> first_of(Context const& context, ast::QualifiedName const& name, F const& exists) {
    if (name.schema) {
        Name const found{std::string(name.schema->text), std::string(name.name.text)};
        return exists(found) ? std::optional(found) : std::nullopt;
    }
    for (auto const& schema : context.path()) {
        Name const found{schema, std::string(name.name.text)};
        if (exists(found)) return found;
    }
    return std::nullopt;
}

} // namespace

std::optional<Name> Context::find_relation(ast::QualifiedName const& name) const {
    return first_of(*this, name, [&](Name const& each) { return catalog.relation(each) != nullptr; });
}

std::optional<Name> Context::find_type(ast::QualifiedName const& name) const {
    return first_of(*this, name, [&](Name const& each) {
        return catalog.type(each) || catalog.table(each) || catalog.view(each);
    });
}

std::optional<Name> Context::find_routine(ast::QualifiedName const& name) const {
    return first_of(*this, name, [&](Name const& each) { return catalog.routines(each) != nullptr; });
}

Table const* Context::table(ast::QualifiedName const& name) {
    auto const found = find_relation(name);
    if (!found) {
        if (name.schema && !catalog.has_schema(name.schema->text)) unknown_schema(*this, name.schema->text, name.schema->span);
        else unknown_relation(*this, name, Kind::table);
        return nullptr;
    }
    if (auto const* table = catalog.table(*found)) return table;
    wrong_kind(*this, name, *found, catalog.relation(*found)->kind, Kind::table);
    return nullptr;
}

Column const* Context::column(Table const& table, ast::Identifier const& name) {
    auto const* found = table.column(name.text);
    if (!found) unknown_column(*this, table, name.text, name.span);
    return found;
}

std::string Context::shown(Name const& name) const {
    return name.schema.empty() || name.schema == home() ? name.name : fmt::format("{}.{}", name.schema, name.name);
}

std::string Context::shown(Key const& key) const {
    switch (key.kind) {
    case Kind::schema: case Kind::extension: return fmt::format("{} `{}`", spelling(key.kind), key.name.name);
    case Kind::type: case Kind::sequence: case Kind::table: case Kind::index:
        return fmt::format("{} `{}`", spelling(key.kind), shown(key.name));
    case Kind::view: {
        auto const* view = catalog.view(key.name);
        return fmt::format("{}view `{}`", view && view->stored ? "materialized " : "", shown(key.name));
    }
    case Kind::named: return catalog::shown(key, home());
    case Kind::column: case Kind::constraint: case Kind::trigger: case Kind::policy: case Kind::rule:
        return fmt::format("{} `{}` of `{}`", spelling(key.kind), key.part, shown(key.name));
    case Kind::routine: {
        auto const* routine = catalog.routine(key.name, key.part);
        auto const what = routine && routine->procedure ? "procedure" : routine && routine->aggregate ? "aggregate" : "function";
        return fmt::format("{} `{}({})`", what, shown(key.name), key.part);
    }
    }
    return {};
}

Diagnostic& Context::error(Code code, Span span, std::string message, std::string help) {
    return diagnostics.add(code, place(span), std::move(message), std::move(help));
}

Place const* Context::origin(Key const& key) const {
    auto found = origins.find(key);
    bool const part = key.kind == Kind::column || key.kind == Kind::constraint || key.kind == Kind::trigger ||
                      key.kind == Kind::policy || key.kind == Kind::rule;
    if (found == origins.end() && part) found = origins.find({Kind::table, key.name, {}});
    return found == origins.end() ? nullptr : &found->second;
}

void Context::note_origin(Diagnostic& diagnostic, Key const& key) {
    if (auto const* place = origin(key)) diagnostic.notes.push_back({*place, "first defined here"});
}

// --- types ---

namespace {

struct BuiltinType {
    std::string_view internal;
    std::string_view spelling;
    std::string_view suffix;
};
constexpr BuiltinType builtin_types[] = {
#define BUILTIN_TYPE(internal, spelling, suffix) {internal, spelling, suffix},
#include "compiler/catalog/builtin_types.def"
#undef BUILTIN_TYPE
};

BuiltinType const* builtin_type(std::string_view name) {
    auto const at = std::lower_bound(std::begin(builtin_types), std::end(builtin_types), name,
                                     [](BuiltinType const& row, std::string_view wanted) { return row.internal < wanted; });
    return at != std::end(builtin_types) && at->internal == name ? at : nullptr;
}

constexpr std::string_view builtin_functions[] = {
#define BUILTIN_FUNCTION(name) name,
#include "compiler/catalog/builtin_functions.def"
#undef BUILTIN_FUNCTION
};

// format_type's way: numeric(10) is numeric(10,0), float(24) is real.
void finish_keyword_type(Type& out, std::vector<std::string> const& modifiers) {
    if (out.name == "float") {
        auto const small = !modifiers.empty() && modifiers[0].size() <= 2 && std::stoi(modifiers[0]) <= 24;
        out.name = small ? "real" : "double precision";
        out.modifier.clear();
    } else if (out.name == "numeric" && modifiers.size() == 1) {
        out.modifier = fmt::format("({},0)", modifiers[0]);
    } else if ((out.name == "character" || out.name == "bit") && modifiers.empty()) {
        out.modifier = "(1)";
    }
}

// The numbers a type may have behind it: how many, and their bounds (manual: Data Types; pg_type.typmodin).
struct ModifierRule {
    std::string_view type;
    std::size_t most;
    int least_value;
    int most_value;
};
constexpr ModifierRule modifier_rules[] = {
    {"bit", 1, 1, 83886080},          {"bit varying", 1, 1, 83886080}, {"bpchar", 1, 1, 10485760},  {"character", 1, 1, 10485760},
    {"character varying", 1, 1, 10485760}, {"float", 1, 1, 53},        {"interval", 1, 0, INT32_MAX}, {"numeric", 2, 1, 1000},
    {"time", 1, 0, INT32_MAX},        {"timestamp", 1, 0, INT32_MAX},
};

bool check_modifiers(Context& context, ast::TypeName const& node, std::string_view type, std::vector<std::string> const& modifiers) {
    if (modifiers.empty()) return true;
    auto const refuse = [&](std::string message, std::string help) {
        context.error(Code::bad_definition, node.span, std::move(message), std::move(help));
        return false;
    };
    auto const rule = std::find_if(std::begin(modifier_rules), std::end(modifier_rules), [&](ModifierRule const& row) { return row.type == type; });
    if (rule == std::end(modifier_rules)) return refuse(fmt::format("type {} with a modifier", type), "remove the parentheses");
    if (modifiers.size() > rule->most) return refuse(fmt::format("type {} with {} numbers", type, modifiers.size()), "remove the last");
    int value = 0;
    auto const& text = modifiers.front();
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    bool const in_bounds = error == std::errc() && end == text.data() + text.size() && value >= rule->least_value && value <= rule->most_value;
    if (in_bounds) return true;
    return refuse(fmt::format("type {}({})", type, text), fmt::format("give a number from {} to {}", rule->least_value, rule->most_value));
}

// More than microseconds is not kept: the server warns and takes 6.
void limit_precision(Type& out) {
    bool const of_time = out.schema.empty() && (out.name == "timestamp" || out.name == "time" || out.name == "interval");
    if (of_time && out.modifier.size() >= 3 && (out.modifier.size() > 3 || out.modifier[1] > '6')) out.modifier = "(6)";
}

} // namespace

bool is_builtin_function(std::string_view name) {
    return std::binary_search(std::begin(builtin_functions), std::end(builtin_functions), name);
}

bool is_builtin_type(Type const& type) {
    return type.schema.empty() && std::any_of(std::begin(builtin_types), std::end(builtin_types), [&](BuiltinType const& row) {
               return row.spelling == type.name || (row.internal == "char" && type.name == "\"char\"");
           });
}

std::optional<std::string_view> serial_type(ast::TypeName const& type) {
    if (type.schema || type.is_keyword) return std::nullopt;
    if (type.name == "serial" || type.name == "serial4") return "integer";
    if (type.name == "bigserial" || type.name == "serial8") return "bigint";
    if (type.name == "smallserial" || type.name == "serial2") return "smallint";
    return std::nullopt;
}

std::optional<Type> Context::resolve_type(ast::TypeName const& type) {
    Type out;
    out.array = type.dimensions > 0;
    std::vector<std::string> modifiers;
    for (auto const& modifier : type.modifiers) modifiers.push_back(normalised(*this, modifier.tokens));
    if (!modifiers.empty()) out.modifier = fmt::format("({})", fmt::join(modifiers, ","));
    out.suffix = type.suffix;

    if (type.is_keyword) {
        out.name = type.name;
        if (!check_modifiers(*this, type, out.name, modifiers)) return std::nullopt;
        finish_keyword_type(out, modifiers);
        limit_precision(out);
        return out;
    }
    bool const from_catalog = type.schema && type.schema->text == "pg_catalog";
    if (!type.schema || from_catalog) {
        if (auto const* builtin = builtin_type(type.name)) {
            out.name = builtin->internal == "char" ? "\"char\"" : std::string(builtin->spelling);
            out.suffix = builtin->suffix;
            if (!check_modifiers(*this, type, out.name, modifiers)) return std::nullopt;
            limit_precision(out);
            if (out.name == "numeric" && modifiers.size() == 1) out.modifier = fmt::format("({},0)", modifiers[0]);
            return out;
        }
    }
    ast::QualifiedName const name{type.schema, {type.name, type.span}, type.span};
    if (auto const found = find_type(name)) {
        out.schema = found->schema;
        out.name = found->name;
        return out;
    }
    if (type.schema && !from_catalog && !catalog.has_schema(type.schema->text) && !catalog.open_world()) {
        unknown_schema(*this, type.schema->text, type.schema->span);
        return std::nullopt;
    }
    bool const from_outside = catalog.open_world() || (type.schema && type.schema->text == "information_schema");
    if (!from_outside) {
        unknown_type(*this, type);
        return std::nullopt;
    }
    out.name = quoted_identifier(type.name);
    if (type.schema) out.name = quoted_identifier(type.schema->text) + "." + out.name;
    return out;
}

} // namespace migc::catalog
