// Compiles projects whose text is hostile (hostile.hpp), and plans with such text in every field, and hands each script
// to a checker that shares no code with migc (script_rules.hpp): nothing an author wrote may leave its place.
//
//   inject COUNT SEED                runs COUNT inputs; input N is made from SEED + N alone
//   inject show SEED                 prints that one input and its scripts
//   inject write COUNT SEED FOLDER   writes scripts for tests/live/injection.py: N.setup.sql, N.up.sql, N.down.sql and
//                                    N.comment (what the first table's comment must be, in hexadecimal)
#include "compiler/cli/config.hpp"
#include "compiler/cli/project.hpp"
#include "compiler/emit/caller_file.hpp"
#include "compiler/emit/client.hpp"
#include "compiler/emit/guards.hpp"
#include "compiler/emit/script.hpp"
#include "compiler/plan/planner.hpp"
#include "compiler/replay/variables.hpp"
#include "hostile.hpp"
#include "script_rules.hpp"

#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iostream>

namespace {

using namespace migc;

struct Scripts {
    std::vector<std::string> all; // upgrade and downgrade, as far as there are any
    std::string trouble;
};

std::vector<std::string> in_numbered_files(emit::Plan const& upgrade, emit::Plan const* downgrade,
                                           Target const& target) {
    std::vector<std::string> out;
    auto const numbered = emit::numbered_files(upgrade, downgrade, target);
    for (std::size_t i = 0; i < numbered.upgrade.size(); ++i)
        out.push_back(emit::write_file(upgrade, numbered.upgrade, i, target));
    for (std::size_t i = 0; i < numbered.downgrade.size(); ++i)
        out.push_back(emit::write_file(*downgrade, numbered.downgrade, i, target));
    return out;
}

Scripts compile(hostile::Project const& project) {
    Scripts out;
    Diagnostics diagnostics;
    auto const config = cli::parse_config(std::make_shared<SourceFile>("migc.ini", project.ini), diagnostics);
    std::vector<grammar::ParsedFile> files;
    std::vector<chain::Header> headers;
    for (auto const& text : project.revisions) {
        files.push_back(grammar::parse_revision(std::make_shared<SourceFile>("r.mig", text)));
        diagnostics.append(files.back().diagnostics);
        if (cli::header_is_readable(files.back())) headers.push_back(cli::header_of(files.back()));
    }
    replay::SchemaFiles const schemas;
    if (!diagnostics.has_errors() && headers.size() == files.size()) {
        auto const chain = chain::build(std::move(headers), diagnostics);
        auto const& target = config.targets.front();
        if (!diagnostics.has_errors()) {
            auto const own = replay::files_with_variables(chain, files, schemas, target);
            std::vector<emit::Plan> plans;
            for (std::string const range : {"base:head", "head:base"}) {
                auto const route = chain::route(chain, {range, "base", std::nullopt, std::nullopt}, diagnostics);
                if (!route) break;
                auto plan = plan::make_plan({target, {chain, files, schemas, own}, *route, range}, diagnostics);
                if (plan) plans.push_back(std::move(*plan));
            }
            bool const in_files = target.client == Client::caller && target.transaction != TransactionMode::single;
            if (!in_files)
                for (auto const& plan : plans) out.all.push_back(emit::write_script(plan, target));
            else if (!plans.empty() && plans.front().direction == chain::Direction::upgrade)
                out.all = in_numbered_files(plans.front(), plans.size() > 1 ? &plans[1] : nullptr, target);
        }
    }
    for (auto const& item : diagnostics.items())
        if (item.severity == Severity::error) out.trouble += item.message + "\n";
    return out;
}

// Hostile text in every field of a plan and a target, whether or not a file could have brought it there.
class Planted {
public:
    explicit Planted(hostile::Source& source) : source_(source) {}

    std::vector<std::string> scripts() {
        Target target;
        target.name = text();
        target.schema = text();
        target.version_table = text();
        if (source_.one_in(2)) target.role = text();
        if (source_.one_in(2)) target.database = text();
        if (source_.one_in(2)) target.version_table_schema = text();
        if (source_.one_in(2)) target.search_path = {target.schema, text()};
        if (source_.one_in(2)) target.transaction = TransactionMode::revision;
        target.server_version = source_.one_in(2) ? 15 : 17;
        target.newest_server = 17;
        bool const caller = source_.one_in(3);
        if (caller) target.client = Client::caller;
        target.lock_timeout = text();
        target.statement_timeout = text();
        std::vector<std::string> out = {emit::write_script(plan(), target)};
        out.push_back(emit::write_irreversible({{text(), text()}, {text(), text()}}, text(), target));
        out.push_back(emit::write_stamp(std::vector{text()}, {text()}, target));
        out.push_back(emit::write_failure(source_.below(1000)));
        if (!caller) return out;
        target.transaction = TransactionMode::segment;
        auto files = in_numbered_files(plan_in_pieces(), nullptr, target);
        std::move(files.begin(), files.end(), std::back_inserter(out));
        return out;
    }

private:
    // What stands in a literal or a name has been read from a file, which holds no control characters (RULINGS 2); what
    // stands in a comment alone must bear anything.
    std::string text() { return source_.text(true); }
    std::string anything() { return source_.text(false); }

