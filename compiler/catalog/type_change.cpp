#include "compiler/catalog/type_change.hpp"

#include <charconv>
#include <optional>
#include <utility>

namespace migc::catalog {

namespace {

enum class CastContext : std::uint8_t { implicit, assignment, explicit_ };

struct CastRow {
    std::string_view source;
    std::string_view target;
    CastContext context;
};
constexpr CastRow casts[] = {
#define CAST(source, target, context) {source, target, CastContext::context},
#include "compiler/catalog/casts.def"
#undef CAST
};

struct Widening {
    std::string_view from;
    std::string_view to;
};
constexpr Widening widenings[] = {
#define WIDENS(from, to) {from, to},
#include "compiler/catalog/widenings.def"
#undef WIDENS
};

// Explicit casts that keep only a part of the value: 2 becomes true, 1.5 becomes 2.
constexpr Widening cutting[] = {
    {"integer", "boolean"}, {"jsonb", "smallint"},         {"jsonb", "integer"},    {"jsonb", "bigint"},
    {"jsonb", "real"},      {"jsonb", "double precision"}, {"integer", "\"char\""},
};

// No cast at all, and the text (`true`) is no number; but integer leads on to it by assignment.
constexpr Widening by_integer[] = {{"boolean", "smallint"}, {"boolean", "bigint"}, {"boolean", "numeric"}};

bool contains(auto const& rows, std::string_view from, std::string_view to) {
    for (auto const& [left, right] : rows)
        if (left == from && right == to) return true;
    return false;
}

/// The type without modifier and array: `timestamp without time zone`, `app.mood`.
std::string bare(Type const& type) { return spelled({type.schema, type.name, {}, type.suffix, false}, {}); }

/// The type as a cast names it: without a modifier, since an explicit cast cuts to it silently. A bare `bit`
/// is `bit(1)`, so there the longer type stands in.
std::string uncut(Type const& type, std::string_view home) {
    auto out = type;
    out.modifier.clear();
    if (out.schema.empty() && out.name == "bit") out.name = "bit varying";
    return spelled(out, home);
}

bool is_string(Type const& type) {
    return !type.array && type.schema.empty() &&
           (type.name == "text" || type.name == "character varying" || type.name == "character" ||
            type.name == "bpchar" || type.name == "name");
}

/// Not limited by a length.
bool is_text(Type const& type) {
    return type.schema.empty() && type.modifier.empty() && (type.name == "text" || type.name == "character varying");
}

std::optional<CastContext> cast_between(std::string_view from, std::string_view to) {
    for (auto const& row : casts)
        if (row.source == from && row.target == to) return row.context;
    return std::nullopt;
}

/// The numbers of a modifier, "(10,2)"; an absent second one is 0.
std::optional<std::pair<int, int>> numbers(std::string_view modifier) {
    if (modifier.size() < 3 || modifier.front() != '(' || modifier.back() != ')') return std::nullopt;
    modifier = modifier.substr(1, modifier.size() - 2);
    std::pair<int, int> out{0, 0};
    auto const comma = modifier.find(',');
    auto const read = [](std::string_view text, int& into) {
        while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
        auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), into);
        return error == std::errc() && end == text.data() + text.size();
    };
    if (!read(modifier.substr(0, comma), out.first)) return std::nullopt;
    if (comma != std::string_view::npos && !read(modifier.substr(comma + 1), out.second)) return std::nullopt;
    return out;
}

Fit fit_modifier(Type const& from, Type const& to) {
    if (from.modifier == to.modifier) return Fit::same;
    if (to.schema.empty() && to.name == "bit") return Fit::narrows;
    // char is char(1), so an absent modifier does not mean "any length" there.
    if (to.modifier.empty()) return to.name == "character" ? Fit::narrows : Fit::widens;
    auto before = numbers(from.modifier);
    auto const after = numbers(to.modifier);
    bool const of_time = to.name == "timestamp" || to.name == "time" || to.name == "interval";
    if (from.modifier.empty() && of_time) before = {6, 0}; // microseconds are all the server keeps
    if (!before || !after) return Fit::narrows;
    if (to.name == "numeric") {
        bool const whole = after->first - after->second >= before->first - before->second;
        return whole && after->second >= before->second ? Fit::widens : Fit::narrows;
    }
    return after->first >= before->first ? Fit::widens : Fit::narrows;
}

