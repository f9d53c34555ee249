// Names, strings, types and expressions: what reads tokens one by one because PostgreSQL's keyword categories and
// operator grammar decide where it ends. Everything above is X3.
#include "grammar/lexer.hpp"
#include "grammar/session.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::grammar {

using enum TokenKind;

std::string upper(std::string_view words) {
    std::string out(words);
    for (auto& c : out)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    return out;
}

std::string found_text(SourceFile const& source, Token const& token) {
    if (token.kind == end) return "the end of the file";
    auto text = std::string(source.slice(token.span()));
    constexpr std::size_t shown = 40;
    if (text.size() > shown) text = std::string(truncated(text.substr(0, shown))) + "…";
    return fmt::format("`{}`", text);
}

std::string Session::wanted_text(std::size_t limit) const {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < wanted_count; ++i) {
        auto name = wanted[i].name.empty() ? described(wanted[i].kind) : std::string(wanted[i].name);
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
    }
    bool const more = names.size() > limit;
    if (more) names.resize(limit);
    std::string out;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) out += i + 1 == names.size() && !more ? " or " : ", ";
        out += names[i];
    }
    return more ? out + ", …" : out;
}

// --- names and strings ---

namespace {

bool take_name(Iterator& first, Iterator last, Session& session, ast::Identifier& out, bool (*accepts)(TokenKind),
               std::string_view what) {
    if (first == last || !accepts(first->kind)) return session.miss(first, what);
    out = {name_value(session.source, *first, session.diagnostics), first->span()};
    ++first;
    return true;
}

bool take_qualified(Iterator& first, Iterator last, Session& session, ast::QualifiedName& out,
                    bool (*accepts)(TokenKind), std::string_view what) {
    auto at = first;
    ast::Identifier part;
    if (!take_name(at, last, session, part, accepts, what)) return false;
    out.span = part.span;
    out.schema.reset();
    if (at != last && at->kind == dot) {
        out.schema = part;
        ++at;
        if (!take_name(at, last, session, part, is_label, "a name")) return false;
        if (at != last && at->kind == dot) return session.miss(at, "a name of one or two parts");
    }
    out.name = part;
    out.span = cover(out.span, part.span);
    first = at;
    return true;
}

} // namespace

bool parse_identifier(Iterator& first, Iterator last, Session& session, ast::Identifier& out) {
    return take_name(first, last, session, out, is_column_or_table_name, "a name");
}

bool parse_label(Iterator& first, Iterator last, Session& session, ast::Identifier& out) {
    return take_name(first, last, session, out, is_label, "a name");
}

bool parse_role(Iterator& first, Iterator last, Session& session, ast::Identifier& out) {
    auto const accepts = [](TokenKind kind) {
        return category(kind) == WordCategory::plain || category(kind) == WordCategory::unreserved ||
               category(kind) == WordCategory::column_name || kind == kw_current_user || kind == kw_session_user ||
               kind == kw_current_role;
    };
    return take_name(first, last, session, out, accepts, "a role");
}

bool parse_qualified_name(Iterator& first, Iterator last, Session& session, ast::QualifiedName& out) {
    return take_qualified(first, last, session, out, is_column_or_table_name, "a name");
}

bool parse_function_name(Iterator& first, Iterator last, Session& session, ast::QualifiedName& out) {
    auto const accepts = [](TokenKind kind) { return is_function_name(kind) || is_column_or_table_name(kind); };
    return take_qualified(first, last, session, out, accepts, "a name");
}

bool parse_string(Iterator& first, Iterator last, Session& session, ast::String& out) {
    if (first == last || (first->kind != string && first->kind != dollar_string))
        return session.miss(first, "a string");
    out = {string_value(session.source, *first, session.diagnostics), first->span()};
    ++first;
    return true;
}

bool parse_balanced(Iterator& first, Iterator last, Session& session, TokenRange& inside) {
    if (first == last || first->kind != left_paren) return session.miss(first, left_paren);
    std::vector<TokenKind> open;
    for (auto at = first; at != last; ++at) {
        switch (at->kind) {
        case left_paren: open.push_back(right_paren); break;
        case left_bracket: open.push_back(right_bracket); break;
        case right_paren:
        case right_bracket:
            if (open.back() != at->kind) return session.miss(at, open.back());
            open.pop_back();
            if (open.empty()) {
                inside = {first + 1, at};
                first = at + 1;
                return true;
            }
            break;
        default: break;
        }
    }
    return session.miss(last, open.back());
}

