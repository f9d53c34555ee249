// CREATE FUNCTION and CREATE PROCEDURE: the signature is resolved, the body stays the author's text (RULINGS 17).
// Manual: CREATE FUNCTION, CREATE PROCEDURE; checks: src/backend/commands/functioncmds.c,
// src/backend/catalog/pg_proc.c.
#include "compiler/catalog/common.hpp"
#include "compiler/catalog/find_object.hpp"
#include "compiler/catalog/named_errors.hpp"
#include "compiler/catalog/query.hpp"
#include "compiler/catalog/replay.hpp"
#include "grammar/lexer.hpp"
#include "grammar/session.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::catalog {

namespace {

using enum grammar::TokenKind;
using grammar::Token;
using grammar::TokenKind;
using grammar::TokenRange;

void refuse(Context& context, Span span, std::string message, std::string help) {
    context.error(Code::bad_definition, span, std::move(message), std::move(help));
}

// --- types ---

// `t.c%type` is the type that the column has now (manual: CREATE FUNCTION, argtype).
std::optional<Type> column_type(Context& context, ast::TypeName const& type) {
    if (!type.schema) return context.resolve_type(type);
    ast::QualifiedName table;
    table.name = *type.schema;
    table.span = type.schema->span;
    auto const* found = context.table(table);
    auto const* column = found ? context.column(*found, {type.name, type.span}) : nullptr;
    return column ? std::optional(column->type) : std::nullopt;
}

// The server keeps no modifier of an argument or a result.
std::optional<Type> routine_type(Context& context, ast::TypeName const& type) {
    auto out = type.percent_type ? column_type(context, type) : context.resolve_type(type);
    return out ? std::optional(without_modifier(std::move(*out))) : out;
}

// --- arguments ---

ArgumentMode mode_of(ast::ArgumentMode mode) {
    switch (mode) {
    case ast::ArgumentMode::in: return ArgumentMode::in;
    case ast::ArgumentMode::out: return ArgumentMode::out;
    case ast::ArgumentMode::inout: return ArgumentMode::inout;
    case ast::ArgumentMode::variadic: return ArgumentMode::variadic;
    }
    return ArgumentMode::in;
}

bool is_input(ArgumentMode mode) { return mode != ArgumentMode::out && mode != ArgumentMode::table; }
bool is_output(ArgumentMode mode) { return mode != ArgumentMode::in && mode != ArgumentMode::variadic; }

std::optional<Argument> define_argument(Context& context, ast::Argument const& node, ArgumentMode mode) {
    if (node.type.setof) {
        refuse(context, node.span, "argument that is a set", "remove `setof`, or take an array");
        return std::nullopt;
    }
    auto type = routine_type(context, node.type);
    if (!type) return std::nullopt;
    Argument argument;
    argument.mode = mode;
    if (node.name) argument.name = node.name->text;
    argument.type = std::move(*type);
    if (node.default_value) {
        if (!is_input(mode))
            refuse(context, node.default_value->span, "default of an argument that is no input", "remove it");
        argument.default_value = bind(context, node.default_value->tokens, {});
    }
    return argument;
}

// An input and an output may share a name, two of either may not.
void check_names(Context& context, std::vector<Argument> const& arguments, Argument const& added, Span span) {
    if (added.name.empty()) return;
    for (auto const& other : arguments) {
        if (other.name != added.name) continue;
        bool const both_in = is_input(other.mode) && is_input(added.mode);
        bool const both_out = is_output(other.mode) && is_output(added.mode);
        if (!both_in && !both_out) continue;
        refuse(context, span, fmt::format("argument name `{}` stands twice", added.name),
               "choose another name for one of them");
        return;
    }
}

void check_order(Context& context, std::vector<Argument> const& arguments, Argument const& added, Span span) {
    if (!is_input(added.mode)) return;
    bool const after_variadic = std::any_of(arguments.begin(), arguments.end(),
                                            [](Argument const& each) { return each.mode == ArgumentMode::variadic; });
    bool const after_default = std::any_of(arguments.begin(), arguments.end(),
                                           [](Argument const& each) { return each.default_value.has_value(); });
    bool const any_type =
        added.type.name == "\"any\"" || added.type.name == "anyarray" || added.type.name == "anycompatiblearray";
    if (after_variadic)
        refuse(context, span, "input argument behind a variadic one", "move the variadic argument to the end");
    if (after_default && !added.default_value)
        refuse(context, span, "argument without a default behind one that has a default",
               "give it a default, or move it forward");
    if (added.mode == ArgumentMode::variadic && !added.type.array && !any_type)
        refuse(context, span,
               fmt::format("variadic argument of type `{}`, which is no array", spelled(added.type, context.home())),
               fmt::format("write `{}[]`", spelled(added.type, context.home())));
}

void define_arguments(Context& context, std::vector<ast::Argument> const& nodes, bool of_table, bool of_procedure,
                      Routine& out) {
    for (auto const& node : nodes) {
        auto argument = define_argument(context, node, of_table ? ArgumentMode::table : mode_of(node.mode));
        if (!argument) continue;
        if (of_procedure && argument->mode == ArgumentMode::out && context.target.server_version < 14)
            needs_version(context, "an `out` argument of a procedure", 14, node.span);
        check_names(context, out.arguments, *argument, node.span);
        check_order(context, out.arguments, *argument, node.span);
        out.arguments.push_back(std::move(*argument));
    }
}

// --- result ---

std::vector<Argument const*> outputs_of(Routine const& routine) {
    std::vector<Argument const*> out;
    for (auto const& argument : routine.arguments)
        if (is_output(argument.mode)) out.push_back(&argument);
    return out;
}

// What OUT arguments and the columns of RETURNS TABLE say about the result: one gives its type, several `record`.
std::optional<Type> type_of_outputs(Routine const& routine) {
    auto const outputs = outputs_of(routine);
    if (outputs.empty()) return std::nullopt;
    if (outputs.size() == 1) return outputs.front()->type;
    Type record;
    record.name = "record";
    return record;
}

void define_result(Context& context, ast::CreateRoutine const& statement, Routine& out) {
    auto const outputs = type_of_outputs(out);
    if (statement.is_procedure && (statement.returns || !statement.returns_table.empty())) {
        refuse(context, statement.name.span, fmt::format("procedure `{}` with a result", statement.name.name.text),
               "remove `returns`, or write `create function`");
        return;
    }
    if (statement.returns && statement.returns->name == "trigger" && !statement.returns->schema &&
        !statement.arguments.empty())
        refuse(context, statement.arguments.front().span, "trigger function with arguments",
               "remove them: a trigger's are in TG_ARGV");
    if (statement.returns) {
        out.returns = routine_type(context, *statement.returns);
        out.returns_set = statement.returns->setof;
        if (out.returns && outputs && *out.returns != *outputs)
            refuse(context, statement.returns->span,
                   fmt::format("result of type `{}` beside out arguments of type `{}`",
                               spelled(*out.returns, context.home()), spelled(*outputs, context.home())),
                   fmt::format("write `returns {}`, or remove it", spelled(*outputs, context.home())));
        return;
    }
    bool const said = outputs || !statement.returns_table.empty() || statement.is_procedure;
    if (!said)
        refuse(context, statement.name.span, fmt::format("function `{}` without a result", statement.name.name.text),
               "write `returns TYPE`, or `returns void`");
}

// --- body ---

bool is_standard(Token const& token, Token const* next, Token const* last) {
    return token.kind == kw_return || (token.kind == kw_begin && next != last && next->kind == kw_atomic);
}

Token const* standard_body(TokenRange body) {
    for (auto at = body.first; at != body.last; ++at)
        if (is_standard(*at, at + 1, body.last)) return at;
    return body.last;
}

// LANGUAGE takes a word or a string.
std::string language_of(Context& context, Token const& token) {
    Diagnostics quiet;
    return token.kind == string ? grammar::string_value(context.source, token, quiet) : word_text(context, token);
}

void check_attributes(Context& context, ast::CreateRoutine const& statement, Token const* standard) {
    int languages = 0, bodies = 0, volatilities = 0;
    bool const gives_set = !statement.returns_table.empty() || (statement.returns && statement.returns->setof);
    bool sql = true;
    Token const* second = nullptr;
    for (auto at = statement.body.first; at != standard; ++at) {
        if (at->kind == kw_language) {
            if (++languages > 1) second = at;
            if (at + 1 != standard) sql = language_of(context, at[1]) == "sql";
        } else if (at->kind == kw_as && ++bodies > 1) {
            second = at;
        } else if ((at->kind == kw_immutable || at->kind == kw_stable || at->kind == kw_volatile) &&
                   ++volatilities > 1) {
            second = at;
        } else if (at->kind == kw_rows && !gives_set && at + 1 != standard && at[1].kind == integer) {
            refuse(context, at->span(), "`rows` of a function that gives one", "remove it, or write `returns setof`");
        }
    }
    if (second) refuse(context, second->span(), "clause of a routine stands twice", "remove one of the two");
    bool const is_standard_body = standard != statement.body.last;
    bool const of_trigger = statement.returns && !statement.returns->schema &&
                            (statement.returns->name == "trigger" || statement.returns->name == "event_trigger");
    if (of_trigger && sql && (languages > 0 || is_standard_body))
        refuse(context, statement.returns->span, "trigger function in SQL", "write it in plpgsql");
    if (is_standard_body && context.target.server_version < 14)
        needs_version(context, "a body in standard SQL", 14, standard->span());
    if (is_standard_body && !sql)
        refuse(context, standard->span(), "body in standard SQL of another language",
               "write the body as text: `as $$ … $$`");
    if (is_standard_body && bodies > 0)
        refuse(context, standard->span(), "routine with two bodies", "remove one of the two");
    if (!is_standard_body && bodies == 0)
        refuse(context, statement.name.span, fmt::format("routine `{}` without a body", statement.name.name.text),
               "write the body: `as $$ … $$`");
}

// --- functions of the server ---

// Those that a range type came with, which only go with it.
bool is_constructor(Catalog const& catalog, Name const& name, std::string const& signature) {
    auto const* range = catalog.range_made_by(name);
    if (!range) return false;
    auto const subtype = spelled(range->subtype, {});
    if (name == range->constructor &&
        (signature == subtype + ", " + subtype || signature == subtype + ", " + subtype + ", text"))
        return true;
    auto const of = spelled({range->name.schema, range->name.name, {}, {}, false}, {});
    return name == range->multirange.constructor && (signature.empty() || signature == of || signature == of + "[]");
}

// --- replacing ---

void cannot_replace(Context& context, Routine const& before, Span span, std::string message) {
    Key const key{Kind::routine, before.name, before.signature()};
    auto& diagnostic =
        context.error(Code::bad_replacement, span, std::move(message),
                      fmt::format("drop it first: `drop {} {}({});`", before.procedure ? "procedure" : "function",
                                  context.shown(before.name), key.part));
    context.note_origin(diagnostic, key);
}

bool returns_set(Routine const& routine) {
    return routine.returns_set || std::any_of(routine.arguments.begin(), routine.arguments.end(),
                                              [](Argument const& each) { return each.mode == ArgumentMode::table; });
}

// A result of several values is a row type, whose columns are the outputs; of a single one only the type counts.
bool same_result(Routine const& before, Routine const& after) {
    auto const result = [](Routine const& routine) {
        return routine.returns ? routine.returns : type_of_outputs(routine);
    };
    if (result(before) != result(after) || returns_set(before) != returns_set(after)) return false;
    auto const old = outputs_of(before);
    auto const wanted = outputs_of(after);
    if (old.size() < 2 && wanted.size() < 2) return true;
    if (old.size() != wanted.size()) return false;
    for (std::size_t i = 0; i < old.size(); ++i)
        if (old[i]->type != wanted[i]->type || old[i]->name != wanted[i]->name) return false;
    return true;
}

void check_inputs(Context& context, Routine const& before, Routine const& after, Span span) {
    std::vector<Argument const*> wanted;
    for (auto const& argument : after.arguments)
        if (is_input(argument.mode)) wanted.push_back(&argument);
    std::size_t i = 0;
    for (auto const& old : before.arguments) {
        if (!is_input(old.mode)) continue;
        auto const& now = *wanted[i++];
        if (!old.name.empty() && old.name != now.name)
            return cannot_replace(context, before, span, fmt::format("argument `{}` would get another name", old.name));
        if (old.default_value && !now.default_value)
            return cannot_replace(context, before, span,
                                  fmt::format("argument {} would lose its default",
                                              old.name.empty() ? std::to_string(i) : "`" + old.name + "`"));
    }
}

void check_replacement(Context& context, Routine const& before, Routine const& after, Span span) {
    Key const key{Kind::routine, before.name, before.signature()};
    if (before.procedure != after.procedure)
        cannot_replace(
            context, before, span,
            fmt::format("{} exists and is no {}", context.shown(key), after.procedure ? "procedure" : "function"));
    else if (!same_result(before, after))
        cannot_replace(context, before, span, fmt::format("{} would get another result", context.shown(key)));
    else
        check_inputs(context, before, after, span);
}

// --- bodies in standard SQL ---

bool may_stand_in_body(TokenKind kind) {
    return begins_query(kind) || kind == kw_call || kind == kw_return || kind == left_paren || kind == inner_semicolon;
}

// RETURN ends with its expression; BEGIN ATOMIC holds queries and statements that change rows (SQLSTATE 0A000).
void check_standard_body(Context& context, ast::CreateRoutine const& statement, TokenRange body) {
    if (body.first == body.last) return;
    if (body.first->kind == kw_return) {
        grammar::Session session{context.source, context.diagnostics};
        ast::Expression value;
        auto at = body.first + 1;
        if (grammar::parse_expression(at, body.last, session, grammar::ExpressionKind::a_expr, value) &&
            at != body.last)
            refuse(context, at->span(), "words behind the expression of `return`", "write them in front of `return`");
        return;
    }
    TokenRange const inside{body.first + 2, body.last - 1};
    bool starts = true;
    for (auto const& token : inside) {
        if (starts && !may_stand_in_body(token.kind))
            refuse(context, token.span(), "statement that cannot stand in a body in standard SQL",
                   "write the body as text: `as $$ … $$`");
        starts = token.kind == inner_semicolon;
    }
    bool const empty =
        std::all_of(inside.begin(), inside.end(), [](Token const& token) { return token.kind == inner_semicolon; });
    bool const gives = !statement.is_procedure && !(statement.returns && statement.returns->name == "void");
    if (empty && gives) refuse(context, body.span(), "empty body of a function that gives a value", "add a query");
}

} // namespace

