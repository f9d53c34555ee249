#include "compiler/replay/revision.hpp"

#include "compiler/catalog/bind.hpp"
#include "compiler/catalog/replay.hpp"
#include "compiler/catalog/reversal.hpp"
#include "compiler/emit/caller.hpp"
#include "compiler/emit/guards.hpp"
#include "compiler/replay/downgrade.hpp"
#include "compiler/replay/items.hpp"
#include "compiler/replay/stands_alone.hpp"
#include "compiler/replay/statement_text.hpp"
#include "compiler/replay/variables.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace migc::replay {

namespace {

std::vector<std::string> known_schemas(Target const& target) {
    auto out = target.search_path;
    out.push_back(target.schema);
    out.emplace_back("public");
    return out;
}

// What everybody may do in the schema `public` of a new database; from 15 on not create (release notes of 15).
catalog::Schema with_first_grants(catalog::Schema schema, int server_version) {
    if (server_version < 15) schema.common.acl.push_back({"public", "create", {}});
    schema.common.acl.push_back({"public", "usage", {}});
    return schema;
}

class ItemReplayer {
public:
    ItemReplayer(State& state, Target const& target, Diagnostics& diagnostics, bool baseline)
        : state_(state), target_(target), diagnostics_(diagnostics), baseline_(baseline) {}

    Step operator()(PlacedItem const& placed) {
        Step step;
        step.file = placed.file;
        step.item = placed.item;
        step.number = placed.number;
        Diagnostics trouble;
        bool passed = false;
        catalog::Context context(state_.catalog, state_.origins, target_, *placed.file->source, trouble);
        context.baseline = baseline_;
        auto const& source = *placed.file->source;
        if (auto const* sql = std::get_if<ast::SqlItem>(&placed.item->body)) {
            step.span = sql->span;
            if (!variables_are_known(sql->tokens, source, target_, diagnostics_)) return step;
            if (is_known_schema(sql->statement)) return step;
            step.operations = catalog::replay(context, sql->statement, sql->tokens);
            step.trace = trace_of(state_.catalog, step.operations);
            add_statement(step.trace, sql->statement, target_.schema);
            passed = is_consequence(trouble);
            if (passed) pass_unseen(context, sql->span, step);
            if (trouble.has_errors()) state_.lost.remember(*placed.file->source, sql->tokens);
            bool const passed_on = !std::holds_alternative<ast::SessionSetting>(sql->statement);
            if (passed_on) step.text = statement_text(context, sql->statement, sql->tokens);
            if (!trouble.has_errors())
                step.alone =
                    stands_alone(sql->statement, step.operations, state_.catalog, target_, *placed.file->source);
            if (step.alone && baseline_)
                context.error(Code::not_in_transaction, sql->span,
                              fmt::format("`{}` in a baseline", emit::spelling(step.alone->kind)),
                              "remove it, or what makes it run outside of transactions");
        } else if (auto const* raw = std::get_if<ast::RawItem>(&placed.item->body)) {
            step.span = raw->span;
            context.begin_statement(raw->span);
            step.text = raw_text(context, *raw);
            context.perform(catalog::Unseen{"raw text"});
            step.operations = context.take_operations();
        } else if (auto const* check = std::get_if<ast::AssertItem>(&placed.item->body)) {
            step.span = check->span;
            if (!variables_are_known(check->query.tokens, source, target_, diagnostics_)) return step;
            context.begin_statement(check->span);
            catalog::bind_query(context, check->query.tokens);
            auto const query = catalog::verbatim(context, check->query.tokens);
            step.text = target_.client == Client::caller ? emit::caller_assertion(query, check->message.value)
                                                         : emit::assertion(query, check->message.value);
        }
        diagnostics_.append(passed ? Diagnostics() : trouble);
        return step;
    }

private:
    // pg_dump writes CREATE SCHEMA for the target's schemas, too; those exist before any script runs (RULINGS 9, 25).
    bool is_known_schema(ast::Statement const& statement) const {
        auto const* create = std::get_if<ast::CreateSchema>(&statement);
        return baseline_ && create && create->name && state_.catalog.has_schema(create->name->text);
    }

