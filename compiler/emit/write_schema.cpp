// Schemas and extensions.
#include "compiler/emit/write_parts.hpp"

#include "grammar/quote.hpp"

namespace migc::emit {

namespace {

Subject subject_of(catalog::Schema const& schema) {
    auto const name = quoted_identifier(schema.name);
    return {"schema", name, "schema " + name};
}

} // namespace

void create(Context const& context, catalog::Schema const& schema) {
    context.out.push_back("create schema " + quoted_identifier(schema.name));
    write_common(subject_of(schema), {}, schema.common, context.out);
}

void drop(Context const& context, catalog::Schema const& schema) {
    context.out.push_back("drop schema " + quoted_identifier(schema.name));
}

void alter(Context const& context, catalog::Schema const& before, catalog::Schema const& after) {
    write_common(subject_of(after), before.common, after.common, context.out);
}

void create(Context const& context, catalog::Extension const& extension) {
    auto const name = quoted_identifier(extension.name);
    auto statement = "create extension " + name;
    if (!extension.schema.empty()) statement += " with schema " + quoted_identifier(extension.schema);
    if (!extension.version.empty()) statement += " version " + quoted_literal(extension.version);
    context.out.push_back(std::move(statement));
    write_comment("extension", name, {}, extension.common.comment, context.out);
}

void drop(Context const& context, catalog::Extension const& extension) {
    context.out.push_back("drop extension " + quoted_identifier(extension.name));
}

void alter(Context const& context, catalog::Extension const& before, catalog::Extension const& after) {
    auto const name = quoted_identifier(after.name);
    if (before.schema != after.schema && !after.schema.empty())
        context.out.push_back("alter extension " + name + " set schema " + quoted_identifier(after.schema));
    if (before.version != after.version && !after.version.empty())
        context.out.push_back("alter extension " + name + " update to " + quoted_literal(after.version));
    write_comment("extension", name, before.common.comment, after.common.comment, context.out);
}

} // namespace migc::emit
