// Composite types. Manual: CREATE TYPE, ALTER TYPE.
#include "compiler/emit/write_parts.hpp"

#include "compiler/catalog/renamed_part.hpp"
#include "grammar/quote.hpp"

namespace migc::emit {

namespace {

using catalog::Attribute;
using catalog::CompositeType;

Subject subject_of(CompositeType const& type, Style const& style) {
    auto const name = qualified_type(type.name, style);
    return {"type", name, "type " + name};
}

std::string type_and_collation(Attribute const& attribute, Style const& style) {
    auto out = catalog::spelled(attribute.type, style.home_schema);
    if (!attribute.collation.empty()) out += " collate " + attribute.collation;
    return out;
}

std::string definition(Attribute const& attribute, Style const& style) {
    return quoted_identifier(attribute.name) + " " + type_and_collation(attribute, style);
}

void comment(Context const& context, CompositeType const& type, Attribute const& attribute,
             std::optional<std::string> const& before) {
    // A relation's name: the server's own types are not in its way.
    auto const name = qualified(type.name, context.style) + "." + quoted_identifier(attribute.name);
    write_comment("column", name, before, attribute.comment, context.out);
}

} // namespace

void create(Context const& context, CompositeType const& type) {
    std::vector<std::string> attributes;
    for (auto const& attribute : type.attributes) attributes.push_back(definition(attribute, context.style));
    context.out.push_back("create type " + qualified_type(type.name, context.style) + " as (" +
                          joined(attributes, ", ") + ")");
    for (auto const& attribute : type.attributes) comment(context, type, attribute, std::nullopt);
    write_common(subject_of(type, context.style), {}, type.common, context.out);
}

void drop(Context const& context, CompositeType const& type) {
    context.out.push_back("drop type " + qualified_type(type.name, context.style));
}

namespace {

std::vector<std::string> names_in_both(CompositeType const& type, CompositeType const& other) {
    std::vector<std::string> out;
    for (auto const& attribute : type.attributes)
        if (other.attribute(attribute.name)) out.push_back(attribute.name);
    return out;
}

} // namespace

void alter(Context const& context, CompositeType const& before, CompositeType const& after) {
    auto const start = "alter type " + qualified_type(after.name, context.style) + " ";
    if (auto const renamed = catalog::renamed_attribute(before, after)) {
        context.out.push_back(start + "rename attribute " + quoted_identifier(renamed->first) + " to " +
                              quoted_identifier(renamed->second));
    } else {
        // One that has changed its place was dropped and added: its type may then be altered where values of
        // it exist.
        bool const moved = names_in_both(before, after) != names_in_both(after, before);
        auto const made_anew = [&](Attribute const& old, Attribute const& attribute) {
            return moved && (old.type != attribute.type || old.collation != attribute.collation);
        };
        for (auto const& attribute : before.attributes)
            if (auto const* kept = after.attribute(attribute.name); !kept || made_anew(attribute, *kept))
                context.out.push_back(start + "drop attribute " + quoted_identifier(attribute.name));
        for (auto const& attribute : after.attributes) {
            auto const* old = before.attribute(attribute.name);
            if (old && made_anew(*old, attribute)) old = nullptr;
            if (!old)
                context.out.push_back(start + "add attribute " + definition(attribute, context.style));
            else if (old->type != attribute.type || old->collation != attribute.collation)
                context.out.push_back(start + "alter attribute " + quoted_identifier(attribute.name) + " type " +
                                      type_and_collation(attribute, context.style));
            comment(context, after, attribute, old ? old->comment : std::nullopt);
        }
    }
    write_common(subject_of(after, context.style), before.common, after.common, context.out);
}

} // namespace migc::emit
