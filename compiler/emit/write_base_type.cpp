// Base types and shells. Manual: CREATE TYPE.
#include "compiler/emit/write_parts.hpp"

namespace migc::emit {

namespace {

using catalog::BaseType;

Subject subject_of(BaseType const& type, Style const& style) {
    auto const name = qualified_type(type.name, style);
    return {"type", name, "type " + name};
}

} // namespace

void create(Context const& context, BaseType const& type) {
    auto text = "create type " + qualified_type(type.name, context.style);
    if (!type.is_shell()) text += " (" + type.definition + ")";
    context.out.push_back(std::move(text));
    write_common(subject_of(type, context.style), {}, type.common, context.out);
}

void drop(Context const& context, BaseType const& type) {
    context.out.push_back("drop type " + qualified_type(type.name, context.style));
}

void alter(Context const& context, BaseType const& before, BaseType const& after) {
    if (before.is_shell() && !after.is_shell())
        context.out.push_back("create type " + qualified_type(after.name, context.style) + " (" + after.definition +
                              ")");
    write_common(subject_of(after, context.style), before.common, after.common, context.out);
}

} // namespace migc::emit
