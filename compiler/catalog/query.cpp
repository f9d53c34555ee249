#include "compiler/catalog/query.hpp"

#include "compiler/catalog/errors.hpp"
#include "grammar/lexer.hpp"

#include <algorithm>
#include <utility>

namespace migc::catalog {

using enum grammar::TokenKind;
using grammar::Token;
using grammar::TokenKind;
using grammar::TokenRange;

bool begins_query(TokenKind kind) {
    switch (kind) {
    case kw_select:
    case kw_with:
    case kw_values:
    case kw_table:
    case kw_insert:
    case kw_update:
    case kw_delete:
    case kw_merge: return true;
    default: return false;
    }
}

namespace {

class ShapeReader {
public:
    ShapeReader(Context& context, TokenRange tokens, ShapeOptions const& options)
        : context_(context), tokens_(tokens), count_(static_cast<std::size_t>(tokens.last - tokens.first)),
          options_(options) {
        out_.scopes.push_back({});
        out_.tokens.resize(count_);
        match_parentheses();
        levels_.push_back({});
        levels_.back().query = true;
    }

    QueryShape run() {
        while (at_ < count_) {
            if (out_.tokens[at_].taken)
                mark_and_advance();
            else if (levels_.back().expects_relation)
                relation();
            else
                step();
        }
        return std::move(out_);
    }

private:
    /// One level of parentheses.
    struct Level {
        std::size_t base = 0; // the scope around it: of every SELECT in it the parent
        std::size_t scope = 0;
        Clause clause = Clause::other;
        bool query = false;     // a query or a part of one stands in it: FROM is a clause
        bool from_list = false; // a comma leads to another relation
        bool expects_relation = false;
        bool is_target = false;    // … the one behind INTO
        bool changes_rows = false; // DELETE, MERGE: USING leads to relations
        bool is_source = false;    // a subquery in a FROM list: an alias follows
    };

    struct CommonTable {
        std::string name;
        std::size_t from = 0; // the places where it is known
        std::size_t to = 0;
    };

    TokenKind kind(std::size_t at) const { return at < count_ ? tokens_.first[at].kind : end; }
    TokenKind before(std::size_t back = 1) const { return at_ >= back ? kind(at_ - back) : end; }
    Token const& token(std::size_t at) const { return tokens_.first[at]; }

    void match_parentheses() {
        out_.closes.resize(count_);
        std::vector<std::size_t> open;
        for (std::size_t i = 0; i < count_; ++i) {
            out_.closes[i] = i;
            if (kind(i) == left_paren) open.push_back(i);
            if (kind(i) == right_paren && !open.empty()) {
                out_.closes[open.back()] = i;
                open.pop_back();
            }
        }
    }

    void mark_and_advance() {
        out_.tokens[at_].scope = static_cast<std::uint32_t>(levels_.back().scope);
        out_.tokens[at_].clause = levels_.back().clause;
        ++at_;
    }
    void take(std::size_t from, std::size_t to) {
        for (auto i = from; i < to && i < count_; ++i) out_.tokens[i].taken = true;
    }

    std::size_t end_of_level() const {
        int depth = 0;
        for (auto i = at_; i < count_; ++i) {
            if (kind(i) == left_paren) ++depth;
            if (kind(i) == right_paren && --depth < 0) return i;
            if (kind(i) == inner_semicolon && depth == 0) return i;
        }
        return count_;
    }

    void new_scope() {
        auto& level = levels_.back();
        level.scope = out_.scopes.size();
        level.from_list = false;
        level.query = true;
        QueryScope scope;
        scope.parent = level.base;
        out_.scopes.push_back(std::move(scope));
    }

    // INSERT, UPDATE, DELETE and MERGE are words that may be names elsewhere.
    bool starts_statement() const {
        switch (before()) {
        case end:
        case left_paren:
        case right_paren:
        case inner_semicolon:
        case kw_atomic: return true;
        default: return at_ > 0 && out_.tokens[at_ - 1].taken;
        }
    }

