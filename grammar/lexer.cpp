#include "grammar/lexer.hpp"

#include "compiler/base/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <fmt/format.h>

namespace migc::grammar {

namespace {

using enum TokenKind;

// What a byte may be part of. The text ends with a NUL, which is part of nothing, so a loop over one class ends there.
enum CharClass : std::uint8_t { blank = 1, digit = 2, letter = 4, hexadecimal = 8, operator_char = 16 };

constexpr std::array<std::uint8_t, 256> char_classes = [] {
    std::array<std::uint8_t, 256> table{};
    auto const add = [&](std::string_view bytes, CharClass part_of) {
        for (auto const c : bytes) table[static_cast<unsigned char>(c)] |= part_of;
    };
    add(" \t\n\f", blank);
    add("0123456789", digit);
    add("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_", letter);
    add("0123456789abcdefABCDEF", hexadecimal);
    add("~!@#^&|`?+-*/%<>=", operator_char);
    for (std::size_t byte = 0x80; byte < table.size(); ++byte) table[byte] |= letter;
    return table;
}();
constexpr bool is_any(char c, int classes) { return (char_classes[static_cast<unsigned char>(c)] & classes) != 0; }
constexpr bool is_digit(char c) { return is_any(c, digit); }
constexpr bool is_hex(char c) { return is_any(c, hexadecimal); }
constexpr bool is_letter(char c) { return is_any(c, letter); }
constexpr bool is_blank(char c) { return is_any(c, blank); }
constexpr bool is_operator_char(char c) { return is_any(c, operator_char); }

// An operator of several characters may end in + or - only if it holds one of these (manual, 4.1.3).
constexpr std::string_view lets_sign_end_operator = "~!@#%^&|`?";

class Lexer {
public:
    Lexer(SourceFile& source, TextKind kind, Diagnostics& diagnostics)
        : source_(source), text_(source.text), bytes_(source.text.c_str()), kind_(kind), diagnostics_(diagnostics) {}

    TokenList run() {
        tokens_.reserve(text_.size() / 5 + 8);
        if (check_bytes())
            while (next()) {
            }
        push(end, at_);
        return std::move(tokens_);
    }

private:
    // One byte behind a character that is not the NUL at the end may always be looked at.
    char peek() const { return bytes_[at_]; }
    char peek(std::size_t ahead) const { return at_ + ahead < text_.size() ? bytes_[at_ + ahead] : '\0'; }
    bool starts(char first, char second) const { return bytes_[at_] == first && bytes_[at_ + 1] == second; }

    void report(Code code, std::size_t begin, std::size_t finish, std::string message, std::string help = {}) {
        diagnostics_.add(code, {&source_, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(finish)}},
                         std::move(message), std::move(help));
    }

    // --- characters ---

    // Most files are plain ASCII: one branch-free pass decides that, the slow one runs only on the others.
    bool check_bytes() {
        if (text_.size() > 0x3FFFFFFF) {
            report(Code::file_too_large, 0, 0, "file of more than 1 GiB", "split it into several revisions");
            return false;
        }
        // Eight bytes at a time; no carry leaves a byte whose highest bit is clear.
        constexpr std::uint64_t ones = 0x0101010101010101, high = 0x80 * ones;
        auto const differs = [](std::uint64_t word, std::uint64_t byte) { return (word ^ byte * ones) + 0x7F * ones; };
        std::uint64_t odd = 0;
        std::size_t i = 0;
        for (; i + 8 <= text_.size(); i += 8) {
            std::uint64_t word = 0;
            std::memcpy(&word, text_.data() + i, 8);
            auto const control = ~(word + 0x60 * ones); // below 0x20
            odd |= word | ~differs(word, 0x7F) | (control & differs(word, '\n') & differs(word, '\t'));
        }
        for (; i < text_.size(); ++i) {
            auto const byte = static_cast<unsigned char>(text_[i]);
            bool const plain = (byte >= 0x20 && byte < 0x7F) || byte == '\n' || byte == '\t';
            if (!plain) odd = high;
        }
        return (odd & high) == 0 || check_odd_bytes();
    }