// --- types ---

namespace {

bool at_kind(Iterator at, Iterator last, TokenKind kind) { return at != last && at->kind == kind; }
bool take(Iterator& at, Iterator last, TokenKind kind) {
    if (!at_kind(at, last, kind)) return false;
    ++at;
    return true;
}

bool take_modifiers(Iterator& at, Iterator last, Session& session, ast::TypeName& out) {
    if (!take(at, last, left_paren)) return true;
    do {
        ast::Expression modifier;
        if (!parse_expression(at, last, session, ExpressionKind::a_expr, modifier)) return false;
        out.modifiers.push_back(modifier);
    } while (take(at, last, comma));
    return take(at, last, right_paren) || session.miss(at, right_paren);
}

bool take_time_zone(Iterator& at, Iterator last, ast::TypeName& out) {
    out.suffix = "without time zone";
    bool const with = at_kind(at, last, kw_with), without = at_kind(at, last, kw_without);
    if ((with || without) && at_kind(at + 1, last, kw_time) && at_kind(at + 2, last, kw_zone)) {
        out.suffix = with ? "with time zone" : "without time zone";
        at += 3;
    }
    return true;
}

struct IntervalFields {
    TokenKind from;
    TokenKind to; // kw_interval: none
    std::string_view spelling;
};
constexpr IntervalFields interval_fields[] = {
    {kw_year, kw_month, "year to month"},   {kw_day, kw_hour, "day to hour"},
    {kw_day, kw_minute, "day to minute"},   {kw_day, kw_second, "day to second"},
    {kw_hour, kw_minute, "hour to minute"}, {kw_hour, kw_second, "hour to second"},
    {kw_minute, kw_second, "minute to second"}, {kw_year, kw_interval, "year"},
    {kw_month, kw_interval, "month"},       {kw_day, kw_interval, "day"},
    {kw_hour, kw_interval, "hour"},         {kw_minute, kw_interval, "minute"},
    {kw_second, kw_interval, "second"},
};

bool take_interval_fields(Iterator& at, Iterator last, Session& session, ast::TypeName& out) {
    for (auto const& fields : interval_fields) {
        if (!at_kind(at, last, fields.from)) continue;
        if (fields.to != kw_interval && !(at_kind(at + 1, last, kw_to) && at_kind(at + 2, last, fields.to))) continue;
        at += fields.to == kw_interval ? 1 : 3;
        out.suffix = fields.spelling;
        return take_modifiers(at, last, session, out); // second(3)
    }
    return true;
}

bool take_character(Iterator& at, Iterator last, Session& session, ast::TypeName& out) {
    out.name = take(at, last, kw_varying) ? "character varying" : "character";
    return take_modifiers(at, last, session, out);
}

// The types that SQL spells with keywords of its own.
bool take_keyword_type(Iterator& at, Iterator last, Session& session, ast::TypeName& out, bool& known) {
    known = true;
    auto const kind = at->kind;
    auto const plain = [&](std::string_view name) {
        ++at;
        out.name = name;
        return true;
    };
    switch (kind) {
    case kw_int: case kw_integer: return plain("integer");
    case kw_smallint: return plain("smallint");
    case kw_bigint: return plain("bigint");
    case kw_real: return plain("real");
    case kw_boolean: return plain("boolean");
    case kw_float: return plain("float") && take_modifiers(at, last, session, out);
    case kw_decimal: case kw_dec: case kw_numeric: return plain("numeric") && take_modifiers(at, last, session, out);
    case kw_double:
        if (!at_kind(at + 1, last, kw_precision)) break;
        at += 2;
        out.name = "double precision";
        return true;
    case kw_bit:
        ++at;
        out.name = take(at, last, kw_varying) ? "bit varying" : "bit";
        return take_modifiers(at, last, session, out);
    case kw_national:
        if (!at_kind(at + 1, last, kw_character) && !at_kind(at + 1, last, kw_char)) break;
        at += 2;
        return take_character(at, last, session, out);
    case kw_character: case kw_char: case kw_nchar: ++at; return take_character(at, last, session, out);
    case kw_varchar: return plain("character varying") && take_modifiers(at, last, session, out);
    case kw_timestamp: case kw_time:
        return plain(kind == kw_time ? "time" : "timestamp") && take_modifiers(at, last, session, out) &&
               take_time_zone(at, last, out);
    case kw_interval:
        return plain("interval") && take_modifiers(at, last, session, out) &&
               take_interval_fields(at, last, session, out);
    default: break;
    }
    known = false;
    return false;
}

bool take_simple_type(Iterator& at, Iterator last, Session& session, ast::TypeName& out) {
    if (at == last) return session.miss(at, "a type");
    if (at->kind != quoted_name) {
        bool known = false;
        bool const taken = take_keyword_type(at, last, session, out, known);
        out.is_keyword = known;
        if (known) return taken;
    }
    if (!is_function_name(at->kind)) return session.miss(at, "a type");
    ast::QualifiedName name;
    if (!parse_function_name(at, last, session, name)) return false;
    out.schema = name.schema;
    out.name = name.name.text;
    if (at_kind(at, last, percent) && at_kind(at + 1, last, kw_type)) {
        at += 2;
        out.percent_type = true;
        return true;
    }
    return take_modifiers(at, last, session, out);
}

bool take_dimensions(Iterator& at, Iterator last, Session& session, ast::TypeName& out) {
    if (take(at, last, kw_array)) {
        out.dimensions = 1;
        if (take(at, last, left_bracket))
            return (take(at, last, integer) && take(at, last, right_bracket)) || session.miss(at, right_bracket);
        return true;
    }
    while (take(at, last, left_bracket)) {
        take(at, last, integer);
        if (!take(at, last, right_bracket)) return session.miss(at, right_bracket);
        ++out.dimensions;
    }
    return true;
}

} // namespace

