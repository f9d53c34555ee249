#include "compiler/catalog/partition_bound.hpp"

#include "compiler/catalog/bind.hpp"
#include "compiler/catalog/define.hpp"
#include "compiler/catalog/define_checks.hpp"
#include "compiler/catalog/errors.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace migc::catalog {

namespace {

bool refuse(Context& context, Span span, std::string message, std::string help) {
    context.error(Code::bad_definition, span, std::move(message), std::move(help));
    return false;
}

// --- the key ---

std::optional<PartitionStrategy> strategy_named(std::string_view word) {
    for (auto const strategy : {PartitionStrategy::list, PartitionStrategy::range, PartitionStrategy::hash})
        if (word == spelling(strategy)) return strategy;
    return std::nullopt;
}

bool may_partition_by(Context& context, Table const& table, IndexElement const& element, Span span) {
    auto const columns =
        element.expression ? columns_of(*element.expression) : std::vector<std::string>{element.column};
    if (columns.empty()) return refuse(context, span, "partition key that is a constant", "name a column");
    for (auto const& name : columns) {
        auto const* column = table.column(name);
        if (column && column->generated != Generated::no)
            return refuse(context, span, fmt::format("generated column `{}` in a partition key", name),
                          "use columns that are not generated");
    }
    return true;
}

// --- values ---

std::string lower(std::string_view text) {
    std::string out(text);
    for (auto& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return out;
}

std::optional<std::string> unquoted(std::string_view text) {
    if (text.size() < 2 || text.front() != '\'' || text.back() != '\'') return std::nullopt;
    auto const inside = text.substr(1, text.size() - 2);
    if (inside.find('\'') != std::string_view::npos || inside.find('\\') != std::string_view::npos) return std::nullopt;
    return std::string(inside);
}

std::optional<long long> number_in(std::string_view text) {
    std::string digits;
    for (auto const c : text)
        if (c != ' ') digits += c;
    long long out = 0;
    auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out);
    return error == std::errc() && end == digits.data() + digits.size() ? std::optional(out) : std::nullopt;
}

/// What is known of the type that values of one place of the key have.
enum class Order : std::uint8_t { unknown, number, day, text };

Order order_of(Table const& table, IndexElement const& element) {
    auto const* column = element.expression ? nullptr : table.column(element.column);
    if (!column || !column->type.schema.empty() || column->type.array) return Order::unknown;
    auto const& name = column->type.name;
    if (name == "smallint" || name == "integer" || name == "bigint") return Order::number;
    if (name == "date") return Order::day;
    bool const string = name == "text" || name == "character varying";
    return string ? Order::text : Order::unknown;
}

bool is_day(std::string_view text) {
    constexpr std::string_view shape = "0000-00-00";
    return text.size() == shape.size() && std::equal(text.begin(), text.end(), shape.begin(), [](char c, char wanted) {
               return wanted == '0' ? c >= '0' && c <= '9' : c == wanted;
           });
}

bool is_word(std::string_view value, std::string_view word) { return lower(value) == word; }

/// -1, 0 or 1 where that is certain. Texts are told apart, but their order is a matter of the collation.
std::optional<int> compared(std::string const& left, std::string const& right, Order order) {
    auto const rank = [](std::string const& value) {
        return is_word(value, "minvalue") ? -1 : is_word(value, "maxvalue") ? 1 : 0;
    };
    if (rank(left) != 0 || rank(right) != 0) return rank(left) == rank(right) ? 0 : rank(left) < rank(right) ? -1 : 1;
    if (is_word(left, "null") || is_word(right, "null"))
        return is_word(left, "null") && is_word(right, "null") ? std::optional(0) : std::nullopt;
    if (left == right) return 0;
    auto const sign = [](auto const& a, auto const& b) { return a < b ? -1 : b < a ? 1 : 0; };
    if (order == Order::number) {
        auto const a = number_in(unquoted(left).value_or(left)), b = number_in(unquoted(right).value_or(right));
        return a && b ? std::optional(sign(*a, *b)) : std::nullopt;
    }
    auto const a = unquoted(left), b = unquoted(right);
    if (order == Order::day && a && b && is_day(*a) && is_day(*b)) return sign(*a, *b);
    return std::nullopt;
}

std::optional<int> compared(std::vector<std::string> const& left, std::vector<std::string> const& right,
                            std::vector<Order> const& orders) {
    for (std::size_t i = 0; i < left.size() && i < right.size(); ++i) {
        auto const sign = compared(left[i], right[i], i < orders.size() ? orders[i] : Order::unknown);
        if (!sign || *sign != 0) return sign;
        // Behind an open end nothing counts.
        if (is_word(left[i], "minvalue") || is_word(left[i], "maxvalue")) return 0;
    }
    return 0;
}

std::vector<Order> orders_of(Table const& table) {
    std::vector<Order> out;
    for (auto const& element : table.partitioned->elements) out.push_back(order_of(table, element));
    return out;
}

bool overlap(Table const& parent, PartitionBound const& left, PartitionBound const& right) {
    auto const orders = orders_of(parent);
    switch (left.strategy) {
    case PartitionStrategy::list:
        return std::any_of(left.values.begin(), left.values.end(), [&](std::string const& value) {
            return std::any_of(right.values.begin(), right.values.end(),
                               [&](std::string const& other) { return compared(value, other, orders.front()) == 0; });
        });
    case PartitionStrategy::range: {
        auto const begins = compared(left.from, right.to, orders), other_begins = compared(right.from, left.to, orders);
        return begins && other_begins && *begins < 0 && *other_begins < 0;
    }
    case PartitionStrategy::hash: {
        auto const step = std::min(left.modulus, right.modulus);
        return left.remainder % step == right.remainder % step;
    }
    }
    return false;
}

// --- the bound ---

std::vector<std::string> texts_of(Context& context, std::vector<ast::Expression> const& values) {
    std::vector<std::string> out;
    for (auto const& value : values) out.push_back(normalised(context, value.tokens));
    return out;
}

bool fits_type(Context& context, ast::Expression const& value, std::string const& text, Order order) {
    auto const inside = unquoted(text);
    if (order != Order::number || !inside || number_in(*inside)) return true;
    return refuse(context, value.span, fmt::format("{} as a bound of a column of numbers", text), "write a number");
}

bool define_list(Context& context, Table const& parent, ast::PartitionBound const& node, PartitionBound& out) {
    out.values = texts_of(context, node.values);
    auto const order = orders_of(parent).front();
    for (std::size_t i = 0; i < out.values.size(); ++i)
        if (!fits_type(context, node.values[i], out.values[i], order)) return false;
    return true;
}

bool define_range(Context& context, Table const& parent, ast::PartitionBound const& node, PartitionBound& out) {
    out.from = texts_of(context, node.values);
    out.to = texts_of(context, node.to);
    auto const count = parent.partitioned->elements.size();
    if (out.from.size() != count || out.to.size() != count)
        return refuse(context, node.span,
                      fmt::format("bound of {} and {} values for a key of {}", out.from.size(), out.to.size(), count),
                      "give one value for each column of the key");
    auto const orders = orders_of(parent);
    for (auto const* list : {&node.values, &node.to})
        for (std::size_t i = 0; i < list->size(); ++i) {
            auto const text = normalised(context, (*list)[i].tokens);
            if (is_word(text, "null"))
                return refuse(context, (*list)[i].span, "null in the bound of a range",
                              "write `minvalue` or `maxvalue`");
            if (!fits_type(context, (*list)[i], text, orders[i])) return false;
        }
    for (auto const* list : {&out.from, &out.to})
        for (std::size_t i = 1; i < list->size(); ++i) {
            auto const& before = (*list)[i - 1];
            bool const open = is_word(before, "minvalue") || is_word(before, "maxvalue");
            if (open && lower((*list)[i]) != lower(before))
                return refuse(context, node.span, fmt::format("`{}` followed by another value", lower(before)),
                              fmt::format("write `{}` for the rest of the columns, too", lower(before)));
        }
    auto const sign = compared(out.from, out.to, orders);
    if (sign && *sign >= 0)
        return refuse(context, node.span, "range that holds nothing",
                      "write the lower bound first: the upper one is not part of the range");
    return true;
}

bool define_hash(Context& context, ast::PartitionBound const& node, PartitionBound& out) {
    bool has_modulus = false, has_remainder = false;
    for (auto const& part : node.with) {
        auto const value = static_cast<int>(number_in(normalised(context, part.value->tokens)).value_or(0));
        bool const modulus = part.name.text == "modulus";
        if (!modulus && part.name.text != "remainder")
            return refuse(context, part.span, fmt::format("`{}` in the bound of a hash partition", part.name.text),
                          "write `modulus` and `remainder`");
        (modulus ? out.modulus : out.remainder) = value;
        (modulus ? has_modulus : has_remainder) = true;
    }
    if (!has_modulus || !has_remainder)
        return refuse(context, node.span,
                      fmt::format("hash partition without a {}", has_modulus ? "remainder" : "modulus"),
                      "write `with (modulus …, remainder …)`");
    if (out.modulus <= 0)
        return refuse(context, node.span, "modulus that is not greater than zero", "write a number from 1");
    if (out.remainder >= out.modulus)
        return refuse(context, node.span, fmt::format("remainder {} of modulus {}", out.remainder, out.modulus),
                      "write a remainder that is less than the modulus");
    return true;
}

bool kind_fits(Context& context, PartitionStrategy strategy, ast::PartitionBound const& node) {
    auto const wanted = strategy == PartitionStrategy::list    ? "in"
                        : strategy == PartitionStrategy::range ? "from"
                                                               : "with";
    if (node.kind == wanted) return true;
    return refuse(
        context, node.span,
        fmt::format("`for values {}` of a table that is partitioned by {}", node.kind.text, spelling(strategy)),
        fmt::format("write `for values {} …`", wanted));
}

// Every modulus is a factor of the next larger one.
bool moduli_fit(Context& context, Table const& parent, PartitionBound const& bound, Span span) {
    for (auto const& name : context.catalog.children(parent.name)) {
        auto const& other = context.catalog.table(name)->facts.bound;
        if (!other) continue;
        auto const [less, more] = std::minmax(other->modulus, bound.modulus);
        if (more % less != 0)
            return refuse(
                context, span,
                fmt::format("modulus {} beside modulus {} of `{}`", bound.modulus, other->modulus, context.shown(name)),
                "choose one that divides the other");
    }
    return true;
}

bool stands_apart(Context& context, Table const& parent, PartitionBound const& bound, Span span) {
    if (bound.strategy == PartitionStrategy::hash && !bound.is_default && !moduli_fit(context, parent, bound, span))
        return false;
    for (auto const& name : context.catalog.children(parent.name)) {
        auto const& other = context.catalog.table(name)->facts.bound;
        if (!other) continue;
        bool const clash = bound.is_default || other->is_default ? bound.is_default && other->is_default
                                                                 : overlap(parent, bound, *other);
        if (!clash) continue;
        auto& diagnostic =
            context.error(Code::bad_definition, span,
                          bound.is_default ? fmt::format("second default partition beside `{}`", context.shown(name))
                                           : fmt::format("bound that overlaps that of `{}`", context.shown(name)),
                          bound.is_default ? "give it a bound" : "let each value fall into one partition alone");
        context.note_origin(diagnostic, {Kind::table, name, {}});
        return false;
    }
    return true;
}

} // namespace

