// ALTER TABLE. Subcommands run in the server's passes, not in the order written (ATController: drops, type changes,
// new columns, facts of columns, constraints, the rest). Manual: ALTER TABLE.
#include "compiler/catalog/alter_table.hpp"
#include "compiler/catalog/define.hpp"
#include "compiler/catalog/define_checks.hpp"
#include "compiler/catalog/dependants.hpp"
#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/foreign.hpp"
#include "compiler/catalog/replay.hpp"
#include "compiler/catalog/server_names.hpp"
#include "compiler/catalog/type_change.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace migc::catalog {

namespace {

enum class Pass : std::uint8_t { drop, type, add_column, facts, constraints, rest };

struct PassOf {
    Pass operator()(ast::DropColumn const&) const { return Pass::drop; }
    Pass operator()(ast::DropConstraint const&) const { return Pass::drop; }
    Pass operator()(ast::DropDefault const&) const { return Pass::drop; }
    Pass operator()(ast::DropNotNull const&) const { return Pass::drop; }
    Pass operator()(ast::DropIdentity const&) const { return Pass::drop; }
    Pass operator()(ast::DropExpression const&) const { return Pass::drop; }
    Pass operator()(ast::SetType const&) const { return Pass::type; }
    Pass operator()(ast::AddColumn const&) const { return Pass::add_column; }
    Pass operator()(ast::SetDefault const&) const { return Pass::facts; }
    Pass operator()(ast::SetNotNull const&) const { return Pass::facts; }
    Pass operator()(ast::AddIdentity const&) const { return Pass::facts; }
    Pass operator()(ast::AlterIdentity const&) const { return Pass::facts; }
    Pass operator()(ast::SetExpression const&) const { return Pass::facts; }
    Pass operator()(ast::SetStatistics const&) const { return Pass::facts; }
    Pass operator()(ast::SetStorage const&) const { return Pass::facts; }
    Pass operator()(ast::SetCompression const&) const { return Pass::facts; }
    Pass operator()(ast::SetColumnOptions const&) const { return Pass::facts; }
    Pass operator()(ast::AddConstraint const&) const { return Pass::constraints; }
    Pass operator()(ast::AlterConstraint const&) const { return Pass::rest; }
    Pass operator()(ast::ValidateConstraint const&) const { return Pass::rest; }
    Pass operator()(ast::EnableTrigger const&) const { return Pass::rest; }
    Pass operator()(ast::RowSecurity const&) const { return Pass::rest; }
    Pass operator()(ast::ReplicaIdentity const&) const { return Pass::rest; }
    Pass operator()(ast::SetLogged const&) const { return Pass::rest; }
    Pass operator()(ast::SetTableOptions const&) const { return Pass::rest; }
    Pass operator()(ast::ChangeOwner const&) const { return Pass::rest; }
    Pass operator()(ast::EnableRule const&) const { return Pass::rest; }
    Pass operator()(ast::ClusterOn const&) const { return Pass::rest; }
    Pass operator()(ast::SetAccessMethod const&) const { return Pass::rest; }
    Pass operator()(ast::SetTablespace const&) const { return Pass::rest; }
    Pass operator()(ast::Inherit const&) const { return Pass::rest; }
    Pass operator()(ast::AttachPartition const&) const { return Pass::rest; }
    Pass operator()(ast::DetachPartition const&) const { return Pass::rest; }
    Pass operator()(ast::ChangeForeignOptions const&) const { return Pass::facts; }
    Pass operator()(ast::OfType const&) const { return Pass::rest; }
    Pass operator()(ast::OtherAction const&) const { return Pass::rest; }
};

// ALTER TABLE … OWNER TO takes any relation: pg_dump writes it for sequences and views.
ast::ChangeOwner const* only_owner(ast::AlterTable const& statement) {
    return statement.actions.size() == 1 ? std::get_if<ast::ChangeOwner>(&statement.actions.front()) : nullptr;
}

} // namespace

void TableAlteration::perform(decltype(Operation::change) change) {
    if (reach_ == Reach::inherited)
        context_.propagate(std::move(change));
    else
        context_.perform(std::move(change), false, only() && has_children());
}

void TableAlteration::change(Column const& before, Column after, std::string using_expression) {
    if (context_.failed() || (before == after && using_expression.empty())) return;
    perform(Alter{{Kind::column, name_, before.name}, before, std::move(after), std::move(using_expression)});
}

void TableAlteration::change(Constraint const& before, Constraint after) {
    if (context_.failed() || before == after) return;
    perform(Alter{{Kind::constraint, name_, before.name}, before, std::move(after), {}});
}

void TableAlteration::change(TableFacts after) {
    auto const before = table().facts;
    if (context_.failed() || before == after) return;
    perform(Alter{{Kind::table, name_, {}}, before, std::move(after), {}});
}

bool TableAlteration::is_stored(std::string_view what, Span span) {
    return is_stored_here(context_, table(), what, span);
}

void TableAlteration::merge(Options& options, Options const& given, bool reset) {
    for (auto const& [name, value] : given) {
        if (reset)
            options.erase(name);
        else
            options.insert_or_assign(name, value);
    }
}

void perform(Context& context, ast::AlterTable const& statement) {
    if (auto const* change = only_owner(statement)) {
        auto const kind = statement.foreign ? ast::ObjectKind::foreign_table : ast::ObjectKind::table;
        ast::ObjectName const object{kind,         statement.name, std::nullopt,
                                     std::nullopt, std::nullopt,   statement.name.span};
        perform(context, ast::AlterOwner{statement.if_exists, object, change->owner, statement.span});
        return;
    }
    auto const relation = context.find_relation(statement.name);
    auto const* view = relation && !statement.foreign ? context.catalog.view(*relation) : nullptr;
    if (view && view->stored) {
        perform(context,
                ast::AlterMaterializedView{statement.if_exists, statement.name, statement.actions, statement.span});
        return;
    }
    if (statement.if_exists && !relation) return;
    auto const* table = context.table(statement.name);
    if (!table || (statement.foreign && !is_foreign(context, *table, "`alter foreign table` of", statement.name.span)))
        return;
    std::vector<ast::TableAction const*> actions;
    for (auto const& action : statement.actions) actions.push_back(&action);
    std::stable_sort(actions.begin(), actions.end(), [](auto const* left, auto const* right) {
        return std::visit(PassOf{}, *left) < std::visit(PassOf{}, *right);
    });
    TableAlteration alteration(context, table->name, statement.only ? Reach::only : Reach::whole);
    for (auto const* action : actions) {
        if (std::visit(PassOf{}, *action) >= Pass::constraints) alteration.constrain_added_columns();
        std::visit(alteration, *action);
    }
    alteration.constrain_added_columns();
}

} // namespace migc::catalog
