// GRANT and REVOKE on objects. Roles are from outside (RULINGS 12). Manual: GRANT, REVOKE.
#include "compiler/catalog/acl.hpp"
#include "compiler/catalog/common.hpp"
#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/find_object.hpp"
#include "compiler/catalog/named_errors.hpp"
#include "compiler/catalog/replay.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::catalog {

namespace {

class Granter {
public:
    Granter(Context& context, ast::Grant const& statement) : context_(context), statement_(statement) {}

    void run() {
        refuse_option_for_public();
        std::vector<Key> keys;
        for (auto const& object : statement_.objects) {
            if (statement_.all_in_schema) {
                all_in(object, keys);
            } else if (auto key = find_object(context_, object, false, RelationMatch::relations)) {
                object_ = object.span;
                if (may_have_grants(*key)) keys.push_back(std::move(*key));
            }
        }
        if (context_.failed()) return;
        for (auto const& key : keys) one(key);
    }

private:
    void refuse_option_for_public() {
        if (statement_.revoke || !statement_.with_grant_option) return;
        for (auto const& role : statement_.roles)
            if (role.text == "public")
                context_.error(Code::bad_definition, role.span, "grant option for `public`", "name a role");
    }

    void all_in(ast::ObjectName const& schema, std::vector<Key>& out) {
        auto const& name = schema.name.name;
        if (!context_.catalog.has_schema(name.text)) {
            unknown_schema(context_, name.text, name.span);
            return;
        }
        if (statement_.kind == ast::ObjectKind::sequence) {
            for (auto& sequence : context_.catalog.names_in(name.text, Kind::sequence))
                out.push_back({Kind::sequence, {std::string(name.text), std::move(sequence)}, {}});
            return;
        }
        for (auto& key : context_.catalog.contents(name.text))
            if (is_asked_for(key)) out.push_back(std::move(key));
    }

    bool is_asked_for(Key const& key) const {
        if (statement_.kind == ast::ObjectKind::table) return key.kind == Kind::table || key.kind == Kind::view;
        if (key.kind != Kind::routine) return false;
        if (statement_.kind == ast::ObjectKind::routine) return true;
        return context_.catalog.routine(key.name, key.part)->procedure ==
               (statement_.kind == ast::ObjectKind::procedure);
    }

    bool may_have_grants(Key const& key) {
        if (key.kind == Kind::type && context_.catalog.range_of(key.name) && context_.target.server_version >= 17) {
            context_.error(Code::bad_definition, object_,
                           fmt::format("{} has the privileges of its range type", context_.shown(key)),
                           "grant on the range type");
            return false;
        }
        if (key.kind != Kind::index && key.kind != Kind::constraint) return true;
        context_.error(Code::wrong_kind, object_, fmt::format("{} has no privileges", context_.shown(key)),
                       "grant on the table");
        return false;
    }

    void one(Key const& key) {
        auto before = *alterable(context_.catalog, key);
        auto after = before;
        auto& common = *common_of(after);
        for (auto const& privilege : statement_.privileges) {
            if (!check_columns(key, privilege)) return;
            for (auto const& name : expanded(key, privilege))
                for (auto const& role : statement_.roles) change(common, key, privilege, name, role);
        }
        if (!context_.failed()) alter(context_, key, std::move(before), std::move(after));
    }

    void change(Common& common, Key const& key, ast::Privilege const& privilege, std::string_view name,
                ast::Identifier const& role) {
        GrantChange change{std::string(role.text),
                           std::string(name),
                           {},
                           statement_.revoke,
                           statement_.revoke ? statement_.grant_option_for : statement_.with_grant_option};
        if (privilege.columns.empty()) apply(common, key.kind, change);
        for (auto const& column : privilege.columns) {
            change.column = column.text;
            apply(common, key.kind, change);
        }
    }

    bool check_columns(Key const& key, ast::Privilege const& privilege) {
        for (auto const& column : privilege.columns) {
            if (auto const* table = context_.catalog.table(key.name); table && key.kind == Kind::table) {
                context_.column(*table, column);
            } else if (auto const* view = context_.catalog.view(key.name); view && key.kind == Kind::view) {
                bool const missing = view->columns_known && std::find(view->columns.begin(), view->columns.end(),
                                                                      column.text) == view->columns.end();
                if (missing) unknown_view_column(context_, *view, column.text, column.span);
            } else {
                context_.error(Code::bad_definition, column.span, fmt::format("{} has no columns", context_.shown(key)),
                               "remove the list of columns");
            }
        }
        return !context_.failed();
    }

    std::vector<std::string_view> expanded(Key const& key, ast::Privilege const& privilege) {
        auto const known = privileges_of(key.kind, !privilege.columns.empty(), context_.target.server_version);
        if (privilege.name == "all") return known;
        if (std::find(known.begin(), known.end(), privilege.name) != known.end()) return {privilege.name};
        auto const newer = privileges_of(key.kind, !privilege.columns.empty(), 17);
        if (privilege.name == "maintain" && std::find(newer.begin(), newer.end(), privilege.name) != newer.end()) {
            needs_version(context_, "privilege `maintain`", 17, privilege.span);
            return {};
        }
        context_.error(Code::bad_definition, privilege.span,
                       fmt::format("{}{} has no privilege `{}`", privilege.columns.empty() ? "" : "a column of ",
                                   context_.shown(key), privilege.name),
                       fmt::format("use one of {}", fmt::join(known, ", ")));
        return {};
    }

    Context& context_;
    ast::Grant const& statement_;
    Span object_;
};

} // namespace

void perform(Context& context, ast::Grant const& statement) { Granter(context, statement).run(); }

} // namespace migc::catalog
