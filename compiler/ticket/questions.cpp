#include "compiler/ticket/questions.hpp"

#include "compiler/catalog/type_change.hpp"
#include "compiler/catalog/words.hpp"
#include "compiler/ticket/origins.hpp"
#include "compiler/ticket/words.hpp"
#include "grammar/quote.hpp"

#include <fmt/format.h>

namespace migc::ticket {

using catalog::Column;
using catalog::Constraint;
using catalog::ConstraintKind;
using catalog::Name;

namespace {

class Asker {
public:
    Asker(Target const& target, Questions& out) : target_(target), out_(out) {}

    void visit(Event const& event) {
        event_ = &event;
        auto const& change = event.operation.change;
        // The server checks a parent's constraint on its children by itself, and so does the question about the parent.
        if (!event.operation.propagated) {
            if (auto const* create = std::get_if<catalog::Create>(&change)) ask(*create);
            if (auto const* alter = std::get_if<catalog::Alter>(&change)) ask(*alter);
        }
        origins_.follow(event.operation);
    }

private:
    // --- what is created ---

    void ask(catalog::Create const& change) {
        auto const& table = change.key.name;
        if (auto const* column = std::get_if<Column>(&change.after)) ask_new_column(table, *column);
        if (auto const* constraint = std::get_if<Constraint>(&change.after)) ask(table, *constraint);
        if (auto const* index = std::get_if<catalog::Index>(&change.after); index && index->unique)
            ask({change.key.name.schema, change.key.part}, *index);
    }

    void ask_new_column(Name const& table, Column const& column) {
        bool const filled = column.default_value || column.identity || column.generated != catalog::Generated::no;
        auto const before = origins_.relation(table);
        if (!column.not_null || filled || !before) return;
        put(table,
            fmt::format("table {} has rows, and the new column `{}` is not null without a default", shown(table),
                        column.name),
            count_all(*before));
    }

    void ask(Name const& table, Constraint const& constraint) {
        if (!constraint.validated || !constraint.enforced) return;
        auto const before = origins_.relation(table);
        if (!before) return;
        switch (constraint.kind) {
        case ConstraintKind::primary_key:
        case ConstraintKind::unique: return ask_key(table, *before, constraint);
        case ConstraintKind::check: return ask_check(table, *before, constraint);
        case ConstraintKind::foreign_key: return ask_foreign_key(table, *before, constraint);
        case ConstraintKind::exclude: return ask_exclusion(table, *before, constraint);
        }
    }

    void ask_key(Name const& table, Name const& before, Constraint const& constraint) {
        if (constraint.period) return leave_out("keys without overlaps are left to the server");
        // Only the names are another thing when an index becomes a key.
        for (auto const& effect : event_->effects)
            if (effect.kind == EffectKind::add_key_using_index) return;
        auto const columns = origins_.columns(table, constraint.columns);
        if (!columns) return leave_out_made();
        put(table, fmt::format("rows of {} are equal in {}", shown(table), listed(*columns)),
            count_doubles(before, quoted(*columns), {}, constraint.nulls_not_distinct));
    }

    void ask_check(Name const& table, Name const& before, Constraint const& constraint) {
        if (!constraint.condition || !origins_.holds_before(*constraint.condition) || before != table)
            return leave_out_made();
        put(table, fmt::format("rows of {} break check `{}`", shown(table), constraint.name),
            count_where(before, fmt::format("NOT ({})", constraint.condition->text), constraint.no_inherit));
    }

    void ask_foreign_key(Name const& table, Name const& before, Constraint const& constraint) {
        if (constraint.period) return leave_out("keys over periods are left to the server");
        auto const columns = origins_.columns(table, constraint.columns);
        auto const far = origins_.relation(constraint.references);
        auto const far_columns = origins_.columns(constraint.references, constraint.referenced);
        if (!columns || !far || !far_columns) return leave_out_made();
        bool const full = constraint.match == "full";
        put(table,
            fmt::format("rows of {} have nothing in {} to refer to by {}", shown(table), shown(*far), listed(*columns)),
            count_dangling(before, *columns, *far, *far_columns, full), origins_.rows_changed(constraint.references));
    }

