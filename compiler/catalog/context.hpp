// What replaying one statement needs to know and where it reports: the catalog as it stands, the target, the file the
// statement is in. Names are looked up here as the server's search_path would find them (RULINGS 12, 25).
#pragma once

#include "compiler/base/diagnostic.hpp"
#include "compiler/base/target.hpp"
#include "compiler/catalog/catalog.hpp"
#include "grammar/ast.hpp"

#include <optional>
#include <unordered_map>

namespace migc::catalog {

/// Where an object was made, for "first defined here". Kept beside the catalog, so that values stay comparable.
using Origins = std::unordered_map<Key, Place, KeyHash>;

class Context {
public:
    Context(Catalog& catalog_, Origins& origins_, Target const& target_, SourceFile& source_,
            Diagnostics& diagnostics_);

    Catalog& catalog;
    Origins& origins;
    Target const& target;
    SourceFile& source;
    Diagnostics& diagnostics;
    bool baseline = false; // pg_dump's own settings are understood

    /// Schemas that unqualified names are looked for in, in order; the first one is where they are created.
    std::vector<std::string> const& path() const { return path_; }
    /// The schema whose names stand without it in what we write and say.
    std::string const& home() const { return home_; }
    /// From here on inside of CREATE SCHEMA: new objects go there and belong to `owner`, where it is named.
    void enter_schema(std::string const& schema, std::optional<std::string> owner);
    void leave_schema();

    Place place(Span span) const { return {&source, span}; }
    bool failed() const { return diagnostics.error_count() != errors_at_start_; }

    // --- doing ---

    /// Applies an operation and records it, with the statement as its place.
    /// `only`: see Operation.
    void perform(decltype(Operation::change) change, bool implied = false, bool only = false);
    /// As perform, of what the server does by itself: see Operation::propagated.
    void propagate(decltype(Operation::change) change);
    std::vector<Operation> take_operations();
    /// Takes back what has been performed so far: the statement failed half-way.
    void undo();
    void begin_statement(Span span);
    Span statement() const { return statement_; }

    // --- names ---

    /// Where a new object of that name would be made. An unknown schema is reported.
    std::optional<Name> new_name(ast::QualifiedName const& name);
    /// The relation of that name, whatever its kind; nothing when there is none (nothing is reported).
    std::optional<Name> find_relation(ast::QualifiedName const& name) const;
    std::optional<Name> find_type(ast::QualifiedName const& name) const;
    std::optional<Name> find_routine(ast::QualifiedName const& name) const;
    /// A constructor function of a range type: the server makes them with the type.
    std::optional<Name> find_constructor(ast::QualifiedName const& name) const;
    /// Schemas to look in: the one written, or the path.
    std::vector<std::string> candidates(ast::QualifiedName const& name) const;

    /// The table, or a diagnostic: unknown, or of another kind.
    Table const* table(ast::QualifiedName const& name);
    Column const* column(Table const& table, ast::Identifier const& name);

    /// A name as the author would write it: qualified only outside the home schema.
    std::string shown(Name const& name) const;
    std::string shown(Key const& key) const;

    Diagnostic& error(Code code, Span span, std::string message, std::string help = {});
    /// Where the object was made; for a part of a table that came with it, the table's place.
    Place const* origin(Key const& key) const;
    /// Adds "first defined here" where the place is known.
    void note_origin(Diagnostic& diagnostic, Key const& key);

    /// Canonical type, or nothing after a diagnostic. `serial` types are left to the caller: see serial_type().
    std::optional<Type> resolve_type(ast::TypeName const& type);

private:
    void grant_by_default(Create& create);

    std::vector<std::string> path_;
    std::string home_;
    std::optional<std::string> owner_; // of what is created inside of CREATE SCHEMA
    std::vector<Operation> operations_;
    Span statement_;
    std::size_t errors_at_start_ = 0;
};

/// `integer` for serial, `bigint` for bigserial, `smallint` for smallserial; nothing for any other type.
std::optional<std::string_view> serial_type(ast::TypeName const& type);

bool is_builtin_function(std::string_view name);
/// Of the server itself, and not from outside: the element type where it is an array.
bool is_builtin_type(Type const& type);
/// `record`, `anyelement`: a type that no column and no attribute may have.
bool is_pseudo_type(Type const& type);
/// As signatures have it: the server keeps no modifier of an argument's type, so `f(varchar(20))` is `f(varchar)`.
Type without_modifier(Type type);
/// What the values of a domain are, through domains over domains; any other type is its own.
Type base_type(Catalog const& catalog, Type type);

} // namespace migc::catalog
