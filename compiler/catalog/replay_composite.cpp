// Composite types. Manual: CREATE TYPE "Composite Types", ALTER TYPE; 8.16.
#include "compiler/catalog/common.hpp"
#include "compiler/catalog/define.hpp"
#include "compiler/catalog/define_checks.hpp"
#include "compiler/catalog/find_object.hpp"
#include "compiler/catalog/named_errors.hpp"
#include "compiler/catalog/replay.hpp"
#include "compiler/catalog/type_uses.hpp"
#include "compiler/catalog/typed_table.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::catalog {

namespace {

Key key_of(CompositeType const& type) { return {Kind::type, type.name, {}}; }

std::optional<Attribute> define_attribute(Context& context, ast::Attribute const& node) {
    auto type = context.resolve_type(node.type);
    if (!type) return std::nullopt;
    auto const what = fmt::format("attribute `{}`", node.name.text);
    if (node.type.setof) {
        context.error(Code::bad_definition, node.type.span, fmt::format("{} is declared a set", what),
                      "remove `setof`");
        return std::nullopt;
    }
    if (!check_value_type(context, *type, what, node.type.span)) return std::nullopt;
    Attribute out;
    out.name = node.name.text;
    if (node.collation) {
        if (!check_collatable(context, base_type(context.catalog, *type), node.collation->span)) return std::nullopt;
        out.collation = collation_text(*node.collation);
    }
    out.type = std::move(*type);
    return out;
}

bool is_taken(Context& context, CompositeType const& type, ast::Identifier const& name) {
    if (!type.attribute(name.text)) return false;
    auto& diagnostic =
        context.error(Code::duplicate_object, name.span,
                      fmt::format("type `{}` has an attribute `{}` already", context.shown(type.name), name.text),
                      "choose another name");
    context.note_origin(diagnostic, key_of(type));
    return true;
}

CompositeType const* find_composite(Context& context, ast::QualifiedName const& name) {
    auto const key = find_object(context, ast::ObjectKind::type, name, false);
    if (!key) return nullptr;
    auto const* found = context.catalog.composite(key->name);
    if (!found) wrong_type(context, key->name, "a composite type", name.span);
    return found;
}

// --- ALTER TYPE ---

// The server sorts subcommands: those that drop come first, those that add last (tablecmds.c, ATPrepCmd).
struct Pass {
    int operator()(ast::DropAttribute const&) const { return 0; }
    int operator()(ast::SetAttributeType const&) const { return 1; }
    int operator()(ast::AddAttribute const&) const { return 2; }
};

class CompositeAlteration {
public:
    CompositeAlteration(Context& context, CompositeType const& before)
        : context_(context), before_(before), after_(before) {}

    void operator()(ast::AddAttribute const& action) {
        auto attribute = define_attribute(context_, action.attribute);
        if (!attribute || is_taken(context_, after_, action.attribute.name)) return;
        if (is_made_of(context_.catalog, attribute->type, before_.name)) {
            context_.error(Code::bad_definition, action.attribute.type.span,
                           fmt::format("type `{}` would be a part of itself", context_.shown(before_.name)),
                           "use another type");
            return;
        }
        after_.attributes.push_back(std::move(*attribute));
    }

    void operator()(ast::DropAttribute const& action) {
        if (std::erase_if(after_.attributes, [&](Attribute const& each) { return each.name == action.name.text; }) ==
                0 &&
            !action.if_exists)
            unknown_attribute(context_, after_, action.name.text, action.name.span);
    }

    void operator()(ast::SetAttributeType const& action) {
        auto const found = std::find_if(after_.attributes.begin(), after_.attributes.end(),
                                        [&](Attribute const& each) { return each.name == action.attribute.name.text; });
        if (found == after_.attributes.end()) {
            unknown_attribute(context_, after_, action.attribute.name.text, action.attribute.name.span);
            return;
        }
        auto changed = define_attribute(context_, action.attribute);
        if (!changed) return;
        if (auto const holder = holder_of_values(context_.catalog, before_.name)) {
            needed_by(context_, context_.shown(key_of(before_)), {*holder}, action.span,
                      "its values stand there, and the server rewrites none: add an attribute, or make a new type");
            return;
        }
        changed->comment = found->comment;
        *found = std::move(*changed);
    }

    void operator()(ast::RenamePart const& part) {
        auto const found = std::find_if(after_.attributes.begin(), after_.attributes.end(),
                                        [&](Attribute const& each) { return each.name == part.from.text; });
        if (found == after_.attributes.end()) {
            unknown_attribute(context_, after_, part.from.text, part.from.span);
            return;
        }
        if (!is_taken(context_, after_, part.to)) found->name = part.to.text;
    }

    void finish() {
        if (!context_.failed()) alter(context_, key_of(before_), before_, after_);
    }

private:
    Context& context_;
    CompositeType const before_;
    CompositeType after_;
};

// Typed tables follow only where CASCADE says so.
bool may_change(Context& context, CompositeType const& type, bool cascade, Span span) {
    auto const tables = tables_of_type(context.catalog, type.name);
    if (tables.empty()) return true;
    if (cascade)
        not_modelled(context,
                     fmt::format("a change of type `{}` that its typed tables follow", context.shown(type.name)), span,
                     "write `alter table … not of` first, and change the tables themselves");
    else
        needed_by(context, context.shown(key_of(type)), tables, span, "write `alter table … not of` first");
    return false;
}

struct IsCascade {
    bool operator()(auto const& action) const { return action.cascade; }
};

} // namespace

void perform(Context& context, ast::CreateComposite const& statement) {
    auto const name = context.new_name(statement.name);
    if (!name) return;
    auto holder = holder_of_type_name(context, *name);
    if (!holder) holder = holder_of_relation_name(context.catalog, *name);
    if (holder) {
        duplicate(context, *holder, statement.name.span);
        return;
    }
    CompositeType type;
    type.name = *name;
    for (auto const& node : statement.attributes) {
        auto attribute = define_attribute(context, node);
        if (attribute && !is_taken(context, type, node.name)) type.attributes.push_back(std::move(*attribute));
    }
    if (context.failed()) return;
    auto const key = key_of(type);
    context.perform(Create{key, std::move(type), at_end, false});
}

void perform(Context& context, ast::AlterComposite const& statement) {
    auto const* type = find_composite(context, statement.name);
    bool const cascade = std::any_of(statement.actions.begin(), statement.actions.end(),
                                     [](auto const& action) { return std::visit(IsCascade{}, action); });
    if (!type || !may_change(context, *type, cascade, statement.span)) return;
    CompositeAlteration alteration(context, *type);
    std::vector<ast::AttributeAction const*> actions;
    for (auto const& action : statement.actions) actions.push_back(&action);
    std::stable_sort(actions.begin(), actions.end(), [](auto const* left, auto const* right) {
        return std::visit(Pass{}, *left) < std::visit(Pass{}, *right);
    });
    for (auto const* action : actions) std::visit(alteration, *action);
    alteration.finish();
}

void perform(Context& context, ast::RenameAttribute const& statement) {
    auto const* type = find_composite(context, statement.name);
    if (!type || !may_change(context, *type, statement.part.cascade, statement.span)) return;
    CompositeAlteration alteration(context, *type);
    alteration(statement.part);
    alteration.finish();
}

} // namespace migc::catalog
