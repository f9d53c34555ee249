#include "compiler/chain/errors.hpp"
#include "compiler/chain/rows.hpp"
#include "compiler/chain/symbols.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::chain {

namespace {

struct Ends {
    std::string_view from;
    std::string_view to;
    bool from_is_typed = false;
};

std::optional<Ends> read_range(RangeRequest const& request, Diagnostics& diagnostics) {
    std::string_view const text = request.text;
    auto const refuse = [&](std::string_view seen, std::string help) -> std::optional<Ends> {
        diagnostics.add(bad_range(text, seen, std::move(help)));
        return std::nullopt;
    };
    auto const colon = text.find(':');
    if (colon == std::string_view::npos) return Ends{request.default_from, text, false};
    Ends const ends{text.substr(0, colon), text.substr(colon + 1), true};
    if (ends.to.find(':') != std::string_view::npos)
        return refuse("holds more than one `:`", "write `FROM:TO`; several revisions at one end as `a,b`");
    if (ends.from.empty() && ends.to.empty()) return refuse("names neither end", "write `base:head`");
    if (ends.from.empty()) return refuse("does not say where it starts", fmt::format("write `base:{}`", ends.to));
    if (ends.to.empty()) return refuse("does not say where it ends", fmt::format("write `{}:head`", ends.from));
    return ends;
}

// What a range comes down to: these revisions, taken in the chain's order or against it.
struct Way {
    Direction direction{};
    std::vector<bool> revisions;
};

class Router {
public:
    Router(Chain const& chain, RangeRequest const& request, Ends const& ends, Rows start, Diagnostics& diagnostics)
        : chain_(chain), request_(request), ends_(ends), start_(std::move(start)), applied_(ancestors(chain, start_)),
          range_(fmt::format("{}:{}", ends.from, ends.to)), diagnostics_(diagnostics) {}

    std::optional<Way> find_way() {
        auto const symbols = read_symbols(ends_.to, diagnostics_);
        if (!symbols) return std::nullopt;
        if (symbols->front().is_bare_offset()) return by_offset(symbols->front());

        Rows end;
        for (auto const& symbol : *symbols) {
            auto const rows = rows_of(chain_, symbol, request_.current, diagnostics_);
            if (!rows) return std::nullopt;
            end.insert(end.end(), rows->begin(), rows->end());
        }
        end = uncovered(chain_, end);
        bool const down = std::all_of(end.begin(), end.end(), [&](Index row) { return applied_[row]; });
        return down ? downwards(*symbols, end) : upwards(end);
    }

    std::vector<bool> const& applied() const { return applied_; }
    std::string const& range() const { return range_; }

private:
    std::optional<Way> refuse(Diagnostic diagnostic) {
        diagnostics_.add(std::move(diagnostic));
        return std::nullopt;
    }

    Way up_to(Rows const& end) const {
        auto revisions = ancestors(chain_, end);
        for (std::size_t i = 0; i < revisions.size(); ++i)
            if (applied_[i]) revisions[i] = false;
        return {Direction::upgrade, std::move(revisions)};
    }

    Way without(Rows const& first) const {
        auto revisions = descendants(chain_, first);
        for (std::size_t i = 0; i < revisions.size(); ++i)
            if (!applied_[i]) revisions[i] = false;
        return {Direction::downgrade, std::move(revisions)};
    }

    Rows applied_children(Index of) const { return on_branch(chain_[of].children, applied_); }

    // Where a step on a branch counts from: the row there, or the last that has run of it where another row
    // covers it. Upwards that may lie before the fork from which the branch starts.
    Rows tips(std::vector<bool> const& branch) const {
        auto const rows = on_branch(start_, branch);
        if (!rows.empty()) return rows;
        Rows out;
        auto const holds = [&](Index index) { return applied_[index] && branch[index]; };
        for (auto const index : chain_.order)
            if (holds(index) && std::none_of(chain_[index].children.begin(), chain_[index].children.end(), holds))
                out.push_back(index);
        return out;
    }

    bool has_begun(std::string_view label) {
        auto const named = revision_named(chain_, label, nullptr, diagnostics_);
        return named && applied_[*named];
    }

