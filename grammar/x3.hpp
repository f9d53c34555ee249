// The only include of Spirit. Teaches X3 our attributes (std::optional, std::variant), defines the terminals over
// tokens, and the one way in which a rule is run. STYLE "Spirit X3 in practice" has the measurements behind it.
#pragma once

#include "grammar/session.hpp"

#include <boost/fusion/include/adapt_struct.hpp>
#include <boost/spirit/home/x3.hpp>

#include <algorithm>
#include <functional>

// Boost 1.81 knows boost::optional and boost::variant only (spirit #270).
namespace boost::spirit::x3::traits {
template <class T>
struct is_optional<std::optional<T>> : mpl::true_ {};
template <class T>
struct build_optional<std::optional<T>> {
    using type = std::optional<T>;
};
template <class T>
struct optional_value<std::optional<T>> : mpl::identity<T> {};
template <class... Ts>
struct is_variant<std::variant<Ts...>> : mpl::true_ {};
// Exact types only: no node becomes another by conversion.
template <class... Ts, class T>
struct variant_has_substitute_impl<std::variant<Ts...>, T> {
    using type = mpl::bool_<(std::is_same_v<Ts, T> || ...)>;
};
template <class... Ts, class T>
struct variant_find_substitute<std::variant<Ts...>, T> {
    using type = T;
};
template <class... Ts>
struct variant_find_substitute<std::variant<Ts...>, std::variant<Ts...>> {
    using type = std::variant<Ts...>;
};
} // namespace boost::spirit::x3::traits

namespace migc::grammar {

namespace x3 = boost::spirit::x3;

struct session_tag;
using Context = x3::context<session_tag, std::reference_wrapper<Session>, x3::unused_type>;

template <class C>
Session& session_of(C const& context) {
    return x3::get<session_tag>(context).get();
}

// --- terminals ---

struct SpelledToken {
    TokenKind kind;
    std::string_view spelling;
};
// Here and not in Phrase::kind_of, where a compiler would make it anew for each phrase.
inline constexpr SpelledToken spelled_tokens[] = {
#define LEXEME(kind, name)
#define PUNCTUATION(kind, spelling) {TokenKind::kind, spelling},
#define KEYWORD(kind, spelling, category) {TokenKind::kind, spelling},
#include "grammar/token.def"
#undef LEXEME
#undef PUNCTUATION
#undef KEYWORD
};

/// One to four tokens in a row: `"create table"_kw`, `"if not exists"_kw`, `"("_kw`.
struct Phrase : x3::parser<Phrase> {
    using attribute_type = x3::unused_type;
    static constexpr bool has_attribute = false;

    constexpr explicit Phrase(std::string_view words) : text(words) {
        while (!words.empty()) {
            auto const blank = words.find(' ');
            auto const word = words.substr(0, blank);
            words = blank == std::string_view::npos ? std::string_view{} : words.substr(blank + 1);
            kinds[count++] = kind_of(word);
        }
    }

    template <class C, class R, class A>
    bool parse(Iterator& first, Iterator const& last, C const& context, R&, A&) const {
        auto at = first;
        for (std::size_t i = 0; i < count; ++i, ++at)
            if (at == last || at->kind != kinds[i]) return session_of(context).miss(at, kinds[i]);
        first = at;
        return true;
    }

    // A word that is no keyword stops the compilation here.
    static constexpr TokenKind kind_of(std::string_view word) {
        for (auto const& row : spelled_tokens)
            if (same(row.spelling, word)) return row.kind;
        throw "not a token of token.def";
    }

    std::array<TokenKind, 4> kinds{};
    std::size_t count = 0;
    std::string_view text;

private:
    static constexpr bool same(std::string_view keyword, std::string_view word) {
        if (keyword.size() != word.size()) return false;
        for (std::size_t i = 0; i < word.size(); ++i) {
            auto const c = word[i] >= 'a' && word[i] <= 'z' ? static_cast<char>(word[i] - 32) : word[i];
            if (c != keyword[i]) return false;
        }
        return true;
    }
};

consteval Phrase operator""_kw(char const* text, std::size_t size) { return Phrase(std::string_view(text, size)); }

/// By ast::ObjectKind.
inline constexpr Phrase object_words[] = {
#define OBJECT_KIND(name, spelling) Phrase(spelling),
#include "grammar/object_kind.def"
#undef OBJECT_KIND
};

/// The first of several phrases that fits, as its text; longer ones stand before their beginnings.
template <std::size_t N>
struct WordOf : x3::parser<WordOf<N>> {
    using attribute_type = ast::Word;
    static constexpr bool has_attribute = true;

