// ALTER INDEX: storage, tablespace, statistics of expressions, and partitions. Manual: ALTER INDEX.
#include "compiler/catalog/bind.hpp"
#include "compiler/catalog/define.hpp"
#include "compiler/catalog/define_checks.hpp"
#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/find_object.hpp"
#include "compiler/catalog/partition_parts.hpp"
#include "compiler/catalog/replay.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace migc::catalog {

namespace {

constexpr int most_statistics = 10000; // a larger target is lowered, with a warning (ALTER INDEX, SET STATISTICS)

class IndexAlteration {
public:
    IndexAlteration(Context& context, Key key) : context_(context), key_(std::move(key)) {}

    void operator()(ast::SetTableOptions const& action) {
        if (is_of_partitioned()) {
            context_.error(Code::wrong_kind, action.span,
                           fmt::format("{} of a partitioned table stores nothing", shown()),
                           "set the parameter on the indexes of the partitions");
            return;
        }
        bool const reset = action.mode == "reset";
        if (!reset && !check_parameters(context_, action.options, method())) return;
        auto const given = define_options(context_, action.options);
        change([&](auto& index) {
            for (auto const& [name, value] : given) {
                if (reset)
                    index.with.erase(name);
                else
                    index.with.insert_or_assign(name, value);
            }
        });
    }

    void operator()(ast::SetTablespace const& action) {
        auto const tablespace =
            action.tablespace.text == "pg_default" ? std::string() : std::string(action.tablespace.text);
        change([&](auto& index) { index.tablespace = tablespace; });
    }

    void operator()(ast::SetIndexStatistics const& action) {
        auto const number = number_in(action.column);
        auto const target = number_in(action.value);
        auto const* index = context_.catalog.index(key_.name);
        auto const count = index ? index->elements.size() : 0;
        bool const plain = !index || number < 1 || static_cast<std::size_t>(number) > count ||
                           !index->elements[static_cast<std::size_t>(number) - 1].expression;
        if (plain) {
            context_.error(Code::bad_definition, action.column.span,
                           fmt::format("{} has no expression as column {}", shown(), number),
                           "set the statistics of a plain column on the table");
            return;
        }
        if (target < -1) {
            context_.error(Code::bad_definition, action.value.span, fmt::format("statistics target {}", target),
                           fmt::format("give a number from -1 to {}", most_statistics));
            return;
        }
        auto const before = *index;
        auto after = before;
        auto& element = after.elements[static_cast<std::size_t>(number) - 1];
        element.statistics = target < 0 ? std::nullopt : std::optional(std::min(target, most_statistics));
        hand_on_statistics(context_, table_name(), before, static_cast<std::size_t>(number) - 1, element.statistics);
        if (after != before) context_.perform(Alter{{Kind::index, before.name, {}}, before, std::move(after), {}});
    }

    void operator()(ast::AttachIndex const& action) {
        auto const parent_table = table_name();
        if (!is_of_partitioned()) {
            context_.error(Code::wrong_kind, action.span, fmt::format("{} is not on a partitioned table", shown()),
                           "name the index of the partitioned table behind `alter index`");
            return;
        }
        ast::ObjectName const object{ast::ObjectKind::index, action.index, std::nullopt,
                                     std::nullopt,           std::nullopt, action.index.span};
        auto const part = find_object(context_, object, false);
        if (!part) return;
        auto const partition =
            part->kind == Kind::constraint ? part->name : context_.catalog.relation(part->name)->table;
        auto const children = context_.catalog.children(parent_table);
        if (std::find(children.begin(), children.end(), partition) == children.end()) {
            refuse(action,
                   fmt::format("{} is not on a partition of `{}`", context_.shown(*part), context_.shown(parent_table)),
                   "name an index of one of its partitions");
            return;
        }
        auto const parent_index = index_value(key_);
        auto const own = index_value(*part);
        Name const parent_name = parent_index.name;
        auto const held = own.parent;
        if (held == parent_name) return; // the server takes it as done
        if (!held.name.empty() || has_other(partition, parent_name)) {
            refuse(action, fmt::format("partition `{}` has its part of {} already", context_.shown(partition), shown()),
                   "remove the statement");
            return;
        }
        bool const key_wanted = key_.kind == Kind::constraint && part->kind != Kind::constraint;
        if (!matches(parent_index, own) || key_wanted || excludes(key_) || excludes(*part)) {
            refuse(action, fmt::format("{} and {} are not alike", context_.shown(*part), shown()),
                   key_wanted ? "give the partition a key of the same columns"
                              : "give both the same columns and facts");
            return;
        }
        attach(*part, partition, parent_name);
        if (auto const* index = context_.catalog.index(parent_name);
            index && !index->valid && all_attached(context_.catalog, parent_table, parent_name)) {
            auto const before = *index;
            auto after = before;
            after.valid = true;
            context_.propagate(Alter{{Kind::index, parent_name, {}}, before, std::move(after), {}});
        }
    }

private:
    std::string shown() const { return context_.shown(key_); }
    // Not so of a materialized view, either.
    bool is_of_partitioned() const {
        auto const* table = context_.catalog.table(table_name());
        return table && table->partitioned;
    }

