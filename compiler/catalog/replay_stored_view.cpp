// Materialized views. Manual: CREATE, ALTER and REFRESH MATERIALIZED VIEW.
#include "compiler/catalog/common.hpp"
#include "compiler/catalog/define.hpp"
#include "compiler/catalog/define_checks.hpp"
#include "compiler/catalog/define_view.hpp"
#include "compiler/catalog/find_object.hpp"
#include "compiler/catalog/named_errors.hpp"
#include "compiler/catalog/replay.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::catalog {

namespace {

ast::ObjectName object_name_of(ast::QualifiedName const& name) {
    ast::ObjectName out;
    out.kind = ast::ObjectKind::materialized_view;
    out.name = name;
    out.span = name.span;
    return out;
}

// A unique index over plain columns of all rows: what REFRESH … CONCURRENTLY tells rows apart by.
bool tells_rows_apart(Index const& index) {
    return index.unique && !index.where &&
           std::none_of(index.elements.begin(), index.elements.end(),
                        [](IndexElement const& each) { return each.expression.has_value(); });
}

class ViewAlteration {
public:
    ViewAlteration(Context& context, Key key, View view)
        : context_(context), key_(std::move(key)), view_(std::move(view)) {}

    void operator()(ast::SetTableOptions const& action) {
        if (action.mode != "reset" && !check_parameters(context_, action.options, "table")) return;
        auto after = view_;
        for (auto const& [name, value] : define_options(context_, action.options)) {
            if (action.mode == "reset")
                after.with.erase(name);
            else
                after.with.insert_or_assign(name, value);
        }
        change(std::move(after));
    }
    void operator()(ast::SetAccessMethod const& action) {
        auto after = view_;
        after.stored->method = action.method.text;
        change(std::move(after));
    }
    void operator()(ast::SetTablespace const& action) {
        auto after = view_;
        after.stored->tablespace = action.tablespace.text;
        change(std::move(after));
    }
    void operator()(ast::ChangeOwner const& action) {
        ast::AlterOwner owner;
        owner.object.kind = ast::ObjectKind::materialized_view;
        owner.object.name.schema = {context_.source.keep(view_.name.schema), action.span};
        owner.object.name.name = {context_.source.keep(view_.name.name), action.span};
        owner.owner = action.owner;
        perform(context_, owner);
    }
    void operator()(ast::SetStatistics const& action) { setting(action.span); }
    void operator()(ast::SetStorage const& action) { setting(action.span); }
    void operator()(ast::SetCompression const& action) { setting(action.span); }
    void operator()(ast::SetColumnOptions const& action) { setting(action.span); }
    void operator()(ast::ClusterOn const& action) { setting(action.span); }
    template <class Action>
    void operator()(Action const& action) {
        context_.error(Code::wrong_kind, action.span, fmt::format("subcommand of tables on {}", context_.shown(key_)),
                       "create the view again with another query");
    }

private:
    void setting(Span span) {
        not_modelled(context_, "how the rows of a materialized view are stored, by column or order,", span,
                     "leave it as the server has it");
    }
    void change(View after) {
        if (!context_.failed()) alter(context_, key_, view_, std::move(after));
    }

    Context& context_;
    Key key_;
    View view_;
};

} // namespace

void perform(Context& context, ast::CreateMaterializedView const& statement) {
    auto const name = context.new_name(statement.name);
    if (!name) return;
    if (auto const holder = holder_of_relation_name(context.catalog, *name)) {
        if (!statement.if_not_exists || holder->kind == Kind::type) duplicate(context, *holder, statement.name.span);
        return;
    }
    auto view = define_stored_view(context, statement, *name);
    if (!view || context.failed()) return;
    if (!statement.no_data && !reads_filled_views(context, view->bindings, statement.query.tokens.span())) return;
    Stored stored;
    if (statement.method) stored.method = statement.method->text;
    if (statement.tablespace) stored.tablespace = statement.tablespace->text;
    stored.populated = !statement.no_data;
    view->stored = std::move(stored);
    context.perform(Create{{Kind::view, *name, {}}, std::move(*view), at_end, statement.if_not_exists});
}

void perform(Context& context, ast::AlterMaterializedView const& statement) {
    auto const key = find_object(context, object_name_of(statement.name), statement.if_exists);
    if (!key) return;
    for (auto const& action : statement.actions) {
        if (context.failed()) return;
        std::visit(ViewAlteration(context, *key, *context.catalog.view(key->name)), action);
    }
}

void perform(Context& context, ast::RefreshView const& statement) {
    auto const key = find_object(context, object_name_of(statement.name), false);
    if (!key) return;
    auto const before = *context.catalog.view(key->name);
    auto const shown = context.shown(*key);
    if (statement.concurrently) {
        auto const& indexes = before.stored->indexes;
        bool const unique =
            std::any_of(indexes.begin(), indexes.end(), [](auto const& each) { return tells_rows_apart(each.second); });
        if (statement.no_data)
            context.error(Code::bad_definition, statement.span, "`concurrently` beside `with no data`",
                          "remove one of the two");
        else if (!unique)
            context.error(Code::bad_definition, statement.name.span,
                          fmt::format("{} has no unique index over plain columns", shown),
                          "create one, or remove `concurrently`");
        else if (!before.stored->populated)
            context.error(Code::bad_definition, statement.name.span, fmt::format("{} holds no rows yet", shown),
                          "remove `concurrently`");
        if (context.failed()) return;
    }
    if (!statement.no_data && !reads_filled_views(context, before.bindings, statement.name.span)) return;
    auto after = before;
    after.stored->populated = !statement.no_data;
    alter(context, *key, before, std::move(after));
}

} // namespace migc::catalog
