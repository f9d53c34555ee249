#include "script_pieces.hpp"

#include <array>
#include <cstdint>
#include <optional>

namespace script {

namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == '\v'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) > 127;
}
bool is_word(char c) { return is_letter(c) || is_digit(c) || c == '$'; }
bool is_variable(char c) { return is_letter(c) || is_digit(c); }
char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lower(std::string_view text) {
    std::string out(text);
    for (auto& c : out) c = small(c);
    return out;
}

// --- characters ---

struct Decoded {
    std::uint32_t code = 0;
    std::size_t size = 0; // 0: no UTF-8
};

Decoded decode(std::string_view text, std::size_t at) {
    auto const first = static_cast<unsigned char>(text[at]);
    if (first < 0x80) return {first, 1};
    static constexpr std::array<std::uint32_t, 5> least = {0, 0, 0x80, 0x800, 0x10000};
    std::size_t const size = (first & 0xE0) == 0xC0 ? 2 : (first & 0xF0) == 0xE0 ? 3 : (first & 0xF8) == 0xF0 ? 4 : 0;
    if (size == 0 || at + size > text.size()) return {};
    std::uint32_t code = first & (0x7Fu >> size);
    for (std::size_t i = 1; i < size; ++i) {
        auto const next = static_cast<unsigned char>(text[at + i]);
        if ((next & 0xC0) != 0x80) return {};
        code = code * 64 + (next & 0x3Fu);
    }
    if (code < least[size] || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return {};
    return {code, size};
}

// NEL, line and paragraph separator, the marks and embeddings of bidirectional text, a mark of the byte order.
bool misleads(std::uint32_t code) {
    return (code >= 0x7F && code < 0xA0) || code == 0x61C || code == 0x200E || code == 0x200F ||
           (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) || code == 0xFEFF;
}

class Reader {
public:
    explicit Reader(std::string_view script) : text_(script) {}

    Reading read() {
        check_characters(text_, 1, false);
        while (true) {
            while (at_ < text_.size() && is_space(text_[at_])) step();
            if (at_ == text_.size()) break;
            if (starts("--"))
                comment();
            else if (text_[at_] == '\\')
                command();
            else
                statement();
        }
        return std::move(out_);
    }

private:
    bool starts(std::string_view what) const { return text_.substr(at_, what.size()) == what; }

    void step() {
        if (text_[at_] == '\n') ++line_;
        ++at_;
    }
    void step_to(std::size_t end) {
        while (at_ < end) step();
    }

    void problem(std::string text) { out_.problems.push_back({line_, std::move(text)}); }

    void check_characters(std::string_view text, std::size_t line, bool in_comment) {
        for (std::size_t at = 0; at < text.size();) {
            auto const [code, size] = decode(text, at);
            if (text[at] == '\n') ++line;
            auto const say = [&](std::string what) { out_.problems.push_back({line, std::move(what)}); };
            if (size == 0)
                say("no UTF-8");
            else if (code < 0x20 && code != '\n' && (in_comment || (code != '\t' && code != '\f')))
                say("control character");
            else if (in_comment && misleads(code))
                say("a comment that shows other lines or another order than it has");
            at += size == 0 ? 1 : size;
        }
    }

    std::size_t line_end() const { return std::min(text_.find('\n', at_), text_.size()); }

    void comment() {
        auto const end = line_end();
        out_.pieces.push_back({Kind::comment, text_.substr(at_, end - at_), line_});
        check_characters(out_.pieces.back().text, line_, true);
        step_to(end);
    }

    void command() {
        if (at_ > 0 && text_[at_ - 1] != '\n') problem("a backslash that does not begin its line");
        auto const end = line_end();
        out_.pieces.push_back({Kind::command, text_.substr(at_, end - at_), line_});
        step_to(end);
    }

    void statement() {
        begin_ = at_;
        auto const line = line_;
        depth_ = 0;
        bodies_ = 0;
        words_.clear();
        while (at_ < text_.size()) {
            auto const c = text_[at_];
            if (c == ';' && depth_ == 0 && bodies_ == 0) {
                out_.pieces.push_back({Kind::statement, text_.substr(begin_, at_ - begin_), line});
                step();
                return;
            }
            if (starts("\\gset\n") && text_[at_ - 1] == '\n' && depth_ == 0) {
                out_.pieces.push_back({Kind::statement, text_.substr(begin_, at_ - begin_), line, true});
                step_to(at_ + 5);
                return;
            }
            if (starts("\\gexec\n") && text_[at_ - 1] == '\n' && depth_ == 0) {
                out_.pieces.push_back({Kind::statement, text_.substr(begin_, at_ - begin_), line, false, true});
                step_to(at_ + 6);
                return;
            }
            token();
        }
        out_.pieces.push_back({Kind::statement, text_.substr(begin_), line});
        out_.problems.push_back({line, "a statement without an end"});
    }

    void token() {
        auto const c = text_[at_];
        if (starts("--"))
            step_to(line_end());
        else if (starts("/*"))
            block_comment();
        else if (c == '\'' || c == '"')
            quoted(c, false);
        else if (c == '$' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1])) {
            ++at_;
            number();
        } else if (c == '$' && dollar())
            return;
        else if (is_letter(c))
            word();
        else if (is_digit(c))
            number();
        else if (c == ':')
            colon();
        else {
            if (c == '\\') problem("a backslash inside a statement");
            if (c == '(') ++depth_;
            if (c == ')' && depth_ > 0) --depth_;
            step();
        }
    }

    void block_comment() {
        auto const line = line_;
        int open = 0;
        do {
            if (at_ == text_.size()) {
                out_.problems.push_back({line, "a comment without an end"});
                return;
            }
            int const change = starts("/*") ? 1 : starts("*/") ? -1 : 0;
            open += change;
            step_to(at_ + (change == 0 ? 1 : 2));
        } while (open > 0);
    }

    void quoted(char quote, bool escapes) {
        auto const line = line_;
        for (step(); at_ < text_.size(); step()) {
            if (escapes && text_[at_] == '\\' && at_ + 1 < text_.size())
                step();
            else if (text_[at_] == quote) {
                step();
                if (at_ == text_.size() || text_[at_] != quote) return;
            }
        }
        out_.problems.push_back({line, "a quote without an end"});
    }

    bool dollar() {
        auto end = at_ + 1;
        while (end < text_.size() && is_variable(text_[end])) ++end;
        if (end == text_.size() || text_[end] != '$' || is_digit(text_[at_ + 1])) return false;
        auto const tag = text_.substr(at_, end + 1 - at_);
        auto const close = text_.find(tag, end + 1);
        if (close == text_.npos) problem("a dollar quote without an end");
        step_to(close == text_.npos ? text_.size() : close + tag.size());
        return true;
    }

    void word() {
        auto const begin = at_;
        while (at_ < text_.size() && is_word(text_[at_])) ++at_;
        auto const found = lower(text_.substr(begin, at_ - begin));
        auto const next = at_ < text_.size() ? text_[at_] : ' ';
        bool const prefix = found == "e" || found == "b" || found == "x" || found == "n";
        if (prefix && next == '\'') return quoted('\'', found == "e");
        if (words_.size() < 4) words_.push_back(found);
        if (depth_ > 0 || !is_routine()) return;
        if (found == "begin" || (found == "case" && bodies_ > 0)) ++bodies_;
        if (found == "end" && bodies_ > 0) --bodies_;
    }

    // psql counts BEGIN and END in nothing but a function or procedure that is created.
    bool is_routine() const {
        if (words_.empty() || words_[0] != "create") return false;
        std::size_t const kind = words_.size() > 3 && words_[1] == "or" && words_[2] == "replace" ? 3 : 1;
        return words_.size() > kind && (words_[kind] == "function" || words_[kind] == "procedure");
    }

    // `12`, `$1`, and one letter that touches it: what follows that is read anew (psqlscan.l, integer_junk,
    // param_junk).
    void number() {
        while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
        if (at_ < text_.size() && is_letter(text_[at_])) ++at_;
    }

    void colon() {
        if (starts("::") || starts(":=")) return step_to(at_ + 2);
        auto const rest = text_.substr(at_ + 1);
        auto const name = [&](std::string_view open, char close) {
            if (!rest.starts_with(open)) return false;
            auto end = open.size();
            while (end < rest.size() && is_variable(rest[end])) ++end;
            return end > open.size() && end < rest.size() && rest[end] == close;
        };
        bool const plain = !rest.empty() && is_variable(rest[0]);
        if (plain || name("'", '\'') || name("\"", '"') || name("{?", '}'))
            problem("a place where psql would put in a variable");
        step();
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
    std::size_t begin_ = 0;
    int depth_ = 0;
    int bodies_ = 0;
    std::vector<std::string> words_;
    Reading out_;
};

} // namespace

Reading read(std::string_view script) { return Reader(script).read(); }

std::string first_words(std::string_view statement, std::size_t count) {
    std::string out;
    std::size_t at = 0;
    while (count > 0 && at < statement.size()) {
        if (is_space(statement[at])) {
            ++at;
        } else if (statement.substr(at, 2) == "--") {
            at = std::min(statement.find('\n', at), statement.size());
        } else if (statement.substr(at, 2) == "/*") {
            int open = 0;
            do {
                auto const two = statement.substr(at, 2);
                open += two == "/*" ? 1 : two == "*/" ? -1 : 0;
                at += two == "/*" || two == "*/" ? 2 : 1;
            } while (open > 0 && at < statement.size());
        } else if (is_word(statement[at])) {
            auto const begin = at;
            while (at < statement.size() && is_word(statement[at])) ++at;
            if (!out.empty()) out += ' ';
            out += lower(statement.substr(begin, at - begin));
            --count;
        } else {
            break;
        }
    }
    return out;
}

} // namespace script
