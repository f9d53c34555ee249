#include "compiler/replay/downgrade.hpp"

#include "compiler/catalog/common.hpp"
#include "compiler/catalog/default_grants.hpp"
#include "compiler/catalog/dependants.hpp"
#include "compiler/catalog/reversal.hpp"
#include "compiler/catalog/words.hpp"
#include "compiler/replay/attached_indexes.hpp"
#include "compiler/replay/compare.hpp"
#include "compiler/replay/no_way_back.hpp"
#include "compiler/replay/rebuild_enum.hpp"
#include "compiler/replay/stands_alone.hpp"
#include "compiler/replay/stays_own.hpp"
#include "compiler/replay/touched.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace migc::replay {

using catalog::Key;
using catalog::Kind;
using catalog::Operation;

namespace {

emit::Style style_of(Target const& target) { return {target.schema, target.server_version}; }

// --- what was made by the same revision ---

bool is_made_by(Key const& key, std::vector<Step> const& upgrade) {
    for (auto const& step : upgrade)
        for (auto const& operation : step.operations)
            if (auto const* create = std::get_if<catalog::Create>(&operation.change); create && create->key == key)
                return true;
    return false;
}

// Rows of a table or a column that the same downgrade drops need no reversal of their own (LANGUAGE).
bool goes_with_the_schema(catalog::ChangeRows const& rows, std::vector<Step> const& upgrade) {
    auto const made = [&](auto const& fits) {
        for (auto const& step : upgrade)
            for (auto const& operation : step.operations)
                if (auto const* create = std::get_if<catalog::Create>(&operation.change); create && fits(create->key))
                    return true;
        return false;
    };
    return std::all_of(rows.tables.begin(), rows.tables.end(), [&](catalog::Name const& table) {
        if (made([&](Key const& key) { return key.kind == Kind::table && key.name == table; })) return true;
        bool const only_columns = rows.kind == catalog::RowChangeKind::update && !rows.columns.empty();
        return only_columns && std::all_of(rows.columns.begin(), rows.columns.end(), [&](std::string const& column) {
                   return made([&](Key const& key) {
                       return key.kind == Kind::column && key.name == table && key.part == column;
                   });
               });
    });
}

std::string_view verb(catalog::RowChangeKind kind) {
    switch (kind) {
    case catalog::RowChangeKind::insert: return "insert";
    case catalog::RowChangeKind::update: return "update";
    case catalog::RowChangeKind::remove: return "delete";
    case catalog::RowChangeKind::truncate: return "truncate";
    case catalog::RowChangeKind::other: return "statement about rows";
    }
    return {};
}

class Reverser {
public:
    Reverser(State& state, Target const& target, Input const& input, chain::Index index,
             ReplayItems const& replay_items, Outcome& out)
        : state_(state), target_(target), input_(input), file_(input.file(index)), replay_items_(replay_items),
          out_(out), attached_(out.upgrade) {}

    void automatic() {
        for (auto step = out_.upgrade.rbegin(); step != out_.upgrade.rend(); ++step) {
            auto const* reversal = reversal_of(*step);
            if (!reversal)
                derive(*step);
            else
                declared(*step, *reversal);
        }
        for (auto const& operation : attached_.left()) note_left_out(operation);
        finish(declared_ && !out_.downgrade_trouble.has_errors());
    }

    void written() {
        auto const items = items_for(target_, input_, file_, file_.revision.downgrade.items);
        out_.downgrade_trouble.append(included_trouble(target_, input_, file_, file_.revision.downgrade.items));
        for (auto const& step : replay_items_(items, out_.downgrade_trouble)) {
            refuse_in_transaction(step);
            keep(step, step.number);
        }
        bool const rows =
            std::any_of(out_.downgrade_operations.begin(), out_.downgrade_operations.end(), [](Operation const& o) {
                return std::holds_alternative<catalog::ChangeRows>(o.change) ||
                       std::holds_alternative<catalog::Unseen>(o.change);
            });
        if (rows) out_.reversal = std::max(out_.reversal, Reversal::unproven);
        finish(!out_.downgrade_trouble.has_errors());
    }

private:
    static ast::Reversal const* reversal_of(Step const& step) {
        if (auto const* sql = std::get_if<ast::SqlItem>(&step.item->body))
            return sql->reversal ? &*sql->reversal : nullptr;
        if (auto const* raw = std::get_if<ast::RawItem>(&step.item->body))
            return raw->reversal ? &*raw->reversal : nullptr;
        return nullptr;
    }

