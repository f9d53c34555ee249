// From the tokens of an expression or a query to normalised text with its names bound (RULINGS 10, 17). Nothing is
// type-checked: words are columns, functions (before a parenthesis), types (behind a cast) or left free.
#pragma once

#include "compiler/catalog/context.hpp"

namespace migc::catalog {

/// What a word inside an expression may mean besides a function or a type.
struct Scope {
    Table const* table = nullptr; // its columns; of CHECK, DEFAULT of a generated column, index expressions
    bool columns_required = true; // a word that is neither column nor function nor special is an error
    bool row_prefixes = false;    // OLD and NEW of a trigger's WHEN
    bool domain_value = false;    // VALUE of a domain's CHECK, which may be quoted
};

/// Reports unknown columns, functions and types. `tokens` may be empty.
Expression bind(Context& context, grammar::TokenRange tokens, Scope const& scope);

/// Normalised text alone: for option values, bounds, arguments.
std::string normalised(Context& context, grammar::TokenRange tokens);

/// The author's text from the first byte of the first token to the last of the last.
std::string verbatim(Context& context, grammar::TokenRange tokens);

/// Whether a list of arguments, from its `(` on, holds just one: `mood('sad')` may be a cast.
bool is_single_argument(grammar::TokenRange parentheses);

/// 'public."S"' inside a string literal, as regclass reads it.
std::optional<ast::QualifiedName> relation_in_literal(Context& context, grammar::Token const& literal);

/// The columns a bound expression mentions, without doubles, in their order.
std::vector<std::string> columns_of(Expression const& expression);

/// Relations, columns where certain, and routines that a query mentions; unknown relations are reported.
/// `columns`: the output columns where the select list is plain enough to know them.
struct BoundQuery {
    std::vector<Binding> bindings;
    std::vector<std::string> columns;
    bool columns_known = false;
    bool count_known = false; // `columns` has one entry for each; those without a certain name are empty
    /// Beside `columns`: type and collation of those that are plain columns or casts; else without a name.
    std::vector<Type> types;
    std::vector<std::string> collations;
    /// `*` and `t.*` of select lists whose columns are certain: the server puts the columns of that moment in their
    /// place when it stores the query.
    struct Star {
        Span span;
        std::string columns;
    };
    std::vector<Star> stars; // in the order of the text
};
/// The text of a query as it is stored: its bytes, but with `*` as the list of columns, and inside of CREATE SCHEMA
/// with the new schema in front of what is in it.
std::string stored_text(Context& context, grammar::TokenRange tokens, BoundQuery const& query);
BoundQuery bind_query(Context& context, grammar::TokenRange tokens);

} // namespace migc::catalog
