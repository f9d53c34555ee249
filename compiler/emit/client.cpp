#include "compiler/emit/client.hpp"

#include <algorithm>
#include <array>

namespace migc::emit {

namespace {

constexpr bool digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
constexpr bool variable_character(char c) { return letter(c) || digit(c); }
constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

enum class Event {
    identifier,      // a bare word
    open,            // (
    close,           // )
    semicolon,       // ;
    backslash,       // a client command, or one of the escapes \; and \:
    variable,        // `:name` in one of its forms
    end_inside_quote // the text ended inside a quote or a block comment
};

// The tokens that psql's lexer acts on, in order; quotes and comments are passed over. Mirrors psqlscan.l of
// psql 15, in which the text of one line never reaches into the next except inside a quote or a block
// comment: a literal continued on the next line is a new literal to psql, though one literal to the server.
class PsqlLexer {
public:
    explicit PsqlLexer(std::string_view text) : text_(text) {}

    struct Token {
        Event event{};
        std::size_t begin = 0;
        std::size_t end = 0;
    };

    std::optional<Token> next() {
        while (at_ < text_.size()) {
            auto const begin = at_;
            auto const c = text_[at_];
            if (starts("--"))
                skip_line();
            else if (starts("/*")) {
                if (!skip_comment()) return Token{Event::end_inside_quote, begin, at_};
            } else if (c == '\'' || c == '"') {
                if (!skip_quoted(c, false)) return Token{Event::end_inside_quote, begin, at_};
            } else if (c == '$') {
                if (!skip_dollar()) return Token{Event::end_inside_quote, begin, at_};
            } else if (letter(c)) {
                if (quote_prefix()) {
                    at_ = text_.find_first_of("'\"", at_);
                    if (!skip_quoted(text_[at_], lower(c) == 'e')) return Token{Event::end_inside_quote, begin, at_};
                } else {
                    skip_word();
                    return Token{Event::identifier, begin, at_};
                }
            } else if (digit(c) || (c == '.' && at_ + 1 < text_.size() && digit(text_[at_ + 1]))) {
                if (!skip_number()) return Token{Event::end_inside_quote, begin, at_};
            } else if (c == ':') {
                if (auto const size = variable_size()) {
                    // With a blank behind the colon the name is read anew, and may reach further: `:x$y$`.
                    ++at_;
                    return Token{Event::variable, begin, begin + size};
                }
                at_ += starts("::") || starts(":=") ? 2 : 1;
            } else {
                ++at_;
                switch (c) {
                case '(': return Token{Event::open, begin, at_};
                case ')': return Token{Event::close, begin, at_};
                case ';': return Token{Event::semicolon, begin, at_};
                case '\\': return Token{Event::backslash, begin, at_};
                }
            }
        }
        return std::nullopt;
    }

private:
    bool starts(std::string_view word) const { return text_.substr(at_, word.size()) == word; }

    void skip_word() {
        while (at_ < text_.size() && (variable_character(text_[at_]) || text_[at_] == '$')) ++at_;
    }

    void skip_line() { at_ = std::min(text_.find('\n', at_), text_.size()); }

    bool skip_comment() {
        int depth = 0;
        while (at_ < text_.size()) {
            if (starts("/*"))
                ++depth, at_ += 2;
            else if (starts("*/")) {
                at_ += 2;
                if (--depth == 0) return true;
            } else
                ++at_;
        }
        return false;
    }

    // A doubled quote is two quoted runs side by side, so only escapes need care.
    bool skip_quoted(char quote, bool escapes) {
        for (++at_; at_ < text_.size(); ++at_) {
            if (escapes && text_[at_] == '\\')
                ++at_;
            else if (text_[at_] == quote) {
                ++at_;
                if (!escapes || at_ == text_.size() || text_[at_] != quote) return true;
            }
        }
        at_ = text_.size();
        return false;
    }

    // `$tag$ … $tag$`; a lone `$` or `$tag` without its second `$` is a character like others.
    bool skip_dollar() {
        auto end = at_ + 1;
        if (end < text_.size() && letter(text_[end]))
            while (end < text_.size() && variable_character(text_[end])) ++end;
        if (end == text_.size() || text_[end] != '$') {
            ++at_;
            return true;
        }
        auto const delimiter = text_.substr(at_, end + 1 - at_);
        auto const close = text_.find(delimiter, end + 1);
        at_ = close == text_.npos ? text_.size() : close + delimiter.size();
        return close != text_.npos;
    }

    // E'…' B'…' X'…' N'…' U&'…' U&"…"
    bool quote_prefix() const {
        auto const c = lower(text_[at_]);
        auto const rest = text_.substr(at_ + 1);
        if (c == 'u') return rest.starts_with("&'") || rest.starts_with("&\"");
        return (c == 'e' || c == 'b' || c == 'x' || c == 'n') && rest.starts_with('\'');
    }

