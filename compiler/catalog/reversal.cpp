#include "compiler/catalog/reversal.hpp"

#include "compiler/catalog/enum_labels.hpp"
#include "compiler/catalog/renamed_part.hpp"
#include "compiler/catalog/shared_identity.hpp"
#include "compiler/catalog/type_change.hpp"
#include "compiler/catalog/words.hpp"

#include <algorithm>

namespace migc::catalog {

namespace {

template <class... Functions>
struct Overloaded : Functions... {
    using Functions::operator()...;
};
template <class... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

// --- classes ---

/// What holds values: going back drops those that came after it was made.
constexpr Overloaded class_of_create{
    // The rows of a foreign table stay where they are.
    [](Table const& table) { return table.facts.foreign ? Reversal::exact : Reversal::sheds_new_data; },
    [](Column const&) { return Reversal::sheds_new_data; },
    [](Sequence const&) { return Reversal::sheds_new_data; },
    [](Schema const&) { return Reversal::exact; },
    [](Extension const&) { return Reversal::exact; },
    [](EnumType const&) { return Reversal::exact; },
    [](Domain const&) { return Reversal::exact; },
    [](CompositeType const&) { return Reversal::exact; },
    [](RangeType const&) { return Reversal::exact; },
    [](Multirange const&) { return Reversal::exact; },
    [](BaseType const&) { return Reversal::exact; },
    [](TableFacts const&) { return Reversal::exact; },
    [](Constraint const&) { return Reversal::exact; },
    [](Index const&) { return Reversal::exact; },
    [](View const&) { return Reversal::exact; },
    [](Routine const&) { return Reversal::exact; },
    [](Trigger const&) { return Reversal::exact; },
    [](Policy const&) { return Reversal::exact; },
    [](Rule const&) { return Reversal::exact; },
    [](Named const&) { return Reversal::exact; },
};

constexpr Overloaded class_of_drop{
    [](Table const& table) { return table.facts.foreign ? Reversal::exact : Reversal::loses_old_data; },
    [](Column const&) { return Reversal::loses_old_data; },
    [](Sequence const&) { return Reversal::loses_old_data; },
    [](Extension const&) { return Reversal::loses_old_data; }, // its own tables may hold rows
    [](Schema const&) { return Reversal::exact; },
    [](EnumType const&) { return Reversal::exact; },
    [](Domain const&) { return Reversal::exact; },
    [](CompositeType const&) { return Reversal::exact; },
    [](RangeType const&) { return Reversal::exact; },
    [](Multirange const&) { return Reversal::exact; },
    [](BaseType const&) { return Reversal::exact; },
    [](TableFacts const&) { return Reversal::exact; },
    [](Constraint const&) { return Reversal::exact; },
    [](Index const&) { return Reversal::exact; },
    [](View const&) { return Reversal::exact; },
    [](Routine const&) { return Reversal::exact; },
    [](Trigger const&) { return Reversal::exact; },
    [](Policy const&) { return Reversal::exact; },
    [](Rule const&) { return Reversal::exact; },
    [](Named const&) { return Reversal::exact; },
};

Reversal class_of(Fit fit) {
    switch (fit) {
    case Fit::same: return Reversal::exact;
    case Fit::widens: return Reversal::sheds_new_data;
    case Fit::narrows: return Reversal::loses_old_data;
    }
    return Reversal::loses_old_data;
}

Reversal class_of_column_change(Column const& before, Column const& after) {
    auto worst = class_of(fit(before.type, after.type));
    if (before.identity && !after.identity && !is_shared(*before.identity))
        worst = Reversal::loses_old_data; // where its sequence stood
    if (!before.identity && after.identity) worst = std::max(worst, Reversal::sheds_new_data);
    return worst;
}

Reversal class_of_label_change(EnumType const& before, EnumType const& after) {
    if (renamed_label(before.labels, after.labels)) return Reversal::exact;
    if (!missing_from(after.labels, before.labels).empty()) return Reversal::loses_old_data;
    return missing_from(before.labels, after.labels).empty() ? Reversal::exact : Reversal::sheds_new_data;
}

// Values of an attribute stand in columns of the type: adding one sheds what is stored in it since.
Reversal class_of_attribute_change(CompositeType const& before, CompositeType const& after) {
    auto worst = Reversal::exact;
    if (renamed_attribute(before, after)) return worst;
    for (auto const& attribute : before.attributes) {
        auto const* kept = after.attribute(attribute.name);
        worst = std::max(worst, kept ? class_of(fit(attribute.type, kept->type)) : Reversal::loses_old_data);
    }
    for (auto const& attribute : after.attributes)
        if (!before.attribute(attribute.name)) worst = std::max(worst, Reversal::sheds_new_data);
    return worst;
}

Reversal class_of_alter(Alter const& change) {
    if (auto const* column = std::get_if<Column>(&change.before))
        return class_of_column_change(*column, std::get<Column>(change.after));
    if (auto const* type = std::get_if<EnumType>(&change.before))
        return class_of_label_change(*type, std::get<EnumType>(change.after));
    if (auto const* type = std::get_if<CompositeType>(&change.before))
        return class_of_attribute_change(*type, std::get<CompositeType>(change.after));
    return Reversal::exact;
}

Reversal class_of_rows(RowChangeKind kind) {
    switch (kind) {
    case RowChangeKind::insert: return Reversal::sheds_new_data;
    case RowChangeKind::update:
    case RowChangeKind::remove:
    case RowChangeKind::truncate:
    case RowChangeKind::other: return Reversal::loses_old_data;
    }
    return Reversal::loses_old_data;
}

// --- words ---

using Words = std::vector<std::string>;

std::string part_of(std::string const& part, Name const& table, std::string_view home) {
    return "`" + part + "` of `" + shown(table, home) + "`";
}

std::string type_words(Type const& type, std::string_view home) { return spelled(type, home); }

Words loss_of_drop(Drop const& change, std::string_view home) {
    auto const what = "drops " + shown(change.key, home);
    auto const* table = std::get_if<Table>(&change.before);
    if (table && table->facts.foreign) return {};
    if (table) return {what + " with its rows"};
    if (std::holds_alternative<Column>(change.before))
        return {"drops column " + part_of(change.key.part, change.key.name, home) + " with its values"};
    if (std::holds_alternative<Sequence>(change.before)) return {what + " with the number it had reached"};
    if (std::holds_alternative<Extension>(change.before)) return {what + " with any rows its own tables hold"};
    return {};
}

Words loss_of_alter(Alter const& change, std::string_view home) {
    if (auto const* before = std::get_if<Column>(&change.before)) {
        auto const& after = std::get<Column>(change.after);
        auto const column = part_of(after.name, change.key.name, home);
        Words out;
        if (fit(before->type, after.type) == Fit::narrows)
            out.push_back("changes column " + column + " from " + type_words(before->type, home) + " to " +
                          type_words(after.type, home) + ", which need not hold every value");
        if (before->identity && !after.identity && !is_shared(*before->identity))
            out.push_back("drops the identity of column " + column + " with the number it had reached");
        return out;
    }
    if (auto const* before = std::get_if<CompositeType>(&change.before)) {
        auto const& after = std::get<CompositeType>(change.after);
        Words out;
        if (renamed_attribute(*before, after)) return out;
        for (auto const& attribute : before->attributes)
            if (!after.attribute(attribute.name))
                out.push_back("drops attribute " + part_of(attribute.name, change.key.name, home) + " with its values");
        return out;
    }
    // A value that goes from an enum type is no loss: no statement takes it away, it stays (LANGUAGE, "What auto
    // derives").
    return {};
}

std::string table_list(std::vector<Name> const& tables, std::string_view home) {
    std::string out;
    for (auto const& table : tables) out += (out.empty() ? "`" : ", `") + shown(table, home) + "`";
    return out.empty() ? "a table" : out;
}

Words loss_of_rows(ChangeRows const& change, std::string_view home) {
    auto const tables = table_list(change.tables, home);
    switch (change.kind) {
    case RowChangeKind::insert: return {};
    case RowChangeKind::update: return {"updates rows of " + tables};
    case RowChangeKind::remove: return {"deletes rows of " + tables};
    case RowChangeKind::truncate: return {"truncates " + tables};
    case RowChangeKind::other: return {"changes rows of " + tables};
    }
    return {};
}

std::string constraint_words(Constraint const& constraint, Name const& table, std::string_view home) {
    auto const what = [&]() -> std::string_view {
        switch (constraint.kind) {
        case ConstraintKind::primary_key: return "primary key ";
        case ConstraintKind::unique: return "unique ";
        case ConstraintKind::check: return "check ";
        case ConstraintKind::foreign_key: return "foreign key ";
        case ConstraintKind::exclude: return "exclusion ";
        }
        return "constraint ";
    }();
    return std::string(what) + part_of(constraint.name, table, home);
}

std::string_view rows_against(ConstraintKind kind) {
    switch (kind) {
    case ConstraintKind::primary_key: return "which fails where keys are equal or null";
    case ConstraintKind::unique: return "which fails where keys are equal";
    case ConstraintKind::check: return "which fails where a row breaks it";
    case ConstraintKind::foreign_key: return "which fails where a row has nothing to refer to";
    case ConstraintKind::exclude: return "which fails where rows exclude each other";
    }
    return {};
}

Words blocked_constraint(Constraint const& constraint, Name const& table, std::string_view home,
                         std::string_view verb) {
    if (!constraint.validated) return {};
    return {std::string(verb) + " " + constraint_words(constraint, table, home) + ", " +
            std::string(rows_against(constraint.kind))};
}

Words blocked_index(Index const& index, std::string_view home) {
    if (!index.unique) return {};
    return {"creates unique index `" + shown(index.name, home) + "`, which fails where keys are equal"};
}

Words blocked_create(Create const& change, std::string_view home) {
    if (auto const* column = std::get_if<Column>(&change.after)) {
        bool const filled = column->default_value || column->identity;
        if (!column->not_null || filled) return {};
        return {"adds the not-null column " + part_of(column->name, change.key.name, home) +
                " without a default, which fails where the table has rows"};
    }
    if (auto const* constraint = std::get_if<Constraint>(&change.after))
        return blocked_constraint(*constraint, change.key.name, home, "adds");
    if (auto const* index = std::get_if<Index>(&change.after)) return blocked_index(*index, home);
    return {};
}

Words blocked_column(Name const& table, Column const& before, Column const& after, std::string_view home) {
    Words out;
    auto const column = part_of(after.name, table, home);
    if (fit(before.type, after.type) == Fit::narrows)
        out.push_back("changes column " + column + " from " + type_words(before.type, home) + " to " +
                      type_words(after.type, home) + ", which fails where a value does not fit");
    bool const validates = before.not_null && !before.not_null_constraint.validated;
    if ((!before.not_null || validates) && after.not_null && after.not_null_constraint.validated)
        out.push_back("sets column " + column + " not null, which fails where it is null");
    return out;
}

Words blocked_domain(Domain const& before, Domain const& after, std::string_view home) {
    Words out;
    auto const domain = "domain `" + shown(after.name, home) + "`";
    if (!before.not_null && after.not_null)
        out.push_back("sets " + domain + " not null, which fails where a value is null");
    for (auto const& [name, check] : after.checks) {
        if (!check.validated) continue;
        auto const old = before.checks.find(name);
        bool const there = old != before.checks.end() && old->second.condition == check.condition;
        if (there && old->second.validated) continue;
        if (renamed_check(before, after)) continue;
        out.push_back((there ? "validates check `" : "adds check `") + name + "` of " + domain +
                      ", which fails where a value breaks it");
    }
    return out;
}

Words blocked_alter(Alter const& change, std::string_view home) {
    if (auto const* before = std::get_if<TableFacts>(&change.before)) {
        auto const& after = std::get<TableFacts>(change.after);
        if (before->bound == after.bound || !after.bound) return {};
        return {"attaches " + shown(change.key, home) + " to `" + shown(after.parents.front(), home) +
                "`, which fails where a row lies outside of its bound"};
    }
    if (auto const* before = std::get_if<Column>(&change.before))
        return blocked_column(change.key.name, *before, std::get<Column>(change.after), home);
    if (auto const* before = std::get_if<Constraint>(&change.before)) {
        auto const& after = std::get<Constraint>(change.after);
        auto same = *before;
        same.validated = after.validated;
        same.comment = after.comment;
        same.with = after.with;
        same.tablespace = after.tablespace;
        if (same == after) {
            bool const checked_now = !before->validated && after.validated;
            return checked_now ? blocked_constraint(after, change.key.name, home, "validates") : Words{};
        }
        return blocked_constraint(after, change.key.name, home, "adds");
    }
    if (auto const* before = std::get_if<Index>(&change.before)) {
        auto same = *before;
        auto const& after = std::get<Index>(change.after);
        same.comment = after.comment;
        same.with = after.with;
        same.tablespace = after.tablespace;
        return same == after ? Words{} : blocked_index(after, home);
    }
    if (auto const* before = std::get_if<Domain>(&change.before))
        return blocked_domain(*before, std::get<Domain>(change.after), home);
    if (auto const* before = std::get_if<Sequence>(&change.before)) {
        auto const& after = std::get<Sequence>(change.after).options;
        bool const tighter = after.max_value < before->options.max_value || after.min_value > before->options.min_value;
        if (tighter)
            return {"tightens the bounds of " + shown(change.key, home) +
                    ", which fails where the number it has reached lies outside"};
    }
    return {};
}

} // namespace

Reversal classify(Operation const& operation) {
    return std::visit(Overloaded{
                          [](Create const& change) { return std::visit(class_of_create, change.after); },
                          [](Drop const& change) { return std::visit(class_of_drop, change.before); },
                          [](Alter const& change) { return class_of_alter(change); },
                          [](Rename const&) { return Reversal::exact; },
                          [](ChangeRows const& change) { return class_of_rows(change.kind); },
                          [](Unseen const&) { return Reversal::unproven; },
                      },
                      operation.change);
}

Reversal classify(std::vector<Operation> const& operations) {
    auto worst = Reversal::exact;
    for (auto const& operation : operations) worst = std::max(worst, classify(operation));
    return worst;
}

std::vector<std::string> loss_of(Operation const& operation, std::string_view home) {
    return std::visit(Overloaded{
                          [](Create const&) { return Words{}; },
                          [&](Drop const& change) { return loss_of_drop(change, home); },
                          [&](Alter const& change) { return loss_of_alter(change, home); },
                          [](Rename const&) { return Words{}; },
                          [&](ChangeRows const& change) { return loss_of_rows(change, home); },
                          [](Unseen const&) { return Words{}; },
                      },
                      operation.change);
}

std::vector<std::string> blocked_by_rows(Operation const& operation, std::string_view home) {
    return std::visit(Overloaded{
                          [&](Create const& change) { return blocked_create(change, home); },
                          [](Drop const&) { return Words{}; },
                          [&](Alter const& change) { return blocked_alter(change, home); },
                          [](Rename const&) { return Words{}; },
                          [](ChangeRows const&) { return Words{}; },
                          [](Unseen const&) { return Words{}; },
                      },
                      operation.change);
}

} // namespace migc::catalog
