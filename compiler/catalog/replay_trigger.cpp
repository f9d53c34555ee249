// CREATE TRIGGER. Manual: CREATE TRIGGER; checks: src/backend/commands/trigger.c, CreateTriggerFiringOn.
#include "compiler/catalog/common.hpp"
#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/foreign.hpp"
#include "compiler/catalog/named_errors.hpp"
#include "compiler/catalog/partition_parts.hpp"
#include "compiler/catalog/query.hpp"
#include "compiler/catalog/replay.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::catalog {

namespace {

using enum grammar::TokenKind;
using grammar::Token;
using grammar::TokenKind;
using grammar::TokenRange;

bool holds(TokenRange range, TokenKind kind) {
    return std::any_of(range.begin(), range.end(), [&](Token const& token) { return token.kind == kind; });
}

/// The clauses between the table and EXECUTE.
struct Rest {
    TokenRange before_condition; // FROM, DEFERRABLE, REFERENCING, FOR EACH
    TokenRange condition;        // between the parentheses of WHEN
    bool for_each_row = false;
    bool referencing = false;
};

Rest split(TokenRange rest) {
    Rest out;
    auto at = rest.first;
    while (at != rest.last && at->kind != kw_when) ++at;
    out.before_condition = {rest.first, at};
    if (rest.last - at > 2) out.condition = {at + 2, rest.last - 1};
    out.referencing = holds(out.before_condition, kw_referencing);
    auto const each = std::find_if(out.before_condition.begin(), out.before_condition.end(),
                                   [](Token const& token) { return token.kind == kw_for; });
    out.for_each_row =
        each != out.before_condition.end() &&
        std::any_of(each, out.before_condition.end(), [](Token const& token) { return token.kind == kw_row; });
    return out;
}

// Without OF and its columns, which are values of their own.
std::string events_text(Context& context, TokenRange events) {
    std::string out;
    bool in_columns = false;
    for (auto const& token : events) {
        bool const opens = token.kind == kw_of && &token != events.first && (&token)[-1].kind == kw_update;
        if (opens) in_columns = true;
        if (token.kind == kw_or) in_columns = false;
        if (in_columns) continue;
        if (!out.empty()) out += ' ';
        out += normalised(context, {&token, &token + 1});
    }
    return out;
}

class TriggerMaker {
public:
    TriggerMaker(Context& context, ast::CreateTrigger const& statement)
        : context_(context), statement_(statement), rest_(split(statement.rest)) {}

    void run() {
        auto const owner = context_.find_relation(statement_.table);
        if (!owner) {
            if (statement_.table.schema && !context_.catalog.has_schema(statement_.table.schema->text))
                unknown_schema(context_, statement_.table.schema->text, statement_.table.schema->span);
            else
                unknown_relation(context_, statement_.table, Kind::table);
            return;
        }
        owner_ = *owner;
        table_ = context_.catalog.table(owner_);
        view_ = context_.catalog.view(owner_);
        if (!table_ && !view_) {
            wrong_kind(context_, statement_.table, owner_, context_.catalog.relation(owner_)->kind, Kind::table);
            return;
        }
        if (statement_.or_replace && context_.target.server_version < 14)
            needs_version(context_, "`create or replace trigger`", 14, statement_.span);
        check_foreign();
        check_events();
        check_constraint_trigger();
        check_referencing();
        trigger_.name = statement_.name.text;
        trigger_.constraint = statement_.constraint;
        trigger_.events = events_text(context_, statement_.events);
        columns();
        rest();
        function();
        trigger_.arguments = normalised(context_, statement_.arguments);
        if (!context_.failed()) enter();
    }

private:
    bool at(TokenKind timing) const { return statement_.events.first->kind == timing; }

    void refuse(Span span, std::string message, std::string help) {
        context_.error(Code::bad_definition, span, std::move(message), std::move(help));
    }

    void check_foreign() {
        if (!table_) return;
        auto const span = statement_.events.span();
        if (statement_.constraint) is_stored_here(context_, *table_, "constraint trigger", span);
        if (rest_.referencing) is_stored_here(context_, *table_, "trigger with a transition table", span);
        if (holds(statement_.events, kw_truncate) && context_.target.server_version < 16)
            is_stored_here(context_, *table_, "`truncate` trigger", span);
    }

