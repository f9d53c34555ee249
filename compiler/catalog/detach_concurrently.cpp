#include "compiler/catalog/detach_concurrently.hpp"

#include "compiler/catalog/server_names.hpp"
#include "grammar/quote.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::catalog {

namespace {

// An expression about one column of a table, written piece by piece.
class AboutColumn {
public:
    AboutColumn(Name table, std::string column) : table_(std::move(table)), column_(std::move(column)) {}

    void add(std::string_view conjunction, std::string_view rest) {
        if (!out_.text.empty()) out_.text.append(" ").append(conjunction).append(" ");
        auto const begin = static_cast<std::uint32_t>(out_.text.size());
        out_.text += quoted_identifier(column_);
        Binding binding;
        binding.kind = Kind::column;
        binding.object = table_;
        binding.column = column_;
        binding.begin = begin;
        binding.end = static_cast<std::uint32_t>(out_.text.size());
        out_.bindings.push_back(std::move(binding));
        out_.text.append(" ").append(rest);
    }
    Expression take() { return std::move(out_); }

private:
    Name table_;
    std::string column_;
    Expression out_;
};

Expression condition_of(PartitionBound const& bound, Name const& table, std::string const& column) {
    AboutColumn about(table, column);
    if (bound.strategy == PartitionStrategy::range) {
        about.add("and", "is not null");
        if (bound.from.front() != "minvalue") about.add("and", ">= " + bound.from.front());
        if (bound.to.front() != "maxvalue") about.add("and", "< " + bound.to.front());
        return about.take();
    }
    auto values = bound.values;
    bool const with_null = std::erase(values, "null") > 0;
    about.add("", with_null ? "is null" : "is not null");
    if (!values.empty()) about.add(with_null ? "or" : "and", fmt::format("in ({})", fmt::join(values, ", ")));
    return about.take();
}

} // namespace

void leave_check(Context& context, Table const& parent, Table const& partition, Span span) {
    auto const unknown = [&](std::string_view why) {
        context.error(Code::unsupported, span,
                      fmt::format("which check `concurrently` leaves behind is not known: {}", why),
                      "remove `concurrently`");
    };
    for (auto const& child : context.catalog.children(parent.name))
        if (auto const* table = context.catalog.table(child);
            table && table->facts.bound && table->facts.bound->is_default) {
            context.error(Code::bad_definition, span,
                          fmt::format("`concurrently` beside default partition `{}`", context.shown(child)),
                          "remove `concurrently`");
            return;
        }
    bool const has_checks = std::any_of(partition.constraints.begin(), partition.constraints.end(),
                                        [](auto const& entry) { return entry.second.kind == ConstraintKind::check; });
    auto const& elements = parent.partitioned->elements;
    if (parent.partitioned->strategy == PartitionStrategy::hash) return;
    if (elements.size() != 1 || elements.front().expression)
        return unknown("the bound is not one over a single column");
    if (parent.facts.bound) return unknown("the partitioned table is a partition itself");
    if (partition.partitioned) return unknown("the partition has partitions of its own");
    if (has_checks) return unknown("the partition has checks that may say the same as its bound");
    auto const& column = elements.front().column;
    Constraint check;
    check.kind = ConstraintKind::check;
    check.name = free_constraint_name(context.catalog, partition, column, "check");
    check.columns = {column};
    check.condition = condition_of(*partition.facts.bound, partition.name, column);
    Key const key{Kind::constraint, partition.name, check.name};
    context.perform(Create{key, std::move(check)}, true);
}

} // namespace migc::catalog