bool parse_type(Iterator& first, Iterator last, Session& session, ast::TypeName& out) {
    auto at = first;
    out = {};
    out.setof = take(at, last, kw_setof);
    if (!take_simple_type(at, last, session, out) || !take_dimensions(at, last, session, out)) return false;
    out.span = cover(first->span(), at[-1].span());
    first = at;
    return true;
}

// --- expressions ---

namespace {

// Reads one expression as operands and operators in turn; brackets are skipped whole, so recursion is bounded by
// the grammar and not by the input.
class ExpressionReader {
public:
    ExpressionReader(Iterator first, Iterator last, Session& session, ExpressionKind kind)
        : at_(first), last_(last), session_(session), everything_(kind == ExpressionKind::a_expr) {}

    Iterator read() {
        do {
            if (!operand()) return nullptr;
            while (suffix()) {}
            if (failed_) return nullptr;
        } while (binary_operator());
        return failed_ ? nullptr : at_;
    }

private:
    bool is(TokenKind kind, std::ptrdiff_t ahead = 0) const { return ahead < last_ - at_ && at_[ahead].kind == kind; }
    bool take(TokenKind kind) {
        if (!is(kind)) return false;
        ++at_;
        return true;
    }
    bool fail(std::string_view wanted) {
        failed_ = true;
        return session_.miss(at_, wanted);
    }
    bool brackets() {
        TokenRange inside;
        auto at = at_;
        if (is(left_bracket)) return square_brackets();
        if (!parse_balanced(at, last_, session_, inside)) {
            failed_ = true;
            return false;
        }
        at_ = at;
        return true;
    }
    bool square_brackets() {
        int depth = 0;
        for (auto at = at_; at != last_; ++at) {
            if (at->kind == left_bracket) ++depth;
            if (at->kind == right_bracket && --depth == 0) {
                at_ = at + 1;
                return true;
            }
        }
        at_ = last_;
        return fail("']'");
    }

    static bool is_symbol(TokenKind kind) {
        return kind == operator_ || kind == plus || kind == minus || kind == star || kind == slash ||
               kind == percent || kind == caret || kind == less || kind == greater || kind == equals;
    }

