// `migc init`: a migc.ini to start from, and the folder it names.
#include "compiler/cli/files.hpp"
#include "compiler/cli/session.hpp"

#include <fmt/format.h>

namespace migc::cli {

namespace {

constexpr std::string_view ini_name = "migc.ini";
constexpr std::string_view folder_name = "migrations";

constexpr std::string_view ini_text =
    R"(# What migc compiles, and for which databases. `migc emit --help` lists every key.

migrations = migrations

# A database that the revisions are deployed to. With more than one of these sections, commands that make one
# script take `--target NAME`.
[target.production]
server_version = 15
schema = public
lock_timeout = 5s
# role = app_owner
# transaction = revision
# accept = exact, sheds-new-data
# var.reader = app_readonly
)";

} // namespace

void command_init(Session& session) {
    if (!create_file(ini_name, ini_text)) {
        session.diagnostics.add(Code::file_exists, {}, fmt::format("`{}` exists already", ini_name),
                                "edit it, or run `migc init` in another folder");
        return;
    }
    create_folder(folder_name);
    session.output = fmt::format("{}\n{}/\n", ini_name, folder_name);
}

} // namespace migc::cli
