#include "compiler/plan/schema_statements.hpp"

#include "compiler/catalog/dump.hpp"
#include "compiler/catalog/inheritance.hpp"
#include "compiler/catalog/stale.hpp"
#include "compiler/emit/write.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace migc::plan {

namespace {

using namespace catalog;

class Schema {
public:
    Schema(replay::State const& state, Target const& target, Diagnostics& diagnostics)
        : catalog_(state.catalog), origins_(state.origins), target_(target), diagnostics_(diagnostics),
          given_(replay::State(target).catalog) {}

    std::vector<std::string> statements() {
        std::set<Name> done;
        for (auto const& key : objects(catalog_))
            if (key.kind == Kind::table) level(key.name, done);
        for (auto const& key : objects(catalog_)) collect(key, *catalog_.value(key));
        put_parts_first();
        std::move(last_.begin(), last_.end(), std::back_inserter(nodes_));
        for (std::size_t i = 0; i < nodes_.size(); ++i) {
            auto const& key = nodes_[i].key;
            makers_[{key.kind, key.name}].push_back(i);
            if (key.kind == Kind::routine || key.kind == Kind::named) called_[key.name.name].push_back(i);
        }
        for (auto const& node : nodes_) write_shell(node.key, node.value);
        for (std::size_t i = 0; i < nodes_.size(); ++i) place(i);
        for (auto const& departure : departures_) append(emit::write(departure, style()));
        for (auto const& attachment : attachments_) append(emit::write(attachment, style()));
        return std::move(out_);
    }

private:
    struct Node {
        Key key;
        Object value;
        bool placed = false;
    };

    // What INHERITS brings is like the parent's; where the table has departed from that, ALTER TABLE says so behind it.
    void level(Name const& name, std::set<Name>& done) {
        if (!done.insert(name).second) return;
        auto const parents = catalog_.table(name)->facts.parents;
        if (parents.empty()) return;
        for (auto const& parent : parents) level(parent, done);
        SourceFile nothing("", "");
        Diagnostics unheard;
        Origins none;
        Context context(catalog_, none, target_, nothing, unheard);
        level_with_parents(context, name);
        for (auto& departure : inverse(context.take_operations()))
            if (std::get<Alter>(departure.change).key.kind == Kind::column) departures_.push_back(std::move(departure));
    }

    void collect(Key const& key, Object value) {
        if (auto* table = std::get_if<Table>(&value)) {
            std::erase_if(table->constraints, [&](auto const& entry) {
                auto const& [name, constraint] = entry;
                if (constraint.kind != ConstraintKind::foreign_key) return false;
                last_.push_back({{Kind::constraint, key.name, name}, constraint});
                return true;
            });
            std::erase_if(table->triggers, [](auto const& entry) { return entry.second.cloned; });
            take_parts(Kind::trigger, key, table->triggers);
            take_parts(Kind::rule, key, table->rules);
            take_parts(Kind::policy, key, table->policies);
            take_indexes_made_alone(key, *table);
        }
        if (auto* view = std::get_if<View>(&value)) {
            take_parts(Kind::trigger, key, view->triggers);
            take_parts(Kind::rule, key, view->rules);
        }
        nodes_.push_back({key, std::move(value)});
    }

    // An index made ON ONLY a partitioned table comes when the partitions are there, and what is attached to it is
    // attached then.
    void take_indexes_made_alone(Key const& key, Table& table) {
        std::erase_if(table.indexes, [&](auto const& entry) {
            auto const& [name, index] = entry;
            if (index.valid) return false;
            last_.push_back({{Kind::index, index.name, key.name.name}, index});
            return true;
        });
        for (auto const& [name, index] : table.indexes) {
            auto const* parent = index.parent.name.empty() ? nullptr : catalog_.index(index.parent);
            if (!parent || parent->valid) continue;
            auto alone = index;
            alone.parent = {};
            attachments_.push_back({Alter{{Kind::index, index.name, {}}, std::move(alone), index, {}}, {}});
        }
    }

    // The server gives partitions their part of a key, unless it is there.
    void put_parts_first() {
        auto const depth = [&](Node const& node) {
            int out = 0;
            for (auto const* table = catalog_.table(node.key.name); table && table->facts.bound;
                 table = catalog_.table(table->facts.parents.front()))
                ++out;
            return node.key.kind == Kind::constraint ? -out : 0;
        };
        std::stable_sort(last_.begin(), last_.end(), [&](Node const& a, Node const& b) { return depth(a) < depth(b); });
    }

    template <class Part>
    void take_parts(Kind kind, Key const& key, std::map<std::string, Part>& parts) {
        for (auto& [name, part] : parts) last_.push_back({{kind, key.name, name}, std::move(part)});
        parts.clear();
    }

    // What is being placed counts as placed: a circle of routine bodies is cut there, since bodies are not checked.
    void place(std::size_t index) {
        auto& node = nodes_[index];
        if (std::exchange(node.placed, true)) return;
        auto const* table = std::get_if<Table>(&node.value);
        auto const wanted = table ? needs_with_parts(node.key, *table)
                                  : std::visit([&](auto const& value) { return needs(node.key, value); }, node.value);
        for (auto const& need : wanted) {
            if (node.key.kind == Kind::routine && is_base_type(need.object)) continue; // its shell will do
            if (auto const found = makers_.find(maker(need.object)); found != makers_.end())
                for (auto const each : found->second) place(each);
        }
        if (auto const* routine = std::get_if<Routine>(&node.value)) place_what_is_called(*routine);
        write(node);
    }