    // Nothing is wrong with the statement but that an earlier revision could not be followed.
    bool is_consequence(Diagnostics const& trouble) const {
        return trouble.has_errors() && !state_.lost.without_consequences(trouble).has_errors();
    }

    static void pass_unseen(catalog::Context& context, Span span, Step& step) {
        context.begin_statement(span);
        context.perform(catalog::Unseen{"a statement about what an earlier revision with errors made"});
        step.operations = context.take_operations();
    }

    State& state_;
    Target const& target_;
    Diagnostics& diagnostics_;
    bool baseline_;
};

void check_requirements(Target const& target, ast::Revision const& revision, SourceFile const& source,
                        Diagnostics& diagnostics) {
    for (auto const& needed : revision.requirements_of_server) {
        bool const dialect = needed.dialect.text == spelling(target.dialect);
        if (dialect && target.server_version >= needed.version) continue;
        diagnostics.add(
            Code::requirement_not_met, {&source, needed.span},
            fmt::format("target `{}` is {} {}", target.name, spelling(target.dialect), target.server_version),
            dialect ? fmt::format("set `server_version = {}` if the servers are that new", needed.version)
                    : "choose another target");
    }
}

} // namespace

State::State(Target const& target) : catalog(known_schemas(target)) {
    auto const& made = *catalog.schema("public");
    catalog::Key const key{catalog::Kind::schema, {{}, made.name}, {}};
    catalog.apply({catalog::Alter{key, made, with_first_grants(made, target.server_version), {}}, {}});
}

Outcome replay_revision(State& state, Target const& target, Input const& input, chain::Index index,
                        bool with_downgrade) {
    auto const& file = input.file(index);
    auto const& revision = file.revision;
    Outcome out;
    out.upgrade_trouble.append(file.diagnostics);
    check_requirements(target, revision, *file.source, out.upgrade_trouble);

    auto const* schema = revision.baseline ? input.schema(revision.baseline->value) : nullptr;
    if (schema) {
        out.upgrade_trouble.append(schema->diagnostics);
        out.upgrade_trouble.append(included_trouble(target, input, *schema, schema->items));
    }
    auto const upgrade = items_for(target, input, file, revision.upgrade);
    out.upgrade_trouble.append(included_trouble(target, input, file, revision.upgrade));

    // A file that cannot be read whole is not half used.
    if (out.upgrade_trouble.has_errors()) {
        state.lost.remember(file);
        if (schema) state.lost.remember(*schema);
        for (auto const& item : upgrade)
            if (item.file != &file) state.lost.remember(*item.file);
    } else {
        ItemReplayer replay_schema(state, target, out.upgrade_trouble, true);
        if (schema)
            for (auto const& item : items_for(target, input, *schema, schema->items))
                out.baseline.push_back(replay_schema(item));
        ItemReplayer replay(state, target, out.upgrade_trouble, false);
        for (auto const& item : upgrade) out.upgrade.push_back(replay(item));
    }
    if (out.upgrade_trouble.has_errors()) {
        // What follows would only complain about what this revision failed to make (STYLE habit 17).
        state.catalog.apply({catalog::Unseen{"a revision with errors"}, {file.source.get(), revision.id.span}, false});
        out.reversal = Reversal::unproven;
        return out;
    }
    derive_class(revision, out);
    if (with_downgrade) {
        auto const replay_items = [&](std::vector<PlacedItem> const& items, Diagnostics& diagnostics) {
            ItemReplayer back(state, target, diagnostics, false);
            std::vector<Step> steps;
            for (auto const& item : items) steps.push_back(back(item));
            return steps;
        };
        reverse(state, target, input, index, replay_items, out);
    }
    return out;
}

} // namespace migc::replay