    constexpr explicit WordOf(std::array<Phrase, N> list) : phrases(list) {}

    template <class C, class R, class A>
    bool parse(Iterator& first, Iterator const& last, C const& context, R& r, A& attribute) const {
        for (auto const& phrase : phrases)
            if (phrase.parse(first, last, context, r, x3::unused)) {
                x3::traits::move_to(ast::Word{phrase.text}, attribute);
                return true;
            }
        return false;
    }

    std::array<Phrase, N> phrases;
};

template <class... P>
constexpr WordOf<sizeof...(P)> word_of(P... phrases) {
    return WordOf<sizeof...(P)>(std::array<Phrase, sizeof...(P)>{phrases...});
}

/// Succeeds without reading where one of several words comes next: spares X3 the attributes of what cannot follow. On a
/// mismatch all the words are noted as wanted.
template <std::size_t N>
struct Ahead : x3::parser<Ahead<N>> {
    using attribute_type = x3::unused_type;
    static constexpr bool has_attribute = false;

    constexpr explicit Ahead(std::array<Phrase, N> words) {
        for (std::size_t i = 0; i < N; ++i) kinds[i] = words[i].kinds[0];
    }

    template <class C, class R, class A>
    bool parse(Iterator& first, Iterator const& last, C const& context, R&, A&) const {
        if (first != last && std::find(kinds.begin(), kinds.end(), first->kind) != kinds.end()) return true;
        for (auto const kind : kinds) session_of(context).miss(first, kind);
        return false;
    }

    std::array<TokenKind, N> kinds{};
};

template <class... P>
constexpr Ahead<sizeof...(P)> ahead(P... words) {
    return Ahead<sizeof...(P)>(std::array<Phrase, sizeof...(P)>{words...});
}

/// The words of one of several kinds of object, which then decides how `object_name` reads.
template <std::size_t N>
struct KindOf : x3::parser<KindOf<N>> {
    using attribute_type = ast::ObjectKind;
    static constexpr bool has_attribute = true;

    constexpr explicit KindOf(std::array<ast::ObjectKind, N> list) : kinds(list) {}

    template <class C, class R, class A>
    bool parse(Iterator& first, Iterator const& last, C const& context, R& r, A& attribute) const {
        for (auto const kind : kinds)
            if (words(kind).parse(first, last, context, r, x3::unused)) {
                session_of(context).object_kind = kind;
                x3::traits::move_to(ast::ObjectKind{kind}, attribute);
                return true;
            }
        return false;
    }

    static constexpr Phrase const& words(ast::ObjectKind kind) { return object_words[static_cast<std::size_t>(kind)]; }

    std::array<ast::ObjectKind, N> kinds;
};

template <class... K>
constexpr KindOf<sizeof...(K)> kind_of(K... kinds) {
    return KindOf<sizeof...(K)>(std::array<ast::ObjectKind, sizeof...(K)>{kinds...});
}

/// A terminal around one of the hand-written readers of session.hpp.
template <class Node, bool (*read)(Iterator&, Iterator, Session&, Node&)>
struct Reader : x3::parser<Reader<Node, read>> {
    using attribute_type = Node;
    static constexpr bool has_attribute = true;
    char const* name;

    constexpr explicit Reader(char const* reader_name) : name(reader_name) {}