std::optional<PartitionKey> define_partition_key(Context& context, Table const& table, ast::PartitionBy const& node) {
    auto const strategy = strategy_named(node.strategy.text);
    if (!strategy) {
        refuse(context, node.strategy.span, fmt::format("partition by `{}`", node.strategy.text),
               "use list, range or hash");
        return std::nullopt;
    }
    if (*strategy == PartitionStrategy::list && node.elements.size() > 1) {
        refuse(context, node.span, "list over several columns", "partition by one column, or by range");
        return std::nullopt;
    }
    PartitionKey out;
    out.strategy = *strategy;
    for (auto const& element : node.elements) {
        auto value = define_index_element(context, table, element);
        if (!value || !may_partition_by(context, table, *value, element.span)) return std::nullopt;
        out.elements.push_back(std::move(*value));
    }
    Index as_index;
    as_index.method = *strategy == PartitionStrategy::hash ? "hash" : "btree";
    for (auto const& element : out.elements) {
        as_index.elements = {element};
        if (!check_index_method(context, table, as_index, node.span)) return std::nullopt;
    }
    return out;
}

bool in_partition_key(Table const& table, std::string_view column) {
    if (!table.partitioned) return false;
    return std::any_of(table.partitioned->elements.begin(), table.partitioned->elements.end(),
                       [&](IndexElement const& element) {
                           if (!element.expression) return element.column == column;
                           auto const columns = columns_of(*element.expression);
                           return std::find(columns.begin(), columns.end(), column) != columns.end();
                       });
}

std::optional<PartitionBound> define_bound(Context& context, Table const& parent, ast::PartitionBound const& node) {
    auto const strategy = parent.partitioned->strategy;
    PartitionBound out;
    out.strategy = strategy;
    if (node.kind == "default") {
        out.is_default = true;
        if (strategy == PartitionStrategy::hash) {
            refuse(context, node.span, "default partition of a table that is partitioned by hash",
                   "write `for values with …`");
            return std::nullopt;
        }
    } else if (!kind_fits(context, strategy, node)) {
        return std::nullopt;
    } else {
        bool const defined = strategy == PartitionStrategy::list    ? define_list(context, parent, node, out)
                             : strategy == PartitionStrategy::range ? define_range(context, parent, node, out)
                                                                    : define_hash(context, node, out);
        if (!defined) return std::nullopt;
    }
    if (!stands_apart(context, parent, out, node.span)) return std::nullopt;
    return out;
}

} // namespace migc::catalog
