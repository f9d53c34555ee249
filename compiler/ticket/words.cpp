#include "compiler/ticket/words.hpp"

#include "compiler/catalog/words.hpp"

#include <vector>

namespace migc::ticket {

using catalog::Column;
using catalog::Constraint;
using catalog::ConstraintKind;
using catalog::Key;
using catalog::Kind;
using catalog::Name;
using catalog::TableFacts;

namespace {

using Changes = std::vector<std::string>;

void note(Changes& out, bool when, std::string text) {
    if (when) out.push_back(std::move(text));
}

std::string or_none(std::string const& text) { return text.empty() ? "default" : text; }

std::string in_ticks(std::string const& text) { return "`" + text + "`"; }

std::string_view spelling(ConstraintKind kind) {
    switch (kind) {
    case ConstraintKind::primary_key: return "primary key";
    case ConstraintKind::unique: return "unique key";
    case ConstraintKind::check: return "check";
    case ConstraintKind::foreign_key: return "foreign key";
    case ConstraintKind::exclude: return "exclusion";
    }
    return "constraint";
}

// --- what becomes another one ---

Changes changes_of(Column const& before, Column const& after, std::string_view home) {
    Changes out;
    note(out, before.type != after.type,
         "type " + in_ticks(spelled(before.type, home)) + " -> " + in_ticks(spelled(after.type, home)));
    note(out, before.collation != after.collation,
         "collation " + or_none(before.collation) + " -> " + or_none(after.collation));
    note(out, before.default_value && !after.default_value, "no default any more");
    note(out, after.default_value && before.default_value != after.default_value,
         "default " + (after.default_value ? in_ticks(after.default_value->text) : std::string()));
    note(out, !before.not_null && after.not_null, "not null");
    note(out, before.not_null && !after.not_null, "may be null");
    note(out, before.not_null && after.not_null && before.not_null_constraint != after.not_null_constraint,
         "its not-null constraint");
    note(out, before.identity != after.identity, after.identity ? "identity" : "no identity any more");
    note(out, before.generated != after.generated, "no generated column any more");
    note(out, before.statistics != after.statistics || before.options != after.options, "statistics");
    note(out, before.storage != after.storage || before.compression != after.compression, "storage");
    note(out, before.comment != after.comment, "comment");
    note(out, before.labels != after.labels, "security labels");
    return out;
}

void note_common(Changes& out, catalog::Common const& before, catalog::Common const& after) {
    note(out, before.owner != after.owner, "owner" + (after.owner ? " " + in_ticks(*after.owner) : std::string()));
    note(out, before.acl != after.acl, "privileges");
    note(out, before.comment != after.comment, "comment");
    note(out, before.labels != after.labels, "security labels");
}

Changes changes_of(TableFacts const& before, TableFacts const& after, std::string_view home) {
    Changes out;
    bool const moves = before.parents != after.parents || before.bound != after.bound;
    auto const parent = [&](TableFacts const& facts) {
        return facts.parents.empty() ? std::string() : in_ticks(shown(facts.parents.back(), home));
    };
    note(out, moves && after.bound, "a partition of " + parent(after));
    note(out, moves && !after.bound && before.bound, "no partition of " + parent(before) + " any more");
    note(out, moves && !after.bound && !before.bound, "what it inherits");
    note(out, before.persistence != after.persistence,
         after.persistence == catalog::Persistence::unlogged ? "unlogged" : "logged");
    note(out, before.with != after.with, "storage parameters");
    note(out, before.tablespace != after.tablespace, "tablespace " + or_none(after.tablespace));
    note(out, before.method != after.method, "access method " + or_none(after.method));
    note(out, before.row_security != after.row_security,
         after.row_security ? "row level security" : "no row level security any more");
    note(out, before.force_row_security != after.force_row_security, "row level security of its owner");
    note(out, before.replica_identity != after.replica_identity, "replica identity " + after.replica_identity);
    note(out, before.clustered_on != after.clustered_on, "the index to cluster by");
    note_common(out, before.common, after.common);
    return out;
}

Changes changes_of(Constraint const& before, Constraint const& after) {
    Changes out;
    note(out, !before.validated && after.validated, "validated");
    note(out, before.deferrable != after.deferrable || before.initially_deferred != after.initially_deferred,
         after.deferrable ? "deferrable" : "not deferrable");
    note(out, before.comment != after.comment, "comment");
    return out;
}

Changes changes_of(catalog::Alter const& change, std::string_view home) {
    if (auto const* column = std::get_if<Column>(&change.before))
        return changes_of(*column, std::get<Column>(change.after), home);
    if (auto const* facts = std::get_if<TableFacts>(&change.before))
        return changes_of(*facts, std::get<TableFacts>(change.after), home);
    if (auto const* constraint = std::get_if<Constraint>(&change.before))
        return changes_of(*constraint, std::get<Constraint>(change.after));
    if (auto const* type = std::get_if<catalog::EnumType>(&change.before)) {
        auto const& after = std::get<catalog::EnumType>(change.after);
        Changes out;
        note(out, after.labels.size() > type->labels.size(), "more values");
        note_common(out, type->common, after.common);
        return out;
    }
    if (auto const* view = std::get_if<catalog::View>(&change.before)) {
        auto const& after = std::get<catalog::View>(change.after);
        Changes out;
        note(out, view->query != after.query, "query");
        note_common(out, view->common, after.common);
        return out;
    }
    return {};
}

// --- sentences ---

// The kind that a reader looks for: a foreign key rather than a constraint.
std::string name_of(Key const& key, catalog::Object const& value, std::string_view home) {
    if (auto const* constraint = std::get_if<Constraint>(&value))
        return std::string(spelling(constraint->kind)) + " " + in_ticks(key.part) + " of table " +
               in_ticks(shown(key.name, home));
    auto out = shown(key, home);
    auto const* index = std::get_if<catalog::Index>(&value);
    if (index && index->unique) out = "unique " + out;
    if (key.kind == Kind::index && !key.part.empty())
        out += " of " + in_ticks(shown(Name{key.name.schema, key.part}, home));
    return out;
}

bool is_part(Key const& key) { return key.kind == Kind::column || key.kind == Kind::constraint; }

std::string tables_of(catalog::ChangeRows const& change, std::string_view home) {
    std::string out;
    for (auto const& table : change.tables) out += (out.empty() ? "" : ", ") + in_ticks(shown(table, home));
    return out.empty() ? "tables it does not name" : out;
}

struct Sentence {
    std::string_view home;

