// A query, or any statement made of queries, seen as scopes: which relations it names, under which aliases, and which
// tokens are no expressions (names of relations, aliases, lists of columns). The text is not parsed further (RULINGS
// 10), so whatever is not certain stays out.
#pragma once

#include "compiler/catalog/bind.hpp"

#include <string_view>
#include <vector>

namespace migc::catalog {

/// One entry of a FROM list, or the target of INSERT, UPDATE, DELETE, MERGE.
struct QuerySource {
    std::string alias;
    std::optional<Name> relation; // none: a subquery, a function, a common table expression, a relation of the server
    bool renamed = false;         // `t as x (a, b)`: its columns go by other names
};

/// One SELECT, INSERT, UPDATE, DELETE or MERGE; the arms of a UNION have one each.
struct QueryScope {
    std::size_t parent = 0; // of the scope around it; the first scope is its own
    std::vector<QuerySource> sources;
    bool merges_columns = false; // JOIN … USING and NATURAL: `*` gives fewer columns than the sources have
};

enum class Clause : std::uint8_t { other, select_list, from, condition };

struct QueryToken {
    std::uint32_t scope = 0;
    Clause clause = Clause::other;
    bool taken = false; // a relation's name, an alias, a name of a list: no expression
};

struct QueryShape {
    std::vector<QueryScope> scopes;
    std::vector<QueryToken> tokens;  // one for each token of the range
    std::vector<std::size_t> closes; // of each `(` the place of its `)`; of other tokens their own
    std::vector<Binding> relations;
    std::size_t main = 0; // the first token behind the WITH list of the outermost query
};

struct ShapeOptions {
    std::string_view common;      // a common table expression that is known from outside: of a recursive view, itself
    bool report_relations = true; // unknown ones
};

QueryShape shape_of(Context& context, grammar::TokenRange tokens, ShapeOptions const& options);

/// SELECT, WITH, VALUES, TABLE and the statements that change rows.
bool begins_query(grammar::TokenKind kind);

/// `pg_class`, `information_schema.tables`: relations of the server, which no chain creates.
bool is_system_relation(ast::QualifiedName const& name);

/// The spelling of a word as the server stores it.
std::string word_text(Context& context, grammar::Token const& token);

// --- binding ---

/// As bind_query, of a view that is recursive: its own name is no relation.
BoundQuery bind_view_query(Context& context, grammar::TokenRange tokens, std::string_view recursive_name);

/// Of a SQL-standard body of a routine: relations, columns and functions it needs. Words may be its parameters, so
/// only relations and functions that are unknown are reported.
std::vector<Binding> bind_body(Context& context, grammar::TokenRange tokens);

/// What a statement calls besides built-in functions that change nothing.
struct CalledRoutines {
    bool acts = false;
    std::string first;            // the first such function
    bool moves_sequences = false; // nextval, setval: the number of a sequence is data
};
/// Unknown functions are reported.
CalledRoutines called_routines(Context& context, grammar::TokenRange tokens);

} // namespace migc::catalog