    bool check_odd_bytes() {
        if (text_.starts_with("\xEF\xBB\xBF")) {
            report(Code::byte_order_mark, 0, 3, "byte order mark at the start of the file",
                   "save the file as UTF-8 without a byte order mark");
            return false;
        }
        for (std::size_t i = 0; i < text_.size();) {
            auto const byte = static_cast<unsigned char>(text_[i]);
            if (byte == '\r') {
                report(Code::lone_carriage_return, i, i + 1, "carriage return that no line feed follows",
                       "end lines with a line feed, or with carriage return and line feed");
                return false;
            }
            bool const control = (byte < 0x20 && byte != '\n' && byte != '\t' && byte != '\f') || byte == 0x7F;
            if (control) {
                report(Code::control_character, i, i + 1, fmt::format("control character 0x{:02X}", byte),
                       "remove it; inside a string write it as an escape, as in `E'\\x01'`");
                return false;
            }
            auto const length = character_length(text_, i);
            if (length == 2 && is_invisible(text_.substr(i, 2))) {
                report(Code::control_character, i, i + 2,
                       fmt::format("control character U+{:04X}", static_cast<unsigned char>(text_[i + 1])),
                       "remove it; inside a string write it as an escape, as in `E'\\x01'`");
                return false;
            }
            if (length == 0) {
                report(Code::invalid_utf8, i, i + 1, fmt::format("byte 0x{:02X} that is not UTF-8", byte),
                       "save the file as UTF-8");
                return false;
            }
            i += length;
        }
        return true;
    }

    // --- tokens ---

    void push(TokenKind kind, std::size_t begin) {
        Token token;
        token.kind = kind;
        token.begin = static_cast<std::uint32_t>(begin);
        token.end = static_cast<std::uint32_t>(at_);
        token.touches = begin != 0 && begin == last_end_;
        last_end_ = at_;
        tokens_.push_back(token);
        follow_statement(kind);
    }

    bool next() {
        if (!skip_space()) return false;
        if (at_ >= text_.size()) return false;
        auto const begin = at_;
        auto const c = peek();
        if (is_letter(c)) return word();
        if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return digits();
        switch (c) {
        case '\'': return quoted_string(string, 0, false);
        case '"': return quoted_name_token(0);
        case '$': return dollar();
        case '(': return open(left_paren);
        case ')': return close(right_paren);
        case '[': return open(left_bracket);
        case ']': return close(right_bracket);
        case '{': return open(left_brace);
        case '}': return close(right_brace);
        case ',': return single(comma);
        case ';': return end_of_statement();
        case '.': return starts('.', '.') ? take(dot_dot, 2) : single(dot);
        case ':':
            return starts(':', ':') ? take(typecast, 2) : starts(':', '=') ? take(colon_equals, 2) : single(colon);
        case '\\': return backslash();
        default: break;
        }
        if (is_operator_char(c)) return operator_token();
        ++at_;
        push(unknown, begin);
        report(Code::unknown_character, begin, at_, fmt::format("`{}` has no meaning here", c),
               "remove it, or put it inside quotes");
        return true;
    }

    bool single(TokenKind kind) { return take(kind, 1); }
    bool take(TokenKind kind, std::size_t length) {
        auto const begin = at_;
        at_ += length;
        push(kind, begin);
        return true;
    }

    bool end_of_statement() {
        bool const rows_follow = statement_.takes_rows;
        single(ends_statement() ? semicolon : inner_semicolon);
        if (rows_follow) skip_rows();
        return true;
    }

