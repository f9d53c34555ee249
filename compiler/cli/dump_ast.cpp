#include "compiler/cli/dump.hpp"
#include "compiler/cli/files.hpp"
#include "grammar/dump.hpp"

namespace migc::cli {

// An SQL file is read as `include` and `baseline` read it.
void dump_ast(Session& session, std::vector<std::string> const& files) {
    for (auto const& path : files) {
        auto const source = std::make_shared<SourceFile>(path, read_file(path));
        session.sources.push_back(source);
        auto const parsed = path.ends_with(".sql") ? grammar::parse_schema(source) : grammar::parse_revision(source);
        session.diagnostics.append(parsed.diagnostics);
        session.output += grammar::dump(parsed);
    }
}

} // namespace migc::cli