    void step() {
        auto& level = levels_.back();
        bool const is_name = before() == dot || (before() == kw_as && kind(at_) != left_paren);
        if (is_name) return mark_and_advance();
        switch (kind(at_)) {
        case left_paren: return open();
        case right_paren: return close();
        case comma:
            if (level.from_list) level.expects_relation = true;
            break;
        case inner_semicolon:
        case kw_atomic:
            level.scope = level.base;
            level.from_list = level.changes_rows = false;
            level.clause = Clause::other;
            break;
        case kw_with:
            if (common_tables()) return;
            break;
        case kw_select:
            new_scope();
            levels_.back().clause = Clause::select_list;
            break;
        case kw_insert:
        case kw_delete:
        case kw_merge:
            if (!starts_statement()) break;
            new_scope();
            levels_.back().changes_rows = kind(at_) != kw_insert;
            levels_.back().clause = Clause::other;
            break;
        case kw_update:
            if (!starts_statement()) break; // FOR UPDATE; DO UPDATE; an action of MERGE
            new_scope();
            levels_.back().expects_relation = true;
            levels_.back().clause = Clause::other;
            break;
        case kw_into:
            if (before() == kw_insert || before() == kw_merge) level.is_target = true;
            level.expects_relation = level.is_target;
            break;
        case kw_from: from(); break;
        case kw_join:
            level.from_list = level.expects_relation = true;
            level.clause = Clause::from;
            break;
        case kw_natural: out_.scopes[level.scope].merges_columns = true; break;
        case kw_using: return using_clause();
        case kw_on:
            if (level.from_list) level.clause = Clause::condition;
            break;
        case kw_where:
        case kw_having:
            level.from_list = false;
            level.clause = Clause::condition;
            break;
        case kw_group:
            if (before() == kw_within) break; // WITHIN GROUP ( … ) of an aggregate
            [[fallthrough]];
        case kw_window:
        case kw_order:
        case kw_limit:
        case kw_offset:
        case kw_fetch:
        case kw_for:
        case kw_returning:
        case kw_union:
        case kw_intersect:
        case kw_except:
        case kw_set:
        case kw_values:
            level.from_list = false;
            level.clause = Clause::other;
            break;
        case kw_table:
            if (at_ == out_.main || before() == left_paren || before() == kw_union || before() == kw_all ||
                before() == kw_intersect || before() == kw_except) {
                new_scope();
                levels_.back().expects_relation = true;
            }
            break;
        default: break;
        }
        mark_and_advance();
    }

    void from() {
        auto& level = levels_.back();
        bool const comparison = before() == kw_distinct && (before(2) == kw_is || before(2) == kw_not);
        if (comparison || !level.query) return;
        level.from_list = level.expects_relation = true;
        level.clause = Clause::from;
    }

    // JOIN … USING ( … ) names columns of both sides, DELETE … USING and MERGE … USING a relation.
    void using_clause() {
        auto& level = levels_.back();
        if (level.from_list && kind(at_ + 1) == left_paren && !begins_query(kind(at_ + 2))) {
            out_.scopes[level.scope].merges_columns = true;
            take(at_ + 1, out_.closes[at_ + 1] + 1);
        } else if (level.changes_rows) {
            level.from_list = level.expects_relation = true;
            level.clause = Clause::from;
        }
        mark_and_advance();
    }

    void open() {
        auto const outer = levels_.back();
        bool const no_expression = before() == kw_over || before() == kw_as;
        mark_and_advance();
        Level level;
        level.base = level.scope = outer.scope;
        level.clause = no_expression ? Clause::other : outer.clause;
        level.query = begins_query(kind(at_));
        levels_.push_back(level);
    }

    void close() {
        bool const is_source = levels_.back().is_source;
        if (levels_.size() > 1) levels_.pop_back();
        mark_and_advance();
        if (is_source) add_source(at_, {}, std::nullopt, false);
    }

    // `with [recursive] a [(x, y)] as [not materialized] ( … ), b as …`
    bool common_tables() {
        auto at = at_ + 1;
        bool const recursive = kind(at) == kw_recursive;
        if (recursive) ++at;
        auto const stop = end_of_level();
        auto const begin = at_;
        bool any = false;
        while (grammar::is_label(kind(at))) {
            auto const name_at = at++;
            if (kind(at) == left_paren) at = out_.closes[at] + 1;
            auto const as_at = at;
            if (kind(at) != kw_as) break;
            ++at;
            if (kind(at) == kw_not) ++at;
            if (kind(at) == kw_materialized) ++at;
            if (kind(at) != left_paren) break;
            any = true;
            take(name_at, as_at);
            auto const body_end = out_.closes[at] + 1;
            common_.push_back({word_text(context_, token(name_at)), recursive ? begin : body_end, stop});
            at = skip_search_and_cycle(body_end);
            if (kind(at) != comma) break;
            ++at;
        }
        if (!any) return false;
        if (begin == out_.main) out_.main = at;
        mark_and_advance();
        return true;
    }

    // Behind a recursive one: `search … set c`, `cycle … set c using p`.
    std::size_t skip_search_and_cycle(std::size_t at) {
        if (kind(at) != kw_search && kind(at) != kw_cycle) return at;
        auto const from = at;
        while (at < count_ && !begins_query(kind(at)) && kind(at) != left_paren &&
               !(kind(at) == comma && kind(at + 2) == kw_as && kind(at + 3) == left_paren))
            ++at;
        take(from, at);
        return at;
    }

    // --- relations ---

    void relation() {
        auto& level = levels_.back();
        switch (kind(at_)) {
        case kw_only:
        case kw_lateral: mark_and_advance(); return;
        case left_paren: return relation_in_parentheses();
        case kw_rows: // ROWS FROM ( … )
            if (kind(at_ + 1) != kw_from) break;
            take(at_ + 1, at_ + 2);
            level.expects_relation = level.is_target = false;
            out_.scopes[level.scope].sources.push_back({});
            mark_and_advance();
            return;
        default: break;
        }
        if (!grammar::is_label(kind(at_))) {
            level.expects_relation = level.is_target = false;
            return;
        }
        named_relation();
    }

