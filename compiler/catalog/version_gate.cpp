#include "compiler/catalog/version_gate.hpp"

#include "compiler/catalog/errors.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::catalog {

namespace {

using enum grammar::TokenKind;
using grammar::Token;
using grammar::TokenKind;
using grammar::TokenRange;

constexpr int newest = 18;
constexpr int first_with_column_of_view = 13;
constexpr int first_with_alias_of_join = 14;
constexpr int first_with_grantor = 14;
constexpr int first_with_other_numbers = 16;
constexpr int first_without_alias = 16;
constexpr int first_with_old_and_new = 18;

/// A word of a phrase: a keyword, a parenthesis, or a name with its text.
struct Word {
    TokenKind kind{};
    std::string_view text;
};

std::vector<Word> words_of(std::string_view phrase) {
    std::vector<Word> out;
    while (!phrase.empty()) {
        auto const word = phrase.substr(0, phrase.find(' '));
        phrase.remove_prefix(std::min(phrase.size(), word.size() + 1));
        out.push_back({word == "(" ? left_paren : grammar::classify_word(word), word});
    }
    return out;
}

struct Gate {
    std::vector<Word> begins;
    std::vector<Word> phrase;
    int since = 0;
    std::string_view spelled;
};

std::vector<Gate> const& all_gates() {
    static std::vector<Gate> const gates = {
#define VERSION_GATE(begins, phrase, since, spelled) {words_of(begins), words_of(phrase), since, spelled},
#include "compiler/catalog/version_gate.def"
#undef VERSION_GATE
    };
    return gates;
}

class Search {
public:
    Search(Context& context, TokenRange statement) : context_(context), statement_(statement) {}

    bool finds_nothing() {
        for (auto const& gate : all_gates())
            if (gate.since > version() && stands_at(statement_.first, gate.begins) && !lacks(gate)) return false;
        for (auto const* at = statement_.first; at != statement_.last; ++at)
            if (!is_known(at)) return false;
        return true;
    }

private:
    int version() const { return context_.target.server_version; }

    std::string_view text(Token const& token) const { return context_.source.slice(token.span()); }

    bool stands_at(Token const* at, std::vector<Word> const& words) const {
        for (auto const& word : words) {
            bool const same = at != statement_.last && at->kind == word.kind;
            if (!same || (word.kind == name && text(*at) != word.text)) return false;
            ++at;
        }
        return true;
    }

    bool lacks(Gate const& gate) {
        // What the server does not bring may come from an extension.
        if (gate.phrase.front().kind == name && context_.catalog.open_world()) return true;
        for (auto const* at = statement_.first; at != statement_.last; ++at) {
            if (at->kind != gate.phrase.front().kind || !stands_at(at, gate.phrase)) continue;
            needs_version(context_, gate.spelled, gate.since, at->span());
            return false;
        }
        return true;
    }

    // What no phrase can say.
    bool is_known(Token const* at) {
        if ((at->kind == number || at->kind == integer) && version() < first_with_other_numbers)
            return is_plain_number(*at);
        if (at->kind == kw_rename && version() < first_with_column_of_view) return renames_no_column_of_view(at);
        if (at->kind == kw_using && version() < first_with_alias_of_join) return has_no_alias(at);
        if ((at->kind == kw_from || at->kind == kw_join) && version() < first_without_alias) return is_named(at + 1);
        if (at->kind == kw_granted && version() < first_with_grantor) return is_grant_of_role(at);
        if (at->kind == kw_returning && version() < first_with_old_and_new) return returns_rows_as_they_are(at);
        return true;
    }

    bool is_plain_number(Token const& token) {
        auto const digits = text(token);
        bool const other = digits.find_first_of("_xXoObB") != std::string_view::npos;
        if (other)
            needs_version(context_, fmt::format("the number `{}`", digits), first_with_other_numbers, token.span());
        return !other;
    }