    // Of a word that touches a number psql takes nothing before 15, and since then one letter or all of it, as its
    // minor release has it (its rules integer_junk, param_junk and others). Where the word holds a `$`, it depends on
    // that whether a quote begins there: false. From 15 on the server refuses such a number anyway.
    bool skip_number() {
        auto const begin = at_;
        skip_digits();
        return text_.substr(begin, at_ - begin).find('$') == text_.npos;
    }

    void skip_digits() {
        auto const digits = [&] {
            while (at_ < text_.size() && digit(text_[at_])) ++at_;
        };
        digits();
        if (starts("..")) return;
        if (starts(".")) ++at_, digits();
        if (at_ == text_.size() || !letter(text_[at_])) return;
        auto const word = at_;
        skip_word();
        bool const bare_exponent = at_ == word + 1 && lower(text_[word]) == 'e';
        if (!bare_exponent || !(starts("+") || starts("-"))) return;
        ++at_;
        digits();
        if (at_ < text_.size() && letter(text_[at_]) && digit(text_[at_ - 1])) skip_word();
    }

    // The size of a variable's form that begins here, or 0.
    std::size_t variable_size() const {
        auto const rest = text_.substr(at_ + 1);
        auto const named = [&](std::string_view open, std::string_view close) -> std::size_t {
            if (!rest.starts_with(open)) return 0;
            auto end = open.size();
            while (end < rest.size() && variable_character(rest[end])) ++end;
            if (end == open.size() || !rest.substr(end).starts_with(close)) return 0;
            return 1 + end + close.size();
        };
        return std::max({named("", ""), named("'", "'"), named("\"", "\""), named("{?", "}")});
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

// psql's guess whether a statement is a routine with a body in SQL: its first words are CREATE [OR REPLACE]
// {FUNCTION|PROCEDURE}; inside one, `begin` and `case` wait for an `end`.
class BodyCounter {
public:
    void identifier(std::string_view word, int parentheses) {
        constexpr std::array<std::string_view, 5> opening = {"create", "function", "procedure", "or", "replace"};
        if (count_ < first_.size() &&
            std::any_of(opening.begin(), opening.end(), [&](auto o) { return same(word, o); }))
            first_[count_] = lower(word[0]);
        ++count_;
        if (parentheses != 0 || !routine()) return;
        if (same(word, "begin") || (same(word, "case") && depth_ > 0))
            ++depth_;
        else if (same(word, "end") && depth_ > 0)
            --depth_;
    }
    bool inside() const { return depth_ > 0; }

private:
    static bool same(std::string_view word, std::string_view keyword) {
        return std::equal(word.begin(), word.end(), keyword.begin(), keyword.end(),
                          [](char a, char b) { return lower(a) == b; });
    }
    bool routine() const {
        auto const kind = [](char c) { return c == 'f' || c == 'p'; };
        return first_[0] == 'c' && (kind(first_[1]) || (first_[1] == 'o' && first_[2] == 'r' && kind(first_[3])));
    }

    std::array<char, 4> first_{};
    std::size_t count_ = 0;
    int depth_ = 0;
};

} // namespace

std::string for_psql(std::string_view statement) {
    if (statement.find(':') == statement.npos) return std::string(statement);
    std::string out;
    std::size_t copied = 0;
    PsqlLexer lexer(statement);
    while (auto const token = lexer.next()) {
        if (token->event != Event::variable) continue;
        out += statement.substr(copied, token->begin + 1 - copied);
        out += ' ';
        copied = token->begin + 1;
    }
    out += statement.substr(copied);
    return out;
}

std::optional<std::size_t> psql_would_cut(std::string_view statement) {
    PsqlLexer lexer(statement);
    BodyCounter body;
    int parentheses = 0;
    while (auto const token = lexer.next()) {
        switch (token->event) {
        case Event::identifier:
            body.identifier(statement.substr(token->begin, token->end - token->begin), parentheses);
            break;
        case Event::open: ++parentheses; break;
        case Event::close: parentheses = std::max(0, parentheses - 1); break;
        case Event::semicolon:
            if (parentheses == 0 && !body.inside()) return token->begin;
            break;
        case Event::backslash: return token->begin;
        case Event::variable: break;
        case Event::end_inside_quote: return statement.size();
        }
    }
    if (parentheses != 0 || body.inside()) return statement.size();
    return std::nullopt;
}

bool psql_would_wait(std::string_view statements) {
    while (auto const cut = psql_would_cut(statements)) {
        if (*cut >= statements.size() || statements[*cut] != ';') return true;
        statements.remove_prefix(*cut + 1);
    }
    return false;
}

} // namespace migc::emit
