#include "compiler/cli/dump.hpp"
#include "compiler/cli/files.hpp"

#include <fmt/format.h>

namespace migc::cli {

namespace {

// A token is one line, whatever it holds.
std::string on_one_line(std::string_view text) {
    std::string out;
    for (auto const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        if (c == '\n')
            out += "\\n";
        else if (c == '\\')
            out += "\\\\";
        else if (byte < 0x20 || byte == 0x7F)
            out += fmt::format("\\x{:02x}", byte);
        else
            out += c;
    }
    return out;
}

} // namespace

// `LINE:COLUMN KIND TEXT`, with `+` before the text of a token that touches the one before it.
void dump_tokens(Session& session, std::vector<std::string> const& files) {
    for (auto const& path : files) {
        auto const kind = path.ends_with(".sql") ? grammar::TextKind::schema : grammar::TextKind::revision;
        auto const source = std::make_shared<SourceFile>(path, read_file(path));
        session.sources.push_back(source);
        for (auto const& token : grammar::lex(*source, kind, session.diagnostics)) {
            auto const at = line_column(source->text, token.begin);
            session.output += fmt::format("{}:{} {} {}{}\n", at.line, at.column, grammar::spelling(token.kind),
                                          token.touches ? "+" : "", on_one_line(source->slice(token.span())));
        }
    }
}

} // namespace migc::cli
