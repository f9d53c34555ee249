// The words of a query: columns, functions and types, as far as its scopes make them certain (RULINGS 10).
#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/named_errors.hpp"
#include "compiler/catalog/query_output.hpp"
#include "compiler/catalog/query_reader.hpp"
#include "grammar/quote.hpp"
#include "grammar/session.hpp"

#include <algorithm>

namespace migc::catalog {

using enum grammar::TokenKind;
using grammar::Token;
using grammar::TokenKind;
using grammar::TokenRange;

namespace {

/// Every table has them (manual 5.5, System Columns).
bool is_system_column(std::string_view name) {
    constexpr std::string_view names[] = {"tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"};
    return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

bool is_sequence_function(std::string_view name) { return name == "nextval" || name == "currval" || name == "setval"; }

bool is_operator(TokenKind kind) {
    switch (kind) {
    case operator_:
    case plus:
    case minus:
    case star:
    case slash:
    case percent:
    case caret:
    case less:
    case greater:
    case equals: return true;
    default: return false;
    }
}

// Between two such tokens a word is an operand and nothing else: no alias, no type in front of a literal.
bool expects_operand(TokenKind kind) {
    switch (kind) {
    case kw_select:
    case kw_distinct:
    case comma:
    case left_paren:
    case kw_where:
    case kw_and:
    case kw_or:
    case kw_not:
    case kw_on:
    case kw_having:
    case kw_when:
    case kw_then:
    case kw_else:
    case kw_case:
    case kw_between:
    case kw_like:
    case kw_ilike: return true;
    default: return is_operator(kind);
    }
}
bool follows_operand(TokenKind kind) {
    switch (kind) {
    case end:
    case comma:
    case right_paren:
    case kw_from:
    case kw_and:
    case kw_or:
    case kw_is:
    case kw_in:
    case kw_like:
    case kw_ilike:
    case kw_between:
    case kw_not:
    case kw_where:
    case typecast:
    case kw_then:
    case kw_when:
    case kw_else:
    case kw_end:
    case kw_as:
    case kw_group:
    case kw_order:
    case kw_having:
    case kw_union:
    case kw_limit: return true;
    default: return is_operator(kind);
    }
}

struct Report {
    bool columns = true;
    bool functions = true;
};

class QueryBinder : private QueryReader {
public:
    QueryBinder(Context& context, TokenRange tokens, QueryShape const& shape, Report report)
        : QueryReader(context, tokens, shape), report_(report) {
        bindings_ = shape.relations;
    }

    void run() {
        while (at_ < count_) step();
    }

    std::vector<Binding> bindings() const {
        std::vector<Binding> out;
        for (auto const& binding : bindings_) {
            bool const known = std::any_of(out.begin(), out.end(), [&](Binding const& each) {
                return each.kind == binding.kind && each.object == binding.object && each.column == binding.column;
            });
            if (!known) out.push_back(binding);
        }
        return out;
    }

    std::vector<BoundQuery::Star> const& stars() const { return stars_; }

    CalledRoutines const& calls() const { return calls_; }

    BoundColumns const& columns() const { return bound_at_; }

private:
    TokenKind previous() const { return at_ == 0 ? end : kind(at_ - 1); }

    void bind(Kind kind, Name object, std::string column) {
        if (kind == Kind::column) bound_at_.insert_or_assign(at_, std::make_pair(object, column));
        bindings_.push_back({kind, std::move(object), std::move(column), 0, 0, false, false});
    }

    void step() {
        if (shape_.tokens[at_].taken) {
            ++at_;
            return;
        }
        auto const here = kind(at_);
        switch (here) {
        case typecast: ++at_, type(); return;
        case left_paren:
            parens_.push_back(previous());
            opened_.push_back(at_);
            ++at_;
            return;
        case right_paren:
            if (!parens_.empty()) {
                parens_.pop_back();
                opened_.pop_back();
            }
            ++at_;
            return;
        case kw_as:
            ++at_;
            if (!parens_.empty() && parens_.back() == kw_cast)
                type();
            else if (at_ < count_ && kind(at_) != left_paren)
                ++at_; // the name of an output column
            return;
        case kw_collate:
            ++at_;
            while (at_ < count_ && (grammar::is_label(kind(at_)) || kind(at_) == dot)) ++at_;
            return;
        case star:
            if (is_all_columns()) {
                auto const& scope = scope_of(at_);
                for (auto const& source : scope.sources) bind_all(source);
                if (!scope.merges_columns) spell_out(scope.sources, token(at_).span());
                ++at_;
                return;
            }
            break;
        default: break;
        }
        bool const word = grammar::category(here) != grammar::WordCategory::not_a_word;
        if (word && previous() != dot)
            this->word();
        else
            ++at_;
    }

    bool is_all_columns() const { return is_list_element(1); }

    // Of a select list, and not of the arguments of a call.
    bool is_list_element(std::size_t length) const {
        if (shape_.tokens[at_].clause != Clause::select_list) return false;
        auto const next = kind(at_ + length);
        bool const after_distinct_on = previous() == right_paren && (next == kw_from || next == comma);
        bool const argument = previous() == comma && !parens_.empty() && kind(opened_.back() + 1) != kw_select;
        if (argument) return false;
        return previous() == kw_select || previous() == comma || previous() == kw_distinct || previous() == kw_all ||
               after_distinct_on;
    }

    void type() {
        grammar::Session session{context_.source, context_.diagnostics};
        ast::TypeName spelled_type;
        auto first = tokens_.first + at_;
        if (!grammar::parse_type(first, tokens_.last, session, spelled_type)) return;
        at_ = static_cast<std::size_t>(first - tokens_.first);
        auto const resolved = context_.resolve_type(spelled_type);
        if (resolved && !resolved->schema.empty()) bind(Kind::type, {resolved->schema, resolved->name}, {});
    }

    void word() {
        std::size_t length = 1;
        while (kind(at_ + length) == dot && grammar::is_label(kind(at_ + length + 1))) length += 2;
        if (kind(at_ + length) == left_paren) return function(length);
        if (kind(at_ + length) == dot && kind(at_ + length + 1) == star) {
            if (auto const* source = source_named(at_, length)) {
                bind_all(*source);
                auto const span = cover(token(at_).span(), token(at_ + length + 1).span());
                if (is_list_element(length + 2)) spell_out({*source}, span);
            }
            at_ += length + 2;
            return;
        }
        if (length > 1) return dotted(length);
        if (grammar::is_column_or_table_name(kind(at_))) plain();
        ++at_;
    }

    // --- columns ---

    void bind_all(QuerySource const& source) {
        for (auto& column : source_columns(source).names) bind(Kind::column, *source.relation, std::move(column));
    }

    void spell_out(std::vector<QuerySource> const& sources, Span span) {
        BoundQuery::Star star{span, {}};
        for (auto const& source : sources) {
            auto const columns = source_columns(source);
            if (!columns.known || columns.names.empty()) return;
            for (auto const& column : columns.names) {
                if (!star.columns.empty()) star.columns += ", ";
                star.columns += quoted_identifier(source.alias) + "." + quoted_identifier(column);
            }
        }
        if (!star.columns.empty()) stars_.push_back(std::move(star));
    }

    void dotted(std::size_t length) {
        auto const last = at_ + length - 1;
        if (auto const* source = source_named(at_, length - 2)) {
            qualified_column(*source, text(last), last);
        } else if (length > 3) { // alias.column.field
            if (auto const* first = source_named(at_, 1); first && has(*first, text(at_ + 2)))
                bind(Kind::column, *first->relation, text(at_ + 2));
        }
        at_ += length;
    }

    void qualified_column(QuerySource const& source, std::string const& column, std::size_t at) {
        if (has(source, column)) {
            bind(Kind::column, *source.relation, column);
            return;
        }
        if (!columns_known(source) || !report_.columns || is_system_column(column)) return;
        ast::QualifiedName function; // `t.f` may be f(t)
        function.name = {context_.source.keep(std::string(column)), token(at).span()};
        if (context_.find_routine(function) || context_.catalog.open_world()) return;
        unknown_in(source, column, token(at).span());
    }

    void unknown_in(QuerySource const& source, std::string const& column, Span span) {
        if (auto const* table = context_.catalog.table(*source.relation))
            unknown_column(context_, *table, column, span);
        else
            unknown_view_column(context_, *context_.catalog.view(*source.relation), column, span);
    }

    void plain() {
        auto const name = text(at_);
        bool certain = true; // every relation that might have the column is known
        QuerySource const* only = nullptr;
        bool names_source = false;
        std::size_t sources = 0;
        for (auto scope = shape_.tokens[at_].scope;;) {
            std::size_t owners = 0;
            for (auto const& source : shape_.scopes[scope].sources) {
                ++sources;
                only = &source;
                names_source = names_source || source.alias == name;
                certain = certain && columns_known(source);
                owners += has(source, name);
            }
            if (owners > 0) {
                bool const merged = shape_.scopes[scope].merges_columns; // JOIN … USING: the column of both sides
                if (certain && (owners == 1 || merged)) bind_owners(shape_.scopes[scope], name);
                return;
            }
            auto const parent = static_cast<std::uint32_t>(shape_.scopes[scope].parent);
            if (parent == scope) break;
            scope = parent;
        }
        if (!certain || names_source || is_system_column(name) || !is_surely_a_column()) return;
        if (sources == 1)
            unknown_in(*only, name, token(at_).span());
        else
            no_such_column(context_, name, token(at_).span());
    }

    void bind_owners(QueryScope const& scope, std::string const& column) {
        for (auto const& source : scope.sources)
            if (has(source, column)) bind(Kind::column, *source.relation, column);
    }

    bool is_surely_a_column() const {
        auto const here = kind(at_);
        auto const clause = shape_.tokens[at_].clause;
        bool const placed = clause == Clause::select_list || clause == Clause::condition;
        if (!report_.columns || !placed || (here != name && here != quoted_name)) return false;
        bool const argument = previous() == left_paren && kind(at_ + 1) == kw_from; // extract(field from …)
        return !argument && expects_operand(previous()) && follows_operand(kind(at_ + 1));
    }

    // --- functions ---

    void function(std::size_t length) {
        auto const begin = at_;
        auto const last = at_ + length - 1;
        at_ += length;
        auto const category = grammar::category(kind(last));
        bool const callable = length > 1 || category == grammar::WordCategory::plain ||
                              category == grammar::WordCategory::unreserved ||
                              category == grammar::WordCategory::function_name;
        if (!callable) return;
        ast::QualifiedName spelled;
        spelled.name = {context_.source.keep(text(last)), token(last).span()};
        if (length > 1) spelled.schema = ast::Identifier{context_.source.keep(text(last - 2)), token(last - 2).span()};
        spelled.span = cover(token(begin).span(), token(last).span());
        std::string const called(spelled.name.text);
        if (auto const found = context_.find_routine(spelled)) {
            bind(Kind::routine, *found, {});
            acts(context_.shown(*found));
            return;
        }
        bool const server = !spelled.schema || spelled.schema->text == "pg_catalog";
        if (server && is_builtin_function(called)) {
            if (is_sequence_function(called) && kind(at_) == left_paren && kind(at_ + 1) == string)
                sequence(at_ + 1, called);
            return;
        }
        if (auto const constructor = context_.find_constructor(spelled)) return bind(Kind::routine, *constructor, {});
        if (is_single_argument({&token(at_), tokens_.last}))
            if (auto const type = context_.find_type(spelled)) return bind(Kind::type, *type, {});
        if (category != grammar::WordCategory::plain && length == 1) return; // a clause: OVER ( … ), FILTER ( … )
        acts(called);
        bool const outside =
            context_.catalog.open_world() || (!server && !context_.catalog.has_schema(spelled.schema->text));
        if (!outside && report_.functions) unknown_function(context_, called, spelled.span);
    }

    void acts(std::string called) {
        if (!calls_.acts) calls_.first = std::move(called);
        calls_.acts = true;
    }

    void sequence(std::size_t literal, std::string_view called) {
        calls_.moves_sequences = calls_.moves_sequences || called != "currval";
        auto const name = relation_in_literal(context_, token(literal));
        if (!name) return;
        auto const found = context_.find_relation(*name);
        if (found && context_.catalog.relation(*found)->kind == Kind::sequence)
            bind_literal(*found, token(literal), name->schema.has_value());
        else if (report_.functions && !context_.catalog.open_world())
            unknown_relation(context_, *name, Kind::sequence);
    }

    // Its place is that of the name between plain quotes.
    void bind_literal(Name sequence, Token const& literal, bool qualified) {
        bind(Kind::sequence, std::move(sequence), {});
        auto& binding = bindings_.back();
        binding.in_literal = true;
        binding.qualified = qualified;
        if (context_.source.slice(literal.span()).front() != '\'') return;
        binding.begin = literal.begin - tokens_.first->begin + 1;
        binding.end = literal.end - tokens_.first->begin - 1;
    }

    Report report_;
    std::size_t at_ = 0;
    std::vector<Binding> bindings_;
    BoundColumns bound_at_;
    std::vector<TokenKind> parens_;   // the token in front of each open parenthesis
    std::vector<std::size_t> opened_; // where each of them stands
    std::vector<BoundQuery::Star> stars_;
    CalledRoutines calls_;
};

} // namespace

BoundQuery bind_view_query(Context& context, TokenRange tokens, std::string_view recursive_name) {
    auto const shape = shape_of(context, tokens, {recursive_name, true});
    QueryBinder binder(context, tokens, shape, {});
    binder.run();
    BoundQuery out;
    append_output_columns(QueryReader(context, tokens, shape), binder.columns(), out);
    out.bindings = binder.bindings();
    out.stars = binder.stars();
    return out;
}

namespace {

// Inside of CREATE SCHEMA a query finds what is in the new schema by its name alone; elsewhere it would not.
bool needs_schema(Context const& context, Binding const& binding) {
    bool const relation = binding.kind == Kind::table || binding.kind == Kind::view || binding.kind == Kind::sequence;
    return relation && !binding.qualified && binding.begin != binding.end && context.path().front() != context.home() &&
           binding.object.schema == context.path().front();
}

} // namespace

std::string stored_text(Context& context, TokenRange tokens, BoundQuery const& query) {
    auto const whole = tokens.span();
    auto changes = query.stars;
    for (auto const& binding : query.bindings) {
        if (!needs_schema(context, binding)) continue;
        auto const at = whole.begin + binding.begin;
        changes.push_back({{at, at}, quoted_identifier(binding.object.schema) + "."});
    }
    std::stable_sort(changes.begin(), changes.end(),
                     [](auto const& left, auto const& right) { return left.span.begin < right.span.begin; });
    std::string out;
    auto from = whole.begin;
    for (auto const& change : changes) {
        out += context.source.slice({from, change.span.begin});
        out += change.columns;
        from = change.span.end;
    }
    out += context.source.slice({from, whole.end});
    return out;
}

BoundQuery bind_query(Context& context, TokenRange tokens) { return bind_view_query(context, tokens, {}); }

std::vector<Binding> bind_body(Context& context, TokenRange tokens) {
    auto const shape = shape_of(context, tokens, {});
    QueryBinder binder(context, tokens, shape, {false, true});
    binder.run();
    return binder.bindings();
}

CalledRoutines called_routines(Context& context, TokenRange tokens) {
    auto const shape = shape_of(context, tokens, {{}, false});
    QueryBinder binder(context, tokens, shape, {false, true});
    binder.run();
    return binder.calls();
}

} // namespace migc::catalog
