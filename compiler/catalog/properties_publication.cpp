// What a publication shows. Manual: CREATE PUBLICATION, ALTER PUBLICATION.
#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/foreign.hpp"
#include "compiler/catalog/inheritance.hpp"
#include "compiler/catalog/named_text.hpp"
#include "compiler/catalog/properties.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace migc::catalog {

using enum grammar::TokenKind;

namespace {

// The parts of a table stand in front of the part that is the table.
ast::Part const* inside(std::vector<ast::Part> const& parts, ast::Part const& whole, std::string_view label) {
    for (auto const& part : parts)
        if (part.label == label && part.tokens.first >= whole.tokens.first && part.tokens.last <= whole.tokens.last)
            return &part;
    return nullptr;
}

std::string property_of(Table const& table) { return "table " + table.name.schema + "." + table.name.name; }

} // namespace

// With a table go those that inherit from it at that time (src/backend/commands/publicationcmds.c, OpenTableList).
void PropertyReader::publish_tables(Parts const& parts, ast::Part const& whole, std::string_view verb,
                                    std::set<Name>& listed) {
    auto const relation = inside(parts, whole, "relation")->tokens;
    auto const* table = context_.table(name_in(context_, relation));
    if (!table) return;
    if (table->partitioned && context_.target.server_version < 13)
        needs_version(context_, "a partitioned table in a publication", 13, relation.span());
    std::vector<Name> names{table->name};
    bool const alone = whole.tokens.first->kind == kw_only || table->partitioned;
    if (!alone)
        for (auto& child : descendants(context_.catalog, table->name)) names.push_back(std::move(child));
    for (auto const& name : names) {
        if (!listed.insert(name).second) continue;
        auto const& member = *context_.catalog.table(name);
        if (!is_stored_here(context_, member, "publication", relation.span())) return;
        if (verb == "drop") {
            if (object_.properties.erase(property_of(member)) == 0)
                missing("table", context_.shown(name), relation.span());
        } else {
            publish_table(parts, whole, member);
        }
    }
}

void PropertyReader::publish_table(Parts const& parts, ast::Part const& whole, Table const& table) {
    auto const span = inside(parts, whole, "relation")->tokens.span();
    if (object_.properties.contains(property_of(table)))
        return there_already("table", context_.shown(table.name), span);
    if (table.facts.persistence == Persistence::unlogged) {
        context_.error(Code::bad_definition, span,
                       fmt::format("a publication of unlogged table `{}`", context_.shown(table.name)),
                       "write `alter table … set logged` first: nothing is published of what is not logged");
        return;
    }
    NamedText text(context_);
    text.relation(table.name);
    if (auto const* columns = inside(parts, whole, "columns")) {
        if (context_.target.server_version < 15)
            needs_version(context_, "a list of published columns", 15, columns->tokens.span());
        text.mark(left_paren);
        bool first = true;
        for (auto const& token : columns->tokens) {
            if (token.kind == comma || token.kind == left_paren || token.kind == right_paren) continue;
            auto const column = word_in(context_, {&token, &token + 1});
            auto const* found = context_.column(table, {column, token.span()});
            if (!found) return;
            bool const published = found->generated == Generated::no ||
                                   (found->generated == Generated::stored && context_.target.server_version >= 18);
            if (!published)
                context_.error(Code::bad_definition, token.span(),
                               fmt::format("generated column `{}` in a list of published columns", column),
                               "remove it: the subscriber generates its own");
            if (!std::exchange(first, false)) text.mark(comma);
            text.column(table.name, column);
        }
        text.mark(right_paren);
    }
    if (auto const* where = inside(parts, whole, "where")) {
        if (context_.target.server_version < 15)
            needs_version(context_, "a condition on published rows", 15, where->tokens.span());
        text.word("where");
        text.expression(bind(context_, where->tokens, {&table, true, false}));
    }
    set(property_of(table), text.take());
}

void PropertyReader::publish_schema(ast::Part const& part, std::string_view verb) {
    auto const name = part.tokens.first->kind == kw_current_schema ? context_.home() : word_in(context_, part.tokens);
    if (context_.target.server_version < 15) needs_version(context_, "`tables in schema`", 15, part.tokens.span());
    if (!context_.catalog.has_schema(name)) {
        unknown_schema(context_, name, part.tokens.span());
    } else if (verb == "drop") {
        if (object_.properties.erase("schema " + name) == 0) missing("schema", name, part.tokens.span());
    } else if (object_.properties.contains("schema " + name)) {
        there_already("schema", name, part.tokens.span());
    } else {
        set("schema " + name, std::string());
    }
}

void PropertyReader::publication(Parts const& parts, bool created) {
    std::string_view const verb = !created && has(parts, "drop")  ? "drop"
                                  : !created && has(parts, "set") ? "set"
                                                                  : "add";
    bool const lists = has(parts, "table") || has(parts, "schema");
    bool const all = object_.definition.text.find("all tables") != std::string::npos;
    if (lists && all) {
        context_.error(Code::bad_definition, parts.front().tokens.span(),
                       fmt::format("{} is for all tables", context_.shown(object_.key())),
                       "drop it and create another one");
        return;
    }
    if (verb == "set" && lists)
        std::erase_if(object_.properties, [](auto const& each) {
            return each.first.starts_with("table ") || each.first.starts_with("schema ");
        });
    std::set<Name> listed;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (parts[i].label == "table")
            publish_tables(parts, parts[i], verb, listed);
        else if (parts[i].label == "schema")
            publish_schema(parts[i], verb);
        else if (parts[i].label == "option") {
            auto const name = word_in(context_, parts[i].tokens);
            bool const known =
                name == "publish" || name == "publish_via_partition_root" || name == "publish_generated_columns";
            if (!known)
                context_.error(Code::bad_definition, parts[i].tokens.span(),
                               fmt::format("a publication has no parameter `{}`", name),
                               "use publish or publish_via_partition_root");
            bool const valued = parts[i].tokens.last - parts[i].tokens.first > 2;
            set("parameter " + name, valued ? plain({parts[i].tokens.first + 2, parts[i].tokens.last}) : "true");
        }
    }
    if (lists) check_column_lists(parts.front().tokens.span());
}

// A list of columns and a whole schema do not go together (src/backend/commands/publicationcmds.c).
void PropertyReader::check_column_lists(Span span) {
    bool schema = false, columns = false;
    for (auto const& property : object_.properties) {
        auto const& value = property.second;
        schema |= property.first.starts_with("schema ");
        columns |= property.first.starts_with("table ") &&
                   std::any_of(value.bindings.begin(), value.bindings.end(), [&](Binding const& each) {
                       return each.kind == Kind::column && value.text.find(" where ") > each.begin;
                   });
    }
    if (schema && columns)
        context_.error(Code::bad_definition, span, "list of published columns beside `tables in schema`",
                       "remove the list, or publish the schema apart");
}

} // namespace migc::catalog
