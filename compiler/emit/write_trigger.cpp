// Triggers of tables and views.
#include "compiler/emit/write_parts.hpp"

#include "grammar/quote.hpp"

namespace migc::emit {

namespace {

using catalog::Trigger;

/// `before update of a, b or insert`: the columns stand behind the word they belong to.
std::string events(Trigger const& trigger) {
    if (trigger.update_columns.empty()) return trigger.events;
    constexpr std::string_view word = "update";
    auto const at = trigger.events.find(word);
    if (at == std::string::npos) return trigger.events;
    auto out = trigger.events;
    return out.insert(at + word.size(), " of " + identifiers(trigger.update_columns));
}

void mode(Context const& context, Trigger const& trigger) {
    context.out.push_back("alter table " + qualified(context.key.name, context.style) + " " + trigger.mode +
                          " trigger " + quoted_identifier(trigger.name));
}

void comment(Context const& context, Trigger const& trigger, std::optional<std::string> const& before) {
    write_comment("trigger", quoted_identifier(trigger.name) + " on " + qualified(context.key.name, context.style),
                  before, trigger.comment, context.out);
}

std::string name_of(Context const& context, Trigger const& trigger) {
    return "trigger " + quoted_identifier(trigger.name) + " on " + qualified(context.key.name, context.style);
}

} // namespace

bool trigger_is_altered_in_place(Trigger const& before, Trigger const& after) {
    auto same = before;
    same.mode = after.mode;
    same.comment = after.comment;
    same.extensions = after.extensions;
    return same == after;
}

void create(Context const& context, Trigger const& trigger) {
    auto statement = std::string("create ") + (trigger.constraint ? "constraint " : "") + "trigger " +
                     quoted_identifier(trigger.name) + "\n    " + events(trigger) + " on " +
                     qualified(context.key.name, context.style);
    if (!trigger.rest.text.empty()) statement += "\n    " + trigger.rest.text;
    statement += "\n    execute function " + qualified(trigger.function, context.style) + "(" + trigger.arguments + ")";
    context.out.push_back(std::move(statement));
    if (trigger.mode != "enable") mode(context, trigger);
    comment(context, trigger, {});
    write_extensions(name_of(context, trigger), {}, trigger.extensions, context.out);
}

void drop(Context const& context, Trigger const& trigger) {
    context.out.push_back("drop trigger " + quoted_identifier(trigger.name) + " on " +
                          qualified(context.key.name, context.style));
}

void alter(Context const& context, Trigger const& before, Trigger const& after) {
    if (!trigger_is_altered_in_place(before, after)) {
        drop(context, before);
        create(context, after);
        return;
    }
    if (before.mode != after.mode) mode(context, after);
    comment(context, after, before.comment);
    write_extensions(name_of(context, after), before.extensions, after.extensions, context.out);
}

} // namespace migc::emit
