#include "compiler/catalog/context.hpp"

#include "compiler/catalog/bind.hpp"
#include "compiler/catalog/common.hpp"
#include "compiler/catalog/default_grants.hpp"
#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/words.hpp"
#include "grammar/quote.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace migc::catalog {

Context::Context(Catalog& catalog_, Origins& origins_, Target const& target_, SourceFile& source_,
                 Diagnostics& diagnostics_)
    : catalog(catalog_), origins(origins_), target(target_), source(source_), diagnostics(diagnostics_),
      path_(target_.search_path.empty() ? std::vector<std::string>{target_.schema} : target_.search_path),
      home_(path_.front()) {}

// --- doing ---

void Context::enter_schema(std::string const& schema, std::optional<std::string> owner) {
    path_.insert(path_.begin(), schema);
    owner_ = std::move(owner);
}

void Context::leave_schema() {
    path_.erase(path_.begin());
    owner_.reset();
}

void Context::begin_statement(Span span) {
    statement_ = span;
    operations_.clear();
    errors_at_start_ = diagnostics.error_count();
}

void Context::perform(decltype(Operation::change) change, bool implied, bool only) {
    if (auto* create = std::get_if<Create>(&change)) {
        grant_by_default(*create);
        auto* common = owner_ ? common_of(create->after) : nullptr;
        if (common) common->owner = owner_;
    }
    Operation operation{std::move(change), place(statement_), implied, false, only};
    catalog.apply(operation);
    if (auto const* create = std::get_if<Create>(&operation.change)) origins[create->key] = operation.place;
    operations_.push_back(std::move(operation));
}

void Context::grant_by_default(Create& create) {
    auto const grants = default_grants(catalog, owner_ ? owner_ : target.role, create.key);
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
    if (!name.schema) return Name{path_.front(), std::string(name.name.text)};
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
    if (!name.schema && is_builtin_type_name(name.name.text)) return std::nullopt; // pg_catalog is searched first
    return first_of(*this, name, [&](Name const& each) {
        return catalog.has_type(each) || catalog.table(each) || catalog.view(each);
    });
}

std::optional<Name> Context::find_routine(ast::QualifiedName const& name) const {
    return first_of(*this, name, [&](Name const& each) { return catalog.routines(each) != nullptr; });
}

std::optional<Name> Context::find_constructor(ast::QualifiedName const& name) const {
    return first_of(*this, name, [&](Name const& each) { return catalog.range_made_by(each) != nullptr; });
}

Table const* Context::table(ast::QualifiedName const& name) {
    auto const found = find_relation(name);
    if (!found) {
        if (name.schema && !catalog.has_schema(name.schema->text))
            unknown_schema(*this, name.schema->text, name.schema->span);
        else
            unknown_relation(*this, name, Kind::table);
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
    case Kind::schema:
    case Kind::extension: return fmt::format("{} `{}`", spelling(key.kind), key.name.name);
    case Kind::table: {
        auto const* table = catalog.table(key.name);
        return fmt::format("{}table `{}`", table && table->facts.foreign ? "foreign " : "", shown(key.name));
    }
    case Kind::type:
    case Kind::sequence:
    case Kind::index:
        return fmt::format("{} `{}`",
                           key.kind == Kind::type && catalog.domain(key.name) ? "domain" : spelling(key.kind),
                           shown(key.name));
    case Kind::view: {
        auto const* view = catalog.view(key.name);
        return fmt::format("{}view `{}`", view && view->stored ? "materialized " : "", shown(key.name));
    }
    case Kind::named: return catalog::shown(key, home());
    case Kind::column:
    case Kind::constraint:
    case Kind::trigger:
    case Kind::policy:
    case Kind::rule: return fmt::format("{} `{}` of `{}`", spelling(key.kind), key.part, shown(key.name));
    case Kind::routine: {
        auto const* routine = catalog.routine(key.name, key.part);
        auto const what = routine && routine->procedure   ? "procedure"
                          : routine && routine->aggregate ? "aggregate"
                                                          : "function";
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

// --- functions of the server ---

namespace {

constexpr std::string_view builtin_functions[] = {
#define BUILTIN_FUNCTION(name) name,
#include "compiler/catalog/builtin_functions.def"
#undef BUILTIN_FUNCTION
};

} // namespace

bool is_builtin_function(std::string_view name) {
    return std::binary_search(std::begin(builtin_functions), std::end(builtin_functions), name);
}

} // namespace migc::catalog