    emit::Plan plan() {
        emit::Plan plan;
        plan.direction = source_.one_in(2) ? chain::Direction::upgrade : chain::Direction::downgrade;
        plan.range = text();
        plan.input_hash = std::string(64, '0');
        plan.known_ids = {text(), text()};
        plan.ids_after = {text()};
        plan.remarks = {anything()};
        plan.rights.objects.insert({emit::Holder::relation, text(), text(), emit::Right::own});
        plan.rights.schemas.insert(text());
        plan.rights.extensions.insert(text());
        bool const from_base = source_.one_in(2);
        std::string row = text();
        if (!from_base) plan.start_rows = {row};
        if (from_base) plan.creates.emplace_back(text(), text());
        for (auto count = 1 + source_.below(2); count > 0; --count) {
            emit::PlannedRevision revision;
            revision.id = text();
            revision.parents = {anything(), anything()};
            revision.message = anything();
            revision.tickets = {anything()};
            revision.statements = statements();
            if (from_base && source_.one_in(3)) {
                revision.baseline_statements = statements();
                revision.baseline_relations.emplace_back(text(), text());
            }
            bool const first = from_base && plan.revisions.empty();
            revision.rows = {{first ? chain::RowAction::insert : chain::RowAction::update, row, revision.id}};
            row = revision.id;
            plan.revisions.push_back(std::move(revision));
        }
        plan.end_rows = {row};
        return plan;
    }

    emit::Plan plan_in_pieces() {
        auto out = plan();
        out.direction = chain::Direction::upgrade;
        for (auto& revision : out.revisions) {
            emit::Alone const kinds[] = {
                {emit::AloneKind::create_index, {text(), text()}, {}, "create index concurrently i on t (a)"},
                {emit::AloneKind::drop_index, {text(), text()}, {}, {}},
                {emit::AloneKind::detach_partition, {text(), text()}, {text(), text()}, {}}};
            revision.statements.resize(2, "select 1");
            revision.pieces = {{0, 1, std::nullopt, 1, {}}, {1, 2, kinds[source_.below(3)], 2, {}}};
            revision.pieces.back().alone->if_not_exists = source_.one_in(2);
        }
        return out;
    }

    // A statement reaches a plan only as the compiler lets it: re-spelled for psql, and never one that psql would cut.
    std::vector<std::string> statements() {
        std::vector<std::string> out = {emit::assertion(fmt::format("select {}", readable_literal()), text())};
        auto const candidate = emit::for_psql("select " + source_.text(true));
        if (!emit::psql_would_cut(candidate)) out.push_back(candidate);
        out.push_back("comment on table t is " + readable_literal());
        return out;
    }
    std::string readable_literal() { return hostile::literal(source_.text(true)); }

    hostile::Source& source_;
};

struct Input {
    hostile::Project project; // or none, where `planted` is not empty
    Scripts scripts;
};

Input input(std::uint64_t seed) {
    hostile::Source source(seed);
    Input out;
    if (source.one_in(3)) {
        out.scripts.all = Planted(source).scripts();
        return out;
    }
    out.project = hostile::project(source, std::to_string(seed), !source.one_in(4));
    out.scripts = compile(out.project);
    return out;
}

bool sound(std::uint64_t seed, Input const& input) {
    bool good = true;
    for (auto const& script : input.scripts.all)
        for (auto const& problem : script::problems(script)) {
            std::cerr << "seed " << seed << ", line " << problem.line << ": " << problem.text << '\n';
            good = false;
        }
    return good;
}

int run(std::uint64_t count, std::uint64_t seed) {
    std::uint64_t failed = 0, scripts = 0, refused = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
        auto const made = input(seed + i);
        scripts += made.scripts.all.size();
        if (made.scripts.all.empty()) ++refused;
        if (!sound(seed + i, made)) ++failed;
    }
    std::cout << scripts << " scripts, " << refused << " inputs refused\n"
              << count - failed << " passed, " << failed << " failed\n";
    return failed == 0 && scripts > 0 ? 0 : 1;
}

int show(std::uint64_t seed) {
    auto const made = input(seed);
    std::cout << made.project.ini;
    for (auto const& revision : made.project.revisions) std::cout << "--- revision\n" << revision;
    for (auto const& script : made.scripts.all) std::cout << "--- script\n" << script;
    std::cout << "--- trouble\n" << made.scripts.trouble;
    return sound(seed, made) ? 0 : 1;
}

void put(std::filesystem::path const& path, std::string const& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

std::string hexadecimal(std::string const& bytes) {
    std::string out;
    for (auto const c : bytes) out += fmt::format("{:02x}", static_cast<unsigned char>(c));
    return out;
}

// Only projects that a server takes, so that psql reads every line of their scripts.
int write(std::uint64_t count, std::uint64_t seed, std::filesystem::path const& folder) {
    for (std::uint64_t i = 0; i < count; ++i) {
        hostile::Source source(seed + i);
        auto const project = hostile::project(source, std::to_string(seed + i), true);
        auto const scripts = compile(project);
        if (scripts.all.size() != 2) {
            std::cerr << "seed " << seed + i << " has no script:\n" << scripts.trouble;
            return 1;
        }
        auto const file = [&](std::string_view suffix) { return folder / fmt::format("{}.{}", seed + i, suffix); };
        put(file("setup.sql"), fmt::format("create schema {};\n", hostile::identifier(project.schema)));
        put(file("up.sql"), scripts.all[0]);
        put(file("down.sql"), scripts.all[1]);
        put(file("comment"), hexadecimal(project.comment));
    }
    return 0;
}

} // namespace

int main(int count, char** arguments) try {
    std::string const first = count > 1 ? arguments[1] : "";
    if (first == "show" && count == 3) return show(std::stoull(arguments[2]));
    if (first == "write" && count == 5)
        return write(std::stoull(arguments[2]), std::stoull(arguments[3]), arguments[4]);
    if (count == 3) return run(std::stoull(first), std::stoull(arguments[2]));
    std::cerr << "usage: inject COUNT SEED | show SEED | write COUNT SEED FOLDER\n";
    return 2;
} catch (std::exception const& error) {
    std::cerr << "inject: " << error.what() << '\n';
    return 1;
}