    Place place(Step const& step) const { return {step.file->source.get(), step.span}; }

    void apply(Operation operation) {
        state_.catalog.apply(operation);
        out_.downgrade_operations.push_back(std::move(operation));
    }

    // A transaction cannot hold it, and the target does not let the script leave one.
    void refuse_in_transaction(Step const& step) {
        if (!step.alone || target_.transaction == TransactionMode::segment) return;
        out_.downgrade_trouble.add(Code::not_in_transaction, place(step),
                                   "the downgrade cannot run inside a transaction here", help_outside(*step.alone));
    }

    void add(Step const& step, std::vector<std::string> texts) {
        for (auto& text : texts) out_.downgrade.push_back({std::move(text), step.number, std::nullopt});
    }

    // To be asked when the catalog stands behind what the statements from `first` on do.
    template <class Operations>
    void note_act(Step const& step, std::size_t first, Operations const& done) {
        if (first == out_.downgrade.size()) return;
        out_.back_acts.push_back(
            {first, out_.downgrade.size(), step.number, place(step), trace_of(state_.catalog, done)});
    }

    // The derived way back of a concurrent statement is concurrent, too, where the target allows that.
    emit::Style style_for(Step const& step) const {
        auto style = style_of(target_);
        style.concurrently = step.alone && target_.transaction == TransactionMode::segment;
        return style;
    }

    void keep(Step const& step, std::size_t number) {
        if (!step.text.empty()) {
            out_.downgrade.push_back({step.text, number, step.alone});
            auto const at = out_.downgrade.size();
            out_.back_acts.push_back({at - 1, at, number, place(step), step.trace});
        }
        for (auto const& operation : step.operations) out_.downgrade_operations.push_back(operation);
    }

    void derive(Step const& step) {
        for (auto operation = step.operations.rbegin(); operation != step.operations.rend(); ++operation) {
            if (catalog::has_inverse(*operation)) {
                auto const* create = std::get_if<catalog::Create>(&operation->change);
                if (create && create->may_have_existed)
                    out_.may_remove.push_back(fmt::format("drops {}, which may have been there before",
                                                          catalog::shown(create->key, target_.schema)));
                auto back = catalog::inverse(*operation);
                auto const aside = set_aside(step, back);
                perform(step, std::move(back));
                for (auto each = aside.rbegin(); each != aside.rend(); ++each) perform(step, catalog::inverse(*each));
            } else if (auto const* rows = std::get_if<catalog::ChangeRows>(&operation->change)) {
                if (!goes_with_the_schema(*rows, out_.upgrade))
                    missing_reversal(step, fmt::format("this {} does not say how it is taken back", verb(rows->kind)));
            } else {
                auto const& unseen = std::get<catalog::Unseen>(operation->change);
                if (unseen.part_of && is_made_by(*unseen.part_of, out_.upgrade)) continue;
                missing_reversal(step, fmt::format("{} does not say how it is taken back", unseen.what));
            }
        }
    }

    void perform(Step const& step, Operation back) {
        for (auto& why : no_way_back(state_.catalog, target_, back)) missing_reversal(step, std::move(why));
        auto const first = out_.downgrade.size();
        if (!back.propagated && has_statement(step, back)) {
            auto style = style_for(step);
            style.names_not_nulls = finds_names_taken(back);
            add(step, emit::write(back, style));
            bool const begins_step = first == 0 || out_.downgrade[first - 1].number != step.number;
            if (style.concurrently && begins_step && first < out_.downgrade.size())
                out_.downgrade[first].alone = replay::reversal_of(*step.alone, back, target_);
            for (auto const& again : attached_.dropped_along(back)) add(step, emit::write(again, style));
            take_default_grants(step, back);
            note_left_out(step, back);
            note_returning(back);
        }
        if (auto own = stays_own(back, step.operations)) note_residue(back, std::move(*own));
        apply(std::move(back));
        note_act(step, first, out_.downgrade_operations.back());
    }

