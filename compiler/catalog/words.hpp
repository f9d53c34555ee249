// How messages name an object: "column `color` of table `items`".
#pragma once

#include "compiler/catalog/objects.hpp"

namespace migc::catalog {

/// `items`, or `app.items` outside `home`; not quoted as SQL, since backticks stand around it.
std::string shown(Name const& name, std::string_view home);

/// Kind and name, the table included for what belongs to one.
std::string shown(Key const& key, std::string_view home);

} // namespace migc::catalog