    void relation_in_parentheses() {
        bool const subquery = begins_query(kind(at_ + 1));
        levels_.back().expects_relation = false;
        open();
        auto& inner = levels_.back();
        inner.is_source = subquery;
        if (subquery) return;
        inner.query = inner.from_list = inner.expects_relation = true;
    }

    void named_relation() {
        auto& level = levels_.back();
        auto const begin = at_;
        auto last = at_;
        while (kind(last + 1) == dot && grammar::is_label(kind(last + 2))) last += 2;
        auto behind = last + 1;
        level.expects_relation = false;
        bool const target = std::exchange(level.is_target, false);
        if (kind(behind) == left_paren && !target) { // a function: its name is read with the expressions
            add_source(out_.closes[behind] + 1, word_text(context_, token(last)), std::nullopt, false);
            return;
        }
        take(begin, behind);
        if (kind(behind) == star) take(behind, behind + 1), ++behind;
        auto const name = qualified_name(begin, last);
        add_source(behind, std::string(name.name.text), resolve(name, begin), target);
    }

    ast::QualifiedName qualified_name(std::size_t begin, std::size_t last) {
        ast::QualifiedName out;
        auto const part = [&](std::size_t at) {
            return ast::Identifier{context_.source.keep(word_text(context_, token(at))), token(at).span()};
        };
        out.name = part(last);
        if (last > begin) out.schema = part(last - 2);
        out.span = cover(token(begin).span(), token(last).span());
        return out;
    }

    bool is_common(std::string_view name) const {
        if (!options_.common.empty() && name == options_.common) return true;
        return std::any_of(common_.begin(), common_.end(), [&](CommonTable const& each) {
            return each.name == name && each.from <= at_ && at_ < each.to;
        });
    }

    std::optional<Name> resolve(ast::QualifiedName const& name, std::size_t begin) {
        if (!name.schema && is_common(name.name.text)) return std::nullopt;
        auto const found = context_.find_relation(name);
        if (!found) {
            if (is_system_relation(name) || !options_.report_relations) return std::nullopt;
            if (name.schema && !context_.catalog.has_schema(name.schema->text))
                unknown_schema(context_, name.schema->text, name.schema->span);
            else
                unknown_relation(context_, name, Kind::table);
            return std::nullopt;
        }
        auto const kind_found = context_.catalog.relation(*found)->kind;
        if (kind_found == Kind::index || kind_found == Kind::type) {
            if (options_.report_relations) wrong_kind(context_, name, *found, kind_found, Kind::table);
            return std::nullopt;
        }
        auto const offset = token(begin).begin - tokens_.first->begin;
        out_.relations.push_back({kind_found,
                                  *found,
                                  {},
                                  offset,
                                  offset + static_cast<std::uint32_t>(name.span.size()),
                                  false,
                                  name.schema.has_value()});
        return found;
    }

    // Reads what may follow a source: TABLESAMPLE, ORDINALITY, an alias, its columns; `at` is the token behind it.
    void add_source(std::size_t at, std::string name, std::optional<Name> relation, bool target) {
        QuerySource source{std::move(name), std::move(relation), false};
        if (kind(at) == kw_with && kind(at + 1) == kw_ordinality) {
            take(at, at + 2);
            at += 2;
        }
        bool const with_as = kind(at) == kw_as;
        bool const plain = kind(at) == grammar::TokenKind::name || kind(at) == quoted_name;
        bool const bare = target ? plain : grammar::is_column_or_table_name(kind(at)) && kind(at) != kw_set;
        if (with_as || bare) {
            take(at, at + 1);
            if (with_as) ++at;
            if (grammar::is_label(kind(at))) {
                take(at, at + 1);
                source.alias = word_text(context_, token(at++));
            }
        }
        bool const listed = kind(at) == left_paren && !begins_query(kind(at + 1));
        if (listed && (target || with_as || bare)) {
            take(at, out_.closes[at] + 1);
            source.renamed = !target;
        }
        if (kind(at) == kw_tablesample) take(at, at + 2);
        out_.scopes[levels_.back().scope].sources.push_back(std::move(source));
    }

    Context& context_;
    TokenRange tokens_;
    std::size_t count_;
    ShapeOptions const& options_;
    QueryShape out_;
    std::vector<Level> levels_;
    std::vector<CommonTable> common_;
    std::size_t at_ = 0;
};

} // namespace

QueryShape shape_of(Context& context, TokenRange tokens, ShapeOptions const& options) {
    return ShapeReader(context, tokens, options).run();
}

bool is_system_relation(ast::QualifiedName const& name) {
    if (name.schema) return name.schema->text == "pg_catalog" || name.schema->text == "information_schema";
    return name.name.text.substr(0, 3) == "pg_";
}

std::string word_text(Context& context, Token const& token) {
    Diagnostics quiet; // a cut name has been reported where it was made
    return std::string(grammar::name_value(context.source, token, quiet));
}

} // namespace migc::catalog
