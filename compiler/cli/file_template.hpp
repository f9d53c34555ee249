// Names of new revision files: `file_template`, with Alembic's tokens (`rev slug year month day hour minute
// second epoch`), each written `%(rev)s` or, as alembic.ini has to, `%%(rev)s`; a number may carry a width:
// `%(month).2d`.
#pragma once

#include "compiler/cli/setting.hpp"

#include <ctime>

namespace migc::cli {

/// What is wrong with a pattern: an unknown token, no `rev`, a folder.
std::optional<BadValue> check_file_template(std::string_view pattern);

/// The file name, `.mig` included. `pattern` has passed the check.
std::string file_name(std::string_view pattern, std::string_view id, std::string_view message, std::time_t now);

/// The words of a message in lower case, joined by `_`, at most 40 characters, cut at a word where possible.
std::string slug(std::string_view message);

} // namespace migc::cli