    // The lines behind `copy … from stdin;` are data up to `\.` (manual, COPY, "Text Format").
    void skip_rows() {
        constexpr std::string_view last_line = "\n\\.";
        for (auto mark = text_.find(last_line, at_); mark != std::string_view::npos;
             mark = text_.find(last_line, mark + 1)) {
            auto const behind = mark + last_line.size();
            auto const rest = text_.substr(behind, 2);
            if (!rest.empty() && rest.front() != '\n' && rest != "\r\n") continue;
            at_ = behind;
            return;
        }
    }

    bool open(TokenKind kind) {
        if (++depth_ <= nesting_limit) return single(kind);
        report(Code::nesting_too_deep, at_, at_ + 1, fmt::format("more than {} brackets open at once", nesting_limit),
               "close the ones before, or split the expression");
        return false;
    }
    bool close(TokenKind kind) {
        if (depth_ > 0) --depth_;
        return single(kind);
    }

    bool skip_space() {
        for (;;) {
            while (is_blank(bytes_[at_])) ++at_;
            if (starts('-', '-')) {
                auto const line_end = text_.find('\n', at_);
                at_ = line_end == std::string_view::npos ? text_.size() : line_end;
            } else if (starts('/', '*')) {
                if (!block_comment()) return false;
            } else {
                return true;
            }
        }
    }

    bool block_comment() {
        auto const begin = at_;
        int open_comments = 0;
        do {
            auto const mark = text_.find_first_of("/*", at_);
            if (mark == std::string_view::npos) {
                at_ = text_.size();
                report(Code::unterminated_comment, begin, begin + 2, "comment that is never closed", "add `*/`");
                return false;
            }
            at_ = mark;
            if (starts('/', '*')) {
                ++open_comments;
                at_ += 2;
            } else if (starts('*', '/')) {
                --open_comments;
                at_ += 2;
            } else {
                ++at_;
            }
        } while (open_comments > 0);
        return true;
    }

    bool word() {
        auto const begin = at_;
        auto const next_char = peek(1);
        if (next_char == '\'' || next_char == '&') {
            switch (peek()) {
            case 'e':
            case 'E':
                if (next_char == '\'') return quoted_string(string, 1, true);
                break;
            case 'b':
            case 'B':
            case 'x':
            case 'X':
                if (next_char == '\'') return quoted_string(bit_string, 1, false);
                break;
            case 'n':
            case 'N':
                if (next_char == '\'') return quoted_string(string, 1, false);
                break;
            case 'u':
            case 'U':
                if (next_char == '&' && peek(2) == '\'') return quoted_string(string, 2, false);
                if (next_char == '&' && peek(2) == '"') return quoted_name_token(2);
                break;
            default: break;
            }
        }
        for (;; ++at_) {
            while (is_any(bytes_[at_], letter | digit)) ++at_;
            if (bytes_[at_] != '$' || bytes_[at_ + 1] == '{') break;
        }
        push(classify_word(text_.substr(begin, at_ - begin)), begin);
        return true;
    }

    void skip_digits(bool (*accepts)(char)) {
        while (accepts(peek()) || (peek() == '_' && accepts(peek(1)))) ++at_;
    }

    bool digits() {
        auto const begin = at_;
        TokenKind kind = integer;
        auto const radix = static_cast<char>(peek(1) | 0x20);
        if (peek() == '0' && (radix == 'x' || radix == 'o' || radix == 'b') && is_hex(peek(2)) && radix == 'x') {
            at_ += 2;
            skip_digits(is_hex);
        } else if (peek() == '0' && (radix == 'o' || radix == 'b') && is_digit(peek(2))) {
            at_ += 2;
            skip_digits(is_digit);
        } else {
            skip_digits(is_digit);
            if (peek() == '.' && peek(1) != '.') {
                kind = number;
                ++at_;
                skip_digits(is_digit);
            }
            bool const signed_exponent = (peek(1) == '+' || peek(1) == '-') && is_digit(peek(2));
            if ((peek() == 'e' || peek() == 'E') && (is_digit(peek(1)) || signed_exponent)) {
                kind = number;
                at_ += 2;
                skip_digits(is_digit);
            }
        }
        push(kind, begin);
        return true;
    }

