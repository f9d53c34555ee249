// From the clauses of a domain to its value, shared by CREATE DOMAIN and ALTER DOMAIN. What does not fit is reported.
#pragma once

#include "compiler/catalog/context.hpp"

namespace migc::catalog {

/// No value for NULL, which the server does not store.
std::optional<Expression> define_domain_default(Context& context, Domain const& domain, ast::Expression const& value);

/// A CHECK with its name, the author's or the server's; nothing for any other constraint.
std::optional<DomainCheck> define_domain_check(Context& context, Domain const& domain, ast::Constraint const& node);

/// From 17 it is a constraint with a name.
void define_domain_not_null(Context& context, Domain& domain, std::optional<ast::Identifier> const& name);

/// Whether the domain has a constraint of that name; reports it.
bool domain_constraint_exists(Context& context, Domain const& domain, std::string_view name, Span span);

} // namespace migc::catalog
