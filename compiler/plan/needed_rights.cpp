#include "compiler/plan/needed_rights.hpp"

#include "compiler/catalog/common.hpp"
#include "grammar/quote.hpp"

#include <fmt/format.h>
#include <optional>

namespace migc::plan {

namespace {

using catalog::Key;
using catalog::Kind;
using emit::Holder;
using emit::Right;
using Action = Touch::Action;

// The object that a key is about, or a part of; nothing for what has no owner, or none that is asked about.
std::optional<Thing> thing_of(Key const& key) {
    switch (key.kind) {
    case Kind::schema: return Thing{Holder::schema, key.name.name, key.name.name};
    case Kind::type: return Thing{Holder::type, key.name.schema, key.name.name};
    case Kind::sequence:
    case Kind::table:
    case Kind::column:
    case Kind::constraint:
    case Kind::index:
    case Kind::view:
    case Kind::trigger:
    case Kind::policy:
    case Kind::rule: return Thing{Holder::relation, key.name.schema, key.name.name};
    case Kind::routine:
        return Thing{Holder::routine, key.name.schema,
                     fmt::format("{}({})", qualified_identifier(key.name.schema, key.name.name), key.part)};
    case Kind::extension:
    case Kind::named: return std::nullopt;
    }
    return std::nullopt;
}

bool is_part(Key const& key) {
    return key.kind == Kind::column || key.kind == Kind::constraint || key.kind == Kind::trigger ||
           key.kind == Kind::policy || key.kind == Kind::rule;
}

Thing relation(catalog::Name const& name) { return {Holder::relation, name.schema, name.name}; }

template <class T>
bool only_grants_differ(T before, T const& after) {
    if constexpr (requires { before.common; }) before.common.acl = after.common.acl;
    return before == after;
}

// CREATE OR REPLACE asks for the right to create, even where it replaces (ran).
bool replaces(catalog::Alter const& alter) {
    auto const* view = std::get_if<catalog::View>(&alter.before);
    auto const* routine = std::get_if<catalog::Routine>(&alter.before);
    if (view) return view->query != std::get<catalog::View>(alter.after).query;
    if (!routine) return false;
    auto const& after = std::get<catalog::Routine>(alter.after);
    return routine->body != after.body || !(routine->arguments == after.arguments);
}

class Toucher {
public:
    explicit Toucher(std::vector<Touch>& out) : out_(out) {}

    void operator()(catalog::Create const& create) {
        auto const& key = create.key;
        if (key.kind == Kind::extension)
            out_.push_back({Action::extend, {Holder::relation, {}, key.name.name}, {}, {}});
        auto const thing = thing_of(key);
        if (!thing) return;
        if (key.kind == Kind::trigger)
            need(*thing, Right::trigger);
        else if (is_part(key))
            need(*thing, Right::own);
        else {
            if (key.kind == Kind::index) need(relation({key.name.schema, key.part}), Right::own);
            out_.push_back({Action::create, *thing, {}, {}});
        }
        if (auto const* table = std::get_if<catalog::Table>(&create.after)) {
            for (auto const& [name, constraint] : table->constraints) refer(constraint);
            for (auto const& parent : table->facts.parents) need(relation(parent), Right::own);
        }
        if (auto const* constraint = std::get_if<catalog::Constraint>(&create.after)) refer(*constraint);
    }
    void operator()(catalog::Drop const& drop) {
        if (auto const thing = thing_of(drop.key)) need(*thing, is_part(drop.key) ? Right::own : Right::drop);
    }
    void operator()(catalog::Alter const& alter) {
        auto const thing = thing_of(alter.key);
        if (!thing) return;
        bool const grants = std::visit(
            [&](auto const& before) {
                using T = std::decay_t<decltype(before)>;
                auto const* after = std::get_if<T>(&alter.after);
                return after && only_grants_differ(before, *after);
            },
            alter.before);
        if (grants) return;
        need(*thing, Right::own);
        if (replaces(alter)) out_.push_back({Action::replace, *thing, {}, {}});
    }
    void operator()(catalog::Rename const& rename) {
        auto const from = thing_of(rename.from), to = thing_of(rename.to);
        if (!from || !to) return;
        need(*from, Right::own);
        if (!is_part(rename.from)) out_.push_back({Action::rename, *from, *to, {}});
    }
    void operator()(catalog::ChangeRows const&) {}
    void operator()(catalog::Unseen const&) {}

private:
    void need(Thing thing, Right right) { out_.push_back({Action::need, std::move(thing), {}, right}); }
    void refer(catalog::Constraint const& constraint) {
        if (constraint.kind == catalog::ConstraintKind::foreign_key && !constraint.references.name.empty())
            need(relation(constraint.references), Right::reference);
    }