    void ask_exclusion(Name const& table, Name const& before, Constraint const& constraint) {
        bool const same = constraint.exclude_elements && origins_.holds_before(*constraint.exclude_elements) &&
                          (!constraint.where || origins_.holds_before(*constraint.where)) && before == table;
        if (!same) return leave_out_made();
        auto sql = count_excluding(before, constraint.exclude_elements->text,
                                   constraint.where ? std::string_view(constraint.where->text) : std::string_view());
        if (sql.empty()) return leave_out("its elements are left to the server");
        put(table, fmt::format("rows of {} exclude each other by `{}`", shown(table), constraint.name), std::move(sql));
    }

    void ask(Name const& table, catalog::Index const& index) {
        auto const before = origins_.relation(table);
        if (!before) return;
        std::vector<std::string> elements;
        for (auto const& element : index.elements) {
            bool const plain = !element.expression;
            auto const column = plain ? origins_.column(table, element.column) : std::nullopt;
            bool const known =
                plain ? column.has_value() : origins_.holds_before(*element.expression) && *before == table;
            if (!known) return leave_out_made();
            auto text = plain ? quoted_identifier(*column) : element.expression->text;
            if (!element.collation.empty()) text = "(" + text + ") COLLATE " + element.collation;
            elements.push_back(std::move(text));
        }
        if (index.where && (!origins_.holds_before(*index.where) || *before != table)) return leave_out_made();
        put(table, fmt::format("rows of {} are equal in unique index `{}`", shown(table), index.name.name),
            count_doubles(*before, elements, index.where ? std::string_view(index.where->text) : std::string_view(),
                          index.nulls_not_distinct));
    }

    // --- what is altered ---

    void ask(catalog::Alter const& change) {
        auto const& table = change.key.name;
        if (auto const* before = std::get_if<Column>(&change.before)) {
            ask_not_null(table, *before, std::get<Column>(change.after));
            ask_type(table, *before, std::get<Column>(change.after), change.using_expression);
        }
        if (auto const* before = std::get_if<Constraint>(&change.before)) {
            auto const& after = std::get<Constraint>(change.after);
            if (!before->validated && after.validated) ask(table, after);
        }
        if (auto const* before = std::get_if<catalog::Domain>(&change.before))
            ask_domain(*before, std::get<catalog::Domain>(change.after));
        auto const* facts = std::get_if<catalog::TableFacts>(&change.before);
        auto const* bound = facts ? &std::get<catalog::TableFacts>(change.after).bound : nullptr;
        if (bound && *bound && *bound != facts->bound && origins_.relation(table))
            leave_out("whether its rows lie inside of the bound is left to the server");
    }

    void ask_not_null(Name const& table, Column const& before, Column const& after) {
        bool const checked = before.not_null && before.not_null_constraint.validated;
        if (checked || !after.not_null || !after.not_null_constraint.validated) return;
        for (auto const& effect : event_->effects)
            if (effect.kind == EffectKind::set_not_null_proved) return;
        auto const relation = origins_.relation(table);
        if (!relation) return;
        auto const column = origins_.column(table, after.name);
        if (!column) return leave_out_made();
        put(table, fmt::format("column `{}` of {} is null", *column, shown(table)),
            count_where(*relation, quoted_identifier(*column) + " IS NULL", false));
    }

