#include "compiler/catalog/words.hpp"

namespace migc::catalog {

namespace {

std::string in_backticks(std::string const& text) { return "`" + text + "`"; }

} // namespace

std::string shown(Name const& name, std::string_view home) {
    if (name.name.empty()) return name.schema; // the key of a schema
    return name.schema.empty() || name.schema == home ? name.name : name.schema + "." + name.name;
}

namespace {

// As a reader would say it: the words that stand behind the kind in a DROP.
std::string named_words(Key const& key, std::string const& name) {
    auto const kind = std::string(spelling(key.named)) + " ";
    auto const named = key.named;
    if (named == NamedKind::cast) return kind + in_backticks("(" + key.part + ")");
    if (named == NamedKind::transform) return kind + in_backticks("for " + key.part + " language " + name);
    if (named == NamedKind::user_mapping) return kind + in_backticks("for " + name + " server " + key.part);
    if (named == NamedKind::membership) return kind + "of " + in_backticks(key.part) + " in " + in_backticks(name);
    if (named == NamedKind::default_privileges)
        return kind + "on " + key.part +
               (key.name.schema.empty() ? "" : " in schema " + in_backticks(key.name.schema)) +
               (key.name.name.empty() ? "" : " of role " + in_backticks(key.name.name));
    bool const of_operators =
        named == NamedKind::operator_ || named == NamedKind::operator_class || named == NamedKind::operator_family;
    if (of_operators) return kind + in_backticks(name + " " + key.part);
    return kind + in_backticks(name);
}

} // namespace

std::string shown(Key const& key, std::string_view home) {
    auto const kind = std::string(spelling(key.kind)) + " ";
    auto const name = shown(key.name, home);
    switch (key.kind) {
    case Kind::column:
    case Kind::constraint:
    case Kind::policy:
    case Kind::rule:
    case Kind::trigger: return kind + in_backticks(key.part) + " of table " + in_backticks(name);
    case Kind::routine: return kind + in_backticks(name + "(" + key.part + ")");
    case Kind::named: return named_words(key, name);
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
