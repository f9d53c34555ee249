// Domains. Manual: CREATE DOMAIN, ALTER DOMAIN; 8.18.
#include "compiler/catalog/common.hpp"
#include "compiler/catalog/define.hpp"
#include "compiler/catalog/define_checks.hpp"
#include "compiler/catalog/define_domain.hpp"
#include "compiler/catalog/find_object.hpp"
#include "compiler/catalog/named_errors.hpp"
#include "compiler/catalog/replay.hpp"
#include "compiler/catalog/type_uses.hpp"

#include <fmt/format.h>

namespace migc::catalog {

namespace {

constexpr int first_with_named_not_null = 17;

Key key_of(Domain const& domain) { return {Kind::type, domain.name, {}}; }

class Definition {
public:
    Definition(Context& context, Domain& domain) : context_(context), domain_(domain) {}

    void run(ast::CreateDomain const& statement) {
        auto type = context_.resolve_type(statement.type);
        if (!type) return;
        if (!check_value_type(context_, *type, fmt::format("domain `{}`", domain_.name.name), statement.type.span))
            return;
        domain_.base = std::move(*type);
        for (auto const& clause : statement.clauses) std::visit([&](auto const& node) { this->clause(node); }, clause);
        if (null_ && domain_.not_null) at_odds(statement.span, "both `null` and `not null`");
        // The default of a domain below becomes its own (src/backend/commands/typecmds.c, DefineDomain).
        auto const* below =
            domain_.base.array ? nullptr : context_.catalog.domain({domain_.base.schema, domain_.base.name});
        if (!default_ && below) domain_.default_value = below->default_value;
    }

private:
    void at_odds(Span span, std::string_view what) {
        context_.error(Code::bad_definition, span, fmt::format("domain `{}` has {}", domain_.name.name, what),
                       "remove one of the two");
    }

    void clause(ast::QualifiedName const& collation) {
        if (!domain_.collation.empty()) at_odds(collation.span, "two collations");
        check_collatable(context_, base_type(context_.catalog, domain_.base), collation.span);
        domain_.collation = collation_text(collation);
    }

    void clause(ast::Constraint const& node) {
        if (auto const* value = std::get_if<ast::Default>(&node.body)) {
            if (default_) at_odds(value->span, "two defaults");
            default_ = true;
            domain_.default_value = define_domain_default(context_, domain_, value->value);
        } else if (std::get_if<ast::NotNull>(&node.body)) {
            if (domain_.not_null && context_.target.server_version >= 18)
                context_.error(Code::bad_definition, node.span, "`not null` stands twice", "remove one of the two");
            if (!domain_.not_null) define_domain_not_null(context_, domain_, node.name);
        } else if (std::get_if<ast::Null>(&node.body)) {
            null_ = true;
        } else if (node.attributes.no_inherit) {
            context_.error(Code::bad_definition, node.span, "`no inherit` on a check of a domain", "remove it");
        } else if (auto check = define_domain_check(context_, domain_, node)) {
            domain_.checks.emplace(check->name, std::move(*check));
        }
    }

    Context& context_;
    Domain& domain_;
    bool default_ = false;
    bool null_ = false;
};

// --- ALTER DOMAIN ---

class DomainAlteration {
public:
    DomainAlteration(Context& context, Domain const& before) : context_(context), before_(before), after_(before) {}

    void operator()(ast::ChangeDomain const& action) {
        if (action.what == "set default") {
            after_.default_value = define_domain_default(context_, before_, *action.value);
        } else if (action.what == "drop default") {
            after_.default_value.reset();
        } else if (action.what == "set not null") {
            if (before_.not_null || !values_may_be_checked(action.span)) return;
            define_domain_not_null(context_, after_, std::nullopt);
        } else {
            drop_not_null();
        }
        finish();
    }

    void operator()(ast::AddDomainConstraint const& action) {
        auto const& node = action.constraint;
        if (std::holds_alternative<ast::NotNull>(node.body)) {
            if (context_.target.server_version < first_with_named_not_null) {
                needs_version(context_, "`add not null`", first_with_named_not_null, action.span);
                return;
            }
            if (before_.not_null) return;
            if (node.name && is_taken(*node.name)) return;
            define_domain_not_null(context_, after_, node.name);
        } else {
            auto check = define_domain_check(context_, before_, node);
            if (!check) return;
            after_.checks.emplace(check->name, std::move(*check));
        }
        if (!node.attributes.not_valid && !values_may_be_checked(action.span)) return;
        finish();
    }

    void operator()(ast::ValidateDomainConstraint const& action) {
        auto const found = after_.checks.find(std::string(action.name.text));
        if (found == after_.checks.end()) {
            unknown(action.name);
            return;
        }
        if (!values_may_be_checked(action.span) || found->second.validated) return;
        found->second.validated = true;
        finish();
    }

    void operator()(ast::DropDomainConstraint const& action) {
        if (!after_.not_null_name.empty() && after_.not_null_name == action.name.text) {
            drop_not_null();
        } else if (after_.checks.erase(std::string(action.name.text)) == 0) {
            if (!action.if_exists) unknown(action.name);
            return;
        }
        finish();
    }

    void operator()(ast::RenamePart const& action) {
        std::string const from(action.from.text);
        std::string const to(action.to.text);
        auto node = after_.checks.extract(from);
        bool const not_null = !after_.not_null_name.empty() && after_.not_null_name == from;
        if (node.empty() && !not_null) {
            unknown(action.from);
            return;
        }
        if (is_taken(action.to)) return;
        if (not_null) {
            after_.not_null_name = to;
        } else {
            node.key() = to;
            node.mapped().name = to;
            after_.checks.insert(std::move(node));
        }
        finish();
    }

private:
    void drop_not_null() {
        after_.not_null = false;
        after_.not_null_name.clear();
    }

    void unknown(ast::Identifier const& name) {
        auto const names = before_.constraint_names();
        unknown_part(context_, "constraint", name.text, context_.shown(key_of(before_)), {names.begin(), names.end()},
                     name.span);
    }

    bool is_taken(ast::Identifier const& name) {
        return domain_constraint_exists(context_, before_, name.text, name.span);
    }

    // The server looks at the rows of plain columns only.
    bool values_may_be_checked(Span span) {
        auto const holder = holder_of_nested_values(context_.catalog, before_.name);
        if (!holder) return true;
        needed_by(context_, context_.shown(key_of(before_)), {*holder}, span,
                  "its values stand inside of another type there, where the server does not check them");
        return false;
    }

    void finish() {
        if (!context_.failed()) alter(context_, key_of(before_), before_, after_);
    }

    Context& context_;
    Domain const before_;
    Domain after_;
};

} // namespace

void perform(Context& context, ast::CreateDomain const& statement) {
    auto const name = context.new_name(statement.name);
    if (!name) return;
    Domain domain;
    domain.name = *name;
    if (auto const holder = holder_of_type_name(context, *name)) {
        duplicate(context, *holder, statement.name.span);
        return;
    }
    Definition(context, domain).run(statement);
    if (context.failed()) return;
    auto const key = key_of(domain);
    context.perform(Create{key, std::move(domain), at_end, false});
}

void perform(Context& context, ast::AlterDomain const& statement) {
    auto const key = find_object(context, ast::ObjectKind::domain, statement.name, false);
    if (key) std::visit(DomainAlteration(context, *context.catalog.domain(key->name)), statement.action);
}

} // namespace migc::catalog
