// Functions and procedures: the signature is ours, the body is the author's text.
#include "compiler/emit/write_parts.hpp"

#include "grammar/quote.hpp"

namespace migc::emit {

namespace {

using catalog::Argument;
using catalog::ArgumentMode;
using catalog::Routine;

std::string_view mode_word(ArgumentMode mode) {
    switch (mode) {
    case ArgumentMode::in: return "";
    case ArgumentMode::out: return "out ";
    case ArgumentMode::inout: return "inout ";
    case ArgumentMode::variadic: return "variadic ";
    case ArgumentMode::table: return "";
    }
    return "";
}

bool is_input(Argument const& argument) {
    return argument.mode != ArgumentMode::out && argument.mode != ArgumentMode::table;
}

std::string argument_text(Argument const& argument, Style const& style) {
    auto out = std::string(mode_word(argument.mode));
    if (!argument.name.empty()) out += quoted_identifier(argument.name) + " ";
    out += catalog::spelled(argument.type, style.home_schema);
    if (argument.default_value) out += " default " + argument.default_value->text;
    return out;
}

std::string arguments_text(Routine const& routine, bool of_table, Style const& style) {
    std::vector<std::string> parts;
    for (auto const& argument : routine.arguments)
        if ((argument.mode == ArgumentMode::table) == of_table) parts.push_back(argument_text(argument, style));
    return "(" + joined(parts, ", ") + ")";
}

bool returns_table(Routine const& routine) {
    for (auto const& argument : routine.arguments)
        if (argument.mode == ArgumentMode::table) return true;
    return false;
}

std::string_view kind_word(Routine const& routine) {
    return routine.procedure ? "procedure" : routine.aggregate ? "aggregate" : "function";
}

/// `f(integer, text)`, enough to tell overloads apart.
std::string reference(Routine const& routine, Style const& style) {
    std::vector<std::string> types;
    for (auto const& argument : routine.arguments)
        if (is_input(argument)) types.push_back(catalog::spelled(argument.type, style.home_schema));
    return qualified(routine.name, style) + "(" + joined(types, ", ") + ")";
}

Subject subject_of(Routine const& routine, Style const& style) {
    auto const name = reference(routine, style);
    // GRANT knows aggregates as functions; an aggregate without arguments has a star for them.
    bool const starred = routine.aggregate && routine.signature().empty();
    auto const own = starred ? qualified(routine.name, style) + "(*)" : name;
    return {std::string(kind_word(routine)), own,
            std::string(routine.procedure ? "procedure" : "function") + " " + name};
}

std::string aggregate_arguments(Routine const& routine, Style const& style) {
    if (routine.arguments.empty()) return "(*)";
    std::vector<std::string> direct, ordered;
    auto const first_ordered = routine.direct.value_or(routine.arguments.size());
    for (std::size_t i = 0; i < routine.arguments.size(); ++i)
        (i < first_ordered ? direct : ordered).push_back(argument_text(routine.arguments[i], style));
    if (!routine.direct) return "(" + joined(direct, ", ") + ")";
    // A variadic last direct argument stands for the ordered one, too.
    if (ordered.empty()) ordered.push_back(direct.back());
    return "(" + joined(direct, ", ") + (direct.empty() ? "" : " ") + "order by " + joined(ordered, ", ") + ")";
}

/// What ALTER FUNCTION has set behind the definition.
void write_altered(Routine const& routine, Style const& style, Statements& out) {
    for (auto const& [name, text] : routine.altered)
        out.push_back("alter " + std::string(kind_word(routine)) + " " + reference(routine, style) + " " + text);
}

std::string definition(Routine const& routine, Style const& style) {
    if (routine.aggregate)
        return "aggregate " + qualified(routine.name, style) + aggregate_arguments(routine, style) + " " +
               routine.aggregate->text;
    auto out =
        std::string(kind_word(routine)) + " " + qualified(routine.name, style) + arguments_text(routine, false, style);
    if (returns_table(routine)) {
        out += " returns table " + arguments_text(routine, true, style);
    } else if (routine.returns) {
        out += std::string(" returns ") + (routine.returns_set ? "setof " : "") +
               catalog::spelled(*routine.returns, style.home_schema);
    }
    return out + "\n" + routine.body;
}

bool same_definition(Routine const& before, Routine const& after) {
    auto same = before;
    same.common = after.common;
    same.extensions = after.extensions;
    return same == after;
}

} // namespace

/// What CREATE OR REPLACE refuses (manual: CREATE FUNCTION, Notes): another kind, result or output argument,
/// another name of an argument that had one, a default less.
bool routine_is_replaceable(Routine const& before, Routine const& after) {
    bool const other_aggregate = before.aggregate.has_value() != after.aggregate.has_value() ||
                                 (before.aggregate && before.aggregate != after.aggregate);
    if (other_aggregate || before.procedure != after.procedure || before.returns_set != after.returns_set ||
        before.returns != after.returns || before.arguments.size() != after.arguments.size())
        return false;
    for (std::size_t i = 0; i < before.arguments.size(); ++i) {
        auto const& old = before.arguments[i];
        auto const& wanted = after.arguments[i];
        if (old.mode != wanted.mode || old.type != wanted.type) return false;
        if (old.name != wanted.name && (!old.name.empty() || !is_input(old) || old.mode == ArgumentMode::inout))
            return false;
        if (old.default_value && !wanted.default_value) return false;
    }
    return true;
}

void create(Context const& context, Routine const& routine) {
    context.out.push_back("create " + definition(routine, context.style));
    write_altered(routine, context.style, context.out);
    auto const subject = subject_of(routine, context.style);
    write_common(subject, {}, routine.common, context.out);
    write_extensions(subject.kind + " " + subject.name, {}, routine.extensions, context.out);
}

void drop(Context const& context, Routine const& routine) {
    auto const subject = subject_of(routine, context.style);
    context.out.push_back("drop " + subject.kind + " " + subject.name);
}

void alter(Context const& context, Routine const& before, Routine const& after) {
    if (!routine_is_replaceable(before, after)) {
        drop(context, before);
        create(context, after);
        return;
    }
    if (!same_definition(before, after)) {
        context.out.push_back("create or replace " + definition(after, context.style));
        write_altered(after, context.style, context.out);
    }
    auto const subject = subject_of(after, context.style);
    write_common(subject, before.common, after.common, context.out);
    write_extensions(subject.kind + " " + subject.name, before.extensions, after.extensions, context.out);
}

} // namespace migc::emit
