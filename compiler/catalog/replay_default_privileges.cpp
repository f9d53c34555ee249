// ALTER DEFAULT PRIVILEGES: what objects made from now on are granted. Kept as an object of its own for each
// role, schema and kind. Manual: ALTER DEFAULT PRIVILEGES.
#include "compiler/catalog/acl.hpp"
#include "compiler/catalog/common.hpp"
#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/replay.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::catalog {

namespace {

Kind kind_of(ast::Word kind) {
    if (kind == "sequences") return Kind::sequence;
    if (kind == "functions") return Kind::routine;
    if (kind == "types") return Kind::type;
    if (kind == "schemas") return Kind::schema;
    return Kind::table;
}

class DefaultGranter {
public:
    DefaultGranter(Context& context, ast::DefaultPrivileges const& statement)
        : context_(context), statement_(statement), kind_(kind_of(statement.kind)) {}

    void run() {
        if (statement_.kind == "large objects") needs(18, "default privileges on large objects");
        if (statement_.kind == "schemas" && !statement_.schemas.empty())
            context_.error(Code::bad_definition, statement_.span, "`in schema` beside default privileges on schemas",
                           "remove `in schema`");
        for (auto const& schema : statement_.schemas)
            if (!context_.catalog.has_schema(schema.text)) unknown_schema(context_, schema.text, schema.span);
        if (context_.failed()) return;
        std::vector<std::string> roles{std::string()}, schemas{std::string()};
        if (!statement_.roles.empty()) roles.clear();
        for (auto const& role : statement_.roles) roles.emplace_back(role.text);
        if (!statement_.schemas.empty()) schemas.clear();
        for (auto const& schema : statement_.schemas) schemas.emplace_back(schema.text);
        for (auto const& role : roles)
            for (auto const& schema : schemas) one(role, schema);
    }

private:
    void needs(int version, std::string_view what) {
        if (context_.target.server_version < version) needs_version(context_, what, version, statement_.span);
    }

    void one(std::string const& role, std::string const& schema) {
        Named object;
        object.kind = NamedKind::default_privileges;
        object.name = {schema, role};
        object.place = statement_.kind.text;
        auto const key = object.key();
        auto const* existing = context_.catalog.named(key);
        auto after = existing ? *existing : object;
        for (auto const& privilege : statement_.grant.privileges)
            for (auto const& name : expanded(privilege))
                for (auto const& grantee : statement_.grant.roles)
                    // What a schema's defaults add is added to the global ones: nothing is granted there to
                    // begin with.
                    apply(after.common, schema.empty() ? kind_ : Kind::table,
                          {std::string(grantee.text),
                           std::string(name),
                           {},
                           statement_.grant.revoke,
                           statement_.grant.revoke ? statement_.grant.grant_option_for
                                                   : statement_.grant.with_grant_option});
        if (context_.failed()) return;
        if (!existing && !after.common.acl.empty())
            context_.perform(Create{key, std::move(after)});
        else if (existing && after.common.acl.empty())
            context_.perform(Drop{key, *existing});
        else if (existing)
            alter(context_, key, *existing, std::move(after));
    }

    std::vector<std::string_view> expanded(ast::Privilege const& privilege) {
        if (!privilege.columns.empty())
            context_.error(Code::bad_definition, privilege.span, "columns of default privileges",
                           "remove the list of columns");
        auto const known = privileges_of(kind_, false, context_.target.server_version);
        if (privilege.name == "all") return known;
        if (std::find(known.begin(), known.end(), privilege.name) != known.end()) return {privilege.name};
        context_.error(Code::bad_definition, privilege.span,
                       fmt::format("{} have no privilege `{}`", statement_.kind.text, privilege.name),
                       fmt::format("use one of {}", fmt::join(known, ", ")));
        return {};
    }

    Context& context_;
    ast::DefaultPrivileges const& statement_;
    Kind kind_;
};

} // namespace

void perform(Context& context, ast::DefaultPrivileges const& statement) { DefaultGranter(context, statement).run(); }

} // namespace migc::catalog
