// Sequences: free ones, and the options that identity columns and owned sequences share with them.
#include "compiler/emit/write_parts.hpp"

#include "grammar/quote.hpp"

namespace migc::emit {

namespace {

constexpr int first_with_unlogged_sequences = 15;

Subject subject_of(catalog::Sequence const& sequence, Style const& style) {
    auto const name = qualified(sequence.name, style);
    return {"sequence", name, "sequence " + name};
}

std::int64_t largest(std::string_view type) {
    if (type == "smallint") return INT16_MAX;
    if (type == "integer") return INT32_MAX;
    return INT64_MAX;
}

std::int64_t smallest(std::string_view type) { return -largest(type) - 1; }

} // namespace

catalog::SequenceOptions default_options(std::string_view type, bool descending) {
    catalog::SequenceOptions out;
    out.type = type;
    out.increment = descending ? -1 : 1;
    out.min_value = descending ? smallest(type) : 1;
    out.max_value = descending ? -1 : largest(type);
    out.start = descending ? out.max_value : out.min_value;
    return out;
}

std::vector<std::string> changed_sequence_options(catalog::SequenceOptions const& before,
                                                  catalog::SequenceOptions const& after) {
    std::vector<std::string> out;
    bool const retyped = before.type != after.type; // the server then moves bounds that were the old type's
    if (retyped) out.push_back("as " + after.type);
    if (before.increment != after.increment) out.push_back("increment by " + std::to_string(after.increment));
    if (retyped || before.min_value != after.min_value) out.push_back("minvalue " + std::to_string(after.min_value));
    if (retyped || before.max_value != after.max_value) out.push_back("maxvalue " + std::to_string(after.max_value));
    if (before.start != after.start) out.push_back("start with " + std::to_string(after.start));
    if (before.cache != after.cache) out.push_back("cache " + std::to_string(after.cache));
    if (before.cycle != after.cycle) out.push_back(after.cycle ? "cycle" : "no cycle");
    return out;
}

std::string sequence_options(catalog::SequenceOptions const& options, bool with_type) {
    auto base = default_options(options.type, options.increment < 0);
    if (options.min_value != base.min_value && options.increment > 0) base.start = options.min_value;
    if (options.max_value != base.max_value && options.increment < 0) base.start = options.max_value;
    std::vector<std::string> parts;
    if (with_type && options.type != "bigint") parts.push_back("as " + options.type);
    if (options.increment < 0 && options.increment == base.increment) parts.push_back("increment by -1");
    for (auto& part : changed_sequence_options(base, options)) parts.push_back(std::move(part));
    return joined(parts, " ");
}

void create_sequence(catalog::Sequence const& sequence, Style const& style, Statements& out) {
    bool const unlogged = sequence.unlogged && style.server_version >= first_with_unlogged_sequences;
    auto statement =
        std::string("create ") + (unlogged ? "unlogged " : "") + "sequence " + qualified(sequence.name, style);
    if (auto const options = sequence_options(sequence.options, true); !options.empty()) statement += " " + options;
    out.push_back(std::move(statement));
}

void create(Context const& context, catalog::Sequence const& sequence) {
    create_sequence(sequence, context.style, context.out);
    write_common(subject_of(sequence, context.style), {}, sequence.common, context.out);
}

void drop(Context const& context, catalog::Sequence const& sequence) {
    context.out.push_back("drop sequence " + qualified(sequence.name, context.style));
}

void alter(Context const& context, catalog::Sequence const& before, catalog::Sequence const& after) {
    auto const subject = subject_of(after, context.style);
    if (auto const words = changed_sequence_options(before.options, after.options); !words.empty())
        context.out.push_back("alter sequence " + subject.name + " " + joined(words, " "));
    if (before.unlogged != after.unlogged && context.style.server_version >= first_with_unlogged_sequences)
        context.out.push_back("alter sequence " + subject.name + (after.unlogged ? " set unlogged" : " set logged"));
    write_common(subject, before.common, after.common, context.out);
}

} // namespace migc::emit
