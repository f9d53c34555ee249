#include "compiler/chain/symbols.hpp"

#include "compiler/chain/errors.hpp"
#include "compiler/chain/rows.hpp"

#include <algorithm>
#include <charconv>

namespace migc::chain {

namespace {

// Something else than version rows may come through the pipe: a whole file of it is not listed line by line.
constexpr std::size_t reported_rows = 4;

std::optional<Symbol> read_symbol(std::string_view text, std::string_view list, Diagnostics& diagnostics) {
    auto const refuse = [&](std::string_view seen, std::string help) -> std::optional<Symbol> {
        diagnostics.add(bad_range(list, seen, std::move(help)));
        return std::nullopt;
    };
    if (text.empty())
        return refuse("names nothing where a revision should stand", "write `base` for the very beginning");
    Symbol symbol{text, {}, text, {}};
    if (auto const at = text.find('@'); at != std::string_view::npos) {
        symbol.label = text.substr(0, at);
        symbol.name = text.substr(at + 1);
        if (symbol.label.empty()) return refuse("names no branch before `@`", "write a label or an id before it");
        if (symbol.name.empty()) return refuse("names nothing behind `@`", "write `head`, `base` or an id behind it");
        if (symbol.name.find('@') != std::string_view::npos)
            return refuse("holds more than one `@` in a symbol", "write one label before one `@`");
    }
    auto const sign = symbol.name.find_first_of("+-");
    if (sign == std::string_view::npos) return symbol;

    auto digits = symbol.name.substr(sign + 1);
    bool const down = symbol.name[sign] == '-';
    symbol.name = symbol.name.substr(0, sign);
    std::int64_t value = 0;
    auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    auto const rest = digits.substr(static_cast<std::size_t>(end - digits.data()));
    // from_chars takes a `-` of its own: `head--1`.
    if (digits.empty() || digits.front() == '-' || end == digits.data()) {
        diagnostics.add(bad_offset(text, "has no number behind its sign"));
        return std::nullopt;
    }
    if (!rest.empty()) {
        diagnostics.add(bad_offset(text, "goes on behind the number with `" + std::string(rest) + "`"));
        return std::nullopt;
    }
    if (error != std::errc{}) {
        diagnostics.add(bad_offset(text, "counts more revisions than there can be"));
        return std::nullopt;
    }
    symbol.offset = down ? -value : value;
    return symbol;
}

std::optional<Rows> current_rows(Chain const& chain, std::optional<Current> const& current, Diagnostics& diagnostics) {
    if (!current) {
        diagnostics.add(current_not_given());
        return std::nullopt;
    }
    if (current->rows.empty()) {
        diagnostics.add(current_empty(current->origin));
        return std::nullopt;
    }
    Rows rows;
    std::size_t unknown = 0;
    for (auto const& row : current->rows) {
        if (auto const index = find(chain, row)) {
            rows.push_back(*index);
            continue;
        }
        if (unknown++ >= reported_rows) continue;
        auto const mark = row.find('~');
        if (mark != std::string::npos && find(chain, std::string_view(row).substr(0, mark)))
            diagnostics.add(current_unfinished(row, current->origin));
        else
            diagnostics.add(unknown_current(chain, row, current->origin));
    }
    if (unknown == 0) return rows;
    if (unknown > reported_rows) diagnostics.add(unknown_current_more(unknown - reported_rows, current->origin));
    return std::nullopt;
}

std::optional<Rows> position_of(Chain const& chain, Symbol const& symbol, std::vector<bool> const* branch,
                                std::optional<Current> const& current, Diagnostics& diagnostics) {
    auto const name = symbol.name;
    if (name == "base") return Rows{};
    if ((name == "head" || name == "heads") && chain.empty()) {
        diagnostics.add(no_revisions(name));
        return std::nullopt;
    }
    if (name == "heads") return branch ? uncovered(chain, on_branch(heads(chain), *branch)) : real_heads(chain);
    if (name == "head") {
        auto found = heads(chain);
        if (branch) found = on_branch(found, *branch);
        if (found.size() == 1) return found;
        diagnostics.add(several_heads(chain, symbol.label, found));
        return std::nullopt;
    }
    if (name == "current") {
        auto rows = current_rows(chain, current, diagnostics);
        if (!rows || !branch) return rows;
        auto const own = on_branch(*rows, *branch);
        if (!own.empty()) return own;
        diagnostics.add(not_in_branch(name, symbol.label));
        return std::nullopt;
    }
    auto const revision = revision_named(chain, name, branch, diagnostics);
    if (!revision) return std::nullopt;
    if (!branch || (*branch)[*revision]) return Rows{*revision};
    diagnostics.add(not_in_branch(name, symbol.label));
    return std::nullopt;
}

void report_overlap(Chain const& chain, Rows const& rows, Rows const& kept, Diagnostics& diagnostics) {
    std::vector<bool> is_kept(chain.revisions.size());
    for (auto const row : kept) is_kept[row] = true;
    auto const covered = std::find_if(rows.begin(), rows.end(), [&](Index row) { return !is_kept[row]; });
    auto const later = descendants(chain, {&*covered, 1});
    auto const covering = std::find_if(kept.begin(), kept.end(), [&](Index row) { return later[row]; });
    diagnostics.add(overlapping_rows(chain[*covered].id.name, chain[*covering].id.name));
}

// `x@-1` as `x@head-1`.
std::string with_start(Symbol const& offset) {
    std::string text(offset.text);
    return text.insert(offset.label.empty() ? 0 : offset.label.size() + 1, *offset.offset < 0 ? "head" : "base");
}

} // namespace

std::optional<std::vector<Symbol>> read_symbols(std::string_view text, Diagnostics& diagnostics) {
    if (text.find(':') != std::string_view::npos) {
        diagnostics.add(bad_range(text, "holds more than one revision", "write one end of the range"));
        return std::nullopt;
    }
    std::vector<Symbol> symbols;
    for (std::size_t begin = 0;;) {
        auto const end = std::min(text.find(',', begin), text.size());
        auto const symbol = read_symbol(text.substr(begin, end - begin), text, diagnostics);
        if (!symbol) return std::nullopt;
        symbols.push_back(*symbol);
        if (end == text.size()) break;
        begin = end + 1;
    }
    if (symbols.size() == 1) return symbols;
    for (auto const& symbol : symbols) {
        bool const is_base = symbol.name == "base" && !symbol.offset;
        if (!is_base && !symbol.is_bare_offset()) continue;
        diagnostics.add(
            bad_range(text, "names `" + std::string(symbol.text) + "` beside other revisions", "write it alone"));
        return std::nullopt;
    }
    return symbols;
}

Rows on_branch(Rows const& rows, std::vector<bool> const& branch) {
    Rows out;
    std::copy_if(rows.begin(), rows.end(), std::back_inserter(out), [&](Index row) { return branch[row]; });
    return out;
}

std::optional<Index> revision_named(Chain const& chain, std::string_view name, std::vector<bool> const* branch,
                                    Diagnostics& diagnostics) {
    if (auto const exact = find(chain, name)) return exact;
    if (auto const labelled = find_label(chain, name)) return labelled;

    std::vector<Index> candidates;
    for (auto const index : with_prefix(chain, name))
        if (!branch || (*branch)[index]) candidates.push_back(index);
    if (candidates.empty())
        diagnostics.add(unknown_revision(chain, name));
    else if (name.size() < shortest_prefix)
        diagnostics.add(short_prefix(chain, name, candidates));
    else if (candidates.size() > 1)
        diagnostics.add(ambiguous_prefix(chain, name, candidates));
    else
        return candidates.front();
    return std::nullopt;
}

std::optional<std::vector<bool>> branch_of(Chain const& chain, std::string_view label, Diagnostics& diagnostics) {
    auto const revision = revision_named(chain, label, nullptr, diagnostics);
    return revision ? std::optional(lineage(chain, *revision)) : std::nullopt;
}

std::optional<Index> walk_up(Chain const& chain, Symbol const& symbol, std::optional<Index> from,
                             std::vector<bool> const* branch, Diagnostics& diagnostics) {
    auto at = from;
    for (std::int64_t step = 0; step < *symbol.offset; ++step) {
        Rows ways;
        if (at) {
            ways = chain[*at].children;
        } else {
            for (auto const index : chain.order)
                if (chain[index].parents.empty()) ways.push_back(index);
        }
        if (branch) ways = on_branch(ways, *branch);
        if (ways.empty()) {
            diagnostics.add(walk_too_far(symbol.text, static_cast<std::size_t>(step), true));
            return std::nullopt;
        }
        if (ways.size() > 1) {
            diagnostics.add(ambiguous_fork(chain, symbol.text, at ? chain[*at].id.name : "base", ways));
            return std::nullopt;
        }
        at = ways.front();
    }
    return at;
}

std::optional<Index> walk_down(Chain const& chain, Symbol const& symbol, Index from, std::vector<bool> const* branch,
                               Diagnostics& diagnostics) {
    auto at = from;
    for (std::int64_t step = 1; step < -*symbol.offset; ++step) {
        auto const ways = branch ? on_branch(chain[at].parents, *branch) : chain[at].parents;
        if (ways.empty()) {
            diagnostics.add(walk_too_far(symbol.text, static_cast<std::size_t>(step), false));
            return std::nullopt;
        }
        if (ways.size() > 1) {
            diagnostics.add(ambiguous_merge(chain, symbol.text, at));
            return std::nullopt;
        }
        at = ways.front();
    }
    return at;
}

std::optional<Rows> rows_of(Chain const& chain, Symbol const& symbol, std::optional<Current> const& current,
                            Diagnostics& diagnostics) {
    std::optional<std::vector<bool>> branch;
    if (!symbol.label.empty() && !(branch = branch_of(chain, symbol.label, diagnostics))) return std::nullopt;
    auto const* const on = branch ? &*branch : nullptr;
    auto const rows = position_of(chain, symbol, on, current, diagnostics);
    if (!rows || symbol.offset.value_or(0) == 0) return rows;
    if (rows->size() > 1) {
        diagnostics.add(ambiguous_start(chain, symbol.text, *rows));
        return std::nullopt;
    }
    auto const from = rows->empty() ? std::nullopt : std::optional(rows->front());
    if (*symbol.offset > 0) {
        auto const reached = walk_up(chain, symbol, from, on, diagnostics);
        return reached ? std::optional(Rows{*reached}) : std::nullopt;
    }
    if (!from) {
        diagnostics.add(walk_too_far(symbol.text, 0, false));
        return std::nullopt;
    }
    auto const last = walk_down(chain, symbol, *from, on, diagnostics);
    return last ? std::optional(uncovered(chain, chain[*last].parents)) : std::nullopt;
}

std::optional<Rows> resolve(Chain const& chain, std::string_view symbol, std::optional<Current> const& current,
                            Diagnostics& diagnostics) {
    auto const symbols = read_symbols(symbol, diagnostics);
    if (!symbols) return std::nullopt;
    Rows rows;
    for (auto const& part : *symbols) {
        if (part.is_bare_offset()) {
            diagnostics.add(offset_without_start(part.text, with_start(part)));
            return std::nullopt;
        }
        auto const found = rows_of(chain, part, current, diagnostics);
        if (!found) return std::nullopt;
        rows.insert(rows.end(), found->begin(), found->end());
    }
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    auto const kept = uncovered(chain, rows);
    if (kept.size() == rows.size()) return kept;
    report_overlap(chain, rows, kept, diagnostics);
    return std::nullopt;
}

} // namespace migc::chain
