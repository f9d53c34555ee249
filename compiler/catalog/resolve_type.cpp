// From a type as written to the one form that format_type prints (manual 9.26 "System Catalog Information Functions"):
// aliases, modifiers and their bounds, the fields of an interval, types of the chain.
#include "compiler/catalog/bind.hpp"
#include "compiler/catalog/context.hpp"
#include "compiler/catalog/errors.hpp"
#include "grammar/quote.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace migc::catalog {

namespace {

struct BuiltinType {
    std::string_view internal;
    std::string_view spelling;
    std::string_view suffix;
};
constexpr BuiltinType builtin_types[] = {
#define BUILTIN_TYPE(internal, spelling, suffix) {internal, spelling, suffix},
#include "compiler/catalog/builtin_types.def"
#undef BUILTIN_TYPE
};

BuiltinType const* builtin_type(std::string_view name) {
    auto const at =
        std::lower_bound(std::begin(builtin_types), std::end(builtin_types), name,
                         [](BuiltinType const& row, std::string_view wanted) { return row.internal < wanted; });
    return at != std::end(builtin_types) && at->internal == name ? at : nullptr;
}

// A pseudo-type stands in signatures alone (manual 8.21).
constexpr std::string_view pseudo_types[] = {
    "any",
    "anyarray",
    "anycompatible",
    "anycompatiblearray",
    "anycompatiblemultirange",
    "anycompatiblenonarray",
    "anycompatiblerange",
    "anyelement",
    "anyenum",
    "anymultirange",
    "anynonarray",
    "anyrange",
    "cstring",
    "event_trigger",
    "fdw_handler",
    "index_am_handler",
    "internal",
    "language_handler",
    "pg_ddl_command",
    "record",
    "table_am_handler",
    "trigger",
    "tsm_handler",
    "unknown",
    "void",
};

// The numbers a type may have behind it: how many, and their bounds (manual: Data Types; pg_type.typmodin).
struct ModifierRule {
    std::string_view type;
    std::size_t most;
    int least_value;
    int most_value;
};
constexpr ModifierRule modifier_rules[] = {
    {"bit", 1, 1, 83886080},
    {"bit varying", 1, 1, 83886080},
    {"bpchar", 1, 1, 10485760},
    {"character", 1, 1, 10485760},
    {"character varying", 1, 1, 10485760},
    {"float", 1, 1, 53},
    {"interval", 1, 0, INT32_MAX},
    {"numeric", 2, 1, 1000},
    {"time", 1, 0, INT32_MAX},
    {"timestamp", 1, 0, INT32_MAX},
};

std::optional<int> number_in(std::string_view text) {
    int value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

class Resolver {
public:
    Resolver(Context& context, ast::TypeName const& node) : context_(context), node_(node) {
        for (auto const& modifier : node.modifiers) modifiers_.push_back(normalised(context, modifier.tokens));
    }

    std::optional<Type> run() {
        Type out;
        out.array = node_.dimensions > 0;
        out.suffix = node_.suffix;
        bool const of_server = !node_.schema || node_.schema->text == "pg_catalog";
        if (node_.is_keyword) {
            out.name = node_.name;
            return finish(std::move(out), true);
        }
        if (of_server) {
            if (auto const* row = builtin_type(node_.name)) return builtin(*row, std::move(out));
        }
        return user_type(std::move(out), of_server);
    }

private:
    bool refuse(std::string message, std::string help) {
        context_.error(Code::bad_definition, node_.span, std::move(message), std::move(help));
        return false;
    }

    std::optional<Type> builtin(BuiltinType const& row, Type out) {
        if (row.spelling.ends_with("multirange") && context_.target.server_version < 14) {
            needs_version(context_, fmt::format("type {}", row.spelling), 14, node_.span);
            return std::nullopt;
        }
        out.name = row.internal == "char" ? "\"char\"" : std::string(row.spelling);
        out.suffix = row.suffix;
        // A name, unlike the keywords `character` and `bit`, has no length of one by itself.
        if (modifiers_.empty() && row.internal == "bpchar") out.name = "bpchar";
        if (modifiers_.empty() && row.internal == "bit") out.name = "\"bit\"";
        return finish(std::move(out), false);
    }

    std::optional<Type> user_type(Type out, bool of_server) {
        if (auto array = array_type()) return array;
        ast::QualifiedName const name{node_.schema, {node_.name, node_.span}, node_.span};
        auto const& catalog = context_.catalog;
        if (auto const found = context_.find_type(name)) {
            out.schema = found->schema;
            out.name = found->name;
            auto const* type = catalog.type(*found);
            auto const* base = type ? std::get_if<BaseType>(type) : nullptr;
            bool const takes_modifier = base && base->definition.find("typmod_in = ") != std::string::npos;
            if (takes_modifier) out.modifier = modifier_text();
            if (takes_modifier || modifiers_.empty()) return out;
            refuse(fmt::format("type {} with a modifier", context_.shown(*found)), "remove the parentheses");
            return std::nullopt;
        }
        bool const from_catalog = node_.schema && of_server;
        if (node_.schema && !from_catalog && !catalog.has_schema(node_.schema->text) && !catalog.open_world() &&
            node_.schema->text != "information_schema") {
            unknown_schema(context_, node_.schema->text, node_.schema->span);
            return std::nullopt;
        }
        bool const from_outside = catalog.open_world() || (node_.schema && node_.schema->text == "information_schema");
        if (!from_outside) {
            unknown_type(context_, node_);
            return std::nullopt;
        }
        out.modifier = modifier_text();
        out.name = quoted_identifier(node_.name);
        if (node_.schema) out.name = quoted_identifier(node_.schema->text) + "." + out.name;
        return out;
    }

    // `_text` is what the server calls the type of arrays of text (manual: CREATE TYPE, "Array Types").
    std::optional<Type> array_type() {
        if (node_.name.size() < 2 || node_.name.front() != '_') return std::nullopt;
        ast::QualifiedName const name{node_.schema, {node_.name, node_.span}, node_.span};
        if (context_.find_type(name)) return std::nullopt;
        auto element = node_;
        element.name = node_.name.substr(1);
        Diagnostics unheard;
        Context quiet(context_.catalog, context_.origins, context_.target, context_.source, unheard);
        ast::QualifiedName const element_name{element.schema, {element.name, element.span}, element.span};
        bool const of_server = !element.schema || element.schema->text == "pg_catalog";
        if (!quiet.find_type(element_name) && !(of_server && builtin_type(element.name))) return std::nullopt;
        auto out = Resolver(quiet, element).run();
        if (out) out->array = true;
        return out;
    }

    std::string modifier_text() const {
        return modifiers_.empty() ? std::string() : fmt::format("({})", fmt::join(modifiers_, ","));
    }

    // format_type's way: numeric(10) is numeric(10,0), float(24) is real.
    std::optional<Type> finish(Type out, bool keyword) {
        if (!check_modifiers(out.name)) return std::nullopt;
        std::vector<int> numbers;
        for (auto const& text : modifiers_) numbers.push_back(number_in(text).value_or(0));
        if (out.name == "float") {
            out.name = !numbers.empty() && numbers[0] <= 24 ? "real" : "double precision";
            return out;
        }
        bool const of_time = out.name == "timestamp" || out.name == "time" || out.name == "interval";
        constexpr int microseconds = 6; // more is not kept: the server warns and takes these
        if (of_time && !numbers.empty()) numbers[0] = std::min(numbers[0], microseconds);
        if (out.name == "numeric" && numbers.size() == 1) numbers.push_back(0);
        if (keyword && numbers.empty() && (out.name == "character" || out.name == "bit")) numbers.push_back(1);
        if (!numbers.empty()) out.modifier = fmt::format("({})", fmt::join(numbers, ","));
        return out;
    }

    bool check_modifiers(std::string_view type) {
        if (modifiers_.empty()) return true;
        auto const rule = std::find_if(std::begin(modifier_rules), std::end(modifier_rules),
                                       [&](ModifierRule const& row) { return row.type == type; });
        if (rule == std::end(modifier_rules))
            return refuse(fmt::format("type {} with a modifier", type), "remove the parentheses");
        if (modifiers_.size() > rule->most)
            return refuse(fmt::format("type {} with {} numbers", type, modifiers_.size()), "remove the last");
        auto const value = number_in(modifiers_.front());
        if (!value || *value < rule->least_value || *value > rule->most_value)
            return refuse(fmt::format("type {}({})", type, modifiers_.front()),
                          fmt::format("give a number from {} to {}", rule->least_value, rule->most_value));
        return modifiers_.size() < 2 || check_scale(*value);
    }

    // From 15 on a scale may be below zero and above the precision (release notes of 15).
    bool check_scale(int precision) {
        bool const wide = context_.target.server_version >= 15;
        int const least = wide ? -1000 : 0;
        int const most = wide ? 1000 : precision;
        auto const scale = number_in(modifiers_[1]);
        return (scale && *scale >= least && *scale <= most) ||
               refuse(fmt::format("type numeric({},{})", precision, modifiers_[1]),
                      fmt::format("give a scale from {} to {}", least, most));
    }

    Context& context_;
    ast::TypeName const& node_;
    std::vector<std::string> modifiers_;
};

} // namespace

bool is_builtin_type(Type const& type) {
    return type.schema.empty() && (type.name == "\"char\"" || type.name == "\"bit\"" || type.name == "bpchar" ||
                                   std::any_of(std::begin(builtin_types), std::end(builtin_types),
                                               [&](BuiltinType const& row) { return row.spelling == type.name; }));
}

bool is_pseudo_type(Type const& type) {
    if (type.array) return type.schema.empty() && type.name == "record"; // `_record`, the only array among them
    return type.schema.empty() && std::binary_search(std::begin(pseudo_types), std::end(pseudo_types), type.name);
}

Type without_modifier(Type type) {
    type.modifier.clear();
    if (type.schema.empty() && type.name == "interval") type.suffix.clear();
    if (type.schema.empty() && type.name == "bpchar") type.name = "character";
    if (type.schema.empty() && type.name == "\"bit\"") type.name = "bit";
    return type;
}

Type base_type(Catalog const& catalog, Type type) {
    for (auto const* domain = catalog.domain({type.schema, type.name}); domain && !type.array;
         domain = catalog.domain({type.schema, type.name}))
        type = domain->base;
    return type;
}

std::optional<std::string_view> serial_type(ast::TypeName const& type) {
    if (type.schema || type.is_keyword) return std::nullopt;
    if (type.name == "serial" || type.name == "serial4") return "integer";
    if (type.name == "bigserial" || type.name == "serial8") return "bigint";
    if (type.name == "smallserial" || type.name == "serial2") return "smallint";
    return std::nullopt;
}

std::optional<Type> Context::resolve_type(ast::TypeName const& type) { return Resolver(*this, type).run(); }

} // namespace migc::catalog
