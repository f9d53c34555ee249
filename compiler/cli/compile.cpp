// From a route to a script: plan and spelling.
#include "compiler/cli/emit.hpp"
#include "compiler/emit/script.hpp"
#include "compiler/emit/segments.hpp"
#include "compiler/plan/planner.hpp"
#include "compiler/replay/variables.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::cli {

namespace {

// What needs a file of its own, before anything else in a range does.
struct FirstCut {
    Code code = Code::bad_range;
    Place place;
    std::string why;
};

Place place_of_revision(replay::Input const& input, std::string_view id) {
    auto const index = chain::find(input.chain, id);
    return index ? input.chain[*index].id.place : Place{};
}

FirstCut first_cut(emit::Plan const& plan, std::vector<emit::Segment> const& segments, replay::Input const& input) {
    auto const segment = std::find_if(segments.begin(), segments.end(), [&](emit::Segment const& each) {
        return each.alone() || &each != &segments.front();
    });
    auto const& part = segment->parts.front();
    auto const& revision = plan.revisions[part.revision];
    FirstCut out;
    out.place = place_of_revision(input, revision.id);
    out.why = fmt::format("`{}` needs a transaction of its own", revision.id);
    auto const& pieces = part.undo ? revision.undo_pieces : revision.pieces;
    auto const piece = std::find_if(pieces.begin(), pieces.end(), [&](emit::Piece const& each) {
        return each.first == part.first && each.place.source;
    });
    if (piece != pieces.end()) {
        out.place = piece->place;
        out.why = fmt::format("a statement of `{}` needs that those before it are committed", revision.id);
    }
    if (part.alone) {
        out.code = Code::not_in_transaction;
        out.why = fmt::format("`{}` cannot run inside a transaction", emit::spelling(part.alone->kind));
    }
    return out;
}

void refuse_several_files(emit::Plan const& plan, Target const& target, replay::Input const& input,
                          Diagnostics& diagnostics) {
    auto const segments = emit::segments_of(plan, target);
    if (target.client != Client::caller || segments.size() == 1) return;
    auto const cut = first_cut(plan, segments, input);
    diagnostics.add(cut.code, cut.place,
                    fmt::format("{}, so `{}` takes several files with `client = caller`", cut.why, plan.range),
                    "run `migc build`, which writes them numbered, with a plan that says which one is next");
}

} // namespace

replay::Input input_of(Session& session, Target const& target) {
    auto const& project = session.project;
    auto const [found, made] = session.target_files.try_emplace(target.name);
    if (made) found->second = replay::files_with_variables(project.chain, project.revisions, project.schemas, target);
    return {project.chain, project.revisions, project.schemas, found->second};
}

std::optional<emit::Plan> compile_plan(Session& session, Target const& target, chain::Route const& route,
                                       std::string const& range) {
    return plan::make_plan({target, input_of(session, target), route, range}, session.diagnostics);
}

std::optional<std::string> compile_script(Session& session, Target const& target, chain::Route const& route,
                                          std::string const& range) {
    auto const plan = compile_plan(session, target, route, range);
    if (!plan) return std::nullopt;
    auto const errors = session.diagnostics.error_count();
    refuse_several_files(*plan, target, input_of(session, target), session.diagnostics);
    if (session.diagnostics.error_count() != errors) return std::nullopt;
    return emit::write_script(*plan, target);
}

} // namespace migc::cli
