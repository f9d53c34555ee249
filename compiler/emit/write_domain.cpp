// Domains. Manual: CREATE DOMAIN, ALTER DOMAIN.
#include "compiler/emit/write_parts.hpp"

#include "compiler/catalog/renamed_part.hpp"
#include "grammar/quote.hpp"

namespace migc::emit {

namespace {

using catalog::Domain;
using catalog::DomainCheck;

Subject subject_of(Domain const& domain, Style const& style) {
    auto const name = qualified_type(domain.name, style);
    return {"domain", name, "domain " + name};
}

std::string check_definition(DomainCheck const& check) {
    return "constraint " + quoted_identifier(check.name) + " check (" + check.condition.text + ")";
}

std::string not_null_definition(Domain const& domain) {
    return domain.not_null_name.empty() ? "not null"
                                        : "constraint " + quoted_identifier(domain.not_null_name) + " not null";
}

struct Alteration {
    std::string const& name;
    Statements& out;

    void write(std::string const& what) const { out.push_back("alter domain " + name + " " + what); }

    void add(DomainCheck const& check) const {
        write("add " + check_definition(check) + (check.validated ? "" : " not valid"));
    }
    void drop_constraint(std::string const& constraint) const {
        write("drop constraint " + quoted_identifier(constraint));
    }
    void comment(std::string const& constraint, std::optional<std::string> const& before,
                 std::optional<std::string> const& after) const {
        write_comment("constraint", quoted_identifier(constraint) + " on domain " + name, before, after, out);
    }

    void not_null(Domain const& before, Domain const& after) const {
        if (before.not_null && !after.not_null) write("drop not null");
        if (!before.not_null && after.not_null)
            write(after.not_null_name.empty() ? "set not null" : "add " + not_null_definition(after));
        bool const renamed = before.not_null && after.not_null && before.not_null_name != after.not_null_name;
        if (renamed && !before.not_null_name.empty() && !after.not_null_name.empty())
            write("rename constraint " + quoted_identifier(before.not_null_name) + " to " +
                  quoted_identifier(after.not_null_name));
    }

    void default_value(Domain const& before, Domain const& after) const {
        if (before.default_value == after.default_value) return;
        write(after.default_value ? "set default " + after.default_value->text : "drop default");
    }

    /// What is in the way of new checks goes first.
    void checks(Domain const& before, Domain const& after) const {
        if (auto const renamed = catalog::renamed_check(before, after)) {
            write("rename constraint " + quoted_identifier(renamed->first) + " to " +
                  quoted_identifier(renamed->second));
            return;
        }
        auto const made_anew = [](DomainCheck const& was, DomainCheck const& is) {
            return was.condition != is.condition || (was.validated && !is.validated);
        };
        for (auto const& [constraint, check] : before.checks) {
            auto const kept = after.checks.find(constraint);
            if (kept == after.checks.end() || made_anew(check, kept->second)) drop_constraint(constraint);
        }
        for (auto const& [constraint, check] : after.checks) {
            auto const old = before.checks.find(constraint);
            bool const fresh = old == before.checks.end() || made_anew(old->second, check);
            if (fresh)
                add(check);
            else if (check.validated && !old->second.validated)
                write("validate constraint " + quoted_identifier(constraint));
            comment(constraint, fresh ? std::nullopt : old->second.comment, check.comment);
        }
    }
};

} // namespace

void create(Context const& context, Domain const& domain) {
    auto const name = qualified_type(domain.name, context.style);
    auto text = "create domain " + name + " as " + catalog::spelled(domain.base, context.style.home_schema);
    if (!domain.collation.empty()) text += " collate " + domain.collation;
    if (domain.default_value) text += " default " + restricted_expression(*domain.default_value);
    if (domain.not_null) text += " " + not_null_definition(domain);
    for (auto const& [check_name, check] : domain.checks)
        if (check.validated) text += " " + check_definition(check);
    context.out.push_back(std::move(text));
    Alteration const alteration{name, context.out};
    for (auto const& [check_name, check] : domain.checks) {
        if (!check.validated) alteration.add(check);
        alteration.comment(check_name, std::nullopt, check.comment);
    }
    write_common(subject_of(domain, context.style), {}, domain.common, context.out);
}

void drop(Context const& context, Domain const& domain) {
    context.out.push_back("drop domain " + qualified_type(domain.name, context.style));
}

void alter(Context const& context, Domain const& before, Domain const& after) {
    if (!domain_is_altered_in_place(before, after)) {
        drop(context, before);
        create(context, after);
        return;
    }
    auto const name = qualified_type(after.name, context.style);
    Alteration const alteration{name, context.out};
    alteration.default_value(before, after);
    alteration.not_null(before, after);
    alteration.checks(before, after);
    write_common(subject_of(after, context.style), before.common, after.common, context.out);
}

bool domain_is_altered_in_place(Domain const& before, Domain const& after) {
    return before.base == after.base && before.collation == after.collation;
}

} // namespace migc::emit