    bool has_statement(Step const& step, Operation const& back) {
        if (attached_.holds(state_.catalog, back)) return false;
        switch (attached_.drop(back)) {
        case AttachedIndexes::Drop::alone: return true;
        case AttachedIndexes::Drop::along: return false;
        case AttachedIndexes::Drop::impossible:
            missing_reversal(step, "an index cannot be dropped while it is attached to one of a partitioned table");
            return false;
        }
        return true;
    }

    // A copy made by LIKE has not-null constraints of the same names, and the server would number those that come back.
    bool finds_names_taken(Operation const& back) const {
        auto const* create = std::get_if<catalog::Create>(&back.change);
        auto const* table = create ? std::get_if<catalog::Table>(&create->after) : nullptr;
        auto const* column = create ? std::get_if<catalog::Column>(&create->after) : nullptr;
        auto const is_taken = [&](catalog::Column const& each) {
            auto const& name = each.not_null_constraint.name;
            return !name.empty() && state_.catalog.constraints_named({create->key.name.schema, name}) > 0;
        };
        if (table) return std::any_of(table->columns.begin(), table->columns.end(), is_taken);
        return column && is_taken(*column);
    }

    // An object that comes back is granted what was said for new ones since it was made: that goes again.
    void take_default_grants(Step const& step, Operation const& back) {
        auto const* create = std::get_if<catalog::Create>(&back.change);
        if (!create) return;
        auto const given = catalog::default_grants(state_.catalog, target_.role, create->key);
        if (given.empty()) return;
        auto wanted = create->after;
        if (auto const* table = std::get_if<catalog::Table>(&create->after)) wanted = table->facts;
        auto found = wanted;
        auto& acl = catalog::common_of(found)->acl;
        auto const& owner = catalog::common_of(found)->owner;
        for (auto const& item : given) {
            if (item.role == owner) continue; // has it by being the owner
            bool const there = std::any_of(acl.begin(), acl.end(), [&](catalog::AclItem const& other) {
                return other.role == item.role && other.privilege == item.privilege && other.column == item.column;
            });
            if (!there) acl.push_back(item);
        }
        Operation const again{catalog::Alter{create->key, std::move(found), std::move(wanted), {}}, back.place, true};
        add(step, emit::write(again, style_of(target_)));
    }

    // What stands in the way of a view or routine that is dropped and created again goes first and comes back after it
    // (RULINGS 19).
    std::vector<Operation> set_aside(Step const& step, Operation const& back) {
        auto const* change = std::get_if<catalog::Alter>(&back.change);
        bool const whole = change && (change->key.kind == Kind::view || change->key.kind == Kind::routine ||
                                      change->key.kind == Kind::named);
        if (!whole || !emit::rebuilds(back)) return {};
        Diagnostics none;
        catalog::Context context(state_.catalog, state_.origins, target_, *step.file->source, none);
        context.begin_statement(step.span);
        catalog::drop_dependants(context, change->key, step.span);
        auto out = context.take_operations();
        for (auto const& operation : out) {
            if (loses_rows(operation))
                missing_reversal(step,
                                 "what needs this object would lose its values when it is dropped and created again");
            auto const first = out_.downgrade.size();
            add(step, emit::write(operation, style_of(target_)));
            note_act(step, first, operation);
            out_.downgrade_operations.push_back(operation);
        }
        return out;
    }

    static bool loses_rows(Operation const& operation) {
        auto const* drop = std::get_if<catalog::Drop>(&operation.change);
        if (!drop) return false;
        if (std::holds_alternative<catalog::Table>(drop->before)) return true;
        auto const* column = std::get_if<catalog::Column>(&drop->before);
        return column && column->generated == catalog::Generated::no;
    }

    void missing_reversal(Step const& step, std::string message) {
        out_.downgrade_trouble.add(Code::missing_reversal, place(step), std::move(message),
                                   "add `reversed by { … }` or `reversed by nothing` in front of its `;`, or declare "
                                   "`downgrade irreversible '…'`");
    }