    // Literals separated by white space that holds a line break are one literal (manual, 4.1.2.1).
    bool continues_on_next_line(std::size_t& resume) const {
        auto i = at_;
        bool broke_line = false;
        for (;;) {
            while (i < text_.size() && is_blank(text_[i])) broke_line |= text_[i++] == '\n';
            if (!text_.substr(i).starts_with("--")) break;
            i = std::min(text_.find('\n', i), text_.size());
        }
        resume = i;
        return broke_line && i < text_.size() && text_[i] == '\'';
    }

    bool quoted_string(TokenKind kind, std::size_t prefix, bool escapes) {
        auto const begin = at_;
        at_ += prefix;
        for (;;) {
            auto const quote = at_++;
            for (;; ++at_) {
                at_ = std::min(text_.find_first_of(escapes ? "'\\" : "'", at_), text_.size());
                if (at_ >= text_.size()) {
                    report(Code::unterminated_string, quote, quote + 1, "string that is never closed",
                           "add the closing `'`; a quote inside a string is written twice");
                    return false;
                }
                if (text_[at_] == '\\') {
                    ++at_;
                } else if (peek(1) == '\'') {
                    ++at_;
                } else {
                    break;
                }
            }
            ++at_;
            std::size_t resume = 0;
            if (!continues_on_next_line(resume)) break;
            at_ = resume;
        }
        push(kind, begin);
        return true;
    }

    bool quoted_name_token(std::size_t prefix) {
        auto const begin = at_;
        at_ += prefix + 1;
        for (;; ++at_) {
            at_ = std::min(text_.find('"', at_), text_.size());
            if (at_ >= text_.size()) {
                report(Code::unterminated_name, begin, begin + 1, "quoted name that is never closed",
                       "add the closing `\"`; a quote inside a name is written twice");
                return false;
            }
            if (peek(1) != '"') break;
            ++at_;
        }
        ++at_;
        if (at_ - begin == prefix + 2)
            report(Code::empty_name, begin, at_, "empty name", "write a name between the quotes");
        push(quoted_name, begin);
        return true;
    }

    bool dollar() {
        auto const begin = at_;
        if (peek(1) == '{') return variable_token();
        if (is_digit(peek(1))) {
            ++at_;
            while (is_digit(peek())) ++at_;
            push(parameter, begin);
            return true;
        }
        auto tag_end = at_ + 1;
        while (tag_end < text_.size() && (is_letter(text_[tag_end]) || is_digit(text_[tag_end]))) ++tag_end;
        if (tag_end >= text_.size() || text_[tag_end] != '$') {
            ++at_;
            push(unknown, begin);
            report(Code::unknown_character, begin, at_, "`$` that opens neither a dollar quote nor a variable",
                   "write `$$ … $$` for a body or `${name}` for a variable of the target");
            return true;
        }
        auto const tag = text_.substr(at_, tag_end + 1 - at_);
        auto const close_at = text_.find(tag, tag_end + 1);
        if (close_at == std::string_view::npos) {
            report(Code::unterminated_dollar_string, begin, tag_end + 1, fmt::format("`{}` that is never closed", tag),
                   fmt::format("add the closing `{}`", tag));
            return false;
        }
        at_ = close_at + tag.size();
        push(dollar_string, begin);
        return true;
    }

    bool variable_token() {
        auto const begin = at_;
        at_ += 2;
        auto const name = at_;
        while (is_letter(peek()) || is_digit(peek()) || peek() == '.') ++at_;
        bool const good = at_ > name && peek() == '}';
        if (good) ++at_;
        push(good ? variable : unknown, begin);
        if (!good)
            report(Code::bad_variable, begin, at_, "`${` that no variable name and `}` follow",
                   "write `${name}`, where the target defines `var.name`");
        return true;
    }

