#include "compiler/chain/cycle.hpp"
#include "compiler/chain/errors.hpp"
#include "compiler/chain/names.hpp"
#include "compiler/chain/order.hpp"

#include "compiler/base/suggest.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::chain {

namespace {

// Nearest names cost a look at every id: a folder in which everything is wrong gets them for its first
// errors.
constexpr std::size_t suggestions = 16;

void check_name(Reference const& name, std::string_view what, Diagnostics& diagnostics) {
    auto const& text = name.name;
    if (text == "head" || text == "heads" || text == "base" || text == "current") {
        diagnostics.add(bad_revision_name(name, what, "is a word that ranges use"));
        return;
    }
    if (text.empty()) {
        diagnostics.add(bad_revision_name(name, what, "is empty"));
        return;
    }
    auto const odd = std::find_if(text.begin(), text.end(), [](char c) {
        auto const byte = static_cast<unsigned char>(c);
        return byte <= 0x20 || byte == 0x7F || std::string_view("@+-:~,'\"`").find(c) != std::string_view::npos;
    });
    if (odd == text.end()) return;
    auto const byte = static_cast<unsigned char>(*odd);
    diagnostics.add(bad_revision_name(name, what,
                                      byte <= 0x20 || byte == 0x7F
                                          ? "holds white space or a control character"
                                          : fmt::format("holds `{}`, which has a meaning elsewhere", *odd)));
}

class Builder {
public:
    Builder(std::vector<Header> headers, Diagnostics& diagnostics)
        : headers_(std::move(headers)), diagnostics_(diagnostics), errors_before_(diagnostics.error_count()) {}

    Chain build() {
        name_revisions();
        name_labels();
        if (failed()) return {};
        chain_.revisions.resize(headers_.size());
        for (Index i = 0; i < headers_.size(); ++i) link(i);
        if (failed()) return {};
        for (Index i = 0; i < headers_.size(); ++i) link_back(i);
        for (Index i = 0; i < headers_.size(); ++i) chain_.revisions[i].id.name = headers_[i].id.name;

        chain_.by_id = ids_.positions();
        chain_.order = total_order(chain_.revisions, chain_.by_id);
        if (chain_.order.size() < headers_.size()) {
            report_cycles(chain_.revisions, headers_, diagnostics_);
            return {};
        }
        chain_.rank.resize(headers_.size());
        for (Index rank = 0; rank < chain_.order.size(); ++rank) chain_.rank[chain_.order[rank]] = rank;
        for (auto const position : labels_.positions())
            chain_.labels.push_back({label_places_[position].first->name, label_places_[position].second});
        for (Index i = 0; i < headers_.size(); ++i) {
            auto& revision = chain_.revisions[i];
            revision.id.place = headers_[i].id.place;
            revision.message = std::move(headers_[i].message);
            revision.labels = std::move(headers_[i].labels);
        }
        return std::move(chain_);
    }

private:
    bool failed() const { return diagnostics_.error_count() != errors_before_; }

    void name_revisions() {
        ids_.reserve(headers_.size());
        for (auto const& header : headers_) {
            auto const& id = header.id;
            check_name(id, "id", diagnostics_);
            if (id.name.size() > id_width) diagnostics_.add(id_too_wide(id));
            ids_.add(id.name);
        }
        ids_.sort();
        for (auto const& [again, first] : ids_.repeated())
            diagnostics_.add(duplicate_id(headers_[again].id, headers_[first].id));
    }

    void name_labels() {
        for (Index i = 0; i < headers_.size(); ++i)
            for (auto const& label : headers_[i].labels) {
                check_name(label, "label", diagnostics_);
                if (auto const revision = ids_.find(label.name))
                    diagnostics_.add(duplicate_label(label, headers_[*revision].id, true));
                labels_.add(label.name);
                label_places_.emplace_back(&label, i);
            }
        labels_.sort();
        for (auto const& [again, first] : labels_.repeated())
            diagnostics_.add(duplicate_label(*label_places_[again].first, *label_places_[first].first, false));
    }