    void declared(Step const& step, ast::Reversal const& reversal) {
        declared_ = true;
        if (step.alone)
            out_.downgrade_trouble.add(Code::not_in_transaction, {step.file->source.get(), reversal.span},
                                       "`reversed by` behind a statement outside of transactions",
                                       "remove it: migc derives how this statement is taken back");
        // The statement's own operations are not inverted: what is written stands for that, and is replayed like it.
        if (reversal.nothing) return;
        if (reversal.rebuild) {
            rebuild(step, reversal.span);
            return;
        }
        auto const items = items_for(target_, input_, *step.file, reversal.items);
        out_.downgrade_trouble.append(included_trouble(target_, input_, *step.file, reversal.items));
        for (auto const& back : replay_items_(items, out_.downgrade_trouble)) {
            if (back.alone)
                out_.downgrade_trouble.add(
                    Code::not_in_transaction, place(back),
                    fmt::format("`{}` inside of `reversed by`", emit::spelling(back.alone->kind)),
                    "remove it, or write the whole downgrade by hand: `downgrade { … }`");
            keep(back, step.number);
        }
    }

    void rebuild(Step const& step, Span span) {
        auto const* sql = std::get_if<ast::SqlItem>(&step.item->body);
        if (!sql || !std::holds_alternative<ast::AddEnumValue>(sql->statement)) {
            out_.downgrade_trouble.add(Code::missing_reversal, {step.file->source.get(), span},
                                       "`reversed by rebuild` behind another statement than `alter type … add value`",
                                       "write `reversed by { … }`");
            return;
        }
        Diagnostics none;
        for (auto const& operation : step.operations) {
            if (!std::holds_alternative<catalog::Alter>(operation.change)) {
                missing_reversal(step, "the type cannot be rebuilt: it comes from outside the chain");
                continue;
            }
            auto const back = std::get<catalog::Alter>(catalog::inverse(operation).change);
            catalog::Context context(state_.catalog, state_.origins, target_, *step.file->source, none);
            context.begin_statement(step.span);
            auto made = rebuild_enum(context, back, style_of(target_));
            for (auto const& reason : made.reasons)
                missing_reversal(step, fmt::format("the type cannot be rebuilt: {}", reason));
            auto const first = out_.downgrade.size();
            add(step, std::move(made.statements));
            note_act(step, first, made.operations);
            for (auto& each : made.operations) {
                each.place = place(step);
                out_.downgrade_operations.push_back(std::move(each));
            }
            if (made.reasons.empty())
                out_.blocked.push_back(fmt::format(
                    "makes type `{}` anew, which fails where a row has a value that goes", back.key.name.name));
        }
    }

    // A value of a type may stay, and an extension's version: a later upgrade finds them there. A column that stays
    // another than it was would stop that upgrade.
    void note_left_out(Step const& step, Operation const& back) {
        auto const* change = std::get_if<catalog::Alter>(&back.change);
        bool const must_be_undone = change && (std::holds_alternative<catalog::Column>(change->before) ||
                                               std::holds_alternative<catalog::BaseType>(change->before));
        for (auto& text : emit::left_out(back, style_of(target_)))
            if (must_be_undone)
                missing_reversal(step, text + ": no statement does that in place");
            else
                note_residue(back, std::move(text));
    }

    void note_left_out(Operation const& back) {
        for (auto& text : emit::left_out(back, style_of(target_))) note_residue(back, std::move(text));
    }

    void note_residue(Operation const& back, std::string text) {
        out_.remarks.add(Code::residue, back.place, std::move(text),
                         "nothing has to be done: a later upgrade finds it there");
    }

    void note_returning(Operation const& back) {
        auto const* create = std::get_if<catalog::Create>(&back.change);
        auto const* column = create ? std::get_if<catalog::Column>(&create->after) : nullptr;
        if (!column) return;
        auto const* table = state_.catalog.table(create->key.name);
        if (table && create->position < table->columns.size())
            out_.remarks.add(
                Code::column_order, back.place,
                fmt::format("column `{}` comes back as the last one of `{}`", column->name, create->key.name.name));
        bool const filled = column->default_value || column->identity || column->generated != catalog::Generated::no;
        if (!column->not_null || filled) return;
        out_.returning.push_back(
            {create->key.name,
             {Code::missing_reversal,
              back.place,
              fmt::format("column `{}` of `{}` cannot come back: it is not null and has no default, which the server "
                          "refuses where there are rows",
                          column->name, create->key.name.name),
              "add `reversed by { … }` that adds it nullable, fills it and sets it not null",
              {}}});
    }

