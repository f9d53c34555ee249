#include "compiler/catalog/define_checks.hpp"

#include "compiler/catalog/bind.hpp"
#include "compiler/catalog/default_value.hpp"
#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/query.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace migc::catalog {

using enum grammar::TokenKind;

namespace {

bool refuse(Context& context, Span span, std::string message, std::string help) {
    context.error(Code::bad_definition, span, std::move(message), std::move(help));
    return false;
}

constexpr std::string_view system_columns[] = {"cmax", "cmin", "ctid", "tableoid", "xmax", "xmin"};
constexpr std::string_view collatable[] = {"bpchar", "character", "character varying", "name", "text"};

// Types of the server that are kept whole in the row: only PLAIN storage, and no compression
// (pg_type.typstorage).
constexpr std::string_view kept_plain[] = {
    "\"char\"", "bigint",    "boolean", "box",  "cid",      "circle",   "date",     "double precision",
    "integer",  "interval",  "line",    "lseg", "macaddr",  "macaddr8", "money",    "name",
    "oid",      "pg_lsn",    "point",   "real", "regclass", "regtype",  "smallint", "tid",
    "time",     "timestamp", "uuid",    "xid",  "xid8",
};

template <class List>
bool contains(List const& list, std::string_view word) {
    return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

constexpr std::string_view changing_functions[] = {
#define CHANGING_FUNCTION(name) name,
#include "compiler/catalog/changing_functions.def"
#undef CHANGING_FUNCTION
};

struct StorageParameter {
    std::string_view of;
    std::string_view name;
    long long least;
    long long most;
    int since;
};
constexpr StorageParameter storage_parameters[] = {
#define STORAGE_PARAMETER(of, name, least, most, since) {of, name, least, most, since},
#include "compiler/catalog/storage_parameters.def"
#undef STORAGE_PARAMETER
};

struct IndexMethod {
    std::string_view name;
    bool unique;
    bool several_columns;
    bool order;
    bool include;
};
constexpr IndexMethod index_methods[] = {
#define INDEX_METHOD(name, unique, several_columns, order, include) {name, unique, several_columns, order, include},
#include "compiler/catalog/index_methods.def"
#undef INDEX_METHOD
};

struct OperatorClass {
    std::string_view method;
    std::string_view type;
};
constexpr OperatorClass operator_classes[] = {
#define OPERATOR_CLASS(method, type) {method, type},
#include "compiler/catalog/operator_classes.def"
#undef OPERATOR_CLASS
};

// How operator_classes.def names the type; empty where nothing is known about it.
std::string indexed_as(Context const& context, Type const& declared) {
    auto const type = base_type(context.catalog, declared);
    if (type.array) return "any array";
    if (!type.schema.empty()) {
        Name const name{type.schema, type.name};
        if (context.catalog.enum_type(name)) return "any enum";
        if (context.catalog.range(name)) return "any range";
        if (context.catalog.range_of(name)) return "any multirange";
        if (context.catalog.composite(name)) return "any row";
        return context.catalog.table(name) || context.catalog.view(name) ? "any row" : "";
    }
    if (!is_builtin_type(type)) return {};
    if (type.name == "character varying") return "text";
    if (type.name == "cidr") return "inet";
    if (type.name == "bpchar") return "character";
    if (type.name.ends_with("multirange")) return "any multirange";
    if (type.name.ends_with("range")) return "any range";
    return spelled({{}, type.name, {}, type.name == "interval" ? std::string() : type.suffix, false}, {});
}

bool has_operator_class(std::string_view method, std::string_view type) {
    return std::any_of(std::begin(operator_classes), std::end(operator_classes),
                       [&](OperatorClass const& row) { return row.method == method && row.type == type; });
}

// What stands around the body of a routine, in lower case: its attributes may come on either side.
std::string attributes_of(Routine const& routine) {
    auto const& text = routine.body;
    auto out = text.substr(0, text.find_first_of("$'"));
    if (auto const behind = text.find_last_of("$'"); behind != std::string::npos) out += text.substr(behind);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

// A body in SQL is judged by what it holds once the server has put it in place of the call, and that is not
// known here; nor is which of several functions is meant, nor what an opaque statement has altered.
bool may_be_immutable(Context& context, std::vector<Routine> const& overloads) {
    if (overloads.size() != 1 || context.catalog.unseen()) return true;
    auto const attributes = attributes_of(overloads.front());
    return attributes.find("immutable") != std::string::npos ||
           attributes.find("language plpgsql") == std::string::npos;
}

} // namespace

bool check_column_name(Context& context, std::string_view name, Span span) {
    if (!contains(system_columns, name)) return true;
    return refuse(context, span, fmt::format("column `{}` has the name of a system column", name),
                  "choose another name");
}

bool is_collatable(Type const& type) { return type.schema.empty() && contains(collatable, type.name); }

bool check_collatable(Context& context, Type const& type, Span span) {
    Name const name{type.schema, type.name};
    if (context.catalog.domain(name)) return check_collatable(context, base_type(context.catalog, type), span);
    bool const open = !type.schema.empty() ? !context.catalog.has_type(name) : !is_builtin_type(type);
    if (open || is_collatable(type)) return true;
    return refuse(context, span, fmt::format("`collate` behind type {}", spelled(type, context.home())),
                  "remove it: only strings have a collation");
}

bool check_enum_literal(Context& context, Type const& type, Expression const& value, Span span) {
    auto const* labels = type.array ? nullptr : context.catalog.enum_type({type.schema, type.name});
    if (!labels || value.text.size() < 2 || value.text.front() != '\'') return true;
    auto const end = value.text.find('\'', 1);
    if (end == std::string::npos) return true;
    bool const cast = value.bindings.size() == 1 && value.bindings.front().kind == Kind::type &&
                      value.bindings.front().object == labels->name && value.bindings.front().begin == end + 3 &&
                      value.bindings.front().end == value.text.size();
    if (end + 1 != value.text.size() && !cast) return true; // another expression, or a quote inside
    auto const label = value.text.substr(1, end - 1);
    if (contains(labels->labels, label)) return true;
    return refuse(context, span, fmt::format("type `{}` has no label `{}`", context.shown(labels->name), label),
                  labels->labels.empty() ? "add labels to the type first"
                                         : fmt::format("use one of {}", fmt::join(labels->labels, ", ")));
}

bool check_default_type(Context& context, Type const& type, Expression const& value, Span span) {
    auto const own = type_of_default(value, type);
    if (!own || assigns(context.catalog, *own, type)) return true;
    return refuse(context, span,
                  fmt::format("a default of type {} for a value of type {}", spelled(*own, context.home()),
                              spelled(type, context.home())),
                  "write a value of that type, or cast this one");
}

bool check_immutable(Context& context, grammar::TokenRange tokens, std::string_view where) {
    for (auto const* at = tokens.first; at != tokens.last; ++at) {
        bool const clock = at->kind == kw_current_timestamp || at->kind == kw_current_date ||
                           at->kind == kw_current_time || at->kind == kw_localtime || at->kind == kw_localtimestamp ||
                           at->kind == kw_current_user;
        bool const call = at + 1 != tokens.last && at[1].kind == left_paren &&
                          (at == tokens.first || at[-1].kind != dot) &&
                          grammar::category(at->kind) != grammar::WordCategory::not_a_word;
        if (!clock && !call) continue;
        auto const name = word_text(context, *at);
        ast::QualifiedName const spelled_name{std::nullopt, {name, at->span()}, at->span()};
        auto const found = context.find_routine(spelled_name);
        bool const changes = clock || (found ? !may_be_immutable(context, *context.catalog.routines(*found))
                                             : contains(changing_functions, name));
        if (changes)
            return refuse(context, at->span(), fmt::format("function `{}` in {}, which is not immutable", name, where),
                          "use only what gives the same result for ever");
    }
    return true;
}

bool check_parameters(Context& context, std::vector<ast::Option> const& list, std::string_view of) {
    bool const known = std::any_of(std::begin(storage_parameters), std::end(storage_parameters),
                                   [&](StorageParameter const& row) { return row.of == of; });
    if (!known) return true;
    bool fine = true;
    for (auto const& option : list) {
        auto const row =
            std::find_if(std::begin(storage_parameters), std::end(storage_parameters),
                         [&](StorageParameter const& each) { return each.of == of && each.name == option.name.text; });
        if (row == std::end(storage_parameters)) {
            fine = refuse(context, option.span, fmt::format("unknown storage parameter `{}`", option.name.text),
                          "see \"Storage Parameters\" of the manual for those there are");
            continue;
        }
        if (row->since > context.target.server_version) {
            needs_version(context, fmt::format("`{}`", row->name), row->since, option.span);
            fine = false;
            continue;
        }
        if (row->most == 0 || !option.value) continue;
        auto const text = normalised(context, option.value->tokens);
        long long number = 0;
        auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error == std::errc() && end == text.data() + text.size() && (number < row->least || number > row->most))
            fine = refuse(context, option.span, fmt::format("value {} of `{}` is out of bounds", number, row->name),
                          fmt::format("give a number from {} to {}", row->least, row->most));
    }
    return fine;
}

bool check_order(Context& context, Type const& type, Span span) {
    auto const known = indexed_as(context, type);
    if (known.empty() || context.catalog.open_world() || has_operator_class("btree", known)) return true;
    return refuse(context, span, fmt::format("type {} has no order", spelled(type, context.home())),
                  "name an operator class: `subtype_opclass = …`");
}

bool check_immutable_routine(Context& context, Name const& name, Span span, std::string_view where) {
    if (may_be_immutable(context, *context.catalog.routines(name))) return true;
    return refuse(context, span, fmt::format("function `{}` in {}, which is not immutable", context.shown(name), where),
                  "use only what gives the same result for ever");
}

bool check_index_method(Context& context, Table const& table, Index const& index, Span span) {
    auto const method = std::find_if(std::begin(index_methods), std::end(index_methods),
                                     [&](IndexMethod const& row) { return row.name == index.method; });
    if (method == std::end(index_methods)) {
        if (context.catalog.open_world()) return true;
        return refuse(context, span, fmt::format("unknown index method `{}`", index.method),
                      "use btree, hash, gist, spgist, gin or brin");
    }
    auto const lacks = [&](bool can, std::string_view what, std::string help) {
        return can || refuse(context, span, fmt::format("{} with method `{}`", what, index.method), std::move(help));
    };
    if (!lacks(method->unique || !index.unique, "unique index", "use btree") ||
        !lacks(method->several_columns || index.elements.size() < 2, "index over several columns",
               "use btree, or one column") ||
        !lacks(method->include || index.include.empty(), "`include` of an index", "remove `include`"))
        return false;
    if (context.catalog.open_world()) return true;
    for (auto const& element : index.elements) {
        auto const* column = element.operator_class.empty() ? table.column(element.column) : nullptr;
        if (!column) continue;
        auto const type = indexed_as(context, column->type);
        if (type.empty() || has_operator_class(index.method, type)) continue;
        return refuse(context, span,
                      fmt::format("column `{}` of type {} in an index of method `{}`", column->name,
                                  spelled(column->type, context.home()), index.method),
                      "choose another method, or name an operator class");
    }
    return true;
}

bool are_stored(Context& context, Table const& table, std::vector<std::string> const& columns, Span span) {
    for (auto const& name : columns) {
        auto const* column = table.column(name);
        if (!column || column->generated != Generated::virtual_) continue;
        return refuse(context, span, fmt::format("key or index over virtual generated column `{}`", name),
                      "make the column `stored`");
    }
    return true;
}

bool check_virtual(Context& context, Table const& table, Column const& column, Expression const& value, Span span) {
    auto const refused = [&](std::string_view what) {
        return refuse(context, span, fmt::format("virtual generated column `{}` {}", column.name, what),
                      "make the column `stored`");
    };
    if (!column.type.schema.empty()) return refused("of a type that a user made");
    for (auto const& binding : value.bindings) {
        if (binding.kind == Kind::routine) return refused("made by a function of a user");
        auto const* used = binding.kind == Kind::column ? table.column(binding.column) : nullptr;
        if (binding.kind == Kind::type || (used && !used->type.schema.empty()))
            return refused("made from a type of a user");
    }
    return true;
}

bool check_storage(Context& context, Column const& column, std::string_view storage, Span span) {
    constexpr std::string_view known[] = {"plain", "external", "extended", "main"};
    if (storage == "default" && context.target.server_version >= 16) return true;
    std::string lower(storage);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (!contains(known, lower))
        return refuse(context, span, fmt::format("unknown storage `{}`", storage),
                      "use plain, external, extended or main");
    auto const base = base_type(context.catalog, column.type);
    bool const plain_only = !base.array && base.schema.empty() && contains(kept_plain, base.name);
    bool const is_enum = !base.array && context.catalog.enum_type({base.schema, base.name});
    if (lower == "plain" || (!plain_only && !is_enum)) return true;
    return refuse(context, span,
                  fmt::format("storage `{}` of a column of type {}", lower, spelled(column.type, context.home())),
                  "use plain: the type is kept whole");
}

bool check_compression(Context& context, Column const& column, std::string_view method, Span span) {
    if (method == "default") return true;
    auto const base = base_type(context.catalog, column.type);
    bool const plain_only = !base.array && base.schema.empty() && contains(kept_plain, base.name);
    bool const is_enum = !base.array && context.catalog.enum_type({base.schema, base.name});
    if (plain_only || is_enum)
        return refuse(context, span,
                      fmt::format("compression of a column of type {}", spelled(column.type, context.home())),
                      "remove it: the type is kept whole");
    return method == "pglz" || method == "lz4" ||
           refuse(context, span, fmt::format("unknown compression method `{}`", method), "use pglz or lz4");
}

} // namespace migc::catalog
