#include "compiler/replay/trace.hpp"

#include "compiler/catalog/inheritance.hpp"

#include <algorithm>

namespace migc::replay {

namespace {

using catalog::Catalog;
using catalog::Kind;
using catalog::Name;

bool holds(std::vector<std::string> const& list, std::string const& wanted) {
    return std::find(list.begin(), list.end(), wanted) != list.end();
}

// --- enum types ---

void note_labels(catalog::EnumType const& before, catalog::EnumType const& after, Trace& out) {
    if (before.labels.size() == after.labels.size()) {
        for (std::size_t i = 0; i < before.labels.size(); ++i)
            if (before.labels[i] != after.labels[i])
                out.renamed.emplace_back(EnumLabel{before.name, before.labels[i]}, after.labels[i]);
        return;
    }
    for (auto const& label : after.labels)
        if (!holds(before.labels, label)) out.added.push_back({after.name, label});
}

// --- rows that leave something for the end of the transaction ---

// The server queues a check only where the rows that change can break it (src/backend/commands/trigger.c,
// AfterTriggerSaveEvent; measured on 15): a foreign key's when its columns are written or rows come, and of the rows
// that it refers to when those columns are written or rows go; a unique key's when its columns are written.
bool queues_check(catalog::ChangeRows const& rows, std::vector<std::string> const& key, bool referred,
                  catalog::ConstraintKind kind) {
    using catalog::RowChangeKind;
    bool const written = rows.columns.empty() || std::any_of(key.begin(), key.end(), [&](std::string const& column) {
                             return holds(rows.columns, column);
                         });
    switch (rows.kind) {
    case RowChangeKind::insert: return !referred && kind == catalog::ConstraintKind::foreign_key;
    case RowChangeKind::update: return written;
    case RowChangeKind::remove: return referred;
    case RowChangeKind::truncate: return false;
    case RowChangeKind::other: return true;
    }
    return true;
}

bool fires(catalog::Trigger const& trigger, catalog::ChangeRows const& rows) {
    using catalog::RowChangeKind;
    auto const on = [&](std::string_view event) { return trigger.events.find(event) != std::string::npos; };
    switch (rows.kind) {
    case RowChangeKind::insert: return on("insert");
    case RowChangeKind::update: return on("update");
    case RowChangeKind::remove: return on("delete");
    case RowChangeKind::truncate: return false;
    case RowChangeKind::other: return true;
    }
    return true;
}

enum class Left { nothing, if_deferred, always };

Left left_by(bool deferrable, bool initially_deferred) {
    return !deferrable ? Left::nothing : initially_deferred ? Left::always : Left::if_deferred;
}

Left left_by(catalog::Constraint const& constraint) {
    return left_by(constraint.deferrable, constraint.initially_deferred);
}

// Its options are kept as text.
Left left_by(catalog::Trigger const& trigger) {
    std::string_view const text = trigger.rest.text;
    bool const deferred = text.find("initially deferred") != text.npos;
    bool const deferrable =
        deferred || (text.find("deferrable") != text.npos && text.find("not deferrable") == text.npos);
    return left_by(trigger.constraint && deferrable, deferred);
}

Left left_on(Catalog const& catalog, Name const& name, catalog::ChangeRows const& rows) {
    auto out = Left::nothing;
    auto const* table = catalog.table(name);
    if (!table) return out;
    for (auto const& [key, constraint] : table->constraints)
        if (queues_check(rows, constraint.columns, false, constraint.kind)) out = std::max(out, left_by(constraint));
    for (auto const& [key, trigger] : table->triggers)
        if (fires(trigger, rows)) out = std::max(out, left_by(trigger));
    for (auto const& key : catalog.dependants({Kind::table, name, {}})) {
        if (key.kind != Kind::constraint) continue;
        auto const& constraint = catalog.table(key.name)->constraints.at(key.part);
        if (queues_check(rows, constraint.referenced, true, constraint.kind)) out = std::max(out, left_by(constraint));
    }
    return out;
}

void note_rows(Catalog const& catalog, catalog::ChangeRows const& rows, Trace& out) {
    for (auto const& name : rows.tables) {
        auto const* table = catalog.table(name);
        if (!table) continue;
        auto const below = catalog::descendants(catalog, name);
        if (rows.kind == catalog::RowChangeKind::truncate) {
            out.altered.push_back(name);
            out.altered.insert(out.altered.end(), below.begin(), below.end());
            continue;
        }
        auto const note = [&](Name const& each, Left left) {
            if (left == Left::always) out.pending.push_back(each);
            if (left != Left::nothing) out.pending_if_deferred.push_back(each);
        };
        auto const own = left_on(catalog, name, rows);
        note(name, own);
        // Rows of a partitioned table are those of its partitions. What comes into a parent stays in it.
        bool const stays = !table->partitioned && rows.kind == catalog::RowChangeKind::insert;
        if (stays) continue;
        for (auto const& child : below)
            note(child, std::max(table->partitioned ? own : Left::nothing, left_on(catalog, child, rows)));
    }
}

// --- what the server refuses then (measured on 12, 15 and 18) ---

// A comment, a grant, a partition that is attached or detached ask for nothing; all else is an ALTER TABLE.
bool asks(catalog::TableFacts const& before, catalog::TableFacts const& after) {
    auto same = before;
    auto const owner = same.common.owner;
    same.common = after.common;
    same.common.owner = owner;
    if (same.bound != after.bound) {
        same.bound = after.bound;
        same.parents = after.parents;
    }
    return same != after;
}

template <class Part>
bool asks(Part same, Part const& after) {
    same.comment = after.comment;
    return same != after;
}

class Altered {
public:
    Altered(Catalog const& catalog, catalog::Operation const& operation, Trace& out)
        : catalog_(catalog), operation_(operation), out_(out) {}

