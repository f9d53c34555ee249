// The revision file: header items, the two blocks, and items inside them. Statements are cut at the `;` the lexer
// settled, and each is read alone, so an error ends with its own statement.
#include "grammar/parser.hpp"

#include "compiler/base/suggest.hpp"
#include "grammar/header.hpp"
#include "grammar/statement.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::grammar {

namespace {

using enum TokenKind;

struct DialectName {
    std::string_view name;
    bool read; // its branches are parsed; of the others only the tokens are looked at
};
constexpr std::size_t error_limit = 100; // of one file
constexpr DialectName dialects[] = {{"postgresql", true}, {"sqlite", false}, {"mariadb", false}, {"mysql", false}};

class FileParser {
public:
    FileParser(ParsedFile& file, TextKind kind)
        : file_(file), source_(*file.source), at_(file.tokens.data()), schema_file_(kind == TextKind::schema) {}

    void revision() {
        auto& revision = file_.revision;
        if (at_->kind != kw_revision) {
            if (!file_.diagnostics.has_errors())
                report(Code::missing_revision, at_->span(),
                       "expected `revision ID;`, found " + found_text(source_, *at_),
                       "begin the file with `revision ID;`");
            return;
        }
        header();
        if (revision.revises.empty() && !revision.revises_base && file_.has_id && !file_.diagnostics.has_errors())
            report(Code::missing_revises, revision.id.span,
                   fmt::format("`{}` does not say what it revises", revision.id.text),
                   "add `revises ID;`, or `revises base;` for the first revision");
        if (at_->kind != kw_upgrade) {
            if (file_.has_id && !file_.diagnostics.has_errors())
                report(Code::missing_upgrade, at_->span(), "expected `upgrade {`, found " + found_text(source_, *at_),
                       "add `upgrade { … }`; it may be empty");
            return;
        }
        revision.upgrade_span = at_->span();
        ++at_;
        if (!block(revision.upgrade)) return;
        revision.upgrade_span = cover(revision.upgrade_span, at_[-1].span());
        downgrade();
        while (at_->kind == semicolon) ++at_;
        if (at_->kind != end)
            report(Code::misplaced_item, at_->span(),
                   found_text(source_, *at_) + " behind the last block of the revision",
                   begins_header_item(at_->kind) ? "move it before `upgrade`" : "remove it");
        if (revision.downgrade.kind != ast::DowngradeKind::automatic) refuse_reversals(revision.upgrade);
    }

    void statements() {
        items(file_.items);
        if (at_->kind == right_brace) report(Code::misplaced_item, at_->span(), "`}` that closes nothing", "remove it");
    }

private:
    void report(Code code, Span span, std::string message, std::string help = {}) {
        file_.diagnostics.add(code, {&source_, span}, std::move(message), std::move(help));
    }

    // --- header ---

    void header() {
        while (begins_header_item(at_->kind)) {
            auto const last = item_end();
            Session session{source_, file_.diagnostics};
            auto first = at_;
            auto const errors = file_.diagnostics.error_count();
            bool const read = parse_header_item(first, last, session, file_.revision);
            if (read && first != last) session.miss(first, "';'");
            if ((!read || first != last) && file_.diagnostics.error_count() == errors)
                report_syntax(session, source_, file_.diagnostics);
            at_ = last;
            if (at_->kind == semicolon)
                ++at_;
            else if (file_.diagnostics.error_count() == errors)
                missing_semicolon(*at_);
        }
        file_.has_id = !file_.revision.id.text.empty();
    }

    // Up to the `;`, or to what shows that it was forgotten.
    Iterator item_end() const {
        auto at = at_ + 1;
        while (at->kind != semicolon && at->kind != end && at->kind != left_brace && at->kind != kw_upgrade &&
               !(begins_header_item(at->kind) && !at->touches && starts_line(*at)))
            ++at;
        return at;
    }

    // Asked of tokens that have one before them.
    bool starts_line(Token const& token) const {
        Span const between{(&token)[-1].end, token.begin};
        return source_.slice(between).find('\n') != std::string_view::npos;
    }

    void missing_semicolon(Token const& found) {
        report(Code::missing_semicolon, found.span(), "expected ';', found " + found_text(source_, found),
               "end the item before with `;`");
    }

    // --- blocks ---

    bool block(std::vector<ast::Item>& out) {
        if (at_->kind != left_brace) {
            report(Code::syntax, at_->span(), "expected '{', found " + found_text(source_, *at_));
            return false;
        }
        auto const open = at_->span();
        ++at_;
        items(out);
        if (at_->kind == right_brace) {
            ++at_;
            return true;
        }
        if (!file_.diagnostics.has_errors()) report(Code::missing_brace, open, "block that is never closed", "add `}`");
        return false;
    }

    void items(std::vector<ast::Item>& out) {
        while (at_->kind != right_brace && at_->kind != end) {
            if (file_.diagnostics.error_count() >= error_limit) return give_up();
            if (at_->kind == semicolon || at_->kind == inner_semicolon) {
                ++at_;
                continue;
            }
            item(out);
        }
    }

