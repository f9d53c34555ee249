#include "compiler/base/source.hpp"

#include <algorithm>

namespace migc {

namespace {

// In place, one pass, and only where there is something to do: most files hold no CR at all.
bool fold_crlf(std::string& text) {
    auto const first = text.find("\r\n");
    if (first == std::string::npos) return false;
    auto out = text.begin() + static_cast<std::ptrdiff_t>(first);
    for (auto in = out; in != text.end(); ++in)
        if (!(*in == '\r' && in + 1 != text.end() && in[1] == '\n')) *out++ = *in;
    text.erase(out, text.end());
    return true;
}

} // namespace

SourceFile::SourceFile(std::string shown_path, std::string content)
    : path(std::move(shown_path)), text(std::move(content)), had_crlf(fold_crlf(text)) {}

LineColumn line_column(std::string_view text, std::size_t offset) {
    offset = std::min(offset, text.size());
    auto const before = text.substr(0, offset);
    auto const line_start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    LineColumn at;
    at.line = 1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
    for (auto const c : before.substr(line_start))
        if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) ++at.column;
    return at;
}

std::string_view line_at(std::string_view text, std::size_t offset) {
    offset = std::min(offset, text.size());
    auto const before = text.substr(0, offset).rfind('\n');
    auto const begin = before == std::string_view::npos ? 0 : before + 1;
    auto const end = text.find('\n', offset);
    return text.substr(begin, (end == std::string_view::npos ? text.size() : end) - begin);
}

} // namespace migc
