#include "compiler/cli/schema_tickets.hpp"

#include "compiler/cli/emit.hpp"
#include "compiler/cli/schema_names.hpp"
#include "compiler/cli/ticket_template.hpp"
#include "compiler/plan/planner.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <tuple>
#include <utility>

namespace migc::cli {

namespace {

Target placed(Target const& target, std::string const& schema) {
    auto out = target;
    out.schema = schema;
    out.schemas.clear();
    if (!out.search_path.empty()) out.search_path.front() = schema;
    return out;
}

std::string with_name(std::string text, std::string const& from, std::string const& to) {
    for (auto at = text.find(from); at != text.npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

Diagnostics with_name(Diagnostics const& diagnostics, std::string const& from, std::string const& to) {
    Diagnostics out;
    for (auto diagnostic : diagnostics.items()) {
        diagnostic.message = with_name(std::move(diagnostic.message), from, to);
        diagnostic.help = with_name(std::move(diagnostic.help), from, to);
        for (auto& note : diagnostic.notes) note.message = with_name(std::move(note.message), from, to);
        out.add(std::move(diagnostic));
    }
    return out;
}

using Said = std::tuple<Code, SourceFile const*, std::uint32_t, std::uint32_t, std::string, std::string>;

Said said(Diagnostic const& each) {
    return {each.code, each.place.source, each.place.span.begin, each.place.span.end, each.message, each.help};
}

bool same(Diagnostics const& left, Diagnostics const& right) {
    return std::equal(left.items().begin(), left.items().end(), right.items().begin(), right.items().end(),
                      [](Diagnostic const& one, Diagnostic const& other) { return said(one) == said(other); });
}

bool same(std::vector<ticket::File> const& left, std::vector<ticket::File> const& right) {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](ticket::File const& one, ticket::File const& other) {
                          return one.name == other.name && one.bytes == other.bytes;
                      });
}

class Maker {
public:
    Maker(Session& session, Target const& target, std::vector<std::string> const& schemas, TicketRoutes const& routes)
        : session_(session), target_(target), routes_(routes), schemas_(schemas),
          words_(session.project, input_of(session, target).of_target, target), tickets_(schemas.size()) {}

    std::vector<std::vector<ticket::File>> run() {
        std::vector<std::size_t> open;
        for (std::size_t i = 0; i < schemas_.size(); ++i) {
            if (words_.leave_open(schemas_[i]))
                open.push_back(i);
            else if (!make(i))
                return {};
        }
        std::sort(open.begin(), open.end(), [&](std::size_t left, std::size_t right) {
            return std::pair(schemas_[left].size(), schemas_[left]) <
                   std::pair(schemas_[right].size(), schemas_[right]);
        });
        if (!make_alike(open)) return {};
        report();
        return std::move(tickets_);
    }

private:
    struct Made {
        MadeTicket ticket;
        Diagnostics diagnostics;
    };

    Made compile(std::string const& schema) {
        auto const before = std::exchange(session_.diagnostics, {});
        Made out;
        out.ticket = ticket_of(session_, placed(target_, schema), routes_);
        out.diagnostics = std::exchange(session_.diagnostics, before);
        return out;
    }

    // By itself. False after an error: the other schemas would meet it as well.
    bool make(std::size_t index) {
        auto made = compile(schemas_[index]);
        tickets_[index] = std::move(made.ticket.files);
        diagnostics_[index] = std::move(made.diagnostics);
        if (!diagnostics_[index].has_errors()) return true;
        session_.diagnostics.append(diagnostics_[index]);
        return false;
    }

    // `open` in the order of their length, then of their names.
    bool make_alike(std::span<std::size_t const> open) {
        if (open.empty()) return true;
        auto const by_name = [&](std::size_t left, std::size_t right) { return schemas_[left] < schemas_[right]; };
        auto const [first, last] = std::minmax_element(open.begin(), open.end(), by_name);
        std::set<std::size_t> const witnesses{open.front(), open.back(), *first, *last};
        for (auto const index : witnesses)
            if (tickets_[index].empty() && !make(index)) return false;
        std::vector<std::size_t> rest;
        for (auto const index : open)
            if (tickets_[index].empty()) rest.push_back(index);
        if (rest.size() <= 1) return rest.empty() || make(rest.front());
        if (fill(witnesses, rest)) return true;
        auto const half = open.size() / 2;
        return make_alike(open.first(half)) && make_alike(open.subspan(half));
    }

    std::vector<std::string> hashes(std::string const& schema, std::vector<NamedRoute> const& hashed) {
        auto const target = placed(target_, schema);
        auto const input = input_of(session_, target);
        std::vector<std::string> out;
        for (auto const& each : hashed) out.push_back(plan::input_hash({target, input, each.route, each.range}));
        return out;
    }

    // Fills one ticket for all of `rest`; false where it does not give what a witness has.
    bool fill(std::set<std::size_t> const& witnesses, std::vector<std::size_t> const& rest) {
        std::vector<std::string_view> texts;
        for (auto const witness : witnesses)
            for (auto const& file : tickets_[witness]) texts.push_back(file.bytes);
        auto const name = name_like(schemas_[*witnesses.begin()], texts);
        if (!name || !words_.leave_open(*name)) return false;
        auto const draft = compile(*name);
        if (draft.diagnostics.has_errors()) return false;
        auto const& hashed = draft.ticket.hashed;
        TicketTemplate const pages(draft.ticket.files, *name, hashes(*name, hashed));
        auto const filled = [&](std::size_t index) {
            return pages.filled(schemas_[index], hashes(schemas_[index], hashed));
        };
        for (auto const witness : witnesses)
            if (!same(filled(witness), tickets_[witness]) ||
                !same(with_name(draft.diagnostics, *name, schemas_[witness]), diagnostics_[witness]))
                return false;
        for (auto const index : rest) {
            tickets_[index] = filled(index);
            diagnostics_[index] = with_name(draft.diagnostics, *name, schemas_[index]);
        }
        return true;
    }

    void report() {
        std::set<Said> reported;
        for (auto const& [index, diagnostics] : diagnostics_)
            for (auto const& diagnostic : diagnostics.items())
                if (reported.insert(said(diagnostic)).second) session_.diagnostics.add(diagnostic);
    }

    Session& session_;
    Target const& target_;
    TicketRoutes const& routes_;
    std::vector<std::string> const& schemas_;
    NamedWords words_;
    std::vector<std::vector<ticket::File>> tickets_; // empty: not made yet
    std::map<std::size_t, Diagnostics> diagnostics_; // of each schema that is made
};

} // namespace

std::vector<std::vector<ticket::File>> tickets_of_schemas(Session& session, Target const& target,
                                                          std::vector<std::string> const& schemas,
                                                          TicketRoutes const& routes) {
    return Maker(session, target, schemas, routes).run();
}

} // namespace migc::cli
