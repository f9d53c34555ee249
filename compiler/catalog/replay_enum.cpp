// Enum types. Manual: CREATE TYPE, ALTER TYPE; 8.7.
#include "compiler/catalog/common.hpp"
#include "compiler/catalog/enum_labels.hpp"
#include "compiler/catalog/find_object.hpp"
#include "compiler/catalog/named_errors.hpp"
#include "compiler/catalog/replay.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::catalog {

namespace {

constexpr std::size_t longest_label = 63; // bytes: NAMEDATALEN - 1

bool label_fits(Context& context, ast::String const& label) {
    if (label.value.size() <= longest_label) return true;
    context.error(Code::bad_definition, label.span, fmt::format("enum label of {} bytes", label.value.size()),
                  fmt::format("write a label of {} bytes or less", longest_label));
    return false;
}

EnumType const* find_enum(Context& context, ast::QualifiedName const& name) {
    auto const key = find_object(context, ast::ObjectKind::type, name, false);
    if (!key) return nullptr;
    auto const* found = context.catalog.enum_type(key->name);
    if (!found) wrong_type(context, key->name, "an enum", name.span);
    return found;
}

Key key_of(EnumType const& type) { return {Kind::type, type.name, {}}; }

void unknown_label(Context& context, EnumType const& type, ast::String const& label) {
    std::vector<std::string_view> const candidates(type.labels.begin(), type.labels.end());
    auto& diagnostic = unknown_part(context, "label", label.value, context.shown(key_of(type)), candidates, label.span);
    context.note_origin(diagnostic, key_of(type));
}

void label_exists(Context& context, EnumType const& type, ast::String const& label) {
    auto& diagnostic = context.error(
        Code::duplicate_object, label.span,
        fmt::format("{} has a label `{}` already", context.shown(key_of(type)), label.value), "choose another label");
    context.note_origin(diagnostic, key_of(type));
}

} // namespace

void perform(Context& context, ast::CreateEnum const& statement) {
    EnumType type;
    for (auto const& label : statement.labels) {
        if (!label_fits(context, label)) continue;
        if (contains(type.labels, label.value))
            context.error(Code::bad_definition, label.span, fmt::format("label `{}` stands twice", label.value),
                          "remove one of the two");
        type.labels.push_back(label.value);
    }
    auto const name = context.new_name(statement.name);
    if (!name || context.failed()) return;
    if (auto const holder = holder_of_type_name(context, *name)) {
        duplicate(context, *holder, statement.name.span);
        return;
    }
    type.name = *name;
    Key const key = key_of(type);
    context.perform(Create{key, std::move(type), at_end, false});
}

void perform(Context& context, ast::AddEnumValue const& statement) {
    auto const* before = find_enum(context, statement.type);
    if (!before || !label_fits(context, statement.label)) return;
    if (contains(before->labels, statement.label.value)) {
        if (!statement.if_not_exists) label_exists(context, *before, statement.label);
        return;
    }
    auto after = *before;
    auto at = after.labels.end();
    if (auto const& neighbour = statement.before ? statement.before : statement.after) {
        at = std::find(after.labels.begin(), after.labels.end(), neighbour->value);
        if (at == after.labels.end()) {
            unknown_label(context, *before, *neighbour);
            return;
        }
        if (statement.after) ++at;
    }
    after.labels.insert(at, statement.label.value);
    alter(context, key_of(after), *before, after);
}

void perform(Context& context, ast::RenameEnumValue const& statement) {
    auto const* before = find_enum(context, statement.type);
    if (!before || !label_fits(context, statement.to)) return;
    auto after = *before;
    auto const at = std::find(after.labels.begin(), after.labels.end(), statement.from.value);
    if (at == after.labels.end()) {
        unknown_label(context, *before, statement.from);
    } else if (contains(after.labels, statement.to.value)) {
        label_exists(context, *before, statement.to);
    } else {
        *at = statement.to.value;
        alter(context, key_of(after), *before, after);
    }
}

} // namespace migc::catalog
