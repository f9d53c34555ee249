#include "grammar/maintenance.hpp"

#include "grammar/lexer.hpp"

#include <algorithm>

namespace migc::grammar {

using enum TokenKind;

namespace {

std::string lower(std::string_view text) {
    std::string out(text);
    for (auto& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

class Reader {
public:
    Reader(ast::Data const& statement, SourceFile& source)
        : at_(statement.tokens.begin() + 1), last_(statement.tokens.end()), source_(source) {}

    Maintenance read(TokenKind verb) {
        if (is(left_paren))
            listed();
        else if (verb != kw_reindex)
            words();
        if (verb == kw_reindex)
            target();
        else
            out_.lists_columns = std::any_of(at_, last_, [](Token const& token) { return token.kind == left_paren; });
        return std::move(out_);
    }

private:
    bool is(TokenKind kind) const { return at_ < last_ && at_->kind == kind; }

    void listed() {
        while (++at_ < last_ && at_->kind != right_paren) {
            MaintenanceOption option{lower(source_.slice(at_->span())), {}, at_->span()};
            auto const begin = ++at_;
            while (at_ < last_ && at_->kind != comma && at_->kind != right_paren) ++at_;
            if (at_ > begin) option.value = value(begin, at_);
            out_.options.push_back(std::move(option));
            if (!is(comma)) break;
        }
        if (is(right_paren)) ++at_;
    }

    std::string value(Token const* first, Token const* last) {
        Diagnostics quiet;
        return lower(first->kind == string ? string_value(source_, *first, quiet)
                                           : std::string(source_.slice(TokenRange{first, last}.span())));
    }

    void words() {
        for (; at_ < last_; ++at_) {
            bool const option = at_->kind == kw_full || at_->kind == kw_freeze || at_->kind == kw_verbose ||
                                at_->kind == kw_analyze || at_->kind == kw_analyse;
            if (!option) return;
            out_.options.push_back({lower(source_.slice(at_->span())), {}, at_->span()});
        }
    }

    void target() {
        if (at_ == last_) return;
        out_.of = at_++->kind;
        out_.concurrently = is(kw_concurrently);
        if (out_.concurrently) ++at_;
        for (auto const& option : out_.options)
            if (option.name == "concurrently") out_.concurrently = is_on(option);
        if (at_ == last_) return;
        Diagnostics quiet;
        out_.name = std::string(name_value(source_, *at_, quiet));
        out_.name_span = at_->span();
    }

    Token const* at_;
    Token const* last_;
    SourceFile& source_;
    Maintenance out_;
};

} // namespace

bool is_on(MaintenanceOption const& option) {
    return option.value != "false" && option.value != "off" && option.value != "0";
}

bool Maintenance::has(std::string_view option) const {
    return std::any_of(options.begin(), options.end(),
                       [&](MaintenanceOption const& each) { return each.name == option && is_on(each); });
}

Maintenance maintenance_of(ast::Data const& statement, SourceFile& source) {
    return Reader(statement, source).read(statement.verb);
}

} // namespace migc::grammar