int decimal_digits(std::string_view integer_type) {
    if (integer_type == "boolean") return 1;
    if (integer_type == "smallint") return 5;
    if (integer_type == "integer" || integer_type == "oid") return 10;
    if (integer_type == "bigint") return 19;
    return 0;
}

/// The length that a string value of the type cannot exceed; nothing where there is none.
std::optional<int> string_limit(Type const& type) {
    if (type.name == "name") return 63;
    if (auto const length = numbers(type.modifier)) return length->first;
    if (type.name == "character") return 1;
    return std::nullopt;
}

Fit fit_strings(Type const& from, Type const& to) {
    bool const padded = to.name == "character"; // trailing blanks go
    auto const before = string_limit(from);
    auto const after = string_limit(to);
    if (to.name == "name" || padded) {
        return from.name == "character" && padded && after && before && *after >= *before ? Fit::widens : Fit::narrows;
    }
    if (!after) return before ? Fit::widens : Fit::same;
    if (!before || *before > *after) return Fit::narrows;
    return *before == *after && from.name != "character" ? Fit::same : Fit::widens;
}

} // namespace

Fit fit(Type const& from, Type const& to) {
    if (from == to) return Fit::same;
    if (from.array != to.array) return is_text(to) && !to.array ? Fit::widens : Fit::narrows;
    auto left = from, right = to;
    left.array = right.array = false;
    if (is_string(left) && is_string(right)) return fit_strings(left, right);
    if (is_text(right)) return Fit::widens;
    auto const left_name = bare(left), right_name = bare(right);
    if (left_name == right_name) return fit_modifier(left, right);
    if (!contains(widenings, left_name, right_name)) return Fit::narrows;
    if (right.modifier.empty()) return right_name == "character" || right_name == "bit" ? Fit::narrows : Fit::widens;
    if (right_name == "numeric") {
        auto const limit = numbers(right.modifier);
        return limit && limit->first - limit->second >= decimal_digits(left_name) && decimal_digits(left_name) > 0
                   ? Fit::widens
                   : Fit::narrows;
    }
    if (right_name == "bit varying") {
        auto const before = numbers(left.modifier).value_or(std::pair{1, 0});
        auto const after = numbers(right.modifier);
        return after && after->first >= before.first ? Fit::widens : Fit::narrows;
    }
    // A date has no fraction of a second, so any precision of the timestamp holds it.
    return left_name == "date" ? Fit::widens : Fit::narrows;
}

bool converts_by_itself(Type const& from, Type const& to) {
    auto element = to;
    element.array = false;
    if (!to.array && is_string(to)) return true;
    if (from.array != to.array) return false;
    auto const left = bare(from), right = bare(to);
    if (left == right || is_string(element)) return true;
    auto const context = cast_between(left, right);
    return context && *context != CastContext::explicit_;
}

std::string using_clause(std::string_view column, Type const& from, Type const& to, std::string_view home) {
    auto const left = bare(from), right = bare(to);
    if (left == right && from.array == to.array) return {};
    auto element = to;
    element.array = false;
    if (is_string(to) || (from.array && is_string(element))) return {}; // assigned by the text
    auto const cast_to = [&](std::string_view via) {
        return std::string(column) + std::string(via) + "::" + uncut(to, home);
    };
    auto const by_text = [&] { return is_string(from) ? cast_to({}) : cast_to("::text"); };
    if (from.array != to.array) return by_text();
    if (contains(by_integer, left, right)) return std::string(column) + "::integer" + (to.array ? "[]" : "");
    auto const context = cast_between(left, right);
    if (context && *context != CastContext::explicit_) return {};
    // An integer keeps its low bits only, and its digits mean something else to a bit string: the server's
    // refusal is the one answer that harms nothing.
    if (context && right == "bit") return {};
    if (context && !contains(cutting, left, right)) return cast_to({});
    return by_text();
}

} // namespace migc::catalog
