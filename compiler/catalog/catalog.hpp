// The schema as the server would know it at one point of the chain. Asked by replay, changed only by `apply`; since
// an operation carries before and after, applying its inverse takes it back, so no copy of a catalog is ever made.
#pragma once

#include "compiler/catalog/operation.hpp"
#include "compiler/catalog/rename_label.hpp"

#include <set>
#include <unordered_map>

namespace migc::catalog {

/// What a name in a schema's relation namespace is: tables, views, sequences, indexes and composite types share one.
struct Relation {
    Kind kind{};      // table, view, sequence, index, type
    Name table;       // index, constraint's index, owned sequence: where it stands
    std::string part; // the column of an owned or identity sequence; the constraint of its index
};

/// Something that a dependant needs: a whole object, or one column of it.
struct Need {
    Key object;
    std::string column;
};

class Catalog {
public:
    /// The schema `public` exists; the target's schemas are known to exist (RULINGS 25).
    explicit Catalog(std::vector<std::string> const& schemas);

    void apply(Operation const& operation);

    bool has_schema(std::string_view name) const;
    Schema const* schema(std::string_view name) const;
    Extension const* extension(std::string_view name) const;
    Relation const* relation(Name const& name) const;
    Table const* table(Name const& name) const;
    View const* view(Name const& name) const;
    Sequence const* sequence(Name const& name) const; // owned ones, too
    /// A type of the chain, row types of relations aside; of the server's own none is here.
    bool has_type(Name const& name) const;
    UserType const* type(Name const& name) const; // without multiranges
    EnumType const* enum_type(Name const& name) const;
    Domain const* domain(Name const& name) const;
    CompositeType const* composite(Name const& name) const;
    RangeType const* range(Name const& name) const;
    /// The range type that a multirange, or a constructor function of either, came with.
    RangeType const* range_of(Name const& multirange) const;
    RangeType const* range_made_by(Name const& constructor) const;
    std::vector<Routine> const* routines(Name const& name) const;
    Routine const* routine(Name const& name, std::string_view signature) const;
    Index const* index(Name const& name) const;
    Named const* named(Key const& key) const;
    std::map<Key, Named> const& all_named() const { return named_; }
    /// The indexes of a table or a materialized view; null where neither has that name.
    std::map<std::string, Index> const* indexes_of(Name const& relation) const;
    std::size_t constraints_named(Name const& name) const; // in the whole schema, for generated names

    /// Who needs the object; with `column`, who needs that column of it. What the object owns is not listed.
    std::vector<Key> dependants(Key const& object, std::string_view column = {}) const;
    /// The tables that inherit from this one, and its partitions; those of theirs not.
    std::vector<Name> children(Name const& table) const;
    /// What is in a schema, for `drop schema`.
    std::vector<Key> contents(std::string_view schema) const;
    /// Range types of other schemas whose multirange, or whose functions, are in this one.
    std::vector<Key> ranges_that_reach_into(std::string_view schema) const;
    /// The value of an object now; nothing if it is not there. A table's key with `facts` gives TableFacts.
    std::optional<Object> value(Key const& key) const;
    std::optional<Object> facts(Name const& table) const;

    std::map<std::string, Schema> const& schemas() const { return schemas_; }
    std::map<std::string, Extension> const& extensions() const { return extensions_; }
    std::vector<std::string> names_in(std::string_view schema, Kind kind) const; // for suggestions and dumps
    /// Whether anything may have come from outside: an extension or an opaque statement (RULINGS 12).
    bool open_world() const { return unseen_ || !extensions_.empty(); }
    bool unseen() const { return unseen_; }

private:
    void insert(Create const& create);
    void remove(Drop const& drop);
    void alter(Alter const& alter);
    void alter_in_place(Alter const& alter);
    void rename(Rename const& rename);
    void rename(LabelRename const& label);
    std::vector<Name> domains_over(Name const& type) const; // and over those
    void rename_relation(Rename const& rename);
    void rename_type(Rename const& rename);
    void rename_schema(Rename const& rename);
    void follow_in_partitions(Name const& table, Name const& from, Name const& to);
    /// Calls `change` with the object itself, so that it may be changed in place; false when it is not there.
    template <class F>
    bool with(Key const& key, F const& change);
    template <class F>
    bool with(Key const& key, F const& look) const;

    /// Enters or removes everything that the parts of an object mean outside of it: relation names, counted
    /// constraint names, needs.
    void enter_table(Table const& table, bool add);
    void enter_column(Name const& table, Column const& column, bool add);
    void take_ownership(Column const& before, Column const& after, std::optional<std::string> const& owner);
    void enter_constraint_name(Name const& name, bool add);
    void enter_constraint(Name const& table, Constraint const& constraint, bool add);
    void enter_index(Name const& table, Index const& index, bool add);
    void enter_type(UserType const& type, bool add);
    void enter_trigger(Name const& table, Trigger const& trigger, bool add);
    void enter_view(View const& view, bool add);
    void enter_part(Key const& key, Policy const& policy, bool add);
    void enter_part(Key const& key, Rule const& rule, bool add);
    std::map<std::string, Rule>& rules_of(Name const& relation);
    std::map<std::string, Index>& indexes_at(Name const& relation);
    void rename_roles(Rename const& rename);
    void rename_mentions(std::string const& from, std::string const& to);
    void enter_relation(Name const& name, Relation relation, bool add);
    template <class T>
    void enter_needs(Key const& dependant, T const& value, bool add);
    void follow(Rename const& rename, Key const& needed);

    std::map<std::string, Schema> schemas_;
    std::map<std::string, Extension> extensions_;
    std::unordered_map<Name, Relation, KeyHash> relations_;
    std::unordered_map<Name, Table, KeyHash> tables_;
    std::unordered_map<Name, View, KeyHash> views_;
    std::unordered_map<Name, Sequence, KeyHash> sequences_; // those that no column owns
    std::unordered_map<Name, UserType, KeyHash> types_;
    std::unordered_map<Name, Name, KeyHash> multiranges_;  // to their ranges
    std::unordered_map<Name, Name, KeyHash> constructors_; // to their ranges
    std::unordered_map<Name, std::vector<Routine>, KeyHash> routines_;
    std::map<Key, Named> named_;
    std::unordered_map<Name, std::size_t, KeyHash> constraint_names_;
    std::unordered_map<Key, std::map<Key, std::size_t>, KeyHash> dependants_; // counted: one may need another twice
    bool unseen_ = false;
};

/// What an object needs from elsewhere; its own table is left out for columns, constraints, indexes and triggers
/// except where a single column of it matters (an index needs its columns). `T` is any alternative of Object.
template <class T>
std::vector<Need> needs(Key const& key, T const& value);

/// The parts of a table are dependants of their own, so `needs` leaves them out; this is what the table needs
/// as one statement makes it.
std::vector<Need> needs_with_parts(Key const& key, Table const& table);

} // namespace migc::catalog
