// Reading and writing files. What the environment refuses is a SystemError that names the file (exit 3);
// whether a file should be there at all is the caller's question.
#pragma once

#include "compiler/base/diagnostic.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace migc::cli {

/// A regular file, or a link to one, that exists.
bool is_readable_file(std::filesystem::path const& path);
bool is_folder(std::filesystem::path const& path);

/// The whole file, which must be regular: a pipe or a device would never end. One that is too large for the
/// lexer is not read; its size is all the lexer needs to refuse it.
std::string read_file(std::filesystem::path const& path);

/// Replaces `path` whole or not at all: a temporary file beside it, fsync, rename (RULINGS 33). An existing
/// file keeps its permissions.
void replace_file(std::filesystem::path const& path, std::string_view bytes);

/// Writes a file that must not exist yet. False when it does.
bool create_file(std::filesystem::path const& path, std::string_view bytes);
void remove_file(std::filesystem::path const& path);
void create_folder(std::filesystem::path const& path);

struct FolderEntry {
    std::string name;
    bool is_link = false;
    bool is_folder = false;
};
/// What a folder holds, by name (bytes). Hidden entries are left out.
std::vector<FolderEntry> list_folder(std::filesystem::path const& path);

/// `path` with all links followed; it must exist.
std::filesystem::path canonical_path(std::filesystem::path const& path);
/// Whether `path` is `folder` or lies below it; both canonical.
bool lies_in(std::filesystem::path const& path, std::filesystem::path const& folder);

/// The working folder, absolute.
std::filesystem::path working_folder();
void change_working_folder(std::string const& path);

/// Throws what errno says of `path`.
[[noreturn]] void fail(std::string_view what, std::filesystem::path const& path);

} // namespace migc::cli
