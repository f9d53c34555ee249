#include "compiler/replay/touched.hpp"

namespace migc::replay {

using catalog::Key;
using catalog::Kind;

namespace {

Key whole(Key const& key) {
    switch (key.kind) {
    case Kind::column:
    case Kind::constraint:
    case Kind::trigger:
    case Kind::policy:
    case Kind::rule: return {Kind::table, key.name, {}};
    case Kind::index: return {Kind::table, {key.name.schema, key.part}, {}};
    default: return key;
    }
}

struct TouchedKeys {
    std::set<Key>& out;
    void touch(Key const& key) const {
        auto owner = whole(key);
        out.insert(owner);
        if (owner == key || owner.kind != Kind::table) return;
        owner.kind = Kind::view;
        out.insert(std::move(owner));
    }
    void operator()(catalog::Create const& c) const { touch(c.key); }
    void operator()(catalog::Drop const& d) const { touch(d.key); }
    void operator()(catalog::Alter const& a) const {
        if (a.key.kind != Kind::index) touch(a.key);
    }
    void operator()(catalog::Rename const& r) const {
        if (r.from.kind == Kind::index) return;
        touch(r.from);
        touch(r.to);
    }
    void operator()(catalog::ChangeRows const&) const {}
    void operator()(catalog::Unseen const&) const {}
};

} // namespace

void add_touched(catalog::Operation const& operation, std::set<Key>& out) {
    std::visit(TouchedKeys{out}, operation.change);
}

} // namespace migc::replay
