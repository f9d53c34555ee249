// Range types with their multiranges. Manual: CREATE TYPE.
#include "compiler/emit/write_parts.hpp"

#include "compiler/catalog/server_names.hpp"
#include "grammar/quote.hpp"

namespace migc::emit {

namespace {

using catalog::Multirange;
using catalog::RangeType;

Subject subject_of(catalog::Name const& type, Style const& style) {
    auto const name = qualified_type(type, style);
    return {"type", name, "type " + name};
}

std::string definition(RangeType const& type, Style const& style) {
    std::vector<std::string> parts{"subtype = " + catalog::spelled(type.subtype, style.home_schema)};
    if (!type.operator_class.empty()) parts.push_back("subtype_opclass = " + type.operator_class);
    if (!type.collation.empty()) parts.push_back("collation = " + type.collation);
    if (!type.difference.name.empty())
        parts.push_back("subtype_diff = " +
                        (type.difference.schema.empty() ? type.difference.name : qualified(type.difference, style)));
    auto const& multirange = type.multirange.constructor;
    bool const by_server = multirange.schema == type.constructor.schema &&
                           multirange.name == catalog::multirange_name(type.constructor.name);
    if (!multirange.name.empty() && !by_server)
        parts.push_back("multirange_type_name = " + qualified_type(multirange, style));
    return joined(parts, ", ");
}

void move(Context const& context, catalog::Name const& from, catalog::Name const& to) {
    if (from == to) return;
    using catalog::Kind;
    catalog::Operation const operation{catalog::Rename{{Kind::type, from, {}}, {Kind::type, to, {}}}, {}, false};
    for (auto& text : write(operation, context.style)) context.out.push_back(std::move(text));
}

} // namespace

// The functions keep the name with which the type was made, so it is made with that one again.
void create(Context const& context, RangeType const& type) {
    context.out.push_back("create type " + qualified_type(type.constructor, context.style) + " as range (" +
                          definition(type, context.style) + ")");
    move(context, type.constructor, type.name);
    if (!type.multirange.name.name.empty()) move(context, type.multirange.constructor, type.multirange.name);
    write_common(subject_of(type.name, context.style), {}, type.common, context.out);
    create(context, type.multirange);
}

void drop(Context const& context, RangeType const& type) {
    context.out.push_back("drop type " + qualified_type(type.name, context.style));
}

void alter(Context const& context, RangeType const& before, RangeType const& after) {
    if (!range_is_altered_in_place(before, after)) {
        drop(context, before);
        create(context, after);
        return;
    }
    write_common(subject_of(after.name, context.style), before.common, after.common, context.out);
    alter(context, before.multirange, after.multirange);
}

bool range_is_altered_in_place(RangeType const& before, RangeType const& after) {
    auto same = before;
    same.common = after.common;
    same.multirange.common = after.multirange.common;
    return same == after;
}

// Comes and goes with its range; comment, owner and grants are its own.
void create(Context const& context, Multirange const& type) {
    if (!type.name.name.empty()) write_common(subject_of(type.name, context.style), {}, type.common, context.out);
}
void drop(Context const&, Multirange const&) {}
void alter(Context const& context, Multirange const& before, Multirange const& after) {
    if (!after.name.name.empty())
        write_common(subject_of(after.name, context.style), before.common, after.common, context.out);
}

} // namespace migc::emit
