#include "compiler/plan/expected_objects.hpp"

#include "compiler/emit/write.hpp"
#include "grammar/quote.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::plan {

namespace {

using catalog::Key;
using catalog::Kind;
using catalog::Name;
using emit::Comparison;
using emit::Expected;
using emit::Holder;

constexpr std::string_view temporary = "pg_temp";

bool is_stale(std::optional<catalog::Expression> const& expression) { return expression && expression->stale; }

bool is_stale(catalog::Constraint const& constraint) {
    return is_stale(constraint.condition) || is_stale(constraint.exclude_elements) || is_stale(constraint.where);
}

bool is_stale(catalog::Index const& index) {
    return is_stale(index.where) || std::any_of(index.elements.begin(), index.elements.end(),
                                                [](auto const& element) { return is_stale(element.expression); });
}

// As drift_guard.cpp describes what stands in pg_constraint.
std::string described(catalog::Constraint const& key) {
    auto const action = [](std::string const& words) {
        return words == "set null" ? 'n' : words == "set default" ? 'd' : words == "no action" ? 'a' : words.front();
    };
    return fmt::format("({}) refers to {}.{} ({}) match {} update {} delete {}{}{}{}", fmt::join(key.columns, ", "),
                       key.references.schema, key.references.name, fmt::join(key.referenced, ", "), key.match.front(),
                       action(key.on_update), action(key.on_delete), key.deferrable ? " deferrable" : "",
                       key.initially_deferred ? " deferred" : "", key.validated ? "" : " not valid");
}

class Builder {
public:
    Builder(catalog::Catalog const& catalog, catalog::Catalog const& whole, Target const& target)
        : catalog_(catalog), whole_(whole), style_{target.schema, target.server_version} {}

    void add(Thing const& thing) {
        Name const name{thing.schema, thing.name};
        switch (thing.holder) {
        case Holder::relation: return relation(name);
        case Holder::type: return type(name);
        case Holder::routine: return routine(thing);
        case Holder::schema: return; // nothing of it is compared beyond what is in it
        }
    }

    std::vector<Expected> take() {
        std::vector<Expected> out;
        for (auto& [shown, each] : found_) out.push_back(std::move(each));
        return out;
    }

private:
    Expected& expect(std::string_view kind, Name const& name, std::string_view holder) {
        auto const shown = fmt::format("{} {}.{}", kind, name.schema, name.name);
        auto& out = found_[shown];
        out.shown = shown;
        out.holder = holder;
        out.name = qualified_identifier(name.schema, name.name);
        out.copy = qualified_identifier(temporary, name.name);
        return out;
    }

    std::vector<std::string> made(Key const& key, catalog::Object object) const {
        return emit::write({catalog::Create{key, std::move(object)}, {}}, style_);
    }

    void relation(Name const& name) {
        auto const* found = catalog_.relation(name);
        if (!found) return;
        if (found->kind == Kind::index) return relation(found->table);
        if (auto const* table = catalog_.table(name)) return this->table(*table);
        if (auto const* view = catalog_.view(name)) return this->view(*view);
        if (found->kind == Kind::sequence) expect("sequence", name, "to_regclass");
    }

    void table(catalog::Table const& table) {
        auto& out = expect("table", table.name, "to_regclass");
        out.locked = !table.facts.foreign;
        bool const unknown = table.open || std::any_of(table.columns.begin(), table.columns.end(),
                                                       [](auto const& column) { return column.type.name.empty(); });
        if (unknown) return;
        auto copy = table;
        copy.name.schema = temporary;
        copy.facts = {};
        copy.triggers.clear();
        copy.policies.clear();
        copy.rules.clear();
        for (auto& column : copy.columns) this->column(copy, column, out);
        this->constraints(copy, out);
        this->indexes(copy, out);
        out.comparison = Comparison::relation;
        out.statements = made({Kind::table, copy.name, {}}, copy);
    }

    static void column(catalog::Table const& table, catalog::Column& column, Expected& out) {
        column.owned.clear();
        column.labels.clear();
        column.comment.reset();
        column.options.clear();
        column.foreign_options.clear();
        column.storage.clear();
        column.compression.clear();
        column.statistics.reset();
        column.inheritance = {};
        column.not_null_constraint = {};
        if (column.identity) {
            auto& sequence = column.identity->sequence;
            sequence.name = {std::string(temporary), table.name.name + "_" + column.name + "_seq"};
            sequence.common = {};
        }
        if (!is_stale(column.default_value)) return;
        column.default_value.reset();
        out.ignored.push_back("column " + column.name);
    }