    std::optional<Way> by_offset(Symbol const& symbol) {
        bool const down = *symbol.offset < 0;
        if (!ends_.from_is_typed)
            return refuse(offset_without_start(symbol.text, fmt::format("{}:{}", down ? "head" : "base", symbol.text)));
        if (*symbol.offset == 0) return refuse(empty_range(range_, "its step is zero", "write the steps to go"));
        std::optional<std::vector<bool>> branch;
        if (!symbol.label.empty() && !(branch = branch_of(chain_, symbol.label, diagnostics_))) return std::nullopt;
        auto const* const on = branch ? &*branch : nullptr;

        auto const from = branch ? tips(*branch) : start_;
        // Back from before the fork would take back what other branches stand on.
        if (down && branch && on_branch(start_, *branch).empty() && !has_begun(symbol.label))
            return refuse(branch_not_begun(symbol.text, symbol.label));
        if (from.size() > 1) return refuse(ambiguous_start(chain_, symbol.text, from));
        if (down) {
            if (from.empty()) return refuse(walk_too_far(symbol.text, 0, false));
            auto const last = walk_down(chain_, symbol, from.front(), on, diagnostics_);
            return last ? std::optional(without({*last})) : std::nullopt;
        }
        auto const reached =
            walk_up(chain_, symbol, from.empty() ? std::nullopt : std::optional(from.front()), on, diagnostics_);
        return reached ? std::optional(up_to({*reached})) : std::nullopt;
    }

    std::optional<Way> upwards(Rows const& end) {
        auto const ahead = std::find_if(end.begin(), end.end(), [&](Index row) { return !applied_[row]; });
        for (auto const row : end)
            if (applied_[row] && !applied_children(row).empty())
                return refuse(no_path_both_ways(chain_, range_, row, *ahead));
        auto const needed = ancestors(chain_, end);
        auto const leads_there = [&](Index row) { return needed[row]; };
        if (!start_.empty() && std::none_of(start_.begin(), start_.end(), leads_there))
            return refuse(no_path_beside(chain_, ends_.from, ends_.to, start_, end));
        return up_to(end);
    }

    std::optional<Way> downwards(std::vector<Symbol> const& symbols, Rows const& end) {
        // What goes first: the children of the end; from `base` the revisions without parents.
        Rows first;
        if (end.empty()) {
            for (auto const index : chain_.order)
                if (applied_[index] && chain_[index].parents.empty()) first.push_back(index);
        }
        for (auto const row : end) {
            auto const children = applied_children(row);
            first.insert(first.end(), children.begin(), children.end());
        }
        if (symbols.size() == 1 && !symbols.front().label.empty()) {
            auto const branch = branch_of(chain_, symbols.front().label, diagnostics_);
            if (!branch) return std::nullopt;
            first = on_branch(first, *branch);
        }
        if (!first.empty()) return without(first);
        if (end == start_)
            return refuse(
                empty_range(range_, "both ends are the same", "name an end that lies before or behind the start"));
        return refuse(empty_range(
            range_,
            end.empty() ? std::string("nothing of that branch has run at its start")
                        : fmt::format("nothing that has run at its start came after {}", quoted_list(ids(chain_, end))),
            "name an end that lies before or behind the start"));
    }

    Chain const& chain_;
    RangeRequest const& request_;
    Ends const& ends_;
    Rows start_;
    std::vector<bool> applied_;
    std::string range_;
    Diagnostics& diagnostics_;
};

} // namespace

std::optional<Route> route(Chain const& chain, RangeRequest const& request, Diagnostics& diagnostics) {
    auto const ends = read_range(request, diagnostics);
    if (!ends) return std::nullopt;
    // A revision or a label of that name is meant before the word is.
    bool const any = ends->from == "any" && !find(chain, "any") && !find_label(chain, "any");
    auto const start = any ? std::optional(Rows{}) : resolve(chain, ends->from, request.current, diagnostics);
    if (!start) return std::nullopt;
    Router router(chain, request, *ends, *start, diagnostics);
    auto const way = router.find_way();
    if (!way) return std::nullopt;
    if (request.only && *request.only != way->direction) {
        diagnostics.add(wrong_direction(ends->from, ends->to, way->direction));
        return std::nullopt;
    }

    Route route{way->direction, *start, {}, {}, any};
    VersionRows rows(chain, router.applied());
    if (route.direction == Direction::upgrade) {
        for (auto const index : chain.order)
            if (way->revisions[index]) route.steps.push_back({index, rows.apply(index)});
    } else {
        for (auto at = chain.order.rbegin(); at != chain.order.rend(); ++at)
            if (way->revisions[*at]) route.steps.push_back({*at, rows.revert(*at)});
    }
    route.end = rows.rows();
    return route;
}

} // namespace migc::chain
