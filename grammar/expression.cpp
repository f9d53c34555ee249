// Where an a_expr or b_expr ends; the tokens in it are read when their names are bound.
#include "grammar/lexer.hpp"
#include "grammar/session.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::grammar {

using enum TokenKind;

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
            while (suffix()) {
            }
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
        return kind == operator_ || kind == plus || kind == minus || kind == star || kind == slash || kind == percent ||
               kind == caret || kind == less || kind == greater || kind == equals;
    }

    bool operand() {
        while (is(plus) || is(minus) || is(operator_) || (everything_ && is(kw_not))) ++at_;
        if (at_ == last_) return fail("an expression");
        switch (at_->kind) {
        case left_paren: return brackets();
        case integer:
        case number:
            ++at_;
            if (at_ != last_ && at_->touches && is_label(at_->kind)) return fail("an operator");
            return true;
        case string:
        case bit_string:
        case dollar_string:
        case parameter:
        case kw_true:
        case kw_false:
        case kw_null:
        case kw_default: ++at_; return true;
        case kw_current_date:
        case kw_current_user:
        case kw_session_user:
        case kw_user:
        case kw_current_role:
        case kw_current_catalog: ++at_; return true;
        case kw_current_schema:
        case kw_current_time:
        case kw_current_timestamp:
        case kw_localtime:
        case kw_localtimestamp:
        case kw_system_user: ++at_; return !is(left_paren) || brackets();
        case kw_case: return case_expression();
        case kw_array: ++at_; return is(left_bracket) || is(left_paren) ? brackets() : fail("'['");
        case kw_row:
        case kw_exists:
        case kw_unique:
        case kw_cast:
        case kw_any:
        case kw_all:
        case kw_some: ++at_; return is(left_paren) ? brackets() : fail("'('");
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
            parse_interval_fields(at_, last_, trial, fields);
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
            if (is(left_paren))
                brackets();
            else if (at_ != last_ && is_label(at_->kind))
                ++at_;
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
        case kw_isnull:
        case kw_notnull:
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
        case kw_operator: ++at_; return brackets();
        case kw_is: // DISTINCT FROM: is_test has taken all others
            at_ += is(kw_not, 1) ? 4 : 3;
            return true;
        case kw_and:
        case kw_or:
        case kw_like:
        case kw_ilike:
        case kw_overlaps:
        case kw_escape:
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

} // namespace migc::grammar