    template <class C, class R, class A>
    bool parse(Iterator& first, Iterator const& last, C const& context, R&, A& attribute) const {
        Node node;
        if (!read(first, last, session_of(context), node)) return false;
        x3::traits::move_to(std::move(node), attribute);
        return true;
    }
};

inline bool parse_a_expr(Iterator& first, Iterator last, Session& session, ast::Expression& out) {
    return parse_expression(first, last, session, ExpressionKind::a_expr, out);
}
inline bool parse_b_expr(Iterator& first, Iterator last, Session& session, ast::Expression& out) {
    return parse_expression(first, last, session, ExpressionKind::b_expr, out);
}

inline constexpr Reader<ast::Identifier, parse_identifier> identifier{"a name"};
inline constexpr Reader<ast::Identifier, parse_label> label{"a name"};
inline constexpr Reader<ast::Identifier, parse_role> role{"a role"};
inline constexpr Reader<ast::QualifiedName, parse_qualified_name> qualified_name{"a name"};
inline constexpr Reader<ast::QualifiedName, parse_function_name> function_name{"a name"};
inline constexpr Reader<ast::ObjectName, parse_object_name> object_name{"a name"};
inline constexpr Reader<ast::String, parse_string> string_literal{"a string"};
inline constexpr Reader<ast::TypeName, parse_type> type_name{"a type"};
inline constexpr Reader<ast::Expression, parse_a_expr> a_expr{"an expression"};
inline constexpr Reader<ast::Expression, parse_b_expr> b_expr{"an expression"};
inline constexpr Reader<TokenRange, parse_balanced> balanced{"'('"};
inline constexpr Reader<TokenRange, parse_rest> rest{"the rest of the statement"};
inline constexpr Reader<std::string, parse_signed_number> signed_number{"a number"};

// --- rules ---

/// Every node gets its span in this one place.
struct Spanned {
    template <class Node, class C>
    void on_success(Iterator const& first, Iterator const& last, Node& node, C const&) {
        if constexpr (requires { node.span; })
            if (first != last) node.span = cover(first->span(), last[-1].span());
    }
};
template <class Node>
struct NodeId : Spanned {};
template <class Node>
using node_rule = x3::rule<NodeId<Node>, Node>;

// Outside of the template below: clang 14 leaves a consteval call inside one to the linker.
inline constexpr Phrase list_comma = ","_kw;

template <class Node>
struct ListId;
/// `element , element …` as one attribute. A comma that nothing follows is left to what comes next, which fails there;
/// the session remembers what was wanted behind it.
template <class Node>
auto list(char const* name, auto element) {
    return x3::rule<ListId<Node>, std::vector<Node>>{name} = element % list_comma;
}

/// Runs a rule on a statement's tokens. False: `session` holds the furthest place and what was wanted there, and
/// `out` is not to be looked at. X3 throws at most one expectation failure for a bad statement; it ends here.
template <class Rule, class Node>
bool run(Rule const& rule, Iterator& first, Iterator last, Session& session, Node& out) {
    auto const begin = first;
    try {
        auto const parser = x3::with<session_tag>(std::ref(session))[rule];
        return x3::parse(first, last, parser, out);
    } catch (x3::expectation_failure<Iterator> const& failure) {
        // The terminal that failed there has noted itself already, with a better name where it got further.
        if (failure.where() > session.furthest) session.miss(failure.where(), "something else");
        first = begin;
        return false;
    }
}

} // namespace migc::grammar

namespace boost::spirit::x3 {
template <>
struct get_info<migc::grammar::Phrase> {
    using result_type = std::string;
    result_type operator()(migc::grammar::Phrase const& phrase) const { return std::string(phrase.text); }
};
template <std::size_t N>
struct get_info<migc::grammar::WordOf<N>> {
    using result_type = std::string;
    result_type operator()(migc::grammar::WordOf<N> const& words) const { return std::string(words.phrases[0].text); }
};
template <std::size_t N>
struct get_info<migc::grammar::Ahead<N>> {
    using result_type = std::string;
    result_type operator()(migc::grammar::Ahead<N> const& ahead) const {
        return std::string(migc::grammar::spelling(ahead.kinds[0]));
    }
};
template <std::size_t N>
struct get_info<migc::grammar::KindOf<N>> {
    using result_type = std::string;
    result_type operator()(migc::grammar::KindOf<N> const& kind) const {
        return std::string(migc::grammar::KindOf<N>::words(kind.kinds[0]).text);
    }
};
template <class Node, auto read>
struct get_info<migc::grammar::Reader<Node, read>> {
    using result_type = std::string;
    result_type operator()(migc::grammar::Reader<Node, read> const& reader) const { return reader.name; }
};
} // namespace boost::spirit::x3
