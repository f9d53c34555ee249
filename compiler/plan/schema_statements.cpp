#include "compiler/plan/schema_statements.hpp"

#include "compiler/catalog/dump.hpp"
#include "compiler/catalog/stale.hpp"
#include "compiler/emit/write.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <map>
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
        for (auto const& key : objects(catalog_)) collect(key, *catalog_.value(key));
        std::move(last_.begin(), last_.end(), std::back_inserter(nodes_));
        for (std::size_t i = 0; i < nodes_.size(); ++i) makers_[{nodes_[i].key.kind, nodes_[i].key.name}].push_back(i);
        for (std::size_t i = 0; i < nodes_.size(); ++i) place(i);
        return std::move(out_);
    }

private:
    struct Node {
        Key key;
        Object value;
        bool placed = false;
    };

    void collect(Key const& key, Object value) {
        if (auto* table = std::get_if<Table>(&value)) {
            std::erase_if(table->constraints, [&](auto const& entry) {
                auto const& [name, constraint] = entry;
                if (constraint.kind != ConstraintKind::foreign_key) return false;
                last_.push_back({{Kind::constraint, key.name, name}, constraint});
                return true;
            });
            take_parts(Kind::trigger, key, table->triggers);
            take_parts(Kind::rule, key, table->rules);
            take_parts(Kind::policy, key, table->policies);
        }
        if (auto* view = std::get_if<View>(&value)) {
            take_parts(Kind::trigger, key, view->triggers);
            take_parts(Kind::rule, key, view->rules);
        }
        nodes_.push_back({key, std::move(value)});
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
        auto const wanted = std::visit([&](auto const& value) { return needs(node.key, value); }, node.value);
        for (auto const& need : wanted)
            if (auto const found = makers_.find(maker(need.object)); found != makers_.end())
                for (auto const each : found->second) place(each);
        write(node);
    }

    // The object with which the needed one comes: a table's sequences and indexes come with the table, and its row
    // type is the table.
    std::pair<Kind, Name> maker(Key const& object) const {
        if (object.kind == Kind::named) return {object.kind, object.name};
        auto const* relation = catalog_.relation(object.name);
        bool const of_relation = object.kind == Kind::type ? catalog_.type(object.name) == nullptr
                                                           : object.kind != Kind::routine;
        if (!relation || !of_relation) return {object.kind, object.name};
        if (!relation->table.name.empty()) return {Kind::table, relation->table};
        return {relation->kind, object.name};
    }

    void write(Node const& node) {
        if (auto const stale = stale_part(node.value); !stale.empty()) return report_stale(node.key, stale);
        emit::Style const style{target_.schema, target_.server_version};
        auto const before = given_.value(node.key);
        if (before && *before == node.value) return;
        Operation operation{Create{node.key, node.value}, {}};
        if (before) operation.change = Alter{node.key, *before, node.value, {}};
        auto statements = emit::write(operation, style);
        std::move(statements.begin(), statements.end(), std::back_inserter(out_));
    }

    void report_stale(Key const& key, std::string const& stale) {
        auto const origin = origins_.find(key);
        diagnostics_.add(Code::stale_view, origin == origins_.end() ? Place{} : origin->second,
                         fmt::format("the text of {} mentions a name that has changed since", stale),
                         key.kind == Kind::view ? "write the view anew with `create or replace view` behind the change"
                                                : "write it anew behind the change");
    }

    Catalog const& catalog_;
    Origins const& origins_;
    Target const& target_;
    Diagnostics& diagnostics_;
    Catalog given_;
    std::vector<Node> nodes_;
    std::vector<Node> last_;
    std::map<std::pair<Kind, Name>, std::vector<std::size_t>> makers_;
    std::vector<std::string> out_;
};

} // namespace

std::vector<std::string> schema_statements(replay::State const& state, Target const& target, Diagnostics& diagnostics) {
    return Schema(state, target, diagnostics).statements();
}

} // namespace migc::plan
