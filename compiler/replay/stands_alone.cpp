#include "compiler/replay/stands_alone.hpp"

namespace migc::replay {

namespace {

using emit::Alone;
using emit::AloneKind;

std::optional<Alone> created(std::vector<catalog::Operation> const& operations) {
    for (auto const& operation : operations)
        if (auto const* create = std::get_if<catalog::Create>(&operation.change);
            create && create->key.kind == catalog::Kind::index)
            return Alone{AloneKind::create_index, {create->key.name.schema, create->key.name.name}};
    return std::nullopt;
}

// With `if exists` the catalog may have no such index.
Alone dropped(ast::Drop const& statement, std::vector<catalog::Operation> const& operations, Target const& target) {
    for (auto const& operation : operations)
        if (auto const* drop = std::get_if<catalog::Drop>(&operation.change);
            drop && drop->key.kind == catalog::Kind::index)
            return {AloneKind::drop_index, {drop->key.name.schema, drop->key.name.name}};
    auto const& name = statement.names.front().name;
    auto const schema = name.schema ? std::string(name.schema->text) : target.schema;
    return {AloneKind::drop_index, {schema, std::string(name.name.text)}};
}

} // namespace

std::optional<Alone> stands_alone(ast::Statement const& statement, std::vector<catalog::Operation> const& operations,
                                  Target const& target) {
    if (auto const* index = std::get_if<ast::CreateIndex>(&statement); index && index->concurrently)
        return created(operations);
    if (auto const* drop = std::get_if<ast::Drop>(&statement); drop && drop->concurrently)
        return dropped(*drop, operations, target);
    return std::nullopt;
}

Alone reversal_of(Alone const& alone) {
    switch (alone.kind) {
    case AloneKind::create_index: return {AloneKind::drop_index, alone.index};
    case AloneKind::drop_index: return {AloneKind::create_index, alone.index};
    }
    return alone;
}

} // namespace migc::replay