    // A file that is no revision at all would give an error for each of its lines.
    void give_up() {
        if (file_.diagnostics.error_count() == error_limit)
            report(Code::syntax, at_->span(),
                   fmt::format("more than {} errors; the rest of the file is not read", error_limit));
        while (at_->kind != end) ++at_;
    }

    void item(std::vector<ast::Item>& out) {
        item_errors_ = file_.diagnostics.error_count();
        auto const next = at_[1].kind;
        switch (at_->kind) {
        case kw_for: for_item(out); return;
        case kw_include:
            if (next == string) return simple<ast::IncludeItem>(out, parse_include);
            break;
        case kw_assert: return simple<ast::AssertItem>(out, parse_assert);
        case kw_allow: return simple<ast::AllowItem>(out, parse_allow);
        case kw_raw:
            if (next == string || next == dollar_string) return raw_item(out);
            break;
        default: break;
        }
        sql_item(out);
    }

    template <class Node>
    void simple(std::vector<ast::Item>& out, bool (*read)(Iterator&, Iterator, Session&, Node&)) {
        auto const last = statement_end();
        Session session{source_, file_.diagnostics};
        Node node;
        auto first = at_;
        bool const whole = read(first, last, session, node) && first == last;
        if (!whole) {
            if (first > session.furthest) session.miss(first, "';'");
            report_syntax(session, source_, file_.diagnostics);
        } else {
            node.span = TokenRange{at_, last}.span();
            out.push_back({std::move(node)});
        }
        at_ = last;
        finish_item();
    }

    void raw_item(std::vector<ast::Item>& out) {
        ast::RawItem raw;
        auto const begin = at_->span();
        ++at_;
        Session session{source_, file_.diagnostics};
        parse_string(at_, at_ + 1, session, raw.text);
        raw.span = cover(begin, at_[-1].span());
        bool const reversed = at_reversal(at_);
        if (reversed) raw.reversal = reversal();
        out.push_back({std::move(raw)});
        finish_item(reversed);
    }

    void sql_item(std::vector<ast::Item>& out) {
        auto const last = statement_end();
        ast::SqlItem item;
        item.tokens = {at_, last};
        item.span = item.tokens.span();
        bool const read = parse_statement(item.tokens, source_, schema_file_, file_.diagnostics, item.statement);
        at_ = last;
        bool const reversed = at_reversal(at_);
        if (reversed) item.reversal = reversal();
        if (read) out.push_back({std::move(item)});
        finish_item(reversed);
    }

    // RULINGS 5: `reversed by` counts at depth 0 and directly before `{`, `nothing` or `rebuild`.
    static bool at_reversal(Iterator at) {
        return at->kind == kw_reversed && at[1].kind == kw_by &&
               (at[2].kind == left_brace ||
                ((at[2].kind == kw_nothing || at[2].kind == kw_rebuild) &&
                 (at[3].kind == semicolon || at[3].kind == right_brace || at[3].kind == end)));
    }

    Iterator statement_end() const {
        int depth = 0;
        auto at = at_;
        for (; at->kind != semicolon && at->kind != end && at->kind != right_brace; ++at) {
            if (at->kind == left_paren) ++depth;
            if (at->kind == right_paren) --depth;
            if (at->kind == left_brace && at != at_) break;
            if (depth <= 0 && at != at_ && at_reversal(at)) break;
        }
        return at == at_ ? at + 1 : at;
    }

    ast::Reversal reversal() {
        ast::Reversal out;
        auto const begin = at_->span();
        at_ += 2;
        if (at_->kind == left_brace) {
            block(out.items);
        } else {
            out.nothing = at_->kind == kw_nothing;
            out.rebuild = at_->kind == kw_rebuild;
            ++at_;
        }
        out.span = cover(begin, at_[-1].span());
        return out;
    }

    void finish_item(bool after_block = false) {
        if (at_->kind == semicolon) {
            ++at_;
        } else if (!after_block && at_->kind == left_brace) {
            report(Code::syntax, at_->span(), "expected ';', found `{`", "end the statement before with `;`");
            std::vector<ast::Item> unused;
            skip_block();
        } else if (!after_block && !schema_file_) {
            if (file_.diagnostics.error_count() == item_errors_) missing_semicolon(*at_);
        } else if (!after_block && at_->kind == right_brace) {
            missing_semicolon(*at_);
            ++at_;
        }
    }

    void skip_block() {
        int depth = 0;
        do {
            if (at_->kind == left_brace) ++depth;
            if (at_->kind == right_brace) --depth;
            ++at_;
        } while (depth > 0 && at_->kind != end);
    }