    // Bodies are not checked, but one in SQL is read where an index or a materialized view that calls it is made
    // (src/backend/optimizer/util/clauses.c, inline_function). What it mentions decides the order only.
    void place_what_is_called(Routine const& routine) {
        auto const words = words_of(routine.body);
        auto const language = std::find(words.begin(), words.end(), "language");
        if (language == words.end() || std::next(language) == words.end() || *std::next(language) != "sql") return;
        for (auto const& word : words)
            if (auto const found = called_.find(word); found != called_.end())
                for (auto const each : found->second) place(each);
    }

    // Of any text, quotes and comments included.
    static std::vector<std::string> words_of(std::string_view text) {
        std::vector<std::string> out;
        bool inside = false;
        for (auto const c : text) {
            auto const lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
            bool const part = (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
                              static_cast<unsigned char>(c) >= 0x80;
            if (part && !inside) out.emplace_back();
            if (part) out.back() += lower;
            inside = part;
        }
        return out;
    }

    bool is_base_type(Key const& key) const {
        auto const* type = key.kind == Kind::type ? catalog_.type(key.name) : nullptr;
        return type && std::holds_alternative<BaseType>(*type);
    }

    static std::optional<BaseType> shell_of(Object const& value) {
        auto const* base = std::get_if<BaseType>(&value);
        if (!base || base->is_shell()) return std::nullopt;
        BaseType shell;
        shell.name = base->name;
        return shell;
    }

    // A base type and its functions need each other: the shell comes in front of them all.
    void write_shell(Key const& key, Object const& value) {
        if (auto shell = shell_of(value)) append(emit::write({Create{key, std::move(*shell)}, {}}, style()));
    }

    // The object with which the needed one comes: a table's sequences and indexes come with the table, and its row
    // type is the table.
    std::pair<Kind, Name> maker(Key const& object) const {
        if (object.kind == Kind::named) return {object.kind, object.name};
        auto const* range = object.kind == Kind::type ? catalog_.range_of(object.name) : nullptr;
        if (object.kind == Kind::routine && !catalog_.routines(object.name))
            range = catalog_.range_made_by(object.name);
        if (range) return {Kind::type, range->name};
        auto const* relation = catalog_.relation(object.name);
        bool const of_relation =
            object.kind == Kind::type ? catalog_.type(object.name) == nullptr : object.kind != Kind::routine;
        if (!relation || !of_relation) return {object.kind, object.name};
        auto const& home = relation->table.name.empty() ? object.name : relation->table;
        return {catalog_.relation(home)->kind, home}; // a materialized view has indexes, too
    }

    void write(Node const& node) {
        if (auto const stale = stale_part(node.value); !stale.empty()) return report_stale(node.key, stale);
        if (auto const* table = std::get_if<Table>(&node.value); table && is_open(*table)) return report_open(node.key);
        auto const before = given_.value(node.key);
        if (before && *before == node.value) return;
        Operation operation{Create{node.key, node.value}, {}};
        if (before) operation.change = Alter{node.key, *before, node.value, {}};
        if (auto shell = shell_of(node.value)) operation.change = Alter{node.key, std::move(*shell), node.value, {}};
        append(emit::write(operation, style()));
    }

    emit::Style style() const { return {target_.schema, target_.server_version}; }

    void append(std::vector<std::string> statements) {
        std::move(statements.begin(), statements.end(), std::back_inserter(out_));
    }

    static bool is_open(Table const& table) {
        return table.open || std::any_of(table.columns.begin(), table.columns.end(),
                                         [](Column const& column) { return column.type.name.empty(); });
    }

    Place origin(Key const& key) const {
        auto const found = origins_.find(key);
        return found == origins_.end() ? Place{} : found->second;
    }

    void report_open(Key const& table) {
        diagnostics_.add(Code::unsupported, origin(table),
                         fmt::format("a query made table `{}`, and not all its columns are known", table.name.name),
                         "create the table with its columns, and fill it with `insert into … select …`");
    }

    void report_stale(Key const& key, std::string const& stale) {
        diagnostics_.add(Code::stale_view, origin(key),
                         fmt::format("the text of {} mentions a name that has changed since", stale),
                         key.kind == Kind::view ? "write the view anew with `create or replace view` behind the change"
                                                : "write it anew behind the change");
    }

    Catalog catalog_; // levelled
    Origins const& origins_;
    Target const& target_;
    Diagnostics& diagnostics_;
    Catalog given_;
    std::vector<Node> nodes_;
    std::vector<Node> last_;
    std::vector<Operation> departures_;
    std::vector<Operation> attachments_;
    std::map<std::pair<Kind, Name>, std::vector<std::size_t>> makers_;
    std::map<std::string, std::vector<std::size_t>, std::less<>> called_; // routines and the like, by their name alone
    std::vector<std::string> out_;
};

} // namespace

std::vector<std::string> schema_statements(replay::State const& state, Target const& target, Diagnostics& diagnostics) {
    return Schema(state, target, diagnostics).statements();
}

} // namespace migc::plan
