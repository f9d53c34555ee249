// Range types, with the multirange type that the server makes along with each. Manual: CREATE TYPE "Range Types"; 8.17.
#include "compiler/catalog/bind.hpp"
#include "compiler/catalog/define_checks.hpp"
#include "compiler/catalog/find_object.hpp"
#include "compiler/catalog/named_errors.hpp"
#include "compiler/catalog/replay.hpp"
#include "compiler/catalog/server_names.hpp"
#include "grammar/session.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::catalog {

namespace {

constexpr int first_with_multiranges = 14;

class RangeDefinition {
public:
    RangeDefinition(Context& context, RangeType& range) : context_(context), range_(range) {}

    void run(ast::CreateRange const& statement) {
        std::vector<std::string_view> seen;
        for (auto const& node : statement.definitions) {
            if (std::find(seen.begin(), seen.end(), node.name.text) != seen.end()) {
                refuse(node.span, fmt::format("`{}` stands twice", node.name.text), "remove one of the two");
                return;
            }
            seen.push_back(node.name.text);
            parameter(node);
        }
        if (context_.failed()) return;
        if (range_.subtype.name.empty()) {
            refuse(statement.span, "range type without a subtype", "add `subtype = …`");
            return;
        }
        finish(statement);
    }

private:
    void refuse(Span span, std::string message, std::string help) {
        context_.error(Code::bad_definition, span, std::move(message), std::move(help));
    }

    void parameter(ast::Definition const& node) {
        auto const& name = node.name.text;
        if (node.value.first == node.value.last) {
            refuse(node.span, fmt::format("`{}` without a value", name), "add `= …`");
        } else if (name == "subtype") {
            subtype(node);
        } else if (name == "subtype_opclass") {
            range_.operator_class = normalised(context_, node.value);
        } else if (name == "collation") {
            range_.collation = normalised(context_, node.value);
            collation_ = node.span;
        } else if (name == "subtype_diff") {
            difference_ = &node;
        } else if (name == "multirange_type_name") {
            multirange(node);
        } else if (name == "canonical") {
            not_modelled(context_, "a range type with a canonical function", node.span);
        } else {
            refuse(node.span, fmt::format("range types have no parameter `{}`", name),
                   "use subtype, subtype_opclass, collation, canonical, subtype_diff or multirange_type_name");
        }
    }

    void subtype(ast::Definition const& node) {
        grammar::Session session{context_.source, context_.diagnostics};
        ast::TypeName spelled_type;
        auto first = node.value.first;
        if (!grammar::parse_type(first, node.value.last, session, spelled_type) || first != node.value.last) {
            refuse(node.span, "subtype that is no type", "name a type");
            return;
        }
        auto type = context_.resolve_type(spelled_type);
        if (!type || !check_value_type(context_, *type, "subtype", spelled_type.span)) return;
        range_.subtype = without_modifier(std::move(*type)); // kept without one
    }

    std::optional<ast::QualifiedName> name_in(ast::Definition const& node) {
        grammar::Session session{context_.source, context_.diagnostics};
        ast::QualifiedName out;
        auto first = node.value.first;
        if (grammar::parse_function_name(first, node.value.last, session, out) && first == node.value.last) return out;
        refuse(node.span, fmt::format("`{}` is no name", normalised(context_, node.value)), "name one");
        return std::nullopt;
    }

    void multirange(ast::Definition const& node) {
        if (context_.target.server_version < first_with_multiranges) {
            refuse(node.span, "range types have no parameter `multirange_type_name` before PostgreSQL 14", "remove it");
            return;
        }
        auto const written = name_in(node);
        auto const name = written ? context_.new_name(*written) : std::nullopt;
        if (!name) return;
        range_.multirange.name = *name;
        named_at_ = node.span;
    }

    void finish(ast::CreateRange const& statement) {
        if (collation_.size() > 0) check_collatable(context_, base_type(context_.catalog, range_.subtype), collation_);
        if (range_.operator_class.empty()) check_order(context_, range_.subtype, statement.span);
        if (difference_) difference(*difference_);
        if (context_.failed()) return;
        range_.constructor = range_.name;
        if (context_.target.server_version < first_with_multiranges) return;
        auto& name = range_.multirange.name;
        if (name.name.empty()) name = {range_.name.schema, multirange_name(range_.name.name)};
        range_.multirange.constructor = name;
        if (auto const holder = holder_of_type_name(context_, name)) {
            auto& diagnostic = duplicate(context_, *holder, named_at_.value_or(statement.name.span));
            diagnostic.help = "name the multirange type yourself: `multirange_type_name = …`";
        }
        auto const subtype = spelled(range_.subtype, {});
        if (context_.catalog.routine(range_.constructor, subtype + ", " + subtype))
            duplicate(context_, {Kind::routine, range_.constructor, subtype + ", " + subtype}, statement.name.span);
    }

    void difference(ast::Definition const& node) {
        auto const written = name_in(node);
        if (!written) return;
        if (auto const found = context_.find_routine(*written)) {
            range_.difference = *found;
            check_immutable_routine(context_, *found, node.span, "the subtype_diff of a range type");
            return;
        }
        auto const& name = written->name.text;
        if (!is_builtin_function(name) && !context_.catalog.open_world()) {
            unknown_function(context_, name, node.span);
            return;
        }
        range_.difference.name =
            written->schema ? std::string(written->schema->text) + "." + std::string(name) : std::string(name);
    }

    Context& context_;
    RangeType& range_;
    Span collation_;
    std::optional<Span> named_at_;
    ast::Definition const* difference_ = nullptr;
};

} // namespace

void perform(Context& context, ast::CreateRange const& statement) {
    auto const name = context.new_name(statement.name);
    if (!name) return;
    if (auto const holder = holder_of_type_name(context, *name)) {
        duplicate(context, *holder, statement.name.span);
        return;
    }
    RangeType range;
    range.name = *name;
    RangeDefinition(context, range).run(statement);
    if (context.failed()) return;
    Key const key{Kind::type, range.name, {}};
    context.perform(Create{key, std::move(range), at_end, false});
}

} // namespace migc::catalog