    void finish(bool prove) {
        for (auto const& operation : out_.downgrade_operations) {
            for (auto& text : catalog::loss_of(operation, target_.schema)) out_.losses.push_back(std::move(text));
            for (auto& text : catalog::blocked_by_rows(operation, target_.schema))
                out_.blocked.push_back(std::move(text));
        }
        std::set<Key> touched;
        for (auto const& step : out_.upgrade)
            for (auto const& operation : step.operations) add_touched(operation, touched);
        for (auto const& operation : out_.downgrade_operations) add_touched(operation, touched);

        std::map<Key, std::optional<catalog::Object>> found;
        if (prove)
            for (auto const& key : touched) found[key] = state_.catalog.value(key);
        take_back(out_.downgrade_operations);
        if (!prove) return;
        for (auto step = out_.upgrade.rbegin(); step != out_.upgrade.rend(); ++step) take_back(step->operations);
        for (auto const& [key, value] : found) compare(key, value);
        for (auto const& step : out_.upgrade)
            for (auto const& operation : step.operations) state_.catalog.apply(operation);
    }

    void take_back(std::vector<Operation> const& operations) {
        for (auto it = operations.rbegin(); it != operations.rend(); ++it)
            if (catalog::has_inverse(*it)) state_.catalog.apply(catalog::inverse(*it));
    }

    void compare(Key const& key, std::optional<catalog::Object> const& found) {
        for (auto& difference : replay::compare(key, state_.catalog.value(key), found, style_of(target_))) {
            if (difference.column_order) {
                out_.remarks.add(Code::column_order, downgrade_place(), std::move(difference.text));
                continue;
            }
            auto const help =
                difference.remedy.empty()
                    ? std::string("no statement can do that; declare what is lost with `downgrade irreversible '…'`")
                    : fmt::format("add `{}`", fmt::join(difference.remedy, " "));
            auto& diagnostic =
                out_.remarks.add(Code::downgrade_differs, downgrade_place(), "downgrade: " + difference.text, help);
            if (auto const* step = step_that_touches(key))
                diagnostic.notes.push_back({place(*step), "the upgrade changes it here"});
        }
    }

    Step const* step_that_touches(Key const& key) const {
        for (auto const& step : out_.upgrade)
            for (auto const& operation : step.operations) {
                std::set<Key> touched;
                add_touched(operation, touched);
                if (touched.contains(key)) return &step;
            }
        return nullptr;
    }

    Place downgrade_place() const {
        auto const& revision = file_.revision;
        auto const span = revision.downgrade.span.size() > 0 ? revision.downgrade.span : revision.id.span;
        return {file_.source.get(), span};
    }

    State& state_;
    Target const& target_;
    Input const& input_;
    grammar::ParsedFile const& file_;
    ReplayItems const& replay_items_;
    Outcome& out_;
    AttachedIndexes attached_;
    bool declared_ = false;
};

// Of a revision whose own downgrade is written by hand.
std::optional<std::vector<BackStep>> derived(State& state, Target const& target, Input const& input, chain::Index index,
                                             ReplayItems const& replay_items, Outcome const& of) {
    Outcome aside;
    aside.upgrade = of.upgrade;
    Reverser(state, target, input, index, replay_items, aside).automatic();
    bool const leads_back = !aside.downgrade_trouble.has_errors() && aside.returning.empty();
    return leads_back ? std::optional(std::move(aside.downgrade)) : std::nullopt;
}

} // namespace

void derive_class(ast::Revision const& revision, Outcome& out) {
    for (auto const& step : out.upgrade) out.reversal = std::max(out.reversal, catalog::classify(step.operations));
    if (revision.downgrade.kind == ast::DowngradeKind::irreversible) out.reversal = Reversal::irreversible;
}

void reverse(State& state, Target const& target, Input const& input, chain::Index index,
             ReplayItems const& replay_items, Outcome& out) {
    Reverser reverser(state, target, input, index, replay_items, out);
    switch (input.file(index).revision.downgrade.kind) {
    case ast::DowngradeKind::automatic: reverser.automatic(); return;
    case ast::DowngradeKind::written:
        reverser.written();
        if (target.transaction == TransactionMode::segment)
            out.undo = derived(state, target, input, index, replay_items, out);
        return;
    case ast::DowngradeKind::irreversible: return; // told by whoever wants to cross it (RULINGS 15)
    }
}

} // namespace migc::replay