    bool operand() {
        while (is(plus) || is(minus) || is(operator_) || (everything_ && is(kw_not))) ++at_;
        if (at_ == last_) return fail("an expression");
        switch (at_->kind) {
        case left_paren: return brackets();
        case integer: case number:
            ++at_;
            if (at_ != last_ && at_->touches && is_label(at_->kind)) return fail("an operator");
            return true;
        case string: case bit_string: case dollar_string: case parameter:
        case kw_true: case kw_false: case kw_null: case kw_default: ++at_; return true;
        case kw_current_date: case kw_current_user: case kw_session_user: case kw_user: case kw_current_role:
        case kw_current_catalog: ++at_; return true;
        case kw_current_schema: case kw_current_time: case kw_current_timestamp: case kw_localtime:
        case kw_localtimestamp: case kw_system_user:
            ++at_;
            return !is(left_paren) || brackets();
        case kw_case: return case_expression();
        case kw_array:
            ++at_;
            return is(left_bracket) || is(left_paren) ? brackets() : fail("'['");
        case kw_row: case kw_exists: case kw_unique: case kw_cast: case kw_any: case kw_all: case kw_some:
            ++at_;
            return is(left_paren) ? brackets() : fail("'('");
        default: return named_operand();
        }
    }

    bool case_expression() {
        int depth = 0;
        for (auto at = at_; at != last_; ++at) {
            if (at->kind == kw_case) ++depth;
            if (at->kind == kw_end && --depth == 0) {
                at_ = at + 1;
                return true;
            }
        }
        at_ = last_;
        return fail("END");
    }

    // A column, a function call, or a literal behind the name of its type.
    bool named_operand() {
        auto const c = category(at_->kind);
        if (c == WordCategory::not_a_word || c == WordCategory::reserved) return fail("an expression");
        if (typed_literal()) return true;
        ++at_;
        while (is(dot)) {
            ++at_;
            if (take(star)) return true;
            if (at_ == last_ || !is_label(at_->kind)) return fail("a name");
            ++at_;
        }
        if (is(left_paren)) {
            if (!brackets()) return false;
            call_suffix();
        }
        return !failed_;
    }

    bool typed_literal() {
        auto at = at_;
        ast::TypeName type;
        Diagnostics quiet;
        Session trial{session_.source, quiet};
        bool const keyword_type = at_->kind >= kw_abort && category(at_->kind) == WordCategory::column_name;
        bool const next_is_string = is(string, 1) || is(dollar_string, 1);
        if (!keyword_type && !next_is_string && !is(left_paren, 1)) return false;
        if (is(left_paren, 1) && !keyword_type && !modified_literal()) return false;
        if (!parse_type(at, last_, trial, type) || at == last_ || (at->kind != string && at->kind != dollar_string))
            return false;
        at_ = at + 1;
        if (type.name == "interval") {
            ast::TypeName fields;
            take_interval_fields(at_, last_, trial, fields);
        }
        return true;
    }

    // `numeric(5,2) '1.5'` against `f(x)`: a string behind the closing parenthesis tells.
    bool modified_literal() {
        auto at = at_ + 1;
        TokenRange inside;
        Diagnostics quiet;
        Session trial{session_.source, quiet};
        return parse_balanced(at, last_, trial, inside) && at != last_ && at->kind == string;
    }

    void call_suffix() {
        if (is(kw_within) && is(kw_group, 1)) {
            at_ += 2;
            brackets();
        }
        if (!failed_ && is(kw_filter) && is(left_paren, 1)) {
            ++at_;
            brackets();
        }
        if (!failed_ && is(kw_over)) {
            ++at_;
            if (is(left_paren)) brackets();
            else if (at_ != last_ && is_label(at_->kind)) ++at_;
        }
    }

    bool suffix() {
        if (failed_ || at_ == last_) return false;
        switch (at_->kind) {
        case left_bracket: return square_brackets();
        case dot:
            ++at_;
            if (take(star)) return true;
            if (at_ == last_ || !is_label(at_->kind)) return fail("a name");
            ++at_;
            return true;
        case typecast: {
            ++at_;
            ast::TypeName type;
            if (!parse_type(at_, last_, session_, type)) failed_ = true;
            return !failed_;
        }
        case kw_collate: {
            if (!everything_) return false;
            ++at_;
            ast::QualifiedName name;
            if (!parse_qualified_name(at_, last_, session_, name)) failed_ = true;
            return !failed_;
        }
        case kw_isnull: case kw_notnull:
            if (!everything_) return false;
            ++at_;
            return true;
        case kw_is: return is_test();
        case kw_at:
            if (!everything_ || !is(kw_local, 1)) return false;
            at_ += 2;
            return true;
        case kw_in: return everything_ && is(left_paren, 1) && (++at_, brackets());
        case kw_not:
            if (!everything_ || !is(kw_in, 1) || !is(left_paren, 2)) return false;
            at_ += 2;
            return brackets();
        default: return false;
        }
    }

