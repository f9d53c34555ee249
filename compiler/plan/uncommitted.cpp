#include "compiler/plan/uncommitted.hpp"

#include "grammar/lexer.hpp"

#include <algorithm>

namespace migc::plan {

namespace {

Place place(replay::Step const& step) { return {step.file->source.get(), step.span}; }

// Labels that an operation adds to a type.
std::vector<std::string> added_labels(catalog::Operation const& operation) {
    auto const* alter = std::get_if<catalog::Alter>(&operation.change);
    auto const* before = alter ? std::get_if<catalog::EnumType>(&alter->before) : nullptr;
    if (!before) return {};
    std::vector<std::string> out;
    auto const& after = std::get<catalog::EnumType>(alter->after).labels;
    if (after.size() <= before->labels.size()) return {};
    for (auto const& label : after)
        if (std::find(before->labels.begin(), before->labels.end(), label) == before->labels.end())
            out.push_back(label);
    return out;
}

bool is_deferred(catalog::Constraint const& constraint) {
    return constraint.deferrable && constraint.initially_deferred;
}

// The server queues a check only where the rows that change can break it (src/backend/commands/trigger.c,
// AfterTriggerSaveEvent; measured on 15): a foreign key's when its columns are written or rows come, and of the rows
// that it refers to when those columns are written or rows go; a unique key's when its columns are written.
bool queues_check(catalog::ChangeRows const& rows, std::vector<std::string> const& key, bool referred,
                  catalog::ConstraintKind kind) {
    using catalog::RowChangeKind;
    bool const written = rows.columns.empty() || std::any_of(key.begin(), key.end(), [&](std::string const& column) {
                             return std::find(rows.columns.begin(), rows.columns.end(), column) != rows.columns.end();
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

bool leaves_checks(catalog::Catalog const& catalog, catalog::Name const& name, catalog::ChangeRows const& rows) {
    auto const* table = catalog.table(name);
    if (!table) return false;
    for (auto const& [constraint_name, constraint] : table->constraints)
        if (is_deferred(constraint) && queues_check(rows, constraint.columns, false, constraint.kind)) return true;
    for (auto const& key : catalog.dependants({catalog::Kind::table, name, {}})) {
        if (key.kind != catalog::Kind::constraint) continue;
        auto const& constraint = catalog.table(key.name)->constraints.at(key.part);
        if (is_deferred(constraint) && queues_check(rows, constraint.referenced, true, constraint.kind)) return true;
    }
    return false;
}

struct AlteredTable {
    using Result = std::optional<catalog::Name>;
    static Result of(catalog::Key const& key) {
        using catalog::Kind;
        if (key.kind == Kind::index) return catalog::Name{key.name.schema, key.part};
        bool const part = key.kind == Kind::table || key.kind == Kind::column || key.kind == Kind::constraint ||
                          key.kind == Kind::trigger || key.kind == Kind::policy || key.kind == Kind::rule;
        return part ? Result(key.name) : std::nullopt;
    }
    Result operator()(catalog::Create const& c) const { return of(c.key); }
    Result operator()(catalog::Drop const& d) const { return of(d.key); }
    Result operator()(catalog::Alter const& a) const { return of(a.key); }
    Result operator()(catalog::Rename const& r) const { return of(r.from); }
    Result operator()(catalog::ChangeRows const&) const { return std::nullopt; }
    Result operator()(catalog::Unseen const&) const { return std::nullopt; }
};

grammar::TokenRange tokens_of(replay::Step const& step) {
    auto const* sql = std::get_if<ast::SqlItem>(&step.item->body);
    return sql ? sql->tokens : grammar::TokenRange{};
}

// The label is a name there, which the server looks up without asking whether it is committed.
bool only_names_labels(replay::Step const& step) {
    auto const* sql = std::get_if<ast::SqlItem>(&step.item->body);
    return sql && (std::holds_alternative<ast::AddEnumValue>(sql->statement) ||
                   std::holds_alternative<ast::RenameEnumValue>(sql->statement) ||
                   std::holds_alternative<ast::CreateEnum>(sql->statement) ||
                   std::holds_alternative<ast::Comment>(sql->statement));
}

} // namespace

std::optional<catalog::Name> altered_table(catalog::Operation const& operation) {
    return std::visit(AlteredTable{}, operation.change);
}

std::vector<Conflict> Uncommitted::conflicts(replay::Step const& step) const {
    std::vector<Conflict> out;
    if (!added_labels_.empty()) append_enum_use(step, out);
    if (!pending_rows_.empty()) append_pending(step, out);
    return out;
}

void Uncommitted::note(replay::Step const& step) {
    for (auto const& operation : step.operations) {
        auto const* create = std::get_if<catalog::Create>(&operation.change);
        if (create && create->key.kind == catalog::Kind::type) created_types_.insert(create->key.name);
        auto const* alter = std::get_if<catalog::Alter>(&operation.change);
        bool const usable_at_once =
            alter && !any_start_ && target_.server_version >= 17 && created_types_.contains(alter->key.name);
        if (!usable_at_once)
            for (auto const& label : added_labels(operation)) added_labels_.emplace(label, place(step));
        if (auto const* rows = std::get_if<catalog::ChangeRows>(&operation.change))
            for (auto const& table : rows->tables)
                if (leaves_checks(catalog_, table, *rows)) pending_rows_.emplace(table, place(step));
    }
}

void Uncommitted::append_enum_use(replay::Step const& step, std::vector<Conflict>& out) const {
    if (only_names_labels(step)) return;
    std::set<std::string> seen;
    for (auto const& token : tokens_of(step)) {
        if (token.kind != grammar::TokenKind::string) continue;
        Diagnostics quiet;
        auto const used = added_labels_.find(grammar::string_value(*step.file->source, token, quiet));
        if (used == added_labels_.end() || used->second.span == step.span || !seen.insert(used->first).second) continue;
        out.push_back({ConflictKind::enum_value, used->first, {step.file->source.get(), token.span()}, used->second});
    }
}

void Uncommitted::append_pending(replay::Step const& step, std::vector<Conflict>& out) const {
    std::set<catalog::Name> seen;
    for (auto const& operation : step.operations) {
        auto const table = altered_table(operation);
        auto const pending = table ? pending_rows_.find(*table) : pending_rows_.end();
        if (pending == pending_rows_.end() || !seen.insert(*table).second) continue;
        out.push_back({ConflictKind::pending_checks, table->name, place(step), pending->second});
    }
}

void Uncommitted::forget(Conflict const& conflict) {
    switch (conflict.kind) {
    case ConflictKind::enum_value: added_labels_.erase(conflict.name); break;
    case ConflictKind::pending_checks:
        std::erase_if(pending_rows_, [&](auto const& entry) {
            return entry.first.name == conflict.name && entry.second.span == conflict.earlier.span;
        });
        break;
    }
}

void Uncommitted::forget() {
    added_labels_.clear();
    pending_rows_.clear();
    created_types_.clear();
}

} // namespace migc::plan