    /// Behind the parenthesis that ends what `open` begins.
    Token const* behind(Token const* open) const {
        int depth = 0;
        for (auto const* at = open; at != statement_.last; ++at) {
            if (at->kind == left_paren) ++depth;
            if (at->kind == right_paren && --depth == 0) return at + 1;
        }
        return statement_.last;
    }

    bool is_open(Token const* at) const { return at != statement_.last && at->kind == left_paren; }

    // `alter view v rename a to b`
    bool renames_no_column_of_view(Token const* at) {
        auto const* first = statement_.first;
        bool const of_view = first->kind == kw_alter && first + 1 < at && first[1].kind == kw_view;
        if (!of_view || at + 1 == statement_.last || at[1].kind == kw_to) return true;
        needs_version(context_, "`alter view … rename column`", first_with_column_of_view, at->span());
        return false;
    }

    // `join u using (a) as x`
    bool has_no_alias(Token const* at) {
        bool const in_query = std::any_of(statement_.first, at, [](Token const& each) { return each.kind == kw_join; });
        if (!in_query || !is_open(at + 1)) return true;
        auto const* next = behind(at + 1);
        if (next == statement_.last || next->kind != kw_as) return true;
        needs_version(context_, "an alias of joined columns", first_with_alias_of_join, next->span());
        return false;
    }

    /// Whether the word is one of a call, as in `extract(year from (select …))`.
    bool is_of_call(Token const* from) const {
        int depth = 0;
        for (auto const* at = from; at != statement_.first; --at) {
            if (at->kind == right_paren) ++depth;
            if (at->kind != left_paren || --depth >= 0) continue;
            auto const before = at[-1].kind;
            return before == kw_extract || before == kw_substring || before == kw_trim || before == kw_overlay;
        }
        return false;
    }

    // `from (select 1)`
    bool is_named(Token const* at) {
        if (!is_open(at) || at + 1 == statement_.last || is_of_call(at - 1)) return true;
        auto const first = at[1].kind;
        if (first != kw_select && first != kw_values && first != kw_with) return true;
        auto const* next = behind(at);
        bool const compares = at - 1 != statement_.first && at[-2].kind == kw_distinct; // `is distinct from`
        bool const has_alias = next != statement_.last && (next->kind == kw_as || next->kind == name ||
                                                           grammar::is_column_or_table_name(next->kind));
        // A parenthesis of a query that is part of a larger one (`union`) needs no alias.
        bool const is_part = next != statement_.last &&
                             (next->kind == kw_union || next->kind == kw_except || next->kind == kw_intersect);
        if (has_alias || is_part || compares) return true;
        needs_version(context_, "a subquery in `from` without an alias", first_without_alias, at->span());
        return false;
    }

    // Memberships have been granted in another's name before, privileges have not.
    bool is_grant_of_role(Token const* at) {
        bool const of_privileges =
            std::any_of(statement_.first, at, [](Token const& each) { return each.kind == kw_on; });
        if (!of_privileges || at + 1 == statement_.last || at[1].kind != kw_by) return true;
        needs_version(context_, "`granted by` of a privilege", first_with_grantor, at->span());
        return false;
    }

    // `returning old.a`: where no relation goes by that name.
    bool returns_rows_as_they_are(Token const* returning) {
        auto const is_row = [&](Token const& token) {
            return (token.kind == kw_old || token.kind == kw_new) && &token + 1 != statement_.last &&
                   (&token)[1].kind == dot;
        };
        for (auto const* at = returning; at != statement_.last; ++at) {
            if (!is_row(*at)) continue;
            auto const named = [&](Token const& each) { return each.kind == at->kind && !is_row(each); };
            if (std::any_of(statement_.first, returning, named)) return true;
            needs_version(context_, fmt::format("`returning {}.`", text(*at)), first_with_old_and_new, at->span());
            return false;
        }
        return true;
    }

    Context& context_;
    TokenRange statement_;
};

} // namespace

bool known_to_target(Context& context, TokenRange statement) {
    return context.target.server_version >= newest || statement.empty() || Search(context, statement).finds_nothing();
}

} // namespace migc::catalog
