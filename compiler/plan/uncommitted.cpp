#include "compiler/plan/uncommitted.hpp"

#include "grammar/lexer.hpp"
#include "grammar/quote.hpp"

#include <algorithm>

namespace migc::plan {

namespace {

struct AlteredTable {
    using Result = std::optional<catalog::Name>;
    static Result of(catalog::Key const& key) {
        using catalog::Kind;
        if (key.kind == Kind::index) return catalog::Name{key.name.schema, key.part};
        bool const part = key.kind == Kind::table || key.kind == Kind::column || key.kind == Kind::constraint ||
                          key.kind == Kind::trigger || key.kind == Kind::policy || key.kind == Kind::rule;
        return part ? Result(key.name) : std::nullopt;
    }
    Result operator()(catalog::Create const& c) const { return of(c.key); }
    Result operator()(catalog::Drop const& d) const { return of(d.key); }
    Result operator()(catalog::Alter const& a) const { return of(a.key); }
    Result operator()(catalog::Rename const& r) const { return of(r.from); }
    Result operator()(catalog::ChangeRows const&) const { return std::nullopt; }
    Result operator()(catalog::Unseen const&) const { return std::nullopt; }
};

// The label is a name there, which the server looks up without asking whether it is committed: of a statement about a
// type, or a comment.
bool only_names_labels(grammar::TokenRange tokens) {
    using enum grammar::TokenKind;
    auto at = tokens.begin();
    if (at == tokens.end() || at->kind == kw_comment) return true;
    return at + 1 < tokens.end() && at[1].kind == kw_type;
}

// What strings the tokens hold, with the place of each in their text.
template <class Visit>
void each_string(SourceFile const& source, grammar::TokenRange tokens, Visit const& visit) {
    if (only_names_labels(tokens)) return;
    Diagnostics quiet;
    for (auto const& token : tokens)
        if (token.kind == grammar::TokenKind::string || token.kind == grammar::TokenKind::dollar_string)
            visit(grammar::string_value(source, token, quiet), token.span());
}

// The server reads the body of such a routine when it is made (check_function_bodies, which downgrades switch off).
bool makes_sql_routine(SourceFile const& source, grammar::TokenRange tokens) {
    using enum grammar::TokenKind;
    bool routine = false, sql = false;
    for (auto const* at = tokens.begin(); at != tokens.end(); ++at) {
        routine = routine || at->kind == kw_function || at->kind == kw_procedure;
        bool const language = at->kind == kw_language && at + 1 != tokens.end();
        sql = sql || (language && (source.slice(at[1].span()) == "sql" || source.slice(at[1].span()) == "SQL"));
    }
    return routine && sql && tokens.begin()->kind == kw_create;
}

bool same(Place const& one, Place const& other) { return one.source == other.source && one.span == other.span; }

} // namespace

std::optional<catalog::Name> altered_table(catalog::Operation const& operation) {
    return std::visit(AlteredTable{}, operation.change);
}

Act act_of(replay::Step const& step) {
    auto const* sql = std::get_if<ast::SqlItem>(&step.item->body);
    return {step.trace, {step.file->source.get(), step.span}, sql ? sql->tokens : grammar::TokenRange{}, {}};
}

Act act_of(replay::BackAct const& act, std::vector<replay::BackStep> const& steps) {
    Act out{act.trace, act.place, {}, {}};
    for (auto i = act.first; i < act.last; ++i) out.texts.push_back(steps[i].text);
    return out;
}

std::vector<Conflict> Uncommitted::conflicts(Act const& act) const {
    std::vector<Conflict> out;
    if (!added_labels_.empty()) append_enum_use(act, out);
    if (!pending_rows_.empty()) append_pending(act, out);
    return out;
}

void Uncommitted::note(Act const& act) {
    auto const& trace = act.trace;
    if (trace.sets_all_immediate) {
        pending_rows_.clear();
        deferred_ = false;
    }
    if (trace.sets_deferred) deferred_ = true;
    rename(trace);
    for (auto const& type : trace.created_types) created_types_.insert(type);
    for (auto const& [type, label] : trace.added)
        if (!usable_at_once_ || !created_types_.contains(type)) added_labels_.emplace(label, act.place);
    for (auto const& table : deferred_ ? trace.pending_if_deferred : trace.pending)
        pending_rows_.emplace(table, act.place);
}

// Both are known to the server by other means than their names.
void Uncommitted::rename(replay::Trace const& trace) {
    for (auto const& [from, to] : trace.renamed)
        if (auto const found = added_labels_.find(from.label); found != added_labels_.end()) {
            added_labels_.emplace(to, found->second);
            added_labels_.erase(from.label);
        }
    for (auto const& [from, to] : trace.renamed_tables)
        if (auto found = pending_rows_.extract(from)) {
            found.key() = to;
            pending_rows_.insert(std::move(found));
        }
}

void Uncommitted::append_enum_use(Act const& act, std::vector<Conflict>& out) const {
    std::set<std::string> seen;
    auto const note = [&](std::string const& value, Place const& place) {
        auto const used = added_labels_.find(value);
        if (used == added_labels_.end() || !seen.insert(value).second) return;
        out.push_back({ConflictKind::enum_value, value, place, used->second});
    };
    if (act.place.source && !act.tokens.empty())
        each_string(*act.place.source, act.tokens, [&](std::string const& value, Span span) {
            note(value, {act.place.source, span});
            if (!makes_sql_routine(*act.place.source, act.tokens)) return;
            for (auto const& [label, earlier] : added_labels_)
                if (value.find(quoted_literal(label)) != value.npos) note(label, {act.place.source, span});
        });
    for (auto const text : act.texts) {
        SourceFile source({}, std::string(text));
        Diagnostics quiet;
        auto const tokens = grammar::lex(source, grammar::TextKind::revision, quiet);
        each_string(source, {tokens.data(), tokens.data() + tokens.size() - 1},
                    [&](std::string const& value, Span) { note(value, act.place); });
    }
}

void Uncommitted::append_pending(Act const& act, std::vector<Conflict>& out) const {
    std::set<catalog::Name> seen;
    for (auto const& table : act.trace.altered) {
        auto const pending = pending_rows_.find(table);
        if (pending == pending_rows_.end() || !seen.insert(table).second) continue;
        out.push_back({ConflictKind::pending_checks, table.name, act.place, pending->second});
    }
}

void Uncommitted::forget(Conflict const& conflict) {
    switch (conflict.kind) {
    case ConflictKind::enum_value: added_labels_.erase(conflict.name); break;
    case ConflictKind::pending_checks:
        std::erase_if(pending_rows_, [&](auto const& entry) {
            return entry.first.name == conflict.name && same(entry.second, conflict.earlier);
        });
        break;
    }
}

void Uncommitted::forget() {
    deferred_ = false;
    added_labels_.clear();
    pending_rows_.clear();
    created_types_.clear();
}

} // namespace migc::plan
