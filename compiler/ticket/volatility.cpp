#include "compiler/catalog/context.hpp"
#include "compiler/ticket/effect.hpp"
#include "compiler/ticket/sql_words.hpp"
#include "grammar/token.hpp"

#include <algorithm>

namespace migc::ticket {

namespace {

constexpr std::string_view volatile_functions[] = {
#define VOLATILE_FUNCTION(name) name,
#include "compiler/ticket/volatile_functions.def"
#undef VOLATILE_FUNCTION
};

// The author's attributes, outside of the quotes around the body.
bool says_otherwise(catalog::Routine const& routine) {
    if (auto const set = routine.altered.find("volatility"); set != routine.altered.end())
        return set->second != "volatile";
    auto const& body = routine.body;
    auto text = body.substr(0, body.find_first_of("$'"));
    if (auto const behind = body.find_last_of("$'"); behind != std::string::npos) text += body.substr(behind);
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text.find("immutable") != std::string::npos || text.find("stable") != std::string::npos;
}

bool is_volatile_routine(catalog::Catalog const& catalog, catalog::Name const& name) {
    auto const* overloads = catalog.routines(name);
    return !overloads || !std::all_of(overloads->begin(), overloads->end(), says_otherwise);
}

bool is_volatile_name(std::string_view name, bool quoted) {
    if (std::find(std::begin(volatile_functions), std::end(volatile_functions), name) != std::end(volatile_functions))
        return true;
    bool const known = catalog::is_builtin_function(name) || catalog::is_builtin_type_name(name) ||
                       grammar::is_keyword(grammar::classify_word(name));
    return quoted || !known;
}

} // namespace

bool is_volatile(catalog::Catalog const& catalog, catalog::Expression const& value) {
    auto const words = sql_words(value.text);
    return std::any_of(words.begin(), words.end(), [&](SqlWord const& word) {
        if (!word.called) return false;
        for (auto const& binding : value.bindings)
            if (binding.kind == catalog::Kind::routine && binding.begin <= word.begin && word.begin < binding.end)
                return is_volatile_routine(catalog, binding.object);
        return is_volatile_name(std::string_view(value.text).substr(word.begin, word.end - word.begin), word.quoted);
    });
}

} // namespace migc::ticket
