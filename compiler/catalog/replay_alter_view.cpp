// ALTER VIEW: defaults of columns and options. Manual: ALTER VIEW.
#include "compiler/catalog/bind.hpp"
#include "compiler/catalog/common.hpp"
#include "compiler/catalog/define.hpp"
#include "compiler/catalog/define_view.hpp"
#include "compiler/catalog/find_object.hpp"
#include "compiler/catalog/named_errors.hpp"
#include "compiler/catalog/replay.hpp"

#include <algorithm>

namespace migc::catalog {

namespace {

class ViewAlteration {
public:
    ViewAlteration(Context& context, Name name) : context_(context), name_(std::move(name)) {}

    void operator()(ast::SetDefault const& action) {
        if (!has_column(action.column)) return;
        auto after = view();
        after.column_defaults[std::string(action.column.text)] =
            bind(context_, action.value.tokens, {nullptr, true, false});
        change(std::move(after));
    }
    void operator()(ast::DropDefault const& action) {
        if (!has_column(action.column)) return;
        auto after = view();
        after.column_defaults.erase(std::string(action.column.text));
        change(std::move(after));
    }
    void operator()(ast::SetTableOptions const& action) {
        bool const reset = action.mode == "reset";
        if (!reset) check_view_options(context_, action.options);
        auto after = view();
        for (auto const& [name, value] : define_options(context_, action.options)) {
            if (name == "check_option")
                after.check_option = reset ? std::string() : value;
            else if (reset)
                after.with.erase(name);
            else
                after.with.insert_or_assign(name, value);
        }
        change(std::move(after));
    }

private:
    View const& view() const { return *context_.catalog.view(name_); }

    bool has_column(ast::Identifier const& column) {
        auto const& names = view().columns;
        if (!view().columns_known || std::find(names.begin(), names.end(), column.text) != names.end()) return true;
        unknown_view_column(context_, view(), column.text, column.span);
        return false;
    }

    void change(View after) {
        auto const before = view();
        if (!context_.failed()) alter(context_, {Kind::view, name_, {}}, before, std::move(after));
    }

    Context& context_;
    Name name_;
};

} // namespace

void perform(Context& context, ast::AlterView const& statement) {
    ast::ObjectName const object{ast::ObjectKind::view, statement.name, std::nullopt,
                                 std::nullopt,          std::nullopt,   statement.name.span};
    auto const key = find_object(context, object, statement.if_exists);
    if (!key) return;
    ViewAlteration alteration(context, key->name);
    for (auto const& action : statement.actions) std::visit(alteration, action);
}

} // namespace migc::catalog
