#include "compiler/cli/schema_names.hpp"

#include "grammar/quote.hpp"

#include <algorithm>

namespace migc::cli {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_word_part(char c) {
    auto const folded = lower(c);
    return (folded >= 'a' && folded <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '$' ||
           static_cast<unsigned char>(c) >= 0x80;
}

// Where the text goes on behind blanks and `--` comments; `line_break` tells whether one was passed.
std::size_t behind_blanks(std::string_view text, std::size_t at, bool& line_break) {
    while (at < text.size()) {
        if (text.substr(at, 2) == "--")
            at = std::min(text.find('\n', at), text.size());
        else if (text[at] == '\n')
            line_break = true, ++at;
        else if (text[at] == ' ' || text[at] == '\t' || text[at] == '\f')
            ++at;
        else
            break;
    }
    return at;
}

// Escapes, and literals that go on in another line (manual, 4.1.2), may spell a name that is no word of the text.
// Quotes are looked at wherever they stand, since a body in dollar quotes has its own: too many do no harm.
bool may_hide_names(std::string_view text) {
    for (auto at = text.find_first_of("'\""); at != text.npos; at = text.find_first_of("'\"", at + 1)) {
        if (at >= 2 && text[at - 1] == '&' && lower(text[at - 2]) == 'u') return true;
        if (text[at] != '\'') continue;
        bool const escapes = at >= 1 && lower(text[at - 1]) == 'e' && (at == 1 || !is_word_part(text[at - 2]));
        if (escapes && text.substr(at + 1, text.find('\'', at + 1) - at - 1).find('\\') != text.npos) return true;
        bool line_break = false;
        auto const next = behind_blanks(text, at + 1, line_break);
        if (line_break && next < text.size() && text[next] == '\'') return true;
    }
    return false;
}

// An underscore at an end or beside another one is escaped in Markdown, so those names are not all written alike.
bool is_plain(std::string_view name) {
    auto const letter = [](char c) { return c >= 'a' && c <= 'z'; };
    auto const part = [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '_'; };
    return !name.empty() && letter(name.front()) && name.back() != '_' && name.find("__") == name.npos &&
           std::all_of(name.begin(), name.end(), part) && quoted_identifier(name) == name;
}

} // namespace

NamedWords::NamedWords(Project const& project, replay::TargetFiles const& files, Target const& target) {
    auto const add_file = [&](grammar::ParsedFile const& file) {
        if (file.source) add(file.source->text);
    };
    for (auto const& file : project.revisions) add_file(file);
    for (auto const& [path, file] : project.schemas) add_file(file);
    for (auto const& [index, file] : files.revisions) add_file(file);
    for (auto const& [path, file] : files.schemas) add_file(file);
    for (auto const& key : {target.role, target.version_table_schema, target.history_table, target.database})
        add(key.value_or(""));
    add(target.version_table);
    for (std::size_t i = 1; i < target.search_path.size(); ++i) add(target.search_path[i]);
    words_.insert("public"); // every catalog has it
}

void NamedWords::add(std::string_view text) {
    hidden_ = hidden_ || may_hide_names(text);
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!is_word_part(text[at])) continue;
        auto const begin = at;
        while (at < text.size() && is_word_part(text[at])) ++at;
        std::string word(text.substr(begin, at - begin));
        std::transform(word.begin(), word.end(), word.begin(), lower);
        words_.insert(std::move(word));
    }
}

bool NamedWords::leave_open(std::string_view schema) const {
    return !hidden_ && is_plain(schema) && !words_.contains(std::string(schema));
}

std::optional<std::string> name_like(std::string_view schema, std::vector<std::string_view> const& texts) {
    // Hashes have no such letters.
    constexpr std::string_view letters = "ghijklmnopqrstuvwxyz";
    constexpr std::size_t tail = 4, tries = 200;
    std::string name(schema);
    auto const varied = std::min(tail, name.size());
    for (std::size_t number = 0; number < tries; ++number) {
        auto rest = number * 8641 + 4801;
        for (std::size_t i = name.size() - varied; i < name.size(); ++i, rest /= letters.size())
            name[i] = letters[rest % letters.size()];
        bool const free =
            std::none_of(texts.begin(), texts.end(), [&](auto text) { return text.find(name) != text.npos; });
        if (free && is_plain(name)) return name;
    }
    return std::nullopt;
}

} // namespace migc::cli
