// The options of sequences and identity columns, as init_params of src/backend/commands/sequence.c reads them.
// Manual: CREATE SEQUENCE, ALTER SEQUENCE.
#include "compiler/catalog/define.hpp"
#include "compiler/catalog/errors.hpp"

#include <charconv>
#include <fmt/format.h>
#include <set>

namespace migc::catalog {

namespace {

struct Bounds {
    std::int64_t smallest;
    std::int64_t largest;
};

Bounds bounds_of(std::string_view type) {
    if (type == "smallint") return {INT16_MIN, INT16_MAX};
    if (type == "integer") return {INT32_MIN, INT32_MAX};
    return {INT64_MIN, INT64_MAX};
}

void refuse(Context& context, Span span, std::string message, std::string help) {
    context.error(Code::bad_definition, span, std::move(message), std::move(help));
}

// `no minvalue` and `minvalue 1` set the same thing; the server takes either once.
std::string_view subject(std::string_view option) { return option.substr(0, 3) == "no " ? option.substr(3) : option; }

struct Given {
    ast::SequenceOption const* of(std::string_view name) const {
        auto const it = options.find(name);
        return it == options.end() ? nullptr : it->second;
    }
    std::map<std::string_view, ast::SequenceOption const*> options; // by subject
};

Given by_subject(Context& context, std::vector<ast::SequenceOption> const& list) {
    Given given;
    for (auto const& option : list)
        if (!given.options.emplace(subject(option.name.text), &option).second)
            refuse(context, option.span, fmt::format("option `{}` stands twice", subject(option.name.text)),
                   "remove one of the two");
    return given;
}

std::optional<std::int64_t> number(Context& context, ast::SequenceOption const* option) {
    if (!option || option->value.empty()) return std::nullopt;
    std::string_view text = option->value;
    if (text.front() == '+') text.remove_prefix(1);
    std::int64_t out = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (error == std::errc{} && end == text.data() + text.size()) return out;
    refuse(context, option->span, fmt::format("`{}` is no number of type bigint", option->value),
           fmt::format("write a whole number from {} to {}", INT64_MIN, INT64_MAX));
    return std::nullopt;
}

class OptionReader {
public:
    OptionReader(Context& context, std::vector<ast::SequenceOption> const& list, SequenceOptions& options, bool created)
        : context_(context), given_(by_subject(context, list)), options_(options), created_(created),
          span_(list.empty() ? context.statement() : cover(list.front().span, list.back().span)) {}

    bool run() {
        auto const errors = context_.diagnostics.error_count();
        type();
        increment();
        if (auto const* cycle = given_.of("cycle")) options_.cycle = cycle->name == "cycle";
        bounds();
        start();
        cache();
        return context_.diagnostics.error_count() == errors;
    }

private:
    // A bound that was the old type's own follows the type.
    void type() {
        auto const* option = given_.of("as");
        if (!option) return;
        auto const type = context_.resolve_type(*option->type);
        if (!type) return;
        bool const integral = type->name == "smallint" || type->name == "integer" || type->name == "bigint";
        if (!integral || type->array || !type->schema.empty()) {
            refuse(context_, option->span, fmt::format("sequence of type `{}`", spelled(*type, context_.home())),
                   "write `smallint`, `integer` or `bigint`");
            return;
        }
        auto const old = bounds_of(options_.type);
        max_follows_ = !created_ && options_.max_value == old.largest;
        min_follows_ = !created_ && options_.min_value == old.smallest;
        options_.type = type->name;
    }

    void increment() {
        auto const* option = given_.of("increment");
        auto const value = number(context_, option);
        if (!value) return;
        if (*value == 0) refuse(context_, option->span, "increment of zero", "write a number other than zero");
        options_.increment = *value;
    }

    void bounds() {
        auto const type = bounds_of(options_.type);
        bool const ascending = options_.increment > 0;
        auto const* max = given_.of("maxvalue");
        auto const* min = given_.of("minvalue");
        if (auto const value = number(context_, max))
            options_.max_value = *value;
        else if (created_ || max || max_follows_)
            options_.max_value = ascending || max_follows_ ? type.largest : -1;
        if (auto const value = number(context_, min))
            options_.min_value = *value;
        else if (created_ || min || min_follows_)
            options_.min_value = ascending && !min_follows_ ? 1 : type.smallest;
        in_type("maxvalue", max, options_.max_value, type);
        in_type("minvalue", min, options_.min_value, type);
        if (options_.min_value >= options_.max_value)
            refuse(context_,
                   min   ? min->span
                   : max ? max->span
                         : span_,
                   fmt::format("minvalue {} is not less than maxvalue {}", options_.min_value, options_.max_value),
                   "write a smaller minvalue or a larger maxvalue");
    }

    void in_type(std::string_view what, ast::SequenceOption const* option, std::int64_t value, Bounds const& type) {
        if (value >= type.smallest && value <= type.largest) return;
        refuse(context_, option ? option->span : span_,
               fmt::format("{} {} does not fit {}", what, value, options_.type),
               fmt::format("write a number from {} to {}", type.smallest, type.largest));
    }

    void start() {
        auto const* start = given_.of("start");
        if (auto const value = number(context_, start))
            options_.start = *value;
        else if (created_)
            options_.start = options_.increment > 0 ? options_.min_value : options_.max_value;
        in_bounds("start", start, options_.start);
        auto const* restart = given_.of("restart");
        if (auto const value = number(context_, restart)) in_bounds("restart", restart, *value);
    }

    void in_bounds(std::string_view what, ast::SequenceOption const* option, std::int64_t value) {
        if (options_.min_value >= options_.max_value) return; // said already
        auto const span = option ? option->span : span_;
        if (value < options_.min_value)
            refuse(context_, span, fmt::format("{} {} is less than minvalue {}", what, value, options_.min_value),
                   fmt::format("write `{} {}` or more", what, options_.min_value));
        if (value > options_.max_value)
            refuse(context_, span, fmt::format("{} {} is greater than maxvalue {}", what, value, options_.max_value),
                   fmt::format("write `{} {}` or less", what, options_.max_value));
    }

    void cache() {
        auto const* option = given_.of("cache");
        auto const value = number(context_, option);
        if (!value) return;
        if (*value <= 0) refuse(context_, option->span, fmt::format("cache of {}", *value), "write `cache 1` or more");
        options_.cache = *value;
    }

    Context& context_;
    Given given_;
    SequenceOptions& options_;
    bool created_;
    Span span_;
    bool max_follows_ = false;
    bool min_follows_ = false;
};

} // namespace

SequenceOptions default_sequence_options(std::string_view type, std::int64_t increment) {
    auto const bounds = bounds_of(type);
    SequenceOptions out;
    out.type = type;
    out.increment = increment;
    out.min_value = increment > 0 ? 1 : bounds.smallest;
    out.max_value = increment > 0 ? bounds.largest : -1;
    out.start = increment > 0 ? out.min_value : out.max_value;
    return out;
}

bool define_sequence_options(Context& context, std::vector<ast::SequenceOption> const& list, SequenceOptions& options,
                             bool created) {
    return OptionReader(context, list, options, created).run();
}

} // namespace migc::catalog
