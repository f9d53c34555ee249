// Columns: their definition inside CREATE TABLE and ADD COLUMN, and every ALTER COLUMN.
#include "compiler/emit/write_parts.hpp"

#include "compiler/catalog/server_names.hpp"
#include "compiler/catalog/shared_identity.hpp"
#include "compiler/catalog/type_change.hpp"
#include "compiler/catalog/type_storage.hpp"
#include "grammar/quote.hpp"

#include <algorithm>

namespace migc::emit {

namespace {

using catalog::Column;
using catalog::Generated;
using catalog::Identity;
using catalog::Sequence;

constexpr int first_with_drop_expression = 13;
constexpr int first_with_compression = 14;
constexpr int first_with_set_storage_default = 16;
constexpr int first_with_set_expression = 17;
constexpr std::size_t longest_name = 63;

std::string on_column(Context const& context, Column const& column) {
    return alter_table(context) + "alter column " + quoted_identifier(column.name) + " ";
}

std::string type_and_collation(Column const& column, Style const& style) {
    auto out = catalog::spelled(column.type, style.home_schema);
    if (!column.collation.empty()) out += " collate " + column.collation;
    return out;
}

/// The name that the server gives to an identity's sequence when nothing is in its way.
bool has_default_name(Sequence const& sequence, catalog::Name const& table, Column const& column) {
    auto const name = table.name + "_" + column.name + "_seq";
    return name.size() <= longest_name && sequence.name.schema == table.schema && sequence.name.name == name;
}

/// A partition gets it when it is attached.
Column without_shared_identity(Column column) {
    if (column.identity && catalog::is_shared(*column.identity)) column.identity.reset();
    return column;
}

std::string identity_clause(catalog::Name const& table, Column const& column, Style const& style) {
    auto const& identity = *column.identity;
    auto out = std::string("generated ") + (identity.always ? "always" : "by default") + " as identity";
    std::vector<std::string> parts;
    if (!has_default_name(identity.sequence, table, column))
        parts.push_back("sequence name " + qualified(identity.sequence.name, style));
    if (auto options = sequence_options(identity.sequence.options, false); !options.empty())
        parts.push_back(std::move(options));
    return parts.empty() ? out : out + " (" + joined(parts, " ") + ")";
}

bool has_own_not_null_name(catalog::Name const& table, Column const& column) {
    auto const& name = column.not_null_constraint.name;
    return !name.empty() && name != catalog::object_name(table.name, column.name, "not_null");
}

std::string not_null_name(catalog::Name const& table, Column const& column, Style const& style) {
    bool const named = style.names_not_nulls && !column.not_null_constraint.name.empty();
    if (!named && !has_own_not_null_name(table, column)) return {};
    return "constraint " + quoted_identifier(column.not_null_constraint.name) + " ";
}

std::string no_inherit(Column const& column) { return column.not_null_constraint.no_inherit ? " no inherit" : ""; }

/// A child gets it with its columns; a partition is made whole.
bool comes_from_parent(Column const& column) {
    return !column.not_null_constraint.inheritance.local && column.inheritance.local;
}

void add_not_null(catalog::Name const& table, Column const& column, Style const& style, Statements& out) {
    // With its name: the default one may be that of a child's, which is in the way.
    auto const& name = column.not_null_constraint.name;
    out.push_back("alter table " + qualified(table, style) + " add constraint " + quoted_identifier(name) +
                  " not null " + quoted_identifier(column.name) + no_inherit(column) +
                  (column.not_null_constraint.validated ? "" : " not valid"));
}

void comment_not_null(catalog::Name const& table, Column const& column, std::optional<std::string> const& before,
                      Style const& style, Statements& out) {
    auto const& constraint = column.not_null_constraint;
    if (constraint.name.empty()) return;
    write_comment("constraint", quoted_identifier(constraint.name) + " on " + qualified(table, style), before,
                  constraint.comment, out);
}

Subject sequence_subject(Sequence const& sequence, Style const& style) {
    auto const name = qualified(sequence.name, style);
    return {"sequence", name, "sequence " + name};
}

/// Its owner is always that of the table, so only comment and grants are its own.
void write_sequence_common(Sequence const& sequence, catalog::Common const& before, Style const& style,
                           Statements& out) {
    auto const subject = sequence_subject(sequence, style);
    write_comment(subject.kind, subject.name, before.comment, sequence.common.comment, out);
    write_grants(subject, sequence.common.owner, before.acl, sequence.common.acl, out);
}

/// An identity makes its sequence of the column's type; LIKE makes one of bigint with the bounds of the
/// other.
void retype_sequence(Column const& column, Style const& style, Statements& out) {
    auto const& sequence = column.identity->sequence;
    if (sequence.options.type == column.type.name) return;
    out.push_back("alter sequence " + qualified(sequence.name, style) + " as " + sequence.options.type + " minvalue " +
                  std::to_string(sequence.options.min_value) + " maxvalue " +
                  std::to_string(sequence.options.max_value));
}

void own(Sequence const& sequence, catalog::Name const& table, Column const& column, Style const& style,
         Statements& out) {
    out.push_back("alter sequence " + qualified(sequence.name, style) + " owned by " + qualified(table, style) + "." +
                  quoted_identifier(column.name));
}

Sequence const* sequence_named(std::vector<Sequence> const& sequences, catalog::Name const& name) {
    auto const it = std::find_if(sequences.begin(), sequences.end(), [&](auto const& s) { return s.name == name; });
    return it == sequences.end() ? nullptr : &*it;
}

/// Ownership alone: a sequence that comes or goes is an operation of its own.
void alter_owned(Context const& context, Column const& before, Column const& after) {
    auto const& style = context.style;
    for (auto const& sequence : before.owned)
        if (!sequence_named(after.owned, sequence.name))
            context.out.push_back("alter sequence " + qualified(sequence.name, style) + " owned by none");
    for (auto const& sequence : after.owned) {
        auto const* old = sequence_named(before.owned, sequence.name);
        if (!old) {
            own(sequence, context.key.name, after, style, context.out);
            continue;
        }
        if (auto const words = changed_sequence_options(old->options, sequence.options); !words.empty())
            context.out.push_back("alter sequence " + qualified(sequence.name, style) + " " + joined(words, " "));
        write_sequence_common(sequence, old->common, style, context.out);
    }
}

/// `set storage default` exists from 16 on; below, a column of a user's type always says its storage
/// (alter_table_columns).
std::string default_storage(Column const& column, Style const& style) {
    if (style.server_version >= first_with_set_storage_default) return "default";
    return std::string(catalog::builtin_storage(column.type));
}

struct Settings {
    std::string storage;
    std::string compression;
    std::optional<int> statistics;
    catalog::Options options;
    catalog::Options foreign_options;
};

Settings settings_of(Column const& column) {
    return {column.storage, column.compression, column.statistics, column.options, column.foreign_options};
}

void alter_settings(Context const& context, Settings const& before, Column const& after) {
    auto const start = on_column(context, after);
    auto& out = context.out;
    if (before.storage != after.storage)
        out.push_back(start + "set storage " +
                      (after.storage.empty() ? default_storage(after, context.style) : after.storage));
    if (before.compression != after.compression && context.style.server_version >= first_with_compression)
        out.push_back(start + "set compression " + (after.compression.empty() ? "default" : after.compression));
    if (before.statistics != after.statistics)
        out.push_back(start + "set statistics " + std::to_string(after.statistics.value_or(-1)));
    if (auto const changes = foreign_options(before.foreign_options, after.foreign_options); !changes.empty())
        out.push_back(start + "options (" + changes + ")");
    if (auto const set = changed_options(before.options, after.options); !set.empty())
        out.push_back(start + "set " + option_list(set));
    if (auto const gone = gone_options(before.options, after.options); !gone.empty())
        out.push_back(start + "reset " + gone);
}

void comment(Context const& context, Column const& column, std::optional<std::string> const& before,
             std::map<std::string, std::string> const& labels) {
    auto const name = qualified(context.key.name, context.style) + "." + quoted_identifier(column.name);
    write_comment("column", name, before, column.comment, context.out);
    write_labels("column " + name, labels, column.labels, context.out);
}

void alter_type(Context const& context, Column const& before, Column const& after, std::string_view author_using) {
    auto statement = on_column(context, after) + "type " + type_and_collation(after, context.style);
    auto expression = std::string(author_using);
    if (expression.empty())
        expression =
            catalog::using_clause(quoted_identifier(after.name), before.type, after.type, context.style.home_schema);
    if (!expression.empty()) statement += " using " + expression;
    context.out.push_back(std::move(statement));
}

void alter_not_null(Context const& context, Column const& before, Column const& after) {
    auto const& style = context.style;
    auto& out = context.out;
    auto const start = on_column(context, after);
    auto const table = "alter table " + qualified(context.key.name, style) + " ";
    auto const& old = before.not_null_constraint;
    auto const& wanted = after.not_null_constraint;
    bool const anew = before.not_null && after.not_null && old.validated && !wanted.validated;
    if (before.not_null && (!after.not_null || anew)) out.push_back(start + "drop not null");
    if (after.not_null && (!before.not_null || anew)) {
        if (wanted.name.empty())
            out.push_back(start + "set not null");
        else
            add_not_null(context.key.name, after, style, out);
        comment_not_null(context.key.name, after, {}, style, out);
        return;
    }
    if (!after.not_null || wanted.name.empty()) return;
    auto const name = quoted_identifier(wanted.name);
    if (old.name != wanted.name)
        out.push_back(table + "rename constraint " + quoted_identifier(old.name) + " to " + name);
    if (!old.validated && wanted.validated) out.push_back(table + "validate constraint " + name);
    if (old.no_inherit != wanted.no_inherit)
        out.push_back(table + "alter constraint " + name + (wanted.no_inherit ? " no inherit" : " inherit"));
    comment_not_null(context.key.name, after, old.comment, style, out);
}

void alter_identity(Context const& context, Column const& before, Column const& after, bool retyped) {
    auto const start = on_column(context, after);
    if (!after.identity) return; // dropped before the type changes
    if (!before.identity) {
        context.out.push_back(start + "add " + identity_clause(context.key.name, after, context.style));
    } else {
        auto old = before.identity->sequence.options;
        auto const& wanted = after.identity->sequence.options;
        if (retyped && old.type != wanted.type) {
            // The server retypes the sequence along with its column, and moves bounds that were the type's
            // own.
            auto const old_default = default_options(old.type, old.increment < 0);
            auto const new_default = default_options(wanted.type, old.increment < 0);
            if (old.max_value == old_default.max_value) old.max_value = new_default.max_value;
            if (old.min_value == old_default.min_value) old.min_value = new_default.min_value;
            old.type = wanted.type;
        }
        std::vector<std::string> words;
        if (before.identity->always != after.identity->always)
            words.push_back(std::string("set generated ") + (after.identity->always ? "always" : "by default"));
        for (auto const& word : changed_sequence_options(old, wanted)) words.push_back("set " + word);
        if (!words.empty()) context.out.push_back(start + joined(words, " "));
    }
    auto const common = before.identity ? before.identity->sequence.common : catalog::Common{};
    write_sequence_common(after.identity->sequence, common, context.style, context.out);
}

} // namespace

std::string column_definition(catalog::Name const& table, Column const& whole, Style const& style) {
    auto const column = without_shared_identity(whole);
    auto out = quoted_identifier(column.name) + " " + catalog::spelled(column.type, style.home_schema);
    if (auto const options = foreign_options({}, column.foreign_options); !options.empty())
        out += " options (" + options + ")";
    if (!column.collation.empty()) out += " collate " + column.collation;
    if (column.identity) {
        out += " " + identity_clause(table, column, style);
    } else if (column.generated != Generated::no && column.default_value) {
        out += " generated always as (" + column.default_value->text + ")";
        out += column.generated == Generated::stored ? " stored" : " virtual";
    } else if (column.default_value) {
        out += " default " + restricted_expression(*column.default_value);
    }
    if (column.not_null && column.not_null_constraint.validated && !comes_from_parent(column))
        out += " " + not_null_name(table, column, style) + "not null" + no_inherit(column);
    return out;
}

std::string not_null_definition(catalog::Name const& table, Column const& column, Style const& style) {
    return not_null_name(table, column, style) + "not null " + quoted_identifier(column.name) + no_inherit(column);
}

void create_owned_sequences(Column const& column, Style const& style, Statements& out) {
    for (auto const& sequence : column.owned) create_sequence(sequence, style, out);
}

void write_column_settings(catalog::Name const& table, Column const& whole, Style const& style, Statements& out) {
    auto const column = without_shared_identity(whole);
    catalog::Key const key{catalog::Kind::column, table, column.name};
    Context const context{key, style, out};
    for (auto const& sequence : column.owned) own(sequence, table, column, style, out);
    for (auto const& sequence : column.owned) write_sequence_common(sequence, {}, style, out);
    if (column.identity) retype_sequence(column, style, out);
    if (column.identity) write_sequence_common(column.identity->sequence, {}, style, out);
    Settings said;
    said.foreign_options = column.foreign_options; // in the definition
    alter_settings(context, said, column);
    if (column.not_null && !column.not_null_constraint.validated) add_not_null(table, column, style, out);
    comment_not_null(table, column, {}, style, out);
    comment(context, column, {}, {});
}

void create(Context const& context, Column const& column) {
    create_owned_sequences(column, context.style, context.out);
    context.out.push_back(alter_table(context) + "add column " +
                          column_definition(context.key.name, column, context.style));
    write_column_settings(context.key.name, column, context.style, context.out);
}

void drop(Context const& context, Column const& column) {
    context.out.push_back(alter_table(context) + "drop column " + quoted_identifier(column.name));
}

void alter(Context const& context, Column const& old_column, Column const& new_column,
           std::string_view using_expression) {
    auto const before = without_shared_identity(old_column);
    auto const after = without_shared_identity(new_column);
    auto const start = on_column(context, after);
    auto& out = context.out;
    bool const retyped = before.type != after.type;
    bool const plain_before = before.generated == Generated::no;
    bool const plain_after = after.generated == Generated::no;
    // The stored default of the old type need not fit the new one, and would keep its cast (RULINGS 18).
    bool const default_goes = plain_before && before.default_value && (!after.default_value || retyped);

    if (before.generated == Generated::stored && plain_after &&
        context.style.server_version >= first_with_drop_expression)
        out.push_back(start + "drop expression");
    if (before.identity && !after.identity) out.push_back(start + "drop identity");
    if (default_goes) out.push_back(start + "drop default");
    if (retyped || before.collation != after.collation) alter_type(context, before, after, using_expression);
    alter_not_null(context, before, after);
    if (plain_after && after.default_value && (before.default_value != after.default_value || retyped || !plain_before))
        out.push_back(start + "set default " + after.default_value->text);
    if (!plain_after && before.generated == after.generated && before.default_value != after.default_value &&
        context.style.server_version >= first_with_set_expression)
        out.push_back(start + "set expression as (" + after.default_value->text + ")");
    alter_identity(context, before, after, retyped);
    auto old = settings_of(before);
    if (retyped) old.storage.clear(); // a new type brings its own storage
    alter_settings(context, old, after);
    alter_owned(context, before, after);
    comment(context, after, before.comment, before.labels);
}

} // namespace migc::emit
