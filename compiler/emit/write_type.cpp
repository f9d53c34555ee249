// Enum types. A value can be added and renamed; none can be taken away, so `write` leaves that out.
#include "compiler/emit/write_parts.hpp"

#include "compiler/catalog/enum_labels.hpp"
#include "grammar/quote.hpp"

namespace migc::emit {

namespace {

using catalog::contains;

Subject subject_of(catalog::EnumType const& type, Style const& style) {
    auto const name = qualified_type(type.name, style);
    return {"type", name, "type " + name};
}

/// Where the label at `index` goes among those that exist or have been added before it.
std::string place_of(std::vector<std::string> const& labels, std::size_t index,
                     std::vector<std::string> const& existing) {
    bool last = true;
    for (auto i = index + 1; i < labels.size() && last; ++i) last = !contains(existing, labels[i]);
    if (last) return {};
    if (index > 0) return " after " + quoted_literal(labels[index - 1]);
    for (auto i = index + 1; i < labels.size(); ++i)
        if (contains(existing, labels[i])) return " before " + quoted_literal(labels[i]);
    return {};
}

} // namespace

void create(Context const& context, catalog::EnumType const& type) {
    std::vector<std::string> labels;
    for (auto const& label : type.labels) labels.push_back(quoted_literal(label));
    context.out.push_back("create type " + qualified_type(type.name, context.style) + " as enum (" +
                          joined(labels, ", ") + ")");
    write_common(subject_of(type, context.style), {}, type.common, context.out);
}

void drop(Context const& context, catalog::EnumType const& type) {
    context.out.push_back("drop type " + qualified_type(type.name, context.style));
}

void alter(Context const& context, catalog::EnumType const& before, catalog::EnumType const& after) {
    auto const name = qualified_type(after.name, context.style);
    if (auto const renamed = catalog::renamed_label(before.labels, after.labels)) {
        context.out.push_back("alter type " + name + " rename value " + quoted_literal(renamed->first) + " to " +
                              quoted_literal(renamed->second));
    } else {
        for (std::size_t i = 0; i < after.labels.size(); ++i) {
            if (contains(before.labels, after.labels[i])) continue;
            context.out.push_back("alter type " + name + " add value if not exists " + quoted_literal(after.labels[i]) +
                                  place_of(after.labels, i, before.labels));
        }
    }
    write_common(subject_of(after, context.style), before.common, after.common, context.out);
}

} // namespace migc::emit