    std::optional<Index> labelled(std::string_view name) const {
        auto const position = labels_.find(name);
        return position ? std::optional(label_places_[*position].second) : std::nullopt;
    }

    void link(Index i) {
        auto& revision = chain_.revisions[i];
        auto const& header = headers_[i];
        check_repeated(header.parents);
        check_repeated(header.depends_on);
        for (auto const& parent : header.parents) {
            if (auto const found = ids_.find(parent.name))
                revision.parents.push_back(*found);
            else
                diagnostics_.add(unknown_parent(header.id, parent, help_for(parent.name)));
        }
        for (auto const& dependency : header.depends_on) {
            auto found = ids_.find(dependency.name);
            if (!found) found = labelled(dependency.name);
            if (found)
                revision.depends_on.push_back(*found);
            else
                diagnostics_.add(unknown_dependency(header.id, dependency, help_for(dependency.name)));
        }
    }

    void link_back(Index i) {
        for (auto const parent : chain_.revisions[i].parents) chain_.revisions[parent].children.push_back(i);
        for (auto const dependency : chain_.revisions[i].depends_on)
            chain_.revisions[dependency].dependants.push_back(i);
    }

    void check_repeated(std::vector<Reference> const& references) {
        if (references.size() < 2) return;
        NameTable names;
        for (auto const& reference : references) names.add(reference.name);
        names.sort();
        for (auto const& [again, first] : names.repeated())
            diagnostics_.add(repeated_reference(references[again], references[first]));
    }

    std::string help_for(std::string const& name) {
        if (auto const revision = labelled(name))
            return fmt::format("write the id `{}`: `{}` is a label of it", headers_[*revision].id.name, name);
        if (suggested_++ < suggestions) {
            std::vector<std::string_view> candidates;
            std::vector<std::string_view> longer;
            for (auto const& header : headers_) {
                candidates.push_back(header.id.name);
                if (name.size() >= 4 && header.id.name.starts_with(name)) longer.push_back(header.id.name);
            }
            if (longer.size() == 1) return fmt::format("write the whole id, `{}`", longer.front());
            if (auto const near = nearest(name, candidates)) return fmt::format("write `{}`, if that is meant", *near);
        }
        return "add its file, or name the revision that took its place";
    }

    std::vector<Header> headers_;
    Diagnostics& diagnostics_;
    std::size_t errors_before_;
    Chain chain_;
    NameTable ids_, labels_;                                       // labels_: positions in label_places_
    std::vector<std::pair<Reference const*, Index>> label_places_; // where it is written, and on which revision
    std::size_t suggested_ = 0;
};

enum class Edges : std::uint8_t { parents, all };

// Walks from `from` along parents and dependencies, or children and dependants; no recursion, chains are
// deep.
std::vector<bool> reached(Chain const& chain, std::span<Index const> from, bool upwards, Edges edges) {
    std::vector<bool> seen(chain.revisions.size());
    std::vector<Index> pending;
    auto const visit = [&](Index index) {
        if (seen[index]) return;
        seen[index] = true;
        pending.push_back(index);
    };
    for (auto const index : from) visit(index);
    while (!pending.empty()) {
        auto const& revision = chain[pending.back()];
        pending.pop_back();
        for (auto const next : upwards ? revision.children : revision.parents) visit(next);
        if (edges == Edges::parents) continue;
        for (auto const next : upwards ? revision.dependants : revision.depends_on) visit(next);
    }
    return seen;
}

std::string_view id_at(Chain const& chain, Index index) { return chain[index].id.name; }

} // namespace

Chain build(std::vector<Header> headers, Diagnostics& diagnostics) {
    return Builder(std::move(headers), diagnostics).build();
}