    Name table_name() const {
        return key_.kind == Kind::constraint ? key_.name : context_.catalog.relation(key_.name)->table;
    }
    Constraint const* constraint() const {
        return key_.kind == Kind::constraint ? &context_.catalog.table(key_.name)->constraints.at(key_.part) : nullptr;
    }
    std::string method() const {
        if (auto const* key = constraint()) return key->kind == ConstraintKind::exclude ? key->exclude_method : "btree";
        return context_.catalog.index(key_.name)->method;
    }

    int number_in(ast::Expression const& value) {
        auto const text = normalised(context_, value.tokens);
        int out = 0;
        std::from_chars(text.data(), text.data() + text.size(), out);
        return out;
    }

    void refuse(ast::AttachIndex const& action, std::string message, std::string help) {
        context_.error(Code::bad_definition, action.span, std::move(message), std::move(help));
    }

    // The index of an exclusion constraint stands for no other (src/backend/catalog/index.c, CompareIndexInfo).
    bool excludes(Key const& key) const {
        return key.kind == Kind::constraint &&
               context_.catalog.table(key.name)->constraints.at(key.part).kind == ConstraintKind::exclude;
    }

    Index index_value(Key const& key) const {
        if (key.kind != Kind::constraint) return *context_.catalog.index(key.name);
        auto const& value = context_.catalog.table(key.name)->constraints.at(key.part);
        auto out = index_of(key.name, value);
        out.parent = value.parent;
        return out;
    }

    bool has_other(Name const& partition, Name const& parent_index) const {
        auto const* table = context_.catalog.table(partition);
        auto const stands_for = [&](auto const& part) { return part.second.parent == parent_index; };
        return std::any_of(table->indexes.begin(), table->indexes.end(), stands_for) ||
               std::any_of(table->constraints.begin(), table->constraints.end(), stands_for);
    }

    void attach(Key const& part, Name const& partition, Name const& parent_index) {
        if (part.kind == Kind::constraint) {
            auto const before = context_.catalog.table(partition)->constraints.at(part.part);
            auto after = before;
            after.parent = parent_index;
            if (key_.kind == Kind::constraint) after.inheritance = {false, 1};
            context_.perform(Alter{part, before, std::move(after), {}});
            return;
        }
        auto const before = *context_.catalog.index(part.name);
        auto after = before;
        after.parent = parent_index;
        context_.perform(Alter{{Kind::index, part.name, {}}, before, std::move(after), {}});
    }

    template <class Change>
    void change(Change const& change_one) {
        if (context_.failed()) return;
        if (auto const* key = constraint()) {
            auto const before = *key;
            auto after = before;
            change_one(after);
            if (after != before) context_.perform(Alter{key_, before, std::move(after), {}});
            return;
        }
        auto const before = *context_.catalog.index(key_.name);
        auto after = before;
        change_one(after);
        if (after != before) context_.perform(Alter{{Kind::index, before.name, {}}, before, std::move(after), {}});
    }

    Context& context_;
    Key key_;
};

} // namespace

void perform(Context& context, ast::AlterIndex const& statement) {
    ast::ObjectName const object{ast::ObjectKind::index, statement.name, std::nullopt,
                                 std::nullopt,           std::nullopt,   statement.name.span};
    auto const key = find_object(context, object, statement.if_exists);
    if (!key) return;
    IndexAlteration alteration(context, *key);
    for (auto const& action : statement.actions) std::visit(alteration, action);
}

} // namespace migc::catalog
