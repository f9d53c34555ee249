// One statement against the catalog: either the operations it performs, applied, or a diagnostic that a server would
// have raised at deploy time and a catalog as it was before. Each family of statements has a file replay_<family>.cpp.
#pragma once

#include "compiler/catalog/context.hpp"

namespace migc::catalog {

/// Replays one statement. `tokens` are its own, for what is kept verbatim. After an error nothing has changed and the
/// list is empty.
std::vector<Operation> replay(Context& context, ast::Statement const& statement, grammar::TokenRange tokens);

// One overload for each node of the grammar: a statement without one does not compile (STYLE "One place per change").
void perform(Context& context, ast::CreateSchema const& statement);
void perform(Context& context, ast::CreateExtension const& statement);
void perform(Context& context, ast::AlterExtension const& statement);
void perform(Context& context, ast::CreateEnum const& statement);
void perform(Context& context, ast::AddEnumValue const& statement);
void perform(Context& context, ast::RenameEnumValue const& statement);
void perform(Context& context, ast::CreateDomain const& statement);
void perform(Context& context, ast::AlterDomain const& statement);
void perform(Context& context, ast::CreateComposite const& statement);
void perform(Context& context, ast::AlterComposite const& statement);
void perform(Context& context, ast::RenameAttribute const& statement);
void perform(Context& context, ast::CreateRange const& statement);
void perform(Context& context, ast::CreateBaseType const& statement);
void perform(Context& context, ast::CreateSequence const& statement);
void perform(Context& context, ast::AlterSequence const& statement);
void perform(Context& context, ast::CreateTable const& statement);
void perform(Context& context, ast::CreateTableAs const& statement);
void perform(Context& context, ast::AlterTable const& statement);
void perform(Context& context, ast::CreateIndex const& statement);
void perform(Context& context, ast::AlterIndex const& statement);
void perform(Context& context, ast::AlterView const& statement);
void perform(Context& context, ast::CreateView const& statement);
void perform(Context& context, ast::CreateRoutine const& statement);
void perform(Context& context, ast::CreateTrigger const& statement);
void perform(Context& context, ast::CreateMaterializedView const& statement);
void perform(Context& context, ast::AlterMaterializedView const& statement);
void perform(Context& context, ast::RefreshView const& statement);
void perform(Context& context, ast::CreatePolicy const& statement);
void perform(Context& context, ast::AlterPolicy const& statement);
void perform(Context& context, ast::CreateRule const& statement);
void perform(Context& context, ast::CreateNamed const& statement);
void perform(Context& context, ast::AlterNamed const& statement);
void perform(Context& context, ast::GrantRole const& statement);
void perform(Context& context, ast::DefaultPrivileges const& statement);
void perform(Context& context, ast::Drop const& statement);
void perform(Context& context, ast::Rename const& statement);
void perform(Context& context, ast::SetSchema const& statement);
void perform(Context& context, ast::AlterOwner const& statement);
void perform(Context& context, ast::Comment const& statement);
void perform(Context& context, ast::SecurityLabel const& statement);
void perform(Context& context, ast::DependsOnExtension const& statement);
void perform(Context& context, ast::Grant const& statement);
void perform(Context& context, ast::Data const& statement);
void perform(Context& context, ast::Opaque const& statement);
void perform(Context& context, ast::SetLocal const& statement);
void perform(Context& context, ast::Refused const& statement);
void perform(Context& context, ast::Unsupported const& statement);
void perform(Context& context, ast::SessionSetting const& statement);

} // namespace migc::catalog
