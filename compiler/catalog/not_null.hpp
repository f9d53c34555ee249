// NOT NULL as a constraint with a name: from PostgreSQL 18 on each has a row in pg_constraint (release notes of 18). On
// older targets a column has the flag alone, and nothing here gives it a name. Manual 18: CREATE TABLE, ALTER TABLE;
// src/backend/catalog/heap.c, AddRelationNotNullConstraints; src/backend/commands/tablecmds.c, ATExecSetNotNull.
#pragma once

#include "compiler/catalog/context.hpp"

namespace migc::catalog {

inline constexpr int first_with_not_null_constraints = 18;

/// What a statement says: `constraint n not null a no inherit not valid`.
struct SaidNotNull {
    std::optional<ast::Identifier> name;
    bool no_inherit = false;
    bool validated = true;
    Span span{};
};

/// What the node says; reports attributes that no not-null constraint has, and what the target does not know.
std::optional<SaidNotNull> said_not_null(Context& context, ast::Constraint const& node);

// --- columns that are being made ---

/// Makes the column not null, or merges what is said with what the column has already: its own words, or those of a
/// parent. Reports two names and two ways to be inherited.
void declare_not_null(Context& context, Column& column, SaidNotNull const& said);

/// Chooses the names that nobody gave, as the server does; reports those that are given twice.
void name_not_nulls(Context& context, Table& table, Span span);
/// The same for a column that is about to be added.
bool name_not_null(Context& context, Table const& table, Column& column, Span span);

/// The constraint as a new child inherits it from its parent's column; `not_null` of the copy follows.
void inherit_not_null(Column const& parent, Column& copy);
/// One more parent of the column has it.
void merge_not_null(Column const& parent, Column& column);

// --- tables that are there ---

/// Makes the columns not null for a primary key; false after a report (a constraint that is not valid or not inherited
/// does not do).
bool require_not_null(Context& context, Name const& table, std::vector<std::string> const& columns, bool only,
                      Span span);

/// SET NOT NULL, and ADD NOT NULL with its `said`.
void set_not_null(Context& context, Name const& table, std::string const& column, SaidNotNull const& said, bool added,
                  bool only);
/// DROP NOT NULL and DROP CONSTRAINT, on the table and what inherits it.
void drop_not_null(Context& context, Name const& table, std::string const& column, bool only, Span span);
void validate_not_null(Context& context, Name const& table, std::string const& column, bool only, Span span);
/// ALTER CONSTRAINT … [NO] INHERIT.
void alter_not_null(Context& context, Name const& table, std::string const& column, bool no_inherit, Span span);
/// Whether the object was a not-null constraint; if so, it is renamed.
bool rename_not_null(Context& context, ast::ObjectName const& object, ast::Identifier const& to, bool only, Span span);
/// Whether the object was a not-null constraint; if so, it has the comment.
bool comment_on_not_null(Context& context, ast::ObjectName const& object, std::optional<std::string> const& text);

// --- INHERIT and NO INHERIT, ATTACH and DETACH ---

/// Whether the child's column has what the parent's demands; reports what it lacks.
bool may_inherit_not_null(Context& context, Table const& parent, Column const& column, Table const& child,
                          Column const& own, Span span);

} // namespace migc::catalog