std::optional<Index> find(Chain const& chain, std::string_view id) {
    auto const at = std::lower_bound(chain.by_id.begin(), chain.by_id.end(), id,
                                     [&](Index index, std::string_view text) { return id_at(chain, index) < text; });
    if (at == chain.by_id.end() || id_at(chain, *at) != id) return std::nullopt;
    return *at;
}

std::optional<Index> find_label(Chain const& chain, std::string_view name) {
    auto const at = std::lower_bound(chain.labels.begin(), chain.labels.end(), name,
                                     [](Label const& label, std::string_view text) { return label.name < text; });
    if (at == chain.labels.end() || at->name != name) return std::nullopt;
    return at->revision;
}

std::span<Index const> with_prefix(Chain const& chain, std::string_view prefix) {
    auto const head_of = [&](Index index) { return id_at(chain, index).substr(0, prefix.size()); };
    auto const first = std::lower_bound(chain.by_id.begin(), chain.by_id.end(), prefix,
                                        [&](Index index, std::string_view text) { return head_of(index) < text; });
    auto const last = std::upper_bound(first, chain.by_id.end(), prefix,
                                       [&](std::string_view text, Index index) { return text < head_of(index); });
    return {first, last};
}

std::vector<Index> heads(Chain const& chain) {
    std::vector<Index> out;
    for (auto const index : chain.order)
        if (chain[index].children.empty()) out.push_back(index);
    return out;
}

std::vector<Index> real_heads(Chain const& chain) {
    std::vector<Index> out;
    for (auto const index : chain.order)
        if (chain[index].children.empty() && chain[index].dependants.empty()) out.push_back(index);
    return out;
}

std::vector<Index> branch_points(Chain const& chain) {
    std::vector<Index> out;
    for (auto const index : chain.order)
        if (chain[index].children.size() > 1) out.push_back(index);
    return out;
}

std::vector<bool> ancestors(Chain const& chain, std::span<Index const> from) {
    return reached(chain, from, false, Edges::all);
}

std::vector<bool> descendants(Chain const& chain, std::span<Index const> from) {
    return reached(chain, from, true, Edges::all);
}

std::vector<bool> lineage(Chain const& chain, Index revision) {
    auto both = reached(chain, {&revision, 1}, false, Edges::parents);
    auto const after = reached(chain, {&revision, 1}, true, Edges::parents);
    for (std::size_t i = 0; i < both.size(); ++i)
        if (after[i]) both[i] = true;
    return both;
}

std::vector<std::vector<std::string_view>> branch_labels(Chain const& chain) {
    std::vector<std::vector<std::string_view>> out(chain.revisions.size());
    if (chain.labels.empty()) return out;
    auto const add = [&](Index to, std::vector<std::string_view> const& labels) {
        std::vector<std::string_view> both;
        std::set_union(out[to].begin(), out[to].end(), labels.begin(), labels.end(), std::back_inserter(both));
        out[to] = std::move(both);
    };
    // `chain.labels` is sorted, so each revision's own come in order.
    for (auto const& label : chain.labels) out[label.revision].push_back(label.name);
    auto const own = out;
    for (auto const index : chain.order)
        for (auto const parent : chain[index].parents) add(index, out[parent]);
    // Backwards along a line without forks: the part of a branch that came before its label was written.
    auto back = own;
    for (auto at = chain.order.rbegin(); at != chain.order.rend(); ++at) {
        auto const& revision = chain[*at];
        if (revision.parents.size() != 1 || back[*at].empty()) continue;
        auto const parent = revision.parents.front();
        if (chain[parent].children.size() + chain[parent].dependants.size() > 1 || chain[parent].parents.size() > 1)
            continue;
        std::vector<std::string_view> both;
        std::set_union(back[parent].begin(), back[parent].end(), back[*at].begin(), back[*at].end(),
                       std::back_inserter(both));
        back[parent] = std::move(both);
        add(parent, back[*at]);
    }
    return out;
}

} // namespace migc::chain
