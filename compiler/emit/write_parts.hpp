// One set of functions for each kind of object: created, dropped, altered. `write` picks by overload, so a
// new kind of object does not compile until its family file has all three.
#pragma once

#include "compiler/emit/sql.hpp"

namespace migc::emit {

struct Context {
    catalog::Key const& key; // as in the operation: a column's table stands only there
    Style const& style;
    Statements& out;
    bool only = false; // see catalog::Operation
};

/// `alter table t `, with ONLY where the operation says so.
std::string alter_table(Context const& context);

#define MIGC_WRITTEN(Type)                                                                                             \
    void create(Context const& context, catalog::Type const& object);                                                  \
    void drop(Context const& context, catalog::Type const& object);                                                    \
    void alter(Context const& context, catalog::Type const& before, catalog::Type const& after);
MIGC_WRITTEN(Schema)
MIGC_WRITTEN(Extension)
MIGC_WRITTEN(EnumType)
MIGC_WRITTEN(Domain)
MIGC_WRITTEN(CompositeType)
MIGC_WRITTEN(RangeType)
MIGC_WRITTEN(Multirange)
MIGC_WRITTEN(BaseType)
MIGC_WRITTEN(Sequence)
MIGC_WRITTEN(Table)
MIGC_WRITTEN(TableFacts)
MIGC_WRITTEN(Constraint)
MIGC_WRITTEN(Index)
MIGC_WRITTEN(View)
MIGC_WRITTEN(Routine)
MIGC_WRITTEN(Trigger)
MIGC_WRITTEN(Policy)
MIGC_WRITTEN(Rule)
MIGC_WRITTEN(Named)
#undef MIGC_WRITTEN

void create(Context const& context, catalog::Column const& object);
void drop(Context const& context, catalog::Column const& object);
/// `using_expression`: the author's, of a type change; empty: the one that type_change.hpp gives, if any.
void alter(Context const& context, catalog::Column const& before, catalog::Column const& after,
           std::string_view using_expression);

// --- pieces of one family that another one needs ---

/// `id bigint generated always as identity not null`, for CREATE TABLE and ADD COLUMN.
std::string column_definition(catalog::Name const& table, catalog::Column const& column, Style const& style);
/// `constraint n not null a no inherit`, as a constraint of the table; without NOT VALID.
std::string not_null_definition(catalog::Name const& table, catalog::Column const& column, Style const& style);
/// Sequences that the column's default draws from; they must exist before it does.
void create_owned_sequences(catalog::Column const& column, Style const& style, Statements& out);
/// What a column definition cannot say: `owned by`, storage, statistics, options, comment.
void write_column_settings(catalog::Name const& table, catalog::Column const& column, Style const& style,
                           Statements& out);

/// `constraint t_pkey primary key (id)`, without NOT VALID.
std::string constraint_definition(catalog::Constraint const& constraint, Style const& style);
/// What its definition cannot say.
void write_constraint_comments(Context const& context, catalog::Constraint const& constraint);

/// ` increment by 2 minvalue 0`: what departs from the defaults of the type; `as integer` only `with_type`.
std::string sequence_options(catalog::SequenceOptions const& options, bool with_type);
/// The words that lead from one to the other, each with its own keyword: `increment by 2`, `cycle`.
std::vector<std::string> changed_sequence_options(catalog::SequenceOptions const& before,
                                                  catalog::SequenceOptions const& after);
void create_sequence(catalog::Sequence const& sequence, Style const& style, Statements& out);
catalog::SequenceOptions default_options(std::string_view type, bool descending);

/// `a, lower(b) desc`
std::string index_elements(std::vector<catalog::IndexElement> const& elements);
/// `create index … on table …`
std::string index_definition(catalog::Index const& index, catalog::Name const& table, Style const& style);

/// What may change on an index, or on the one behind a constraint, without making it anew.
struct IndexStorage {
    catalog::Options const& with;
    std::string const& tablespace;
};
void alter_index_storage(std::string const& index, IndexStorage const& before, IndexStorage const& after,
                         Statements& out);

bool view_is_replaceable(catalog::View const& before, catalog::View const& after);
bool routine_is_replaceable(catalog::Routine const& before, catalog::Routine const& after);
/// Equal but for what a statement changes in place (validation, deferrability, options, comment).
bool constraint_is_altered_in_place(catalog::Constraint const& before, catalog::Constraint const& after);
/// All but what a domain is over; all but what a range is made of.
bool domain_is_altered_in_place(catalog::Domain const& before, catalog::Domain const& after);
bool range_is_altered_in_place(catalog::RangeType const& before, catalog::RangeType const& after);
bool index_is_altered_in_place(catalog::Index const& before, catalog::Index const& after);
bool policy_is_altered_in_place(catalog::Policy const& before, catalog::Policy const& after);
/// What an object of named_kind.def is called behind the words of its kind: `app.=== (integer, integer)`.
std::string named_name(catalog::Key const& key, Style const& style);
/// `app.===`: an operator is never quoted.
std::string qualified_operator(catalog::Name const& name, Style const& style);
/// What no ALTER can take back, in a reader's words.
Statements named_left_out(catalog::Named const& before, catalog::Named const& after, Style const& style);
bool trigger_is_altered_in_place(catalog::Trigger const& before, catalog::Trigger const& after);

} // namespace migc::emit