    bool backslash() {
        auto const begin = at_;
        auto const line_end = std::min(text_.find('\n', at_), text_.size());
        auto const line = text_.substr(at_, line_end - at_);
        bool const line_start = at_ == 0 || text_[at_ - 1] == '\n';
        bool const from_pg_dump = line.starts_with("\\restrict ") || line.starts_with("\\unrestrict ");
        at_ = line_end;
        if (kind_ == TextKind::schema && line_start && from_pg_dump) return true;
        push(unknown, begin);
        report(Code::client_command, begin, line_end, fmt::format("`{}` is a command of psql, not SQL", line),
               "remove it; a script may hold only what the server understands");
        return true;
    }

    bool operator_token() {
        auto const begin = at_;
        auto finish = at_;
        while (finish < text_.size() && is_operator_char(text_[finish])) {
            auto const rest = text_.substr(finish);
            if (finish > begin && (rest.starts_with("--") || rest.starts_with("/*"))) break;
            ++finish;
        }
        auto length = finish - begin;
        auto spelled = text_.substr(begin, length);
        if (spelled.find_first_of(lets_sign_end_operator) == std::string_view::npos)
            while (length > 1 && (spelled[length - 1] == '+' || spelled[length - 1] == '-')) --length;
        spelled = spelled.substr(0, length);
        return take(length > 1 ? (spelled == "=>" ? equals_greater : operator_) : single_operator(spelled[0]), length);
    }

    static TokenKind single_operator(char c) {
        switch (c) {
        case '*': return star;
        case '=': return equals;
        case '+': return plus;
        case '-': return minus;
        case '<': return less;
        case '>': return greater;
        case '/': return slash;
        case '%': return percent;
        case '^': return caret;
        default: return operator_;
        }
    }

    // --- statement ends ---

    // What has been seen of the statement so far, as far as it decides where it ends.
    struct Statement {
        std::size_t first = 0; // its first token
        bool creates = false;
        bool rule = false;
        bool after_do = false;
        bool copies = false;
        bool takes_rows = false; // from the lines that follow it
        int parens = 0;
        int atomic = 0; // open `begin atomic` and `case`
    } statement_;

    // Called behind each token; most kinds decide nothing.
    void follow_statement(TokenKind kind) {
        auto& s = statement_;
        auto const place = [&] { return tokens_.size() - 1 - s.first; };
        switch (kind) {
        case semicolon:
        case left_brace:
        case right_brace:
            s = {};
            s.first = tokens_.size();
            break;
        case left_paren: ++s.parens; break;
        case right_paren: --s.parens; break;
        case kw_create: s.creates |= place() == 0; break;
        case kw_rule: s.rule |= s.creates && place() <= 3; break;
        case kw_copy: s.copies |= place() == 0; break;
        case kw_stdin: s.takes_rows |= s.copies; break;
        case kw_do: s.after_do |= s.rule && s.parens == 0; break;
        case kw_atomic:
            if (s.creates && s.atomic == 0 && tokens_[tokens_.size() - 2].kind == kw_begin) s.atomic = 1;
            break;
        case kw_case:
            if (s.atomic > 0) ++s.atomic;
            break;
        case kw_end:
            if (s.atomic > 0) --s.atomic;
            break;
        default: break;
        }
    }

    bool ends_statement() const { return statement_.atomic == 0 && !(statement_.after_do && statement_.parens > 0); }

    SourceFile& source_;
    std::string_view text_;
    char const* bytes_; // those of text_ and a NUL
    TextKind kind_;
    Diagnostics& diagnostics_;
    TokenList tokens_;
    std::size_t at_ = 0;
    std::size_t last_end_ = 0; // of the last token
    int depth_ = 0;
};

} // namespace

TokenList lex(SourceFile& source, TextKind kind, Diagnostics& diagnostics) {
    return Lexer(source, kind, diagnostics).run();
}

} // namespace migc::grammar
