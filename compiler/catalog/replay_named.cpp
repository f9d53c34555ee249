// CREATE and ALTER of objects that are tracked by name and definition (DESIGN 3), and of aggregates.
#include "compiler/catalog/replay_named.hpp"
#include "compiler/catalog/common.hpp"
#include "compiler/catalog/define_named.hpp"
#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/find_named.hpp"
#include "compiler/catalog/named_text.hpp"
#include "compiler/catalog/properties.hpp"
#include "compiler/catalog/replay.hpp"
#include "grammar/session.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::catalog {

namespace {

bool has(std::vector<ast::Part> const& parts, std::string_view label) {
    return std::any_of(parts.begin(), parts.end(), [&](ast::Part const& part) { return part.label == label; });
}

// --- aggregates: routines whose body is a list of options ---

// Before 8.2 the type of the argument stood among the options, `ANY` for none (manual: CREATE AGGREGATE, "old syntax").
bool is_base_type(Context& context, ast::Part const& part) {
    return part.label == "option" && word_in(context, part.tokens) == "basetype";
}

ast::CreateNamed with_signature(Context& context, ast::CreateNamed const& old) {
    auto out = old;
    out.object.signature.emplace();
    for (auto const& part : old.parts) {
        if (part.label == "name") {
            out.object.name = name_in(context, part.tokens);
            out.object.span = part.tokens.span();
        }
        if (!is_base_type(context, part) || part.tokens.last - part.tokens.first < 3) continue;
        grammar::Session session{context.source, context.diagnostics};
        ast::Argument argument;
        auto first = part.tokens.first + 2;
        auto const word = word_in(context, {first, part.tokens.last});
        bool const none = word == "any" || word == "ANY";
        if (!none && grammar::parse_type(first, part.tokens.last, session, argument.type))
            out.object.signature->arguments.push_back(std::move(argument));
    }
    auto const before = out.parts.size();
    std::erase_if(out.parts, [&](ast::Part const& part) { return is_base_type(context, part); });
    if (out.parts.size() == before)
        context.error(Code::bad_definition, out.object.span, "aggregate without the types of its arguments",
                      "write them behind its name: `create aggregate f(integer) ( … )`");
    return out;
}

void create_aggregate(Context& context, ast::CreateNamed const& statement) {
    if (!statement.object.signature) {
        auto const modern = with_signature(context, statement);
        if (!context.failed()) create_aggregate(context, modern);
        return;
    }
    Routine routine;
    auto const name = context.new_name(statement.object.name);
    for (auto const& node : statement.object.signature->arguments) {
        auto type = context.resolve_type(node.type);
        if (!type) return;
        type->modifier.clear();
        Argument argument;
        argument.mode = node.mode == ast::ArgumentMode::variadic ? ArgumentMode::variadic : ArgumentMode::in;
        if (node.name) argument.name = node.name->text;
        argument.type = std::move(*type);
        routine.arguments.push_back(std::move(argument));
    }
    routine.direct = statement.object.signature->direct;
    for (std::string_view const needed : {"sfunc", "stype"})
        if (std::none_of(statement.parts.begin(), statement.parts.end(), [&](ast::Part const& part) {
                return part.label == "option" && word_in(context, part.tokens) == needed;
            }))
            context.error(Code::bad_definition, statement.object.span, fmt::format("aggregate without `{}`", needed),
                          fmt::format("add `{} = …`", needed));
    routine.aggregate = aggregate_options(context, statement);
    if (!name || context.failed()) return;
    routine.name = *name;
    Key const key{Kind::routine, *name, routine.signature()};
    auto const* existing = context.catalog.routine(*name, key.part);
    if (!existing) {
        context.perform(Create{key, std::move(routine), at_end, false});
        return;
    }
    if (!has(statement.parts, "or replace")) {
        duplicate(context, key, statement.object.span);
        return;
    }
    auto const before = *existing;
    if (!before.aggregate) {
        auto& diagnostic =
            context.error(Code::bad_replacement, statement.object.span,
                          fmt::format("{} exists and is no aggregate", context.shown(key)), "drop it first");
        context.note_origin(diagnostic, key);
        return;
    }
    routine.common = before.common;
    alter(context, key, before, std::move(routine));
}

// --- the others ---

// Of an operator class that names no family the server makes one of the same name, where there is none.
void create_family(Context& context, Named const& object, ast::CreateNamed const& statement) {
    if (object.kind != NamedKind::operator_class || has(statement.parts, "family")) return;
    Named family;
    family.kind = NamedKind::operator_family;
    family.name = object.name;
    family.place = object.place;
    auto const key = family.key();
    if (!context.catalog.named(key)) context.perform(Create{key, std::move(family)}, true);
}

void replace(Context& context, Key const& key, Named after) {
    auto const before = *context.catalog.named(key);
    after.common = before.common;
    alter(context, key, before, std::move(after));
}

bool may_be_replaced(NamedKind kind) { return kind == NamedKind::language || kind == NamedKind::transform; }

// No revision creates a database or a tablespace: what ALTER says of one is known from there on, as an owner is
// (RULINGS 23).
void adopt(Context& context, ast::ObjectName const& object) {
    auto const kind = named_kind(object.kind);
    if (kind != NamedKind::database && kind != NamedKind::tablespace) return;
    Named adopted;
    adopted.kind = kind;
    adopted.name.name = object.name.name.text;
    auto const key = adopted.key();
    if (!context.catalog.named(key)) context.propagate(Create{key, std::move(adopted)});
}

} // namespace

void perform(Context& context, ast::CreateNamed const& statement) {
    if (statement.object.kind == ast::ObjectKind::aggregate) return create_aggregate(context, statement);
    if (named_kind(statement.object.kind) == NamedKind::role) return create_role(context, statement);
    auto object = define_named(context, statement);
    if (!object || context.failed()) return;
    auto const key = object->key();
    if (context.catalog.named(key)) {
        if (has(statement.parts, "if not exists")) return;
        if (may_be_replaced(object->kind) && has(statement.parts, "or replace"))
            return replace(context, key, std::move(*object));
        duplicate(context, key, statement.object.span);
        return;
    }
    create_family(context, *object, statement);
    context.perform(Create{key, std::move(*object), at_end, has(statement.parts, "if not exists")});
}

void perform(Context& context, ast::AlterNamed const& statement) {
    auto const kind = statement.object.kind;
    bool const routine =
        kind == ast::ObjectKind::function || kind == ast::ObjectKind::procedure || kind == ast::ObjectKind::routine;
    if (routine) return alter_routine(context, statement);
    if (named_kind(kind) == NamedKind::role) return alter_role(context, statement);
    adopt(context, statement.object);
    auto const key = find_named(context, statement.object, statement.if_exists);
    if (!key) return;
    auto const before = *context.catalog.named(*key);
    auto after = before;
    PropertyReader(context, after).altered(statement.parts, statement.change);
    if (!context.failed()) alter(context, *key, before, std::move(after));
}

} // namespace migc::catalog