    void check_events() {
        auto const events = statement_.events;
        bool const instead = at(kw_instead);
        if (table_ && instead)
            refuse(events.span(), "`instead of` trigger on a table",
                   "write `before` or `after`; `instead of` is for views");
        if (table_ && table_->partitioned && at(kw_before) && rest_.for_each_row && context_.target.server_version < 13)
            needs_version(context_, "a row trigger `before` on a partitioned table", 13, events.span());
        if (view_ && !instead && rest_.for_each_row)
            refuse(events.span(), "row trigger `before` or `after` on a view",
                   "write `instead of`, or `for each statement`");
        if (view_ && holds(events, kw_truncate))
            refuse(events.span(), "`truncate` trigger on a view", "remove the event");
        if (instead && !rest_.for_each_row)
            refuse(events.span(), "`instead of` trigger that is not `for each row`", "add `for each row`");
        if (instead && !statement_.update_columns.empty())
            refuse(events.span(), "`instead of` trigger with a list of columns", "remove `of` and the columns");
        if (instead && !rest_.condition.empty())
            refuse(rest_.condition.span(), "`instead of` trigger with a condition", "test it inside the function");
        if (holds(events, kw_truncate) && rest_.for_each_row)
            refuse(events.span(), "`truncate` trigger for each row", "write `for each statement`");
        for (auto const kind : {kw_insert, kw_update, kw_delete, kw_truncate}) {
            auto const is_kind = [&](Token const& token) { return token.kind == kind; };
            if (std::count_if(events.begin(), events.end(), is_kind) > 1 && statement_.update_columns.empty())
                refuse(events.span(), "event of a trigger stands twice", "remove one of the two");
        }
    }

    void check_constraint_trigger() {
        auto const clauses = rest_.before_condition;
        bool const of_constraint = holds(clauses, kw_deferrable) || holds(clauses, kw_initially) ||
                                   (!clauses.empty() && clauses.first->kind == kw_from);
        if (!statement_.constraint) {
            if (of_constraint)
                refuse(clauses.span(), "clause of a constraint trigger on a plain one",
                       "write `create constraint trigger`");
            return;
        }
        auto const not_deferrable =
            std::adjacent_find(clauses.begin(), clauses.end(), [](Token const& left, Token const& right) {
                return left.kind == kw_not && right.kind == kw_deferrable;
            });
        if (not_deferrable != clauses.end() && holds(clauses, kw_deferred))
            refuse(clauses.span(), "`initially deferred` beside `not deferrable`", "remove one of the two");
        if (statement_.or_replace)
            refuse(statement_.span, "`or replace` of a constraint trigger", "drop the trigger first");
        if (!at(kw_after)) refuse(statement_.events.span(), "constraint trigger that is not `after`", "write `after`");
        if (!rest_.for_each_row)
            refuse(statement_.span, "constraint trigger that is not `for each row`", "add `for each row`");
        if (!clauses.empty() && clauses.first->kind == kw_from) referenced_table();
    }

    // FROM of a constraint trigger: the table that a foreign key of one's own making refers to.
    void referenced_table() {
        auto const* first = rest_.before_condition.first + 1;
        auto const part = [&](Token const& token) {
            return ast::Identifier{context_.source.keep(word_text(context_, token)), token.span()};
        };
        ast::QualifiedName name;
        name.name = part(first[0]);
        if (first + 2 < rest_.before_condition.last && first[1].kind == dot) {
            name.schema = name.name;
            name.name = part(first[2]);
        }
        name.span = name.schema ? cover(name.schema->span, name.name.span) : name.name.span;
        context_.table(name);
    }

    void check_referencing() {
        if (!rest_.referencing) return;
        auto const clauses = rest_.before_condition;
        auto const events = statement_.events;
        if (!at(kw_after)) refuse(clauses.span(), "transition table of a trigger that is not `after`", "write `after`");
        if (view_) refuse(clauses.span(), "transition table of a trigger on a view", "remove `referencing`");
        if (!statement_.update_columns.empty())
            refuse(clauses.span(), "transition table beside a list of columns", "remove `of` and the columns");
        else if (holds(events, kw_or))
            refuse(clauses.span(), "transition table of a trigger on several events",
                   "write one trigger for each event");
        for (auto token = clauses.first; token + 1 < clauses.last; ++token) {
            bool const row = (token->kind == kw_old || token->kind == kw_new) && token[1].kind == kw_row;
            bool const old_table = token->kind == kw_old && token[1].kind == kw_table;
            bool const new_table = token->kind == kw_new && token[1].kind == kw_table;
            if (row) refuse(token->span(), "name of a row in `referencing`", "write `old table` or `new table`");
            if (old_table && holds(events, kw_insert))
                refuse(token->span(), "`old table` of an insert trigger", "remove it: there are no old rows");
            if (new_table && holds(events, kw_delete))
                refuse(token->span(), "`new table` of a delete trigger", "remove it: there are no new rows");
        }
    }

    void columns() {
        for (auto const& column : statement_.update_columns) {
            if (table_) context_.column(*table_, column);
            std::string name(column.text);
            auto& list = trigger_.update_columns;
            if (std::find(list.begin(), list.end(), name) != list.end())
                refuse(column.span, fmt::format("column `{}` stands twice", name), "remove one of the two");
            list.push_back(std::move(name));
        }
    }

    void rest() {
        trigger_.rest.text = normalised(context_, rest_.before_condition);
        if (rest_.condition.empty()) return;
        auto condition = bind(context_, rest_.condition, {table_, false, true});
        check_condition(condition);
        if (!trigger_.rest.text.empty()) trigger_.rest.text += ' ';
        trigger_.rest.text += "when (";
        auto const shift = static_cast<std::uint32_t>(trigger_.rest.text.size());
        trigger_.rest.text += condition.text + ")";
        for (auto& binding : condition.bindings) {
            binding.begin += shift;
            binding.end += shift;
            trigger_.rest.bindings.push_back(std::move(binding));
        }
    }