    static void constraints(catalog::Table& copy, Expected& out) {
        for (auto it = copy.constraints.begin(); it != copy.constraints.end();) {
            auto& constraint = it->second;
            bool const refers = constraint.kind == catalog::ConstraintKind::foreign_key;
            if (refers) out.foreign_keys.emplace_back(constraint.name, described(constraint));
            if (is_stale(constraint)) out.ignored.push_back("constraint " + constraint.name);
            if (refers || is_stale(constraint)) {
                it = copy.constraints.erase(it);
                continue;
            }
            constraint.parent = {};
            constraint.inheritance = {};
            constraint.comment.reset();
            constraint.index_comment.reset();
            constraint.tablespace.clear();
            ++it;
        }
    }

    static void indexes(catalog::Table& copy, Expected& out) {
        for (auto it = copy.indexes.begin(); it != copy.indexes.end();) {
            auto& index = it->second;
            if (is_stale(index)) {
                out.ignored.push_back("index " + index.name.name);
                it = copy.indexes.erase(it);
                continue;
            }
            index.name.schema = temporary;
            index.parent = {};
            index.comment.reset();
            index.tablespace.clear();
            index.extensions.clear();
            index.valid = true;
            ++it;
        }
    }

    void view(catalog::View const& view) {
        auto& out = expect(view.stored ? "materialized view" : "view", view.name, "to_regclass");
        if (view.stale || view.recursive) return;
        auto copy = view;
        copy.name.schema = temporary;
        copy.triggers.clear();
        copy.rules.clear();
        copy.stored.reset();
        copy.with.clear();
        copy.common = {};
        copy.column_comments.clear();
        copy.check_option.clear();
        out.comparison = Comparison::relation;
        out.statements = made({Kind::view, copy.name, {}}, copy);
    }

    void type(Name const& name) {
        if (auto const* labels = catalog_.enum_type(name)) {
            auto& out = expect("type", name, "to_regtype");
            out.comparison = Comparison::enumeration;
            out.labels = labels->labels;
            if (auto const* last = whole_.enum_type(name))
                for (auto const& label : last->labels)
                    if (std::find(out.labels.begin(), out.labels.end(), label) == out.labels.end())
                        out.ignored.push_back(label);
        } else if (auto const* domain = catalog_.domain(name)) {
            auto& out = expect("domain", name, "to_regtype");
            bool const stale = is_stale(domain->default_value) ||
                               std::any_of(domain->checks.begin(), domain->checks.end(),
                                           [](auto const& entry) { return entry.second.condition.stale; });
            if (stale) return;
            auto copy = *domain;
            copy.name.schema = temporary;
            copy.common = {};
            copy.not_null_name.clear();
            for (auto& [check_name, check] : copy.checks) check.comment.reset();
            out.comparison = Comparison::domain;
            out.statements = made({Kind::type, copy.name, {}}, copy);
        } else if (catalog_.type(name)) {
            expect("type", name, "to_regtype");
        }
    }

    void routine(Thing const& thing) {
        for (auto const& name : catalog_.names_in(thing.schema, Kind::routine))
            for (auto const& routine : *catalog_.routines({thing.schema, name})) {
                auto const arguments = fmt::format("({})", routine.signature());
                if (qualified_identifier(thing.schema, name) + arguments != thing.name) continue;
                auto& out = expect("routine", {thing.schema, name + arguments}, "to_regprocedure");
                out.name = thing.name;
                out.copy = qualified_identifier(temporary, name) + arguments;
                if (routine.stale || routine.aggregate) continue;
                auto copy = routine;
                copy.name.schema = temporary;
                copy.common = {};
                copy.extensions.clear();
                out.comparison = Comparison::routine;
                out.statements = made({Kind::routine, copy.name, routine.signature()}, copy);
            }
    }

    catalog::Catalog const& catalog_;
    catalog::Catalog const& whole_;
    emit::Style style_;
    std::map<std::string, Expected> found_;
};

} // namespace

std::vector<Expected> expected_objects(catalog::Catalog const& catalog, catalog::Catalog const& whole,
                                       std::set<Thing> const& things, Target const& target) {
    if (catalog.unseen()) return {};
    Builder builder(catalog, whole, target);
    for (auto const& thing : things) builder.add(thing);
    return builder.take();
}

} // namespace migc::plan
