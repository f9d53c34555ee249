// From the nodes of a definition to values, shared by CREATE TABLE, ALTER TABLE and CREATE INDEX. A table given as
// scope may be one that is still being built. What does not fit is reported, and the value is then not to be used.
#pragma once

#include "compiler/catalog/bind.hpp"

namespace migc::catalog {

// --- sequences ---

/// Bounds that follow from the type and the direction, before any option is read.
SequenceOptions default_sequence_options(std::string_view type, std::int64_t increment = 1);
/// Reads the options of a sequence over `options`, checking them as the server does; an option not given keeps its
/// value. `created`: the bounds not given follow from type and direction.
bool define_sequence_options(Context& context, std::vector<ast::SequenceOption> const& list, SequenceOptions& options,
                             bool created);

// --- columns ---

/// Name and type, with the sequence that a serial type makes; nothing when the type is unknown.
std::optional<Column> define_column(Context& context, Table const& table, ast::Column const& node);
/// The facts that stand among the constraints: NOT NULL, DEFAULT, GENERATED, identity; and collation, storage.
/// `scope` holds the columns a generation expression may use.
void complete_column(Context& context, Table const& scope, ast::Column const& node, Column& column);
/// Reads GENERATED … AS IDENTITY for a column of `table`.
void define_identity(Context& context, Table const& table, ast::Identity const& node, Column& column);
std::optional<Expression> define_default(Context& context, Column const& column, ast::Expression const& value);
/// The expression of a generated column, made of other columns that are not generated.
Expression define_generation(Context& context, Table const& table, Column const& column, grammar::TokenRange value);

/// As stored: quoted where it must be.
std::string collation_text(ast::QualifiedName const& collation);

// --- constraints ---

/// Which constraints come first when names are chosen: the server makes checks, then keys, then foreign keys.
enum class ConstraintPass : std::uint8_t { checks, keys, foreign_keys };

/// Whether the node is a constraint (and not a fact of its column), and when its turn is.
std::optional<ConstraintPass> constraint_pass(ast::Constraint const& node);

/// A constraint on `table`; `column` is set when it stands behind one. `created`: part of CREATE TABLE.
std::optional<Constraint> define_constraint(Context& context, Table const& table, ast::Constraint const& node,
                                            ast::Identifier const* column, bool created);

// --- indexes ---

std::optional<IndexElement> define_index_element(Context& context, Table const& table, ast::IndexElement const& node);
Options define_options(Context& context, std::vector<ast::Option> const& list);

} // namespace migc::catalog
