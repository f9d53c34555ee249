#include "grammar/relations.hpp"

#include <algorithm>
#include <vector>

namespace migc::grammar {

using enum TokenKind;

namespace {

bool same(ast::QualifiedName const& left, ast::QualifiedName const& right) {
    return left.name.text == right.name.text && left.schema.has_value() == right.schema.has_value() &&
           (!left.schema || left.schema->text == right.schema->text);
}

// Ends the list of relations behind FROM or USING on its own level of parentheses.
bool ends_from_list(TokenKind kind) {
    switch (kind) {
    case kw_where:
    case kw_group:
    case kw_having:
    case kw_window:
    case kw_order:
    case kw_limit:
    case kw_offset:
    case kw_fetch:
    case kw_for:
    case kw_union:
    case kw_intersect:
    case kw_except:
    case kw_returning:
    case kw_set:
    case kw_select:
    case kw_when:
    case kw_values:
    case kw_into: return true;
    default: return false;
    }
}

bool take(Iterator& at, Iterator last, TokenKind kind) {
    if (at >= last || at->kind != kind) return false;
    ++at;
    return true;
}

bool take_columns(Iterator& at, Iterator last, Session& session) {
    ast::Identifier column;
    do {
        if (!parse_identifier(at, last, session, column)) return false;
    } while (take(at, last, comma));
    return true;
}

// SEARCH { DEPTH | BREADTH } FIRST BY a, b SET c, and CYCLE a, b SET c [TO x DEFAULT y] USING d
bool take_search_and_cycle(Iterator& at, Iterator last, Session& session) {
    ast::Identifier column;
    if (take(at, last, kw_search)) {
        if (!take(at, last, kw_depth) && !take(at, last, kw_breadth)) return session.miss(at, "DEPTH or BREADTH");
        if (!take(at, last, kw_first)) return session.miss(at, kw_first);
        if (!take(at, last, kw_by)) return session.miss(at, kw_by);
        if (!take_columns(at, last, session)) return false;
        if (!take(at, last, kw_set)) return session.miss(at, kw_set);
        if (!parse_identifier(at, last, session, column)) return false;
    }
    if (take(at, last, kw_cycle)) {
        if (!take_columns(at, last, session)) return false;
        if (!take(at, last, kw_set)) return session.miss(at, kw_set);
        if (!parse_identifier(at, last, session, column)) return false;
        ast::Expression value;
        if (take(at, last, kw_to)) {
            if (!parse_expression(at, last, session, ExpressionKind::b_expr, value)) return false;
            if (!take(at, last, kw_default)) return session.miss(at, kw_default);
            if (!parse_expression(at, last, session, ExpressionKind::b_expr, value)) return false;
        }
        if (!take(at, last, kw_using)) return session.miss(at, kw_using);
        if (!parse_identifier(at, last, session, column)) return false;
    }
    return true;
}

class Collector {
public:
    Collector(TokenRange statement, Session& session, ast::Data& out)
        : first_(statement.first), last_(statement.last), at_(statement.first), session_(session), out_(out) {}

    void run() {
        find_common_tables();
        levels_.push_back({});
        while (at_ != last_) step();
        auto const written = [&](ast::QualifiedName const& name) {
            return std::any_of(out_.writes.begin(), out_.writes.end(),
                               [&](auto const& other) { return same(name, other); });
        };
        std::erase_if(out_.reads, written);
    }

private:
    // What is known of one level of parentheses.
    struct Level {
        bool query = false;     // SELECT, DELETE, … stand in it: FROM is a clause and no argument of extract( … )
        bool from_list = false; // a comma leads to another relation
        bool update = false;    // SET names columns; behind SEARCH and CYCLE it does not
        bool set_list = false;  // a comma leads to another column to write
    };

    bool is(Iterator at, TokenKind kind) const { return at >= first_ && at < last_ && at->kind == kind; }
    bool before(TokenKind kind, std::ptrdiff_t back = 1) const {
        return at_ - first_ >= back && at_[-back].kind == kind;
    }

    void find_common_tables() {
        for (auto at = first_; at != last_; ++at) {
            if (at->kind != kw_with) continue;
            Diagnostics quiet;
            Session trial{session_.source, quiet};
            auto list = at + 1;
            std::vector<std::string_view> names;
            if (parse_common_tables(list, last_, trial, names))
                common_.insert(common_.end(), names.begin(), names.end());
        }
    }

    // What may turn out to be something else must not note a mismatch.
    bool quiet_name(Iterator& at, ast::Identifier& out) {
        Diagnostics quiet;
        Session trial{session_.source, quiet};
        return parse_identifier(at, last_, trial, out);
    }
    bool quiet_balanced(Iterator& at, TokenRange& inside) {
        Diagnostics quiet;
        Session trial{session_.source, quiet};
        return parse_balanced(at, last_, trial, inside);
    }

    void step() {
        auto& level = levels_.back();
        auto const kind = at_->kind;
        if (ends_from_list(kind)) level.from_list = false;
        if (ends_from_list(kind) && kind != kw_set) level.set_list = false;
        switch (kind) {
        case left_paren:
            levels_.push_back({});
            ++at_;
            return;
        case right_paren:
            if (levels_.size() > 1) levels_.pop_back();
            ++at_;
            return;
        case comma:
            ++at_;
            if (level.from_list)
                relation(out_.reads);
            else if (level.set_list)
                target();
            return;
        case kw_select:
        case kw_delete:
            level.query = true;
            ++at_;
            return;
        case kw_from: return from_clause();
        case kw_join:
            ++at_;
            relation(out_.reads);
            return;
        case kw_using: return using_clause();
        case kw_into: return into_clause();
        case kw_update: return update_clause();
        case kw_set: return set_clause();
        case kw_insert:
            level.query = true;
            ++at_;
            if (before(kw_then, 2)) column_list(); // MERGE: the list stands without INTO
            return;
        case kw_table: // TABLE name, in the place of a query
            ++at_;
            relation(out_.reads);
            return;
        default: ++at_;
        }
    }