    std::vector<Touch>& out_;
};

} // namespace

std::vector<Touch> touches_of(std::vector<catalog::Operation> const& operations) {
    std::vector<Touch> out;
    Toucher toucher(out);
    for (auto const& operation : operations)
        if (!operation.implied) std::visit(toucher, operation.change);
    return out;
}

void NeededRightsCollector::add(std::vector<Touch> const& touches) {
    for (auto const& touch : touches) switch (touch.action) {
        case Action::need: need(touch.thing, touch.right); break;
        case Action::create:
            if (touch.thing.holder == Holder::schema)
                needed_.creates_schema = true;
            else
                create_in(touch.thing.schema);
            made_.insert(touch.thing);
            now_.insert(touch.thing);
            break;
        case Action::replace: create_in(touch.thing.schema); break;
        case Action::rename: rename(touch.thing, touch.to); break;
        case Action::extend: needed_.extensions.insert(touch.thing.name); break;
        }
}

emit::NeededRights NeededRightsCollector::take() {
    // Who must own it may drop it, too.
    std::erase_if(needed_.objects, [&](emit::NeededRight const& each) {
        auto own = each;
        own.right = Right::own;
        return each.right != Right::own && needed_.objects.contains(own);
    });
    return std::move(needed_);
}

std::set<Thing> NeededRightsCollector::at_start() const {
    std::set<Thing> out;
    for (auto const& object : needed_.objects) out.insert({object.holder, object.schema, object.name});
    return out;
}

void NeededRightsCollector::need(Thing const& thing, Right right) {
    if (thing.schema.empty()) return; // the server's own, or from outside
    if (right == Right::drop)
        now_.erase(thing);
    else
        now_.insert(thing);
    if (made_.contains(thing)) {
        if (right == Right::drop) made_.erase(thing);
        return;
    }
    auto const renamed = start_names_.find(thing);
    auto start = renamed == start_names_.end() ? thing : renamed->second;
    if (renamed != start_names_.end() && right == Right::drop) start_names_.erase(renamed);
    // Not renamed itself, but perhaps its schema.
    if (auto const schema = start_names_.find({Holder::schema, start.schema, start.schema});
        start.holder != Holder::schema && schema != start_names_.end())
        start.schema = schema->second.name;
    needed_.objects.insert({start.holder, start.schema, start.name, right});
}

void NeededRightsCollector::create_in(std::string const& schema) {
    Thing const thing{Holder::schema, schema, schema};
    if (schema.empty() || made_.contains(thing)) return;
    auto const renamed = start_names_.find(thing);
    needed_.schemas.insert(renamed == start_names_.end() ? schema : renamed->second.name);
}

void NeededRightsCollector::rename(Thing const& from, Thing const& to) {
    if (from.holder == Holder::schema) {
        needed_.creates_schema = true;
        rename_schema(from.name, to.name);
    } else
        create_in(to.schema);
    now_.erase(from);
    now_.insert(to);
    if (made_.erase(from) != 0) {
        made_.insert(to);
        return;
    }
    auto const known = start_names_.find(from);
    auto start = known == start_names_.end() ? from : known->second;
    if (known != start_names_.end()) start_names_.erase(known);
    start_names_.insert_or_assign(to, std::move(start));
}

// What the script has made or renamed in a schema goes along with it; all else there keeps its own name, and only
// those that are touched later have to be found again, under the schema's old name.
void NeededRightsCollector::rename_schema(std::string const& from, std::string const& to) {
    auto const follow = [&](std::set<Thing>& things) {
        std::set<Thing> out;
        for (auto thing : things) {
            if (thing.schema == from && thing.holder != Holder::schema) thing.schema = to;
            out.insert(std::move(thing));
        }
        things = std::move(out);
    };
    follow(made_);
    follow(now_);
    std::map<Thing, Thing> names;
    for (auto& [now, start] : start_names_) {
        auto thing = now;
        if (thing.schema == from && thing.holder != Holder::schema) thing.schema = to;
        names.emplace(std::move(thing), std::move(start));
    }
    start_names_ = std::move(names);
}

} // namespace migc::plan
