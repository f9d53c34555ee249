// Statements of PostgreSQL that are recognised by their first words, read to their end, and not modelled.
#include "grammar/families.hpp"
#include "grammar/x3.hpp"

namespace migc::grammar {

using enum TokenKind;

// Not constexpr as a whole: Clang limits the steps of one evaluation, and each phrase is one of its own here.
Phrase const unsupported_words[] = {
#define UNSUPPORTED(words) words##_kw,
#include "grammar/unsupported.def"
#undef UNSUPPORTED
};

bool is_passed_over(TokenKind kind) {
    return kind == kw_or || kind == kw_replace || kind == kw_trusted || kind == kw_procedural || kind == kw_unlogged ||
           kind == kw_default;
}

// Behind the words, or null. Modifiers count for nothing behind the first word only.
Iterator behind_words(Iterator at, Iterator last, Session& session, Phrase const& words, bool skip) {
    for (std::size_t i = 0; i < words.count; ++i, ++at) {
        if (skip && i == 1)
            while (at != last && is_passed_over(at->kind)) ++at;
        if (at != last && at->kind == words.kinds[i]) continue;
        session.miss(at, words.kinds[i]);
        return nullptr;
    }
    return at;
}

bool parse_unsupported(Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    for (auto const& words : unsupported_words)
        for (bool const skip : {false, true}) {
            auto at = behind_words(first, last, session, words, skip);
            if (at == nullptr) continue;
            TokenRange ignored;
            if (!parse_rest(at, last, session, ignored)) return false;
            out = ast::Unsupported{upper(words.text), TokenRange{first, last}.span()};
            first = last;
            return true;
        }
    return false;
}

} // namespace migc::grammar
