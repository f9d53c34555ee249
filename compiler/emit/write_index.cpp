// Indexes that no constraint owns.
#include "compiler/emit/write_parts.hpp"

#include "grammar/quote.hpp"

namespace migc::emit {

namespace {

using catalog::Index;
using catalog::IndexElement;

std::string element_text(IndexElement const& element) {
    std::string out;
    if (element.expression)
        out = element.is_call ? element.expression->text : "(" + element.expression->text + ")";
    else
        out = quoted_identifier(element.column);
    if (!element.collation.empty()) out += " collate " + element.collation;
    if (!element.operator_class.empty()) out += " " + element.operator_class;
    if (element.descending) out += " desc";
    if (element.nulls_first != element.descending) out += element.nulls_first ? " nulls first" : " nulls last";
    return out;
}

void comment(Index const& index, std::optional<std::string> const& before, Style const& style, Statements& out) {
    write_comment("index", qualified(index.name, style), before, index.comment, out);
}

} // namespace

std::string index_elements(std::vector<IndexElement> const& elements) {
    std::vector<std::string> out;
    for (auto const& element : elements) out.push_back(element_text(element));
    return joined(out, ", ");
}

std::string index_definition(Index const& index, catalog::Name const& table, Style const& style) {
    // The name is never qualified: an index is created in the schema of its table (manual: CREATE INDEX).
    auto out = std::string("create ") + (index.unique ? "unique " : "") + "index " +
               (style.concurrently ? "concurrently " : "") + quoted_identifier(index.name.name) + " on " +
               (index.valid ? "" : "only ") + qualified(table, style);
    if (index.method != "btree") out += " using " + quoted_identifier(index.method);
    out += " (" + index_elements(index.elements) + ")";
    if (!index.include.empty()) out += " include (" + identifiers(index.include) + ")";
    if (index.nulls_not_distinct) out += " nulls not distinct";
    if (!index.with.empty()) out += " with " + option_list(index.with);
    if (!index.tablespace.empty()) out += " tablespace " + quoted_identifier(index.tablespace);
    if (index.where) out += " where " + index.where->text;
    return out;
}

void alter_index_storage(std::string const& index, IndexStorage const& before, IndexStorage const& after,
                         Statements& out) {
    auto const start = "alter index " + index;
    if (auto const set = changed_options(before.with, after.with); !set.empty())
        out.push_back(start + " set " + option_list(set));
    if (auto const gone = gone_options(before.with, after.with); !gone.empty()) out.push_back(start + " reset " + gone);
    if (before.tablespace != after.tablespace)
        out.push_back(start + " set tablespace " +
                      (after.tablespace.empty() ? "pg_default" : quoted_identifier(after.tablespace)));
}

bool index_is_altered_in_place(Index const& before, Index const& after) {
    auto same = before;
    same.with = after.with;
    same.tablespace = after.tablespace;
    same.comment = after.comment;
    same.parent = after.parent;
    same.valid = after.valid;
    same.extensions = after.extensions;
    if (same.elements.size() == after.elements.size())
        for (std::size_t i = 0; i < same.elements.size(); ++i)
            same.elements[i].statistics = after.elements[i].statistics;
    return same == after;
}

namespace {

std::optional<int> statistics_of(Index const& index, std::size_t column) {
    return column < index.elements.size() ? index.elements[column].statistics : std::nullopt;
}

// Columns that are expressions go by their number (manual: ALTER INDEX).
void alter_statistics(Index const& before, Index const& after, Style const& style, Statements& out) {
    for (std::size_t i = 0; i < after.elements.size(); ++i)
        if (auto const wanted = statistics_of(after, i); wanted != statistics_of(before, i))
            out.push_back("alter index " + qualified(after.name, style) + " alter column " + std::to_string(i + 1) +
                          " set statistics " + std::to_string(wanted.value_or(-1)));
}

// An index is attached; only dropping the whole takes it off again (manual: ALTER INDEX).
void attach(Index const& before, Index const& after, Style const& style, Statements& out) {
    if (before.parent == after.parent || after.parent.name.empty()) return;
    out.push_back("alter index " + qualified(after.parent, style) + " attach partition " +
                  qualified(after.name, style));
}

} // namespace

void create(Context const& context, Index const& index) {
    context.out.push_back(index_definition(index, {index.name.schema, context.key.part}, context.style));
    alter_statistics({}, index, context.style, context.out);
    comment(index, {}, context.style, context.out);
    write_extensions("index " + qualified(index.name, context.style), {}, index.extensions, context.out);
}

void drop(Context const& context, Index const& index) {
    context.out.push_back(std::string("drop index ") + (context.style.concurrently ? "concurrently if exists " : "") +
                          qualified(index.name, context.style));
}

void alter(Context const& context, Index const& before, Index const& after) {
    if (!index_is_altered_in_place(before, after)) {
        drop(context, before);
        create(context, after);
        return;
    }
    alter_index_storage(qualified(after.name, context.style), {before.with, before.tablespace},
                        {after.with, after.tablespace}, context.out);
    alter_statistics(before, after, context.style, context.out);
    attach(before, after, context.style, context.out);
    comment(after, before.comment, context.style, context.out);
    write_extensions("index " + qualified(after.name, context.style), before.extensions, after.extensions, context.out);
}

} // namespace migc::emit