    void operator()(catalog::Create const& change) {
        if (auto const* type = std::get_if<catalog::EnumType>(&change.after)) out_.created_types.push_back(type->name);
        if (change.key.kind == Kind::column || change.key.kind == Kind::constraint) whole(change.key.name);
        if (change.key.kind == Kind::index) whole(table_of_index(change.key));
    }
    void operator()(catalog::Drop const& change) {
        bool const part = change.key.kind == Kind::column || change.key.kind == Kind::constraint;
        if (part || change.key.kind == Kind::table) whole(change.key.name);
        auto const* constraint = std::get_if<catalog::Constraint>(&change.before);
        bool const by_name = constraint && !operation_.implied && !operation_.propagated;
        if (by_name && constraint->kind == catalog::ConstraintKind::foreign_key) whole(constraint->references);
    }
    void operator()(catalog::Alter const& change) {
        // What another table's alteration does to this one is counted there.
        if (operation_.propagated || operation_.implied) return;
        auto const& name = change.key.name;
        if (auto const* facts = std::get_if<catalog::TableFacts>(&change.before)) {
            if (asks(*facts, std::get<catalog::TableFacts>(change.after))) out_.altered.push_back(name);
        } else if (auto const* column = std::get_if<catalog::Column>(&change.before)) {
            if (asks(*column, std::get<catalog::Column>(change.after))) whole(name);
        } else if (auto const* constraint = std::get_if<catalog::Constraint>(&change.before)) {
            auto same = *constraint;
            same.index_comment = std::get<catalog::Constraint>(change.after).index_comment;
            if (asks(same, std::get<catalog::Constraint>(change.after))) whole(name);
        } else if (auto const* trigger = std::get_if<catalog::Trigger>(&change.before)) {
            if (trigger->mode != std::get<catalog::Trigger>(change.after).mode) whole(name);
        } else if (auto const* type = std::get_if<catalog::EnumType>(&change.before)) {
            note_labels(*type, std::get<catalog::EnumType>(change.after), out_);
        }
    }
    void operator()(catalog::Rename const& change) {
        if (change.from.kind == Kind::table) out_.renamed_tables.emplace_back(change.from.name, change.to.name);
    }
    void operator()(catalog::ChangeRows const& change) { note_rows(catalog_, change, out_); }
    void operator()(catalog::Unseen const&) {}

private:
    static Name table_of_index(catalog::Key const& key) { return {key.name.schema, key.part}; }

    void whole(Name const& table) {
        out_.altered.push_back(table);
        if (operation_.only || !catalog_.table(table)) return;
        auto const below = catalog::descendants(catalog_, table);
        out_.altered.insert(out_.altered.end(), below.begin(), below.end());
    }

    Catalog const& catalog_;
    catalog::Operation const& operation_;
    Trace& out_;
};

Name named(ast::QualifiedName const& name, std::string_view schema) {
    return {std::string(name.schema ? name.schema->text : schema), std::string(name.name.text)};
}

bool moves_partition(ast::AlterTable const& statement) {
    return std::any_of(statement.actions.begin(), statement.actions.end(), [](ast::TableAction const& action) {
        return std::holds_alternative<ast::AttachPartition>(action) ||
               std::holds_alternative<ast::DetachPartition>(action);
    });
}

} // namespace

Trace trace_of(Catalog const& catalog, std::vector<catalog::Operation> const& operations) {
    Trace out;
    for (auto const& operation : operations) std::visit(Altered(catalog, operation, out), operation.change);
    return out;
}

Trace trace_of(Catalog const& catalog, catalog::Operation const& operation) {
    Trace out;
    std::visit(Altered(catalog, operation, out), operation.change);
    return out;
}

void add_statement(Trace& trace, ast::Statement const& statement, std::string_view schema) {
    using enum grammar::TokenKind;
    if (auto const* data = std::get_if<ast::Data>(&statement); data && data->verb == kw_cluster)
        for (auto const& name : data->reads) trace.altered.push_back(named(name, schema));
    // What was so before is altered all the same.
    if (auto const* alter = std::get_if<ast::AlterTable>(&statement);
        alter && trace.altered.empty() && !moves_partition(*alter))
        trace.altered.push_back(named(alter->name, schema));
    auto const* set = std::get_if<ast::SetLocal>(&statement);
    if (!set || set->name != "constraints" || set->tokens.empty()) return;
    auto const last = set->tokens.end() - 1;
    bool const all = std::any_of(set->tokens.begin(), set->tokens.end(),
                                 [](grammar::Token const& token) { return token.kind == kw_all; });
    trace.sets_deferred = last->kind == kw_deferred;
    trace.sets_all_immediate = all && last->kind == kw_immediate;
}

} // namespace migc::replay
