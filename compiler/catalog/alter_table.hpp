// One ALTER TABLE statement under way: each subcommand is performed on the table as those before it left it.
#pragma once

#include "compiler/catalog/context.hpp"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace migc::catalog {

/// How far a statement goes: to all that inherit, to the one table (ONLY), or from a parent down to this
/// child.
enum class Reach : std::uint8_t { whole, only, inherited };

class TableAlteration {
public:
    TableAlteration(Context& context, Name name, Reach reach)
        : context_(context), name_(std::move(name)), reach_(reach) {}

    // --- columns ---
    void operator()(ast::AddColumn const& action);
    /// The constraints behind new columns: their turn comes when all columns are there.
    void constrain_added_columns();
    void operator()(ast::DropColumn const& action);
    void operator()(ast::SetType const& action);
    void operator()(ast::SetDefault const& action);
    void operator()(ast::DropDefault const& action);
    void operator()(ast::SetNotNull const& action);
    void operator()(ast::DropNotNull const& action);
    void operator()(ast::AddIdentity const& action);
    void operator()(ast::AlterIdentity const& action);
    void operator()(ast::DropIdentity const& action);
    void operator()(ast::SetExpression const& action);
    void operator()(ast::DropExpression const& action);
    void operator()(ast::SetStatistics const& action);
    void operator()(ast::SetStorage const& action);
    void operator()(ast::SetCompression const& action);
    void operator()(ast::SetColumnOptions const& action);

    // --- constraints ---
    void operator()(ast::AddConstraint const& action);
    void operator()(ast::DropConstraint const& action);
    void operator()(ast::ValidateConstraint const& action);
    void operator()(ast::AlterConstraint const& action);

    // --- the table ---
    void operator()(ast::EnableTrigger const& action);
    void operator()(ast::EnableRule const& action);
    void operator()(ast::RowSecurity const& action);
    void operator()(ast::ReplicaIdentity const& action);
    void operator()(ast::SetLogged const& action);
    void operator()(ast::SetTableOptions const& action);
    void operator()(ast::ChangeOwner const& action);
    void operator()(ast::ClusterOn const& action);
    void operator()(ast::SetAccessMethod const& action);
    void operator()(ast::SetTablespace const& action);
    void operator()(ast::ChangeForeignOptions const& action);
    void operator()(ast::OfType const& action);
    void operator()(ast::OtherAction const& action);

    // --- inheritance and partitions ---
    void operator()(ast::Inherit const& action);
    void operator()(ast::AttachPartition const& action);
    void operator()(ast::DetachPartition const& action);

private:
    bool has_children() const { return !context_.catalog.children(name_).empty(); }
    bool only() const { return reach_ == Reach::only; }
    /// ONLY where the server wants the children to follow; reports it.
    bool must_reach_children(Span span, std::string_view what);
    /// The column is the table's own to change; reports an inherited one and one of the partition key.
    bool is_own(Column const& column, Span span, std::string_view what);
    bool may_be_child(Table const& table, Span span);
    void perform(decltype(Operation::change) change);
    Table const& table() const { return *context_.catalog.table(name_); }
    Column const* find(ast::Identifier const& name) { return context_.column(table(), name); }
    Constraint const* find_constraint(ast::Identifier const& name);
    void unknown_constraint(ast::Identifier const& name);
    void change(Column const& before, Column after, std::string using_expression = {});
    void change(Constraint const& before, Constraint after);
    void set_sequences_logged(bool unlogged);
    void change(TableFacts after);
    /// For subcommands that a foreign table does not have; reports it.
    bool is_stored(std::string_view what, Span span);
    static void merge(Options& options, Options const& given, bool reset);
    static void retype(SequenceOptions& options, std::string const& type);
    bool may_change_identity(Span span);
    bool may_have_default(Column const& column, Span span);
    /// Whether the column is in the index of REPLICA IDENTITY.
    bool identifies(std::string const& column) const;
    void set_not_null(Column const* column, bool not_null, Span span);
    bool may_identify(ast::Identifier const& wanted);
    bool may_cluster_on(Index const& index, ast::Identifier const& name);
    bool is_partitioned(Span span);
    bool may_persist(Persistence after, Span span);
    bool may_convert(Column const& column, Type const& type, ast::SetType const& action);
    bool keys_still_match(Column const& column, Type const& type, Span span);
    void make_parts_anew(Column const& column);
    bool expressions_still_stand(Column const& column, Type const& type, Span span);
    bool rows_may_get(Column const& column, Span span);
    bool type_may_change(Column const& column, Span span);
    bool make_not_null(std::vector<std::string> const& columns, Span span);
    std::optional<Index> taken_index(ast::Constraint const& node, Constraint& constraint);
    static bool uses_index(ast::Constraint const& node);
    void add_constraint(ast::Constraint const& node, ast::Identifier const* column, bool implied);

    Context& context_;
    Name name_;
    Reach reach_;
    std::vector<ast::Column const*> added_;
    std::set<std::string> retyped_;
};

} // namespace migc::catalog
