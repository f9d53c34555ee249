// Base types: a shell, its functions, then the definition that names them. Manual: CREATE TYPE "Base Types".
#include "compiler/catalog/bind.hpp"
#include "compiler/catalog/common.hpp"
#include "compiler/catalog/find_object.hpp"
#include "compiler/catalog/named_errors.hpp"
#include "compiler/catalog/replay.hpp"
#include "grammar/session.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::catalog {

namespace {

constexpr std::string_view function_parameters[] = {
    "input", "output", "receive", "send", "typmod_in", "typmod_out", "analyze", "subscript",
};
constexpr std::string_view other_parameters[] = {
    "internallength", "passedbyvalue", "alignment", "storage",   "like",       "category",
    "preferred",      "default",       "element",   "delimiter", "collatable",
};

bool contains(auto const& list, std::string_view word) {
    return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

class BaseDefinition {
public:
    BaseDefinition(Context& context, BaseType& type) : context_(context), type_(type) {}

    void run(ast::CreateBaseType const& statement) {
        for (auto const& node : statement.definitions) parameter(node);
        for (auto const required : {"input", "output"})
            if (!contains(seen_, required))
                context_.error(Code::bad_definition, statement.span, fmt::format("type without `{}`", required),
                               fmt::format("add `{} = …`", required));
    }

private:
    void parameter(ast::Definition const& node) {
        auto const& name = node.name.text;
        bool const of_function = contains(function_parameters, name);
        if (!of_function && !contains(other_parameters, name)) {
            context_.error(Code::bad_definition, node.span, fmt::format("types have no parameter `{}`", name),
                           "remove it");
            return;
        }
        if (contains(seen_, name)) {
            context_.error(Code::bad_definition, node.span, fmt::format("`{}` stands twice", name),
                           "remove one of the two");
            return;
        }
        seen_.push_back(name);
        auto const text = normalised(context_, node.value);
        if (of_function) function(node, text);
        if (!type_.definition.empty()) type_.definition += ", ";
        type_.definition += std::string(name) + (text.empty() ? "" : " = " + text);
    }

    void function(ast::Definition const& node, std::string const& text) {
        grammar::Session session{context_.source, context_.diagnostics};
        ast::QualifiedName name;
        auto first = node.value.first;
        if (!grammar::parse_function_name(first, node.value.last, session, name)) return;
        if (auto const found = context_.find_routine(name)) {
            type_.functions.push_back(*found);
            return;
        }
        if (!is_builtin_function(name.name.text) && !context_.catalog.open_world())
            unknown_function(context_, text, node.span);
    }

    Context& context_;
    BaseType& type_;
    std::vector<std::string_view> seen_;
};

} // namespace

void perform(Context& context, ast::CreateBaseType const& statement) {
    auto const name = context.new_name(statement.name);
    if (!name) return;
    Key const key{Kind::type, *name, {}};
    auto const* existing = context.catalog.type(*name);
    auto const* shell = existing ? std::get_if<BaseType>(existing) : nullptr;
    if (auto const holder = holder_of_type_name(context, *name);
        holder && (statement.shell || !shell || !shell->is_shell())) {
        duplicate(context, *holder, statement.name.span);
        return;
    }
    BaseType type;
    type.name = *name;
    if (statement.shell) {
        context.perform(Create{key, std::move(type), at_end, false});
        return;
    }
    if (!shell) {
        context.error(Code::duplicate_object, statement.name.span,
                      fmt::format("type `{}` has no shell to complete", context.shown(*name)),
                      fmt::format("write `create type {};` and its functions first", context.shown(*name)));
        return;
    }
    type.common = shell->common;
    BaseDefinition(context, type).run(statement);
    if (!context.failed()) alter(context, key, *shell, std::move(type));
}

} // namespace migc::catalog
