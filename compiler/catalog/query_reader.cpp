#include "compiler/catalog/query_reader.hpp"

#include <algorithm>

namespace migc::catalog {

SourceColumns QueryReader::source_columns(QuerySource const& source) const {
    SourceColumns out;
    if (!source.relation || source.renamed) return out;
    if (auto const* table = context_.catalog.table(*source.relation)) {
        for (auto const& column : table->columns) out.names.push_back(column.name);
        out.known = !table->open;
    } else if (auto const* view = context_.catalog.view(*source.relation)) {
        out.names = view->columns;
        out.known = view->columns_known;
    }
    return out;
}

bool QueryReader::columns_known(QuerySource const& source) const {
    if (!source.relation || source.renamed) return false;
    if (auto const* table = context_.catalog.table(*source.relation)) return !table->open;
    auto const* view = context_.catalog.view(*source.relation);
    return view && view->columns_known;
}

bool QueryReader::has(QuerySource const& source, std::string_view column) const {
    if (!source.relation || source.renamed) return false;
    if (auto const* table = context_.catalog.table(*source.relation)) return table->column(column) != nullptr;
    auto const* view = context_.catalog.view(*source.relation);
    return view && std::find(view->columns.begin(), view->columns.end(), column) != view->columns.end();
}

QuerySource const* QueryReader::source_named(std::size_t at, std::size_t length) const {
    auto const name = text(at + length - 1);
    auto const schema = length > 1 ? text(at + length - 3) : std::string();
    for (auto scope = shape_.tokens[at].scope;;) {
        for (auto const& source : shape_.scopes[scope].sources) {
            if (source.alias != name) continue;
            if (schema.empty() || (source.relation && source.relation->schema == schema)) return &source;
        }
        auto const parent = static_cast<std::uint32_t>(shape_.scopes[scope].parent);
        if (parent == scope) return nullptr;
        scope = parent;
    }
}

} // namespace migc::catalog
