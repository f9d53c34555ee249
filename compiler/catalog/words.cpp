#include "compiler/catalog/words.hpp"

namespace migc::catalog {

namespace {

std::string in_backticks(std::string const& text) { return "`" + text + "`"; }

} // namespace

std::string shown(Name const& name, std::string_view home) {
    if (name.name.empty()) return name.schema; // the key of a schema
    return name.schema.empty() || name.schema == home ? name.name : name.schema + "." + name.name;
}

std::string shown(Key const& key, std::string_view home) {
    auto const kind = std::string(spelling(key.kind)) + " ";
    auto const name = shown(key.name, home);
    switch (key.kind) {
    case Kind::column:
    case Kind::constraint:
    case Kind::trigger: return kind + in_backticks(key.part) + " of table " + in_backticks(name);
    case Kind::routine: return kind + in_backticks(name + "(" + key.part + ")");
    case Kind::schema:
    case Kind::extension:
    case Kind::type:
    case Kind::sequence:
    case Kind::table:
    case Kind::index:
    case Kind::view: return kind + in_backticks(name);
    }
    return kind + in_backticks(name);
}

} // namespace migc::catalog
