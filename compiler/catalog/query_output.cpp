#include "compiler/catalog/query_output.hpp"

#include "compiler/catalog/define_checks.hpp"
#include "grammar/session.hpp"

#include <algorithm>

namespace migc::catalog {

using enum grammar::TokenKind;
using grammar::Token;
using grammar::TokenKind;

namespace {

class SelectList : private QueryReader {
public:
    SelectList(QueryReader const& query, BoundColumns const& bound) : QueryReader(query), bound_(bound) {}

    void run(BoundQuery& out) {
        select(shape_.main, out);
        for (auto const arm : further_arms()) {
            BoundQuery other;
            select(arm, other);
            // The server finds the type that both have in common.
            for (std::size_t i = 0; i < out.types.size(); ++i)
                if (i >= other.types.size() || !(out.types[i] == other.types[i])) {
                    out.types[i] = {};
                    out.collations[i].clear();
                }
        }
    }

private:
    // Where the queries behind UNION, INTERSECT and EXCEPT begin.
    std::vector<std::size_t> further_arms() const {
        std::vector<std::size_t> out;
        auto at = shape_.main;
        while (kind(at) == left_paren) ++at;
        for (; at < count_; ++at) {
            if (kind(at) == left_paren) at = shape_.closes[at];
            if (kind(at) != kw_union && kind(at) != kw_intersect && kind(at) != kw_except) continue;
            auto const behind = at + 1;
            out.push_back(kind(behind) == kw_all || kind(behind) == kw_distinct ? behind + 1 : behind);
        }
        return out;
    }

    void select(std::size_t at, BoundQuery& out) {
        while (kind(at) == left_paren) ++at;
        if (kind(at) == kw_values && kind(at + 1) == left_paren) return values(at + 1, out);
        if (kind(at) == kw_table) return all_columns(scope_of(at + 1), out);
        if (kind(at) != kw_select) return;
        ++at;
        if (kind(at) == kw_all) ++at;
        if (kind(at) == kw_distinct) {
            ++at;
            if (kind(at) == kw_on && kind(at + 1) == left_paren) at = shape_.closes[at + 1] + 1;
        }
        out.count_known = out.columns_known = true;
        while (out.count_known) {
            auto const stop = element_end(at);
            if (stop == at) {
                if (kind(at) == kw_from || kind(at) == end) return; // a query without columns
                out.count_known = false;
                break;
            }
            element(at, stop, out);
            if (kind(stop) != comma) break;
            at = stop + 1;
        }
        if (out.count_known) return;
        out.columns.clear();
        out.types.clear();
        out.collations.clear();
        out.columns_known = false;
    }

    std::size_t element_end(std::size_t at) const {
        for (; at < count_; ++at) {
            switch (kind(at)) {
            case left_paren: at = shape_.closes[at]; continue;
            case kw_group:
                if (kind(at - 1) == kw_within) continue;
                return at;
            case comma:
            case right_paren:
            case kw_where:
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
            case kw_into: return at;
            case kw_from:
                if (kind(at - 1) == kw_distinct && (kind(at - 2) == kw_is || kind(at - 2) == kw_not)) continue;
                return at;
            default: continue;
            }
        }
        return count_;
    }

    // `values (1, 2)`: column1, column2 (manual: VALUES).
    void values(std::size_t open, BoundQuery& out) {
        std::size_t count = 1;
        for (auto at = open + 1; at < shape_.closes[open]; ++at) {
            if (kind(at) == left_paren)
                at = shape_.closes[at];
            else if (kind(at) == comma)
                ++count;
        }
        for (std::size_t i = 1; i <= count; ++i) {
            out.columns.push_back("column" + std::to_string(i));
            add_unknown(out);
        }
        out.count_known = out.columns_known = true;
    }

    void all_columns(QueryScope const& scope, BoundQuery& out) {
        bool known = !scope.merges_columns && !scope.sources.empty();
        out.count_known = out.columns_known = true;
        for (auto const& source : scope.sources) known = known && append(source, out);
        out.count_known = out.columns_known = known;
        if (known) return;
        out.columns.clear();
        out.types.clear();
        out.collations.clear();
    }

    bool append(QuerySource const& source, BoundQuery& out) {
        auto columns = source_columns(source);
        if (!columns.known) return false;
        for (auto const& name : columns.names) {
            add_unknown(out);
            take_column(*source.relation, name, out);
        }
        out.columns.insert(out.columns.end(), columns.names.begin(), columns.names.end());
        return true;
    }

    void element(std::size_t at, std::size_t stop, BoundQuery& out) {
        if (kind(at) == star && stop == at + 1) {
            auto const& scope = scope_of(at);
            bool known = !scope.merges_columns && !scope.sources.empty();
            for (auto const& source : scope.sources) known = known && append(source, out);
            out.count_known = known;
            return;
        }
        if (kind(stop - 1) == star && stop - at >= 3 && kind(stop - 2) == dot) {
            auto const* source = source_named(at, stop - at - 2);
            out.count_known = source && append(*source, out);
            return;
        }
        auto name = element_name(at, stop);
        out.columns_known = out.columns_known && name.has_value();
        out.columns.push_back(name.value_or(std::string()));
        type_element(at, stop, out);
    }

    static void add_unknown(BoundQuery& out) {
        out.types.emplace_back();
        out.collations.emplace_back();
    }