void perform(Context& context, ast::CreateRoutine const& statement) {
    Routine routine;
    auto const name = context.new_name(statement.name);
    routine.procedure = statement.is_procedure;
    define_arguments(context, statement.arguments, false, statement.is_procedure, routine);
    define_arguments(context, statement.returns_table, true, false, routine);
    define_result(context, statement, routine);
    auto const* standard = standard_body(statement.body);
    check_attributes(context, statement, standard);
    check_standard_body(context, statement, {standard, statement.body.last});
    if (context.failed()) return;
    routine.body = verbatim(context, statement.body);
    routine.bindings = bind_body(context, {standard, statement.body.last});
    if (!name || context.failed()) return;
    routine.name = *name;
    Key const key{Kind::routine, *name, routine.signature()};
    if (is_constructor(context.catalog, *name, key.part)) {
        duplicate(context, key, statement.name.span);
        return;
    }
    auto const* existing = context.catalog.routine(*name, key.part);
    if (!existing) {
        context.perform(Create{key, std::move(routine), at_end, false});
    } else if (!statement.or_replace) {
        duplicate(context, key, statement.name.span);
    } else {
        auto const before = *existing;
        check_replacement(context, before, routine, statement.name.span);
        if (context.failed()) return;
        routine.common = before.common;
        alter(context, key, before, std::move(routine));
    }
}

} // namespace migc::catalog
