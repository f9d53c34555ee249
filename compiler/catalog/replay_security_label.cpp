// SECURITY LABEL: part of an object's state, by provider. Which providers the server has is not known. Manual: SECURITY
// LABEL.
#include "compiler/catalog/common.hpp"
#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/find_object.hpp"
#include "compiler/catalog/replay.hpp"

namespace migc::catalog {

namespace {

std::map<std::string, std::string>* labels_of(Object& object) {
    if (auto* common = common_of(object)) return &common->labels;
    auto* column = std::get_if<Column>(&object);
    return column ? &column->labels : nullptr;
}

} // namespace

void perform(Context& context, ast::SecurityLabel const& statement) {
    auto const key = find_object(context, statement.object, false);
    if (!key) return;
    auto before = alterable(context.catalog, *key);
    auto after = before;
    auto* labels = after ? labels_of(*after) : nullptr;
    if (!labels) {
        not_modelled(context, "a security label of a column of a view or composite type", statement.object.span);
        return;
    }
    auto const provider = statement.provider ? statement.provider->value : std::string();
    if (statement.label)
        labels->insert_or_assign(provider, statement.label->value);
    else
        labels->erase(provider);
    alter(context, *key, std::move(*before), std::move(*after));
}

} // namespace migc::catalog