    void take_column(Name const& relation, std::string const& name, BoundQuery& out) const {
        if (auto const* table = context_.catalog.table(relation)) {
            auto const* column = table->column(name);
            if (!column) return;
            out.types.back() = column->type;
            out.collations.back() = column->collation;
        } else if (auto const* view = context_.catalog.view(relation)) {
            auto const found = std::find(view->columns.begin(), view->columns.end(), name);
            auto const place = static_cast<std::size_t>(found - view->columns.begin());
            if (place >= view->types.size()) return;
            out.types.back() = view->types[place];
            out.collations.back() = view->collations[place];
        }
    }

    // Only what is a plain column, or a cast of one, has a type that is certain.
    void type_element(std::size_t at, std::size_t stop, BoundQuery& out) {
        if (stop - at > 2 && kind(stop - 2) == kw_as)
            stop -= 2;
        else if (stop - at > 1 && is_word(stop - 1) && ends_operand(stop - 2))
            --stop;
        std::size_t length = 1;
        while (kind(at + length) == dot && grammar::is_label(kind(at + length + 1))) length += 2;
        add_unknown(out);
        if (auto const bound = bound_.find(at); bound != bound_.end()) {
            auto const& [relation, column] = bound->second;
            take_column(relation, column, out);
            if (at + length == stop) return;
            out.types.back() = {};
        }
        if (is_count(at, length, stop)) out.types.back().name = "bigint";
        if (kind(at + length) != typecast) return;
        auto last = at + length;
        for (auto next = last; next < stop && kind(next) == typecast;) {
            last = next;
            next = behind_type(next + 1, stop);
        }
        if (behind_type(last + 1, stop) != stop) return;
        grammar::Session session{context_.source, context_.diagnostics};
        ast::TypeName type;
        auto first = tokens_.first + last + 1;
        if (!grammar::parse_type(first, tokens_.first + stop, session, type)) return;
        if (auto resolved = context_.resolve_type(type)) out.types.back() = std::move(*resolved);
        if (!is_collatable(out.types.back())) out.collations.back().clear();
    }

    // Of the server's own, and not a user's.
    bool is_count(std::size_t at, std::size_t length, std::size_t stop) const {
        if (length != 1 || kind(at + 1) != left_paren || call_end(at + 1) != stop || text(at) != "count") return false;
        ast::QualifiedName called;
        called.name = {"count", token(at).span()};
        return !context_.find_routine(called);
    }

    // `stop` where there is no type.
    std::size_t behind_type(std::size_t at, std::size_t stop) const {
        grammar::Session session{context_.source, context_.diagnostics};
        ast::TypeName ignored;
        auto first = tokens_.first + at;
        if (!grammar::parse_type(first, tokens_.first + stop, session, ignored)) return stop + 1;
        return static_cast<std::size_t>(first - tokens_.first);
    }

    bool is_word(std::size_t at) const { return kind(at) == name || kind(at) == quoted_name; }

    // As FigureColname of src/backend/parser/parse_target.c, where that is plain.
    std::optional<std::string> element_name(std::size_t at, std::size_t stop) {
        if (stop - at >= 2 && kind(stop - 2) == kw_as && grammar::is_label(kind(stop - 1))) return text(stop - 1);
        std::size_t length = 1;
        while (kind(at + length) == dot && at + length + 1 < stop && grammar::is_label(kind(at + length + 1)))
            length += 2;
        auto const behind = at + length;
        bool const reference = grammar::is_column_or_table_name(kind(at)) && kind(at) != kw_case;
        if (reference && behind == stop) return text(stop - 1);
        if (grammar::is_label(kind(at)) && kind(behind) == left_paren && kind(at) != kw_cast && kind(at) != kw_row &&
            kind(at) != kw_array && call_end(behind) == stop && is_call(behind - 1))
            return text(behind - 1);
        if (stop - at >= 2 && is_word(stop - 1) && ends_operand(stop - 2)) return text(stop - 1);
        if (reference && kind(behind) == typecast && only_casts(behind, stop)) return text(behind - 1);
        return std::nullopt;
    }

    // Behind `f( … )`, with FILTER, WITHIN GROUP and OVER.
    std::size_t call_end(std::size_t open) const {
        auto at = shape_.closes[open] + 1;
        if (kind(at) == kw_within && kind(at + 1) == kw_group && kind(at + 2) == left_paren)
            at = shape_.closes[at + 2] + 1;
        if (kind(at) == kw_filter && kind(at + 1) == left_paren) at = shape_.closes[at + 1] + 1;
        if (kind(at) == kw_over) at = kind(at + 1) == left_paren ? shape_.closes[at + 1] + 1 : at + 2;
        return at;
    }

    // The server names a column after the function; what looks like a call and is none has another name.
    bool is_call(std::size_t at) const {
        using Category = grammar::WordCategory;
        auto const category = grammar::category(kind(at));
        return category == Category::plain || category == Category::unreserved || category == Category::function_name ||
               kind(at) == kw_coalesce || kind(at) == kw_exists;
    }

    bool ends_operand(std::size_t at) const {
        switch (kind(at)) {
        case name:
        case quoted_name:
        case right_paren:
        case right_bracket:
        case integer:
        case number:
        case string:
        case dollar_string:
        case kw_end:
        case kw_true:
        case kw_false:
        case kw_null: return kind(at - 1) != kw_collate;
        default: return false;
        }
    }

    bool only_casts(std::size_t at, std::size_t stop) const {
        while (at < stop && kind(at) == typecast) at = behind_type(at + 1, stop);
        return at == stop;
    }

    BoundColumns const& bound_;
};

} // namespace

void append_output_columns(QueryReader const& query, BoundColumns const& bound, BoundQuery& out) {
    SelectList(query, bound).run(out);
}

} // namespace migc::catalog