    // IS [NOT] NULL | TRUE | FALSE | UNKNOWN | DOCUMENT | [form] NORMALIZED | OF (…); DISTINCT FROM wants an operand.
    bool is_test() {
        auto ahead = is(kw_not, 1) ? 2 : 1;
        if (is(kw_distinct, ahead) && is(kw_from, ahead + 1)) return false;
        if (is(kw_document, ahead)) {
            at_ += ahead + 1;
            return true;
        }
        if (!everything_) return false;
        if (is(kw_nfc, ahead) || is(kw_nfd, ahead) || is(kw_nfkc, ahead) || is(kw_nfkd, ahead)) ++ahead;
        if (is(kw_json, ahead)) {
            at_ += ahead + 1;
            while (is(kw_value) || is(kw_scalar) || is(kw_array) || is(kw_object) || is(kw_with) || is(kw_without) ||
                   is(kw_unique) || is(kw_keys))
                ++at_;
            return true;
        }
        for (auto const kind : {kw_null, kw_true, kw_false, kw_unknown, kw_normalized})
            if (is(kind, ahead)) {
                at_ += ahead + 1;
                return true;
            }
        return fail("NULL, TRUE, FALSE, UNKNOWN or DISTINCT FROM");
    }

    // Takes the operator when an operand must follow it.
    bool binary_operator() {
        if (failed_ || at_ == last_) return false;
        if (is_symbol(at_->kind)) {
            ++at_;
            return true;
        }
        switch (at_->kind) {
        case kw_operator:
            ++at_;
            return brackets();
        case kw_is: // DISTINCT FROM: is_test has taken all others
            at_ += is(kw_not, 1) ? 4 : 3;
            return true;
        case kw_and: case kw_or: case kw_like: case kw_ilike: case kw_overlaps: case kw_escape:
            if (!everything_) return false;
            ++at_;
            return true;
        case kw_between:
            if (!everything_) return false;
            ++at_;
            if (is(kw_symmetric) || is(kw_asymmetric)) ++at_;
            return true;
        case kw_similar:
            if (!everything_ || !is(kw_to, 1)) return false;
            at_ += 2;
            return true;
        case kw_at:
            if (!everything_ || !is(kw_time, 1) || !is(kw_zone, 2)) return false;
            at_ += 3;
            return true;
        case kw_not:
            if (!everything_) return false;
            if (is(kw_like, 1) || is(kw_ilike, 1) || is(kw_between, 1)) {
                at_ += 2;
                if (is(kw_symmetric) || is(kw_asymmetric)) ++at_;
                return true;
            }
            if (is(kw_similar, 1) && is(kw_to, 2)) {
                at_ += 3;
                return true;
            }
            return false;
        default: return false;
        }
    }

    Iterator at_;
    Iterator last_;
    Session& session_;
    bool everything_;
    bool failed_ = false;
};

} // namespace

bool parse_expression(Iterator& first, Iterator last, Session& session, ExpressionKind kind, ast::Expression& out) {
    auto const finish = ExpressionReader(first, last, session, kind).read();
    if (finish == nullptr) return false;
    out.tokens = {first, finish};
    out.span = out.tokens.span();
    first = finish;
    return true;
}

bool parse_rest(Iterator& first, Iterator last, Session& session, TokenRange& out) {
    auto at = first;
    while (at != last) {
        TokenRange inside;
        if (at->kind == left_paren) {
            if (!parse_balanced(at, last, session, inside)) return false;
        } else if (at->kind == right_paren) {
            return session.miss(at, "the end of the statement");
        } else {
            ++at;
        }
    }
    out = {first, last};
    first = last;
    return true;
}

bool parse_signed_number(Iterator& first, Iterator last, Session& session, std::string& out) {
    auto at = first;
    out.clear();
    if (at != last && (at->kind == plus || at->kind == minus)) {
        if (at->kind == minus) out = "-";
        ++at;
    }
    if (at == last || (at->kind != integer && at->kind != number)) return session.miss(at, "a number");
    out += session.source.slice(at->span());
    first = at + 1;
    return true;
}

} // namespace migc::grammar
