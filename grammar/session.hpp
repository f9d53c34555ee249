// What one parse of one statement needs and learns: the source for spellings, and the furthest place at which a
// terminal failed with everything that was wanted there. One session travels with the grammar (STYLE habit 7).
#pragma once

#include "compiler/base/diagnostic.hpp"
#include "grammar/ast.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace migc::grammar {

using Iterator = Token const*;

struct Session {
    SourceFile& source;
    Diagnostics& diagnostics;
    bool schema_file = false;      // TextKind::schema: session settings of pg_dump are understood
    ast::ObjectKind object_kind{}; // whose words were read last: decides how its names are spelled

    // Of a statement about a named object, read without attributes: see parts.hpp.
    std::vector<ast::Part> parts{};
    std::optional<ast::ObjectName> object{};
    Iterator behind_object = nullptr;
    bool creates = false; // CREATE OPERATOR and OPERATOR CLASS name less of their object than DROP does

    struct Wanted {
        TokenKind kind;        // a keyword or punctuation, when `name` is empty
        std::string_view name; // a reader's word: "a name", "a type"
    };
    Iterator furthest = nullptr;
    std::array<Wanted, 48> wanted{};
    std::size_t wanted_count = 0;

    /// Notes a mismatch and fails; called on every alternative that does not fit, so it does no more than that.
    bool miss(Iterator at, TokenKind kind) { return miss(at, Wanted{kind, {}}); }
    bool miss(Iterator at, std::string_view name) { return miss(at, Wanted{TokenKind::unknown, name}); }

    /// Fails at a place before the furthest one, for what shows only when the whole statement is known.
    bool reject(Iterator at, TokenKind kind) {
        furthest = nullptr;
        return miss(at, kind);
    }
    bool reject(Iterator at, std::string_view name) {
        furthest = nullptr;
        return miss(at, name);
    }

    /// "FOO, BAR or a name", without doubles, at most `limit` of them.
    std::string wanted_text(std::size_t limit = 5) const;

private:
    bool miss(Iterator at, Wanted what) {
        if (furthest == nullptr || at > furthest) {
            furthest = at;
            wanted_count = 0;
        }
        if (at == furthest && wanted_count < wanted.size()) wanted[wanted_count++] = what;
        return false;
    }
};

/// Words in upper case, as messages show keywords.
std::string upper(std::string_view words);

/// As a message shows a token: `;`, `tabel`, a long string cut, "the end of the file".
std::string found_text(SourceFile const& source, Token const& token);

// --- terminals whose end PostgreSQL's own operator grammar decides; each consumes on success only ---

bool parse_identifier(Iterator& first, Iterator last, Session& session, ast::Identifier& out);
/// Any keyword may stand for the name: labels, option names.
bool parse_label(Iterator& first, Iterator last, Session& session, ast::Identifier& out);
/// A role: a name, or `public`, `current_user`, `session_user`, `current_role` as words.
bool parse_role(Iterator& first, Iterator last, Session& session, ast::Identifier& out);
bool parse_qualified_name(Iterator& first, Iterator last, Session& session, ast::QualifiedName& out);
/// The name of a routine or type: keywords of category function_name may stand for it.
bool parse_function_name(Iterator& first, Iterator last, Session& session, ast::QualifiedName& out);
bool parse_string(Iterator& first, Iterator last, Session& session, ast::String& out);
bool parse_type(Iterator& first, Iterator last, Session& session, ast::TypeName& out);
/// What may follow `interval`, or a literal of it: `day to second(3)`; nothing is fine, too.
bool parse_interval_fields(Iterator& first, Iterator last, Session& session, ast::TypeName& out);

enum class ExpressionKind : std::uint8_t { a_expr, b_expr };
/// Stops where an a_expr or b_expr must end (RULINGS 10).
bool parse_expression(Iterator& first, Iterator last, Session& session, ExpressionKind kind, ast::Expression& out);
/// From `(` to its `)`; the range leaves both out. Unbalanced brackets fail.
bool parse_balanced(Iterator& first, Iterator last, Session& session, TokenRange& inside);
/// All that is left of the statement, with balanced brackets; may be nothing.
bool parse_rest(Iterator& first, Iterator last, Session& session, TokenRange& out);
/// The number with its sign, as text.
bool parse_signed_number(Iterator& first, Iterator last, Session& session, std::string& out);

/// Reads nothing; true where a name and the first word of a column constraint or WITH OPTIONS follow, as for a column
/// of a typed table or a partition. All these words but GENERATED are reserved, so none of them is a type.
bool parse_untyped_ahead(Iterator& first, Iterator last, Session& session, ast::Word& out);

// --- clauses that may stand in any order; nothing read is fine, too ---

/// DEFERRABLE, INITIALLY …, NOT VALID, NO INHERIT, [NOT] ENFORCED.
bool parse_constraint_attributes(Iterator& first, Iterator last, Session& session, ast::ConstraintAttributes& out);
/// The same behind a column constraint, where NOT VALID has no place: the table was empty when it came.
bool parse_column_constraint_attributes(Iterator& first, Iterator last, Session& session,
                                        ast::ConstraintAttributes& out);
/// `(a, b, period c)` of a foreign key, which only a comma may stand before.
bool parse_key_columns(Iterator& first, Iterator last, Session& session, ast::KeyColumns& out);
/// MATCH …, ON DELETE …, ON UPDATE ….
bool parse_referential_actions(Iterator& first, Iterator last, Session& session, ast::ReferentialActions& out);

/// A column of an index: a name that no `(` follows.
bool parse_plain_column(Iterator& first, Iterator last, Session& session, ast::Identifier& out);
/// An expression of an index: a function call, or anything in parentheses.
bool parse_index_expression(Iterator& first, Iterator last, Session& session, ast::Expression& out);
/// `autovacuum_enabled`, `toast.autovacuum_enabled`.
bool parse_option_name(Iterator& first, Iterator last, Session& session, ast::Identifier& out);
/// A word of any kind (`on`, `true`, `none`), or an expression: def_arg of the server's grammar.
bool parse_option_value(Iterator& first, Iterator last, Session& session, ast::Expression& out);
/// One of the options of a sequence: manual, CREATE SEQUENCE and ALTER SEQUENCE.
bool parse_sequence_option(Iterator& first, Iterator last, Session& session, ast::SequenceOption& out);
/// `name 'value'`, `set name 'value'`, `drop name`.
bool parse_foreign_option(Iterator& first, Iterator last, Session& session, ast::ForeignOption& out);
/// OPTIONS ( … ) of foreign data; nothing read is fine, too.
bool parse_foreign_option_list(Iterator& first, Iterator last, Session& session, std::vector<ast::ForeignOption>& out);
/// An operator, or OPERATOR ( … ).
bool parse_operator(Iterator& first, Iterator last, Session& session, ast::Expression& out);
/// `for values …` or `default`, the bound of a partition.
bool parse_partition_bound(Iterator& first, Iterator last, Session& session, ast::PartitionBound& out);

/// One parameter of a routine as DROP or ALTER names it: [mode] [name] type, or name mode type.
bool parse_parameter(Iterator& first, Iterator last, Session& session, ast::Argument& out);
/// The same with DEFAULT or `=`, as CREATE FUNCTION declares it.
bool parse_argument(Iterator& first, Iterator last, Session& session, ast::Argument& out);
/// The name of an object of `session.object_kind`: `a.b`, `f(integer)`, `trigger on table`, `table.column`.
bool parse_object_name(Iterator& first, Iterator last, Session& session, ast::ObjectName& out);

} // namespace migc::grammar
