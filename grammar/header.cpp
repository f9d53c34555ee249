#include "grammar/header.hpp"

#include "grammar/rules.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

BOOST_FUSION_ADAPT_STRUCT(migc::ast::DialectCondition, dialect, comparison, version)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::Requires, dialect, version)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::IncludeItem, path)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::AssertItem, message, query)
BOOST_FUSION_ADAPT_STRUCT(migc::ast::AllowItem, hazard, reason, until)

namespace migc::grammar {

namespace {

bool id_character(char c) {
    auto const byte = static_cast<unsigned char>(c);
    return byte > 0x20 && byte != 0x7F && std::string_view("@+-:~,'\"`\\").find(c) == std::string_view::npos;
}

bool reserved_id(std::string_view id) { return id == "head" || id == "heads" || id == "base" || id == "current"; }

bool id_token(TokenKind kind) {
    return kind == TokenKind::name || is_keyword(kind) || kind == TokenKind::integer || kind == TokenKind::number ||
           kind == TokenKind::dot;
}

// A bare id is the source text that touching word, number and `.` tokens span (RULINGS 1).
bool parse_revision_name(Iterator& first, Iterator last, Session& session, ast::RevisionName& out) {
    auto at = first;
    if (at != last && at->kind == TokenKind::string) {
        ast::String text;
        parse_string(at, last, session, text);
        out = {std::move(text.value), text.span};
    } else {
        if (at == last || !id_token(at->kind)) return session.miss(at, "a revision id");
        ++at;
        while (at != last && at->touches && id_token(at->kind)) ++at;
        auto const span = cover(first->span(), at[-1].span());
        out = {std::string(session.source.slice(span)), span};
    }
    Place const place{&session.source, out.span};
    auto const odd = std::find_if_not(out.text.begin(), out.text.end(), id_character);
    if (out.text.empty() || odd != out.text.end())
        session.diagnostics.add(Code::bad_id, place,
                                out.text.empty() ? std::string("empty id")
                                                 : fmt::format("`{}` in an id", std::string(1, *odd)),
                                "use letters, digits, `_` and `.`; an id may not hold `@ + - : ~ ,`, quotes, "
                                "white space or control characters");
    else if (reserved_id(out.text))
        session.diagnostics.add(Code::bad_id, place, fmt::format("`{}` as an id", out.text),
                                "choose another id: `head`, `heads`, `base` and `current` are symbols");
    first = at;
    return true;
}

bool parse_version(Iterator& first, Iterator last, Session& session, int& out) {
    if (first == last || first->kind != TokenKind::integer) return session.miss(first, "a major version");
    auto const text = session.source.slice(first->span());
    auto const parsed = std::from_chars(text.data(), text.data() + text.size(), out);
    if (parsed.ec != std::errc{} || parsed.ptr != text.data() + text.size())
        return session.miss(first, "a major version");
    ++first;
    return true;
}

// >= and <= are single operator tokens.
bool parse_comparison(Iterator& first, Iterator last, Session& session, ast::Word& out) {
    if (first == last) return session.miss(first, "a comparison");
    auto const text = session.source.slice(first->span());
    for (std::string_view const comparison : {">=", ">", "<=", "<", "="})
        if (text == comparison) {
            out = {comparison};
            ++first;
            return true;
        }
    return session.miss(first, "'>=', '>', '<=', '<' or '='");
}

bool parse_query(Iterator& first, Iterator last, Session& session, ast::Query& out) {
    TokenRange inside;
    if (!parse_balanced(first, last, session, inside)) return false;
    out = {inside, inside.span()};
    return true;
}

bool one_line(std::string_view text) { return text.find('\n') == std::string_view::npos; }

} // namespace

constexpr Reader<ast::RevisionName, parse_revision_name> revision_name{"a revision id"};
constexpr Reader<int, parse_version> version{"a major version"};
constexpr Reader<ast::Word, parse_comparison> comparison{"a comparison"};
constexpr Reader<ast::Query, parse_query> query{"a query in parentheses"};

constexpr node_rule<ast::DialectCondition> condition = "a dialect";
constexpr node_rule<ast::Requires> requirement = "a dialect";
constexpr node_rule<ast::IncludeItem> include = "INCLUDE";
constexpr node_rule<ast::AssertItem> assert_ = "ASSERT";
constexpr node_rule<ast::AllowItem> allow = "ALLOW";
constexpr node_rule<ast::RevisionName> id_item = "REVISION";
struct conditions_id;
constexpr x3::rule<conditions_id, std::vector<ast::DialectCondition>> conditions = "dialects";
struct irreversible_id;
constexpr x3::rule<irreversible_id, ast::String> irreversible = "IRREVERSIBLE";
struct text_id;
constexpr x3::rule<text_id, ast::String> text_item = "a text";
struct id_list_id;
constexpr x3::rule<id_list_id, std::vector<ast::RevisionName>> id_list = "revision ids";

auto const condition_def = identifier > -comparison > -version;
auto const requirement_def = "requires"_kw > identifier > x3::omit[-comparison] > (version | x3::attr(0));
auto const include_def = "include"_kw > string_literal;
auto const assert__def = "assert"_kw > string_literal > query;
auto const allow_def = "allow"_kw > label > string_literal > -("until"_kw > string_literal);
auto const id_item_def = "revision"_kw > revision_name;
auto const id_list_def = x3::omit["depends on"_kw | "label"_kw | "revises"_kw] > revision_name >>
                         *(","_kw > revision_name);
auto const conditions_def = "for"_kw > condition >> *(","_kw > condition);
auto const irreversible_def = "irreversible"_kw > string_literal;
auto const text_item_def = x3::omit["message"_kw | "description"_kw | "author"_kw | "created"_kw | "ticket"_kw |
                                    "requirement"_kw | "baseline"_kw] > string_literal;

BOOST_SPIRIT_DEFINE(condition, requirement, include, assert_, allow, id_item, conditions, irreversible, text_item,
                    id_list)

bool begins_header_item(TokenKind kind) {
    using enum TokenKind;
    switch (kind) {
    case kw_revision:
    case kw_revises:
    case kw_message:
    case kw_description:
    case kw_ticket:
    case kw_requirement:
    case kw_author:
    case kw_created:
    case kw_baseline:
    case kw_requires:
    case kw_depends:
    case kw_label: return true;
    default: return false;
    }
}

namespace {

void repeated(Session& session, std::string_view item, Span earlier, Span now) {
    auto& diagnostic = session.diagnostics.add(Code::repeated_item, {&session.source, now},
                                               fmt::format("`{}` for the second time", item), "remove one of the two");
    diagnostic.notes.push_back({{&session.source, earlier}, "first given here"});
}

bool take_text(Iterator& first, Iterator last, Session& session, std::string_view item,
               std::optional<ast::String>& out) {
    ast::String text;
    if (!run(text_item, first, last, session, text)) return false;
    if (out) repeated(session, item, out->span, text.span);
    out = std::move(text);
    return true;
}

bool take_line(Iterator& first, Iterator last, Session& session, std::string_view item,
               std::optional<ast::String>& out) {
    if (!take_text(first, last, session, item, out)) return false;
    if (!one_line(out->value))
        session.diagnostics.add(Code::not_one_line, {&session.source, out->span},
                                fmt::format("`{}` of several lines", item),
                                "write one line, and put the rest into `description $$ … $$`");
    return true;
}

bool take_revises(Iterator& first, Iterator last, Session& session, ast::Revision& revision) {
    auto const begin = first->span();
    std::vector<ast::RevisionName> ids;
    if (first + 1 != last && first[1].kind == TokenKind::name && session.source.slice(first[1].span()) == "base" &&
        first + 2 == last) {
        first = last;
        revision.revises_base = true;
        return true;
    }
    if (!run(id_list, first, last, session, ids)) return false;
    if (!revision.revises.empty()) repeated(session, "revises", revision.revises.front().span, begin);
    revision.revises = std::move(ids);
    return true;
}

} // namespace

bool parse_header_item(Iterator& first, Iterator last, Session& session, ast::Revision& revision) {
    using enum TokenKind;
    ast::String text;
    switch (first->kind) {
    case kw_revision: {
        ast::RevisionName id;
        if (!run(id_item, first, last, session, id)) return false;
        if (!revision.id.text.empty()) repeated(session, "revision", revision.id.span, id.span);
        revision.id = std::move(id);
        return true;
    }
    case kw_revises: return take_revises(first, last, session, revision);
    case kw_depends: return run(id_list, first, last, session, revision.depends_on);
    case kw_label: return run(id_list, first, last, session, revision.labels);
    case kw_message: return take_line(first, last, session, "message", revision.message);
    case kw_description: return take_text(first, last, session, "description", revision.description);
    case kw_author: return take_line(first, last, session, "author", revision.author);
    case kw_created: return take_line(first, last, session, "created", revision.created);
    case kw_baseline: return take_text(first, last, session, "baseline", revision.baseline);
    case kw_ticket:
        if (!run(text_item, first, last, session, text)) return false;
        revision.tickets.push_back(std::move(text));
        return true;
    case kw_requirement:
        if (!run(text_item, first, last, session, text)) return false;
        revision.requirements.push_back(std::move(text));
        return true;
    case kw_requires: {
        ast::Requires needed;
        if (!run(requirement, first, last, session, needed)) return false;
        revision.requirements_of_server.push_back(needed);
        return true;
    }
    default: return session.miss(first, "a header item");
    }
}

bool parse_conditions(Iterator& first, Iterator last, Session& session, std::vector<ast::DialectCondition>& out) {
    return run(conditions, first, last, session, out);
}
bool parse_include(Iterator& first, Iterator last, Session& session, ast::IncludeItem& out) {
    return run(include, first, last, session, out);
}
bool parse_assert(Iterator& first, Iterator last, Session& session, ast::AssertItem& out) {
    return run(assert_, first, last, session, out);
}
bool parse_allow(Iterator& first, Iterator last, Session& session, ast::AllowItem& out) {
    return run(allow, first, last, session, out);
}
bool parse_irreversible(Iterator& first, Iterator last, Session& session, ast::String& out) {
    return run(irreversible, first, last, session, out);
}

} // namespace migc::grammar