    // OLD and NEW are the only rows there are, and each only where the event has it.
    void check_condition(Expression const& condition) {
        auto const span = rest_.condition.span();
        for (auto const& binding : condition.bindings) {
            if (binding.kind != Kind::column) continue;
            if (binding.begin == 0 || condition.text[binding.begin - 1] != '.')
                refuse(span, fmt::format("column `{}` in the condition of a trigger without its row", binding.column),
                       fmt::format("write `new.{}` or `old.{}`", binding.column, binding.column));
        }
        for (auto token = rest_.condition.first; token + 1 < rest_.condition.last; ++token) {
            bool const row = token[1].kind == dot && (token->kind == kw_old || token->kind == kw_new);
            if (!row) continue;
            bool const old = token->kind == kw_old;
            if (!old && at(kw_before)) generated_column(token + 2);
            auto const word = old ? "old" : "new";
            if (!rest_.for_each_row)
                refuse(token->span(), fmt::format("`{}` in the condition of a statement trigger", word),
                       "add `for each row`");
            if (old && holds(statement_.events, kw_insert))
                refuse(token->span(), "`old` in the condition of an insert trigger",
                       "write one trigger for each event");
            if (!old && holds(statement_.events, kw_delete))
                refuse(token->span(), "`new` in the condition of a delete trigger", "write one trigger for each event");
        }
    }

    // BEFORE comes before the server has generated them (SQLSTATE 42P17).
    void generated_column(Token const* token) {
        if (!table_ || token >= rest_.condition.last) return;
        auto const wanted = token->kind == star ? std::string() : word_text(context_, *token);
        for (auto const& column : table_->columns)
            if (column.generated != Generated::no && (token->kind == star || column.name == wanted)) {
                refuse(
                    token->span(),
                    fmt::format("generated column `{}` of `new` in the condition of a `before` trigger", column.name),
                    "write `after`, or use the columns that it is made of");
                return;
            }
    }

    void function() {
        auto const& name = statement_.function;
        trigger_.function = {name.schema ? std::string(name.schema->text) : std::string(), std::string(name.name.text)};
        std::optional<Name> found;
        Routine const* routine = nullptr;
        for (auto const& schema : context_.candidates(name)) {
            routine = context_.catalog.routine({schema, std::string(name.name.text)}, {});
            if (!routine) continue;
            found = routine->name;
            break;
        }
        if (!found) {
            outside_function(name);
            return;
        }
        trigger_.function = *found;
        bool const fits = !routine->procedure && routine->returns && routine->returns->name == "trigger";
        if (fits) return;
        Key const key{Kind::routine, routine->name, routine->signature()};
        auto& diagnostic = context_.error(Code::bad_definition, name.span,
                                          fmt::format("{} does not return `trigger`", context_.shown(key)),
                                          "write `returns trigger` in its definition");
        context_.note_origin(diagnostic, key);
    }

    void outside_function(ast::QualifiedName const& name) {
        bool const server = !name.schema || name.schema->text == "pg_catalog";
        if ((server && is_builtin_function(name.name.text)) || context_.catalog.open_world()) return;
        if (context_.find_routine(name))
            unknown_routine(context_, fmt::format("{}()", name.name.text), Kind::routine, name.span);
        else
            unknown_function(context_, name.name.text, name.span);
    }

    void enter() {
        Key const key{Kind::trigger, owner_, trigger_.name};
        auto const& triggers = table_ ? table_->triggers : view_->triggers;
        auto const existing = triggers.find(trigger_.name);
        bool const handed_on = table_ && table_->partitioned && rest_.for_each_row;
        if (handed_on && rest_.referencing) {
            refuse(statement_.span, "row trigger with a transition table on a partitioned table",
                   "write `for each statement`");
            return;
        }
        if (existing == triggers.end()) {
            auto const added = trigger_;
            context_.perform(Create{key, std::move(trigger_), at_end, false});
            if (handed_on) hand_on_trigger(context_, owner_, added, statement_.name.span);
            return;
        }
        if (!statement_.or_replace || existing->second.constraint || existing->second.cloned) {
            duplicate(context_, key, statement_.name.span);
            return;
        }
        auto const before = existing->second;
        trigger_.comment = before.comment; // the mode is not kept: a replaced trigger is enabled
        if (table_ && table_->partitioned && handed_on != is_row_trigger(before)) {
            not_modelled(context_, "a row trigger of a partitioned table that becomes one of statements, or back,",
                         statement_.span, "drop the trigger first");
            return;
        }
        if (handed_on) hand_on_replacement(context_, owner_, before, trigger_);
        alter(context_, key, before, std::move(trigger_));
    }

    Context& context_;
    ast::CreateTrigger const& statement_;
    Rest rest_;
    Name owner_;
    Table const* table_ = nullptr;
    View const* view_ = nullptr;
    Trigger trigger_;
};

} // namespace

void perform(Context& context, ast::CreateTrigger const& statement) { TriggerMaker(context, statement).run(); }

} // namespace migc::catalog