    void ask_type(Name const& table, Column const& before, Column const& after, std::string const& using_expression) {
        bool const same = before.type == after.type && using_expression.empty();
        bool const safe = using_expression.empty() && catalog::fit(before.type, after.type) != catalog::Fit::narrows;
        if (same || safe) return;
        auto const relation = origins_.relation(table);
        if (!relation) return;
        auto const column = origins_.column(table, after.name);
        // The text behind USING names columns as they are called by then.
        bool const renamed = column != before.name || *relation != table;
        if (!column || (renamed && !using_expression.empty())) return leave_out_made();
        auto const value = using_expression.empty() ? quoted_identifier(*column) : using_expression;
        auto const what = fmt::format("values of column `{}` of {} do not fit {}", *column, shown(table),
                                      catalog::spelled(after.type, target_.schema));
        if (origins_.is_before(after.type)) return put(table, what, count_unfit(*relation, value, after.type, target_));
        auto const* labels = origins_.made_labels(after.type);
        if (!labels || !is_cast_of(before, value)) return leave_out_made();
        std::string list;
        for (auto const& label : *labels) list += (list.empty() ? "" : ", ") + quoted_literal(label);
        put(table, what,
            count_where(*relation, fmt::format("{}::text NOT IN ({})", quoted_identifier(*column), list), false));
    }

    // `status::mood` and `status::text::mood`: the text of the value has to be a label.
    static bool is_cast_of(Column const& column, std::string_view value) {
        auto const name = quoted_identifier(column.name);
        return value == name || value.starts_with(name + "::");
    }

    void ask_domain(catalog::Domain const& before, catalog::Domain const& after) {
        for (auto const& effect : event_->effects) {
            if (effect.kind != EffectKind::check_domain) continue;
            auto const table = origins_.relation(effect.relation);
            if (!table) continue;
            for (auto const& now : effect.columns)
                if (auto const column = origins_.column(effect.relation, now))
                    ask_domain(before, after, effect.relation, *table, *column);
        }
    }

    void ask_domain(catalog::Domain const& before, catalog::Domain const& after, Name const& now, Name const& table,
                    std::string const& column) {
        auto const sql_column = quoted_identifier(column);
        auto const where = fmt::format("column `{}` of {}", column, shown(now));
        if (after.not_null && !before.not_null)
            put(now, where + " is null", count_where(table, sql_column + " IS NULL", false));
        for (auto const& [name, check] : after.checks) {
            auto const old = before.checks.find(name);
            bool const checked = old != before.checks.end() && old->second.validated;
            if (checked || !check.validated) continue;
            if (!origins_.holds_before(check.condition)) {
                leave_out_made();
                continue;
            }
            put(now, fmt::format("values of {} break check `{}` of domain `{}`", where, name, after.name.name),
                count_where(table, fmt::format("NOT ({})", with_value(check.condition.text, sql_column)), false));
        }
    }

    // --- out ---

    void put(Name const& table_now, std::string what, std::string sql, bool advice = false) {
        out_.asked.push_back({std::move(what), std::move(sql), advice || origins_.rows_changed(table_now)});
    }

    void leave_out(std::string_view why) {
        out_.left_out.push_back(fmt::format("{}: {}", words_of(event_->operation, target_.schema), why));
    }
    void leave_out_made() { leave_out("the script itself makes or renames what it is about"); }

    std::string shown(Name const& name) const { return "`" + catalog::shown(name, target_.schema) + "`"; }

    static std::vector<std::string> quoted(std::vector<std::string> const& names) {
        std::vector<std::string> out;
        for (auto const& name : names) out.push_back(quoted_identifier(name));
        return out;
    }
    static std::string listed(std::vector<std::string> const& names) {
        return fmt::format("`{}`", fmt::join(names, "`, `"));
    }

    Target const& target_;
    Questions& out_;
    Origins origins_;
    Event const* event_ = nullptr;
};

} // namespace

Questions questions_of(Ticket const& ticket) {
    Questions out;
    Asker asker(ticket.target, out);
    for (auto const& revision : ticket.revisions)
        for (auto const& act : revision.upgrade)
            for (auto const& event : act.events) asker.visit(event);
    return out;
}

} // namespace migc::ticket