    void for_item(std::vector<ast::Item>& out) {
        ast::ForItem item;
        auto const begin = at_->span();
        auto brace = at_;
        while (brace->kind != left_brace && brace->kind != semicolon && brace->kind != right_brace &&
               brace->kind != end)
            ++brace;
        Session session{source_, file_.diagnostics};
        auto first = at_;
        if (!parse_conditions(first, brace, session, item.conditions) || first != brace || brace->kind != left_brace) {
            if (first == brace || session.furthest == nullptr) session.miss(brace, "'{'");
            report_syntax(session, source_, file_.diagnostics);
            at_ = brace;
            if (at_->kind == left_brace)
                skip_block();
            else
                finish_item(true);
            return;
        }
        at_ = brace;
        item.unread = !any_read(item.conditions);
        if (item.unread)
            skip_block();
        else
            block(item.items);
        if (at_->kind == kw_else) {
            ++at_;
            block(item.otherwise);
        }
        item.span = cover(begin, at_[-1].span());
        out.push_back({std::move(item)});
        if (at_->kind == semicolon) ++at_;
    }

    bool any_read(std::vector<ast::DialectCondition> const& conditions) {
        bool any = false;
        for (auto const& condition : conditions) {
            auto const known = std::find_if(std::begin(dialects), std::end(dialects),
                                            [&](DialectName const& d) { return d.name == condition.dialect.text; });
            if (known != std::end(dialects)) {
                any |= known->read;
                continue;
            }
            std::vector<std::string_view> names;
            for (auto const& dialect : dialects) names.push_back(dialect.name);
            auto const near = nearest(condition.dialect.text, names);
            report(Code::unknown_dialect, condition.dialect.span,
                   fmt::format("unknown dialect `{}`", condition.dialect.text),
                   near ? fmt::format("write `{}`", *near) : "use postgresql, sqlite, mariadb or mysql");
        }
        return any;
    }

    // --- downgrade ---

    void downgrade() {
        auto& out = file_.revision.downgrade;
        while (at_->kind == semicolon) ++at_;
        if (at_->kind != kw_downgrade) return;
        auto const begin = at_->span();
        ++at_;
        if (at_->kind == left_brace) {
            out.kind = ast::DowngradeKind::written;
            if (!block(out.items)) return;
        } else if (at_->kind == kw_auto) {
            ++at_;
            expect_semicolon();
        } else if (at_->kind == kw_irreversible) {
            out.kind = ast::DowngradeKind::irreversible;
            Session session{source_, file_.diagnostics};
            auto const last = statement_end();
            ast::String reason;
            if (!parse_irreversible(at_, last, session, reason) || at_ != last) {
                if (at_ > session.furthest) session.miss(at_, "';'");
                report_syntax(session, source_, file_.diagnostics);
                at_ = last;
            }
            out.reason = std::move(reason);
            expect_semicolon();
        } else {
            report(Code::syntax, at_->span(), "expected AUTO, IRREVERSIBLE or '{', found " + found_text(source_, *at_));
            while (at_->kind != semicolon && at_->kind != end) ++at_;
            if (at_->kind == semicolon) ++at_;
        }
        out.span = cover(begin, at_[-1].span());
        if (out.kind == ast::DowngradeKind::written) refuse_reversals(out.items);
    }

    void expect_semicolon() {
        if (at_->kind == semicolon)
            ++at_;
        else if (!file_.diagnostics.has_errors())
            missing_semicolon(*at_);
    }

    void refuse_reversals(std::vector<ast::Item> const& list) {
        for (auto const& item : list) {
            if (auto const* sql = std::get_if<ast::SqlItem>(&item.body); sql && sql->reversal) refuse(*sql->reversal);
            if (auto const* raw = std::get_if<ast::RawItem>(&item.body); raw && raw->reversal) refuse(*raw->reversal);
            if (auto const* branch = std::get_if<ast::ForItem>(&item.body)) {
                refuse_reversals(branch->items);
                refuse_reversals(branch->otherwise);
            }
        }
    }

    void refuse(ast::Reversal const& reversal) {
        report(Code::misplaced_reversal, reversal.span, "`reversed by` beside a downgrade that is not `auto`",
               "move the reversal into the downgrade, or write `downgrade auto;`");
    }

    ParsedFile& file_;
    SourceFile& source_;
    Iterator at_;
    std::size_t item_errors_ = 0; // reported before the item that is read: one trouble with it is enough
    bool schema_file_;
};

ParsedFile tokenize(SourcePtr source, TextKind kind) {
    ParsedFile file;
    file.source = std::move(source);
    file.tokens = lex(*file.source, kind, file.diagnostics);
    // Three `end` tokens: a reader may look ahead of any token without asking.
    file.tokens.insert(file.tokens.end(), 3, file.tokens.back());
    return file;
}

} // namespace

ParsedFile parse_revision(SourcePtr source) {
    auto file = tokenize(std::move(source), TextKind::revision);
    FileParser(file, TextKind::revision).revision();
    return file;
}

ParsedFile parse_schema(SourcePtr source) {
    auto file = tokenize(std::move(source), TextKind::schema);
    FileParser(file, TextKind::schema).statements();
    return file;
}

ParsedFile parse_statements(std::string sql) {
    auto file = tokenize(std::make_shared<SourceFile>("sql", std::move(sql)), TextKind::revision);
    FileParser(file, TextKind::revision).statements();
    return file;
}

} // namespace migc::grammar
