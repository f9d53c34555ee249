// The statements about named objects that have a file of their own.
#pragma once

#include "compiler/catalog/context.hpp"

namespace migc::catalog {

/// CREATE ROLE, USER and GROUP: the role, and a membership for each role that it joins or that joins it.
void create_role(Context& context, ast::CreateNamed const& statement);
/// Attributes, settings, and the members of a group.
void alter_role(Context& context, ast::AlterNamed const& statement);
/// ALTER FUNCTION, PROCEDURE and ROUTINE: what is said stands beside the definition, which is the author's
/// text.
void alter_routine(Context& context, ast::AlterNamed const& statement);

} // namespace migc::catalog