    std::string operator()(catalog::Create const& change) const {
        return (is_part(change.key) ? "adds " : "creates ") + name_of(change.key, change.after, home) +
               (change.may_have_existed ? " unless there is one" : "");
    }
    std::string operator()(catalog::Drop const& change) const {
        return "drops " + name_of(change.key, change.before, home);
    }
    std::string operator()(catalog::Alter const& change) const {
        auto out = "changes " + name_of(change.key, change.after, home);
        auto const changes = changes_of(change, home);
        for (std::size_t i = 0; i < changes.size(); ++i) out += (i == 0 ? ": " : ", ") + changes[i];
        return out;
    }
    std::string operator()(catalog::Rename const& change) const {
        auto const to = change.from.part.empty() || change.to.part == change.from.part ? shown(change.to.name, home)
                                                                                       : change.to.part;
        return "renames " + shown(change.from, home) + " to " + in_ticks(to);
    }
    std::string operator()(catalog::ChangeRows const& change) const {
        auto const tables = tables_of(change, home);
        switch (change.kind) {
        case catalog::RowChangeKind::insert: return "inserts rows into " + tables;
        case catalog::RowChangeKind::update: return "updates rows of " + tables;
        case catalog::RowChangeKind::remove: return "deletes rows of " + tables;
        case catalog::RowChangeKind::truncate: return "empties " + tables;
        case catalog::RowChangeKind::other: return "changes rows of " + tables;
        }
        return {};
    }
    std::string operator()(catalog::Unseen const& unseen) const { return "runs a " + unseen.what; }
};

} // namespace

std::string words_of(catalog::Operation const& operation, std::string_view home) {
    return std::visit(Sentence{home}, operation.change);
}

} // namespace migc::ticket
