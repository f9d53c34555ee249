#include "compiler/catalog/define_domain.hpp"

#include "compiler/catalog/bind.hpp"
#include "compiler/catalog/default_value.hpp"
#include "compiler/catalog/define_checks.hpp"
#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/server_names.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::catalog {

namespace {

constexpr int first_with_named_not_null = 17;

// What the server answers with "… constraints not possible for domains".
struct Impossible {
    std::string_view operator()(ast::NotNull const&) const { return {}; }
    std::string_view operator()(ast::Null const&) const { return {}; }
    std::string_view operator()(ast::Check const&) const { return {}; }
    std::string_view operator()(ast::Default const&) const { return {}; }
    std::string_view operator()(ast::Generated const&) const { return "a generation expression"; }
    std::string_view operator()(ast::Identity const&) const { return "an identity"; }
    std::string_view operator()(ast::Unique const&) const { return "a unique constraint"; }
    std::string_view operator()(ast::PrimaryKey const&) const { return "a primary key"; }
    std::string_view operator()(ast::References const&) const { return "a foreign key"; }
    std::string_view operator()(ast::ForeignKey const&) const { return "a foreign key"; }
    std::string_view operator()(ast::Exclude const&) const { return "an exclusion constraint"; }
    std::string_view operator()(ast::NotNullColumn const&) const { return "a constraint on a column"; }
};

} // namespace

std::optional<Expression> define_domain_default(Context& context, Domain const& domain, ast::Expression const& value) {
    auto const& tokens = value.tokens;
    bool const is_null = tokens.last - tokens.first == 1 && tokens.first->kind == grammar::TokenKind::kw_null;
    if (is_null && !keeps_null(context.catalog, domain.base)) return std::nullopt;
    for (auto const& token : tokens) {
        if (token.kind != grammar::TokenKind::kw_value && token.kind != grammar::TokenKind::kw_default) continue;
        context.error(Code::bad_definition, token.span(), "default made of `value`",
                      "write a literal or a function call");
        return std::nullopt;
    }
    auto out = bind(context, tokens, {});
    check_enum_literal(context, base_type(context.catalog, domain.base), out, value.span);
    check_default_type(context, domain.base, out, value.span);
    return out;
}

std::optional<DomainCheck> define_domain_check(Context& context, Domain const& domain, ast::Constraint const& node) {
    auto const* check = std::get_if<ast::Check>(&node.body);
    if (!check) {
        context.error(Code::bad_definition, node.span,
                      fmt::format("{} on domain `{}`", std::visit(Impossible{}, node.body), domain.name.name),
                      "write a `check`, or put it on the tables that use the domain");
        return std::nullopt;
    }
    if (node.attributes.deferrable || node.attributes.initially_deferred) {
        context.error(Code::bad_definition, node.span, "a check cannot be deferred", "remove `deferrable`");
        return std::nullopt;
    }
    DomainCheck out;
    if (node.name) {
        if (domain_constraint_exists(context, domain, node.name->text, node.name->span)) return std::nullopt;
        out.name = node.name->text;
    } else {
        out.name = free_constraint_name(context.catalog, domain, "check");
    }
    if (node.attributes.enforced) {
        context.error(Code::bad_definition, node.span, "a check of a domain is always enforced", "remove `enforced`");
        return std::nullopt;
    }
    Scope scope;
    scope.domain_value = true;
    out.condition = bind(context, check->condition, scope);
    out.validated = !node.attributes.not_valid;
    return out;
}

void define_domain_not_null(Context& context, Domain& domain, std::optional<ast::Identifier> const& name) {
    domain.not_null = true;
    if (context.target.server_version < first_with_named_not_null) return;
    domain.not_null_name = name ? std::string(name->text) : free_constraint_name(context.catalog, domain, "not_null");
}

bool domain_constraint_exists(Context& context, Domain const& domain, std::string_view name, Span span) {
    auto const names = domain.constraint_names();
    if (std::find(names.begin(), names.end(), name) == names.end()) return false;
    auto& diagnostic =
        context.error(Code::duplicate_object, span,
                      fmt::format("domain `{}` has a constraint `{}` already", context.shown(domain.name), name),
                      "choose another name");
    context.note_origin(diagnostic, {Kind::type, domain.name, {}});
    return true;
}

} // namespace migc::catalog
