// Sequences. `owned by` moves one into its column: from then on it goes where the table goes. Manual: CREATE SEQUENCE,
// ALTER SEQUENCE.
#include "compiler/catalog/common.hpp"
#include "compiler/catalog/define.hpp"
#include "compiler/catalog/find_object.hpp"
#include "compiler/catalog/named_errors.hpp"
#include "compiler/catalog/replay.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::catalog {

namespace {

ast::SequenceOption const* option_named(std::vector<ast::SequenceOption> const& list, std::string_view name) {
    auto const it = std::find_if(list.begin(), list.end(), [&](auto const& option) { return option.name == name; });
    return it == list.end() ? nullptr : &*it;
}

bool refuse_sequence_name(Context& context, std::vector<ast::SequenceOption> const& list) {
    auto const* option = option_named(list, "sequence name");
    if (!option) return false;
    context.error(Code::bad_definition, option->span, "`sequence name` outside an identity column", "remove it");
    return true;
}

Column without(Column column, Name const& sequence) {
    std::erase_if(column.owned, [&](Sequence const& each) { return each.name == sequence; });
    return column;
}

void alter_column(Context& context, Name const& table, Column const& before, Column const& after) {
    alter(context, {Kind::column, table, before.name}, before, after);
}

// Out of the column that owns it now, if one does.
void release(Context& context, Name const& sequence) {
    auto const owner = *context.catalog.relation(sequence);
    if (owner.table.name.empty()) return;
    auto const before = *context.catalog.table(owner.table)->column(owner.part);
    alter_column(context, owner.table, before, without(before, sequence));
}

bool is_identity(Catalog const& catalog, Name const& sequence) {
    auto const& owner = *catalog.relation(sequence);
    if (owner.table.name.empty()) return false;
    auto const& identity = catalog.table(owner.table)->column(owner.part)->identity;
    return identity && identity->sequence.name == sequence;
}

struct Owner {
    Table const* table = nullptr;
    Column const* column = nullptr;
};

std::optional<Owner> find_owner(Context& context, ast::SequenceOption const& option) {
    auto const& parts = option.column;
    if (parts.size() == 1) {
        context.error(Code::bad_definition, option.span, fmt::format("`owned by {}` names no column", parts[0].text),
                      "write `owned by TABLE.COLUMN` or `owned by none`");
        return std::nullopt;
    }
    ast::QualifiedName name;
    name.name = parts[parts.size() - 2];
    if (parts.size() > 2) name.schema = parts.front();
    name.span = cover(parts.front().span, name.name.span);
    auto const* table = context.table(name);
    auto const* column = table ? context.column(*table, parts.back()) : nullptr;
    if (!column) return std::nullopt;
    return Owner{table, column};
}

void own(Context& context, Name const& name, ast::SequenceOption const& option) {
    if (is_identity(context.catalog, name)) {
        context.error(
            Code::bad_definition, option.span,
            fmt::format("sequence `{}` belongs to an identity column and cannot change hands", context.shown(name)),
            "drop the identity of the column instead: `alter table … alter column … drop identity`");
        return;
    }
    if (option.column.size() == 1 && option.column[0].text == "none") {
        release(context, name);
        return;
    }
    auto const owner = find_owner(context, option);
    if (!owner) return;
    if (owner->table->name.schema != name.schema) {
        context.error(Code::bad_definition, option.span,
                      fmt::format("sequence `{}` and table `{}` are in different schemas", context.shown(name),
                                  context.shown(owner->table->name)),
                      "create the sequence in the schema of the table");
        return;
    }
    auto const& current = *context.catalog.relation(name);
    auto const table = owner->table->name;
    auto const column_name = owner->column->name;
    if (current.table == table && current.part == column_name) return;
    release(context, name);
    auto sequence = *context.catalog.sequence(name);
    auto const& table_owner = owner->table->facts.common.owner;
    if (sequence.common.owner && table_owner && *sequence.common.owner != *table_owner) {
        context.error(Code::bad_definition, option.span,
                      fmt::format("sequence `{}` has owner `{}`, and table `{}` has `{}`", context.shown(name),
                                  *sequence.common.owner, context.shown(table), *table_owner),
                      "give both the same owner first");
        return;
    }
    sequence.common.owner.reset(); // from here on it is the table's
    auto const before = *context.catalog.table(table)->column(column_name);
    auto after = before;
    after.owned.push_back(sequence);
    alter_column(context, table, before, after);
}

} // namespace

void perform(Context& context, ast::CreateSequence const& statement) {
    if (statement.temporary) {
        context.error(Code::refused_statement, statement.span, "temporary sequence, which ends with the session",
                      "create a permanent one, or take the numbers from `generate_series`");
        return;
    }
    if (statement.unlogged && context.target.server_version < 15)
        needs_version(context, "`create unlogged sequence`", 15, statement.span);
    auto const name = context.new_name(statement.name);
    if (!name) return;
    if (auto const holder = holder_of_relation_name(context.catalog, *name)) {
        bool const passed_over = statement.if_not_exists && holder->kind != Kind::type;
        if (!passed_over) duplicate(context, *holder, statement.name.span);
        return;
    }
    Sequence sequence;
    sequence.name = *name;
    sequence.unlogged = statement.unlogged;
    if (refuse_sequence_name(context, statement.options)) return;
    if (!define_sequence_options(context, statement.options, sequence.options, true)) return;
    context.perform(Create{{Kind::sequence, *name, {}}, std::move(sequence), at_end, statement.if_not_exists});
    if (auto const* owner = option_named(statement.options, "owned by")) own(context, *name, *owner);
}

void perform(Context& context, ast::AlterSequence const& statement) {
    auto const key = find_object(context, ast::ObjectKind::sequence, statement.name, statement.if_exists);
    if (!key || refuse_sequence_name(context, statement.options)) return;
    auto const before = *context.catalog.sequence(key->name);
    auto after = before;
    if (!define_sequence_options(context, statement.options, after.options, false)) return;
    auto const* logged = option_named(statement.options, "logged");
    auto const* unlogged = option_named(statement.options, "unlogged");
    if ((logged || unlogged) && context.target.server_version < 15)
        needs_version(context, "`alter sequence … set logged` or `unlogged`", 15, statement.span);
    if (logged || unlogged) after.unlogged = unlogged != nullptr;
    alter(context, *key, before, after);
    // The number it has reached is data.
    if (option_named(statement.options, "restart")) context.perform(ChangeRows{RowChangeKind::other, {key->name}, {}});
    if (auto const* owner = option_named(statement.options, "owned by")) own(context, key->name, *owner);
}

} // namespace migc::catalog
