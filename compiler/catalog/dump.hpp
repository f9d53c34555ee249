// What `migc dump operations` and `migc dump catalog` print: stable text, every name with its schema, one
// fact to a line. An altered object shows the lines that went (`-`) and came (`+`).
#pragma once

#include "compiler/catalog/operation.hpp"

#include <string>
#include <vector>

namespace migc::catalog {

class Catalog;

std::string dump(std::vector<Operation> const& operations);

/// The keys of all objects that stand for themselves, by kind, then by name.
std::vector<Key> objects(Catalog const& catalog);

/// The same, each with its facts.
std::string dump(Catalog const& catalog);

/// The facts of one object, one to a line, nested ones indented by two; without a head line.
std::vector<std::string> facts_of(Object const& object);

/// `table public.items`, `column public.items.color`, `routine public.f(integer)`
std::string head_of(Key const& key);

} // namespace migc::catalog