    void from_clause() {
        bool const comparison = before(kw_distinct) && (before(kw_is, 2) || before(kw_not, 2));
        bool const deletes = before(kw_delete);
        ++at_;
        if (comparison || !levels_.back().query) return;
        levels_.back().from_list = !deletes;
        relation(deletes ? out_.writes : out_.reads);
    }

    // DELETE … USING and MERGE … USING name relations; JOIN … USING ( … ) names columns, ORDER BY … USING an operator.
    void using_clause() {
        ++at_;
        if (!levels_.back().query || is(at_, left_paren)) {
            levels_.back().from_list |= is(at_, left_paren) && is(at_ + 1, kw_select);
            return;
        }
        levels_.back().from_list = true;
        relation(out_.reads);
    }

    void into_clause() {
        bool const writes = before(kw_insert) || before(kw_merge);
        ++at_;
        if (!writes) return;
        levels_.back().query = true;
        relation(out_.writes);
        ast::Identifier alias;
        if (is(at_, kw_as)) ++at_, quiet_name(at_, alias);
        column_list();
    }

    void update_clause() {
        bool const locks = before(kw_for) || before(kw_key);
        bool const of_conflict = before(kw_do) || before(kw_then);
        ++at_;
        if (locks) return;
        levels_.back().update = true;
        if (of_conflict) return;
        levels_.back().query = true;
        relation(out_.writes);
    }

    void set_clause() {
        ++at_;
        levels_.back().set_list = levels_.back().update;
        if (levels_.back().set_list) target();
    }

    // `a = …`, `a[1] = …`, `a.b = …` or `(a, b) = …`
    void target() {
        if (is(at_, left_paren)) return column_list();
        ast::Identifier column;
        if (quiet_name(at_, column)) add_column(column);
    }

    void column_list() {
        if (!is(at_, left_paren) || is(at_ + 1, kw_select) || is(at_ + 1, kw_with) || is(at_ + 1, kw_values)) return;
        TokenRange inside;
        auto at = at_;
        if (!quiet_balanced(at, inside)) return;
        auto next = inside.first;
        bool expected = true;
        int depth = 0;
        for (; next != inside.last; ++next) {
            if (next->kind == left_paren || next->kind == left_bracket) ++depth;
            if (next->kind == right_paren || next->kind == right_bracket) --depth;
            ast::Identifier column;
            auto name = next;
            if (expected && depth == 0 && quiet_name(name, column)) add_column(column);
            expected = depth == 0 && next->kind == comma;
        }
        at_ = at;
    }

    void add_column(ast::Identifier column) {
        auto const known = [&](ast::Identifier const& other) { return other.text == column.text; };
        if (std::none_of(out_.columns.begin(), out_.columns.end(), known)) out_.columns.push_back(column);
    }

    void relation(std::vector<ast::QualifiedName>& list) {
        if (is(at_, kw_lateral)) ++at_;
        if (is(at_, kw_only)) ++at_;
        while (is(at_, left_paren)) { // `only (t)`, `from (a join b on …)`, or a query: then no name follows
            levels_.push_back({});
            levels_.back().query = true;
            levels_.back().from_list = true;
            ++at_;
        }
        ast::QualifiedName name;
        auto at = at_;
        Diagnostics quiet;
        Session trial{session_.source, quiet};
        if (!parse_qualified_name(at, last_, trial, name)) return;
        bool const writes = &list == &out_.writes;
        if (is(at, left_paren) && !writes) return; // a function; behind INTO the parenthesis opens the columns
        at_ = at;
        bool const common = !name.schema && std::find(common_.begin(), common_.end(), name.name.text) != common_.end();
        if (common && !writes) return;
        if (std::none_of(list.begin(), list.end(), [&](auto const& other) { return same(name, other); }))
            list.push_back(name);
    }

    Iterator first_;
    Iterator last_;
    Iterator at_;
    Session& session_;
    ast::Data& out_;
    std::vector<Level> levels_;
    std::vector<std::string_view> common_;
};

} // namespace

bool parse_common_tables(Iterator& first, Iterator last, Session& session, std::vector<std::string_view>& names) {
    auto at = first;
    take(at, last, kw_recursive);
    do {
        ast::Identifier name;
        TokenRange inside;
        if (!parse_identifier(at, last, session, name)) return false;
        if (at < last && at->kind == left_paren && !parse_balanced(at, last, session, inside)) return false;
        if (!take(at, last, kw_as)) return session.miss(at, kw_as);
        if (take(at, last, kw_not) && !(at < last && at->kind == kw_materialized))
            return session.miss(at, kw_materialized);
        take(at, last, kw_materialized);
        if (!parse_balanced(at, last, session, inside) || !take_search_and_cycle(at, last, session)) return false;
        names.push_back(name.text);
    } while (take(at, last, comma));
    first = at;
    return true;
}

void collect_relations(TokenRange statement, Session& session, ast::Data& out) {
    Collector(statement, session, out).run();
}

} // namespace migc::grammar
