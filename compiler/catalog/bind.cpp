#include "compiler/catalog/bind.hpp"

#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/normalise.hpp"
#include "compiler/catalog/operands.hpp"
#include "grammar/lexer.hpp"
#include "grammar/quote.hpp"
#include "grammar/session.hpp"

#include <algorithm>

namespace migc::catalog {

using enum grammar::TokenKind;
using grammar::Token;
using grammar::TokenKind;
using grammar::TokenRange;

namespace {

std::string lower(std::string_view word) {
    std::string out(word);
    for (auto& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return out;
}

// The spelling of a token as such, nothing looked up: keywords in lower case, names quoted when they must be.
std::string plain_text(Context& context, Token const& token) {
    auto const spelled = context.source.slice(token.span());
    if (token.kind == name || token.kind == quoted_name) {
        Diagnostics quiet; // a cut name has been reported where it was made
        return quoted_identifier(grammar::name_value(context.source, token, quiet));
    }
    return grammar::is_keyword(token.kind) ? lower(spelled) : std::string(spelled);
}

std::string name_of(Context& context, Token const& token) {
    Diagnostics quiet;
    return std::string(grammar::name_value(context.source, token, quiet));
}

bool is_sequence_function(std::string_view name) { return name == "nextval" || name == "currval" || name == "setval"; }

class ExpressionBinder {
public:
    ExpressionBinder(Context& context, TokenRange tokens, Scope const& scope)
        : context_(context), tokens_(tokens), at_(tokens.first), scope_(scope) {}

    Expression run() {
        while (at_ != tokens_.last) step();
        return {text_.take(), std::move(bindings_)};
    }

private:
    bool more(std::ptrdiff_t ahead = 0) const { return tokens_.last - at_ > ahead; }
    TokenKind kind(std::ptrdiff_t ahead = 0) const { return more(ahead) ? at_[ahead].kind : end; }
    TokenKind previous() const { return at_ == tokens_.first ? end : at_[-1].kind; }

    std::uint32_t plain() {
        auto const begin = text_.add(at_->kind, plain_text(context_, *at_));
        ++at_;
        return begin;
    }

    void bind(Kind bound, Name object, std::string column, std::uint32_t begin, bool qualified) {
        bindings_.push_back({bound, std::move(object), std::move(column), begin, text_.size(), false, qualified});
    }

    void step() {
        switch (at_->kind) {
        case typecast:
            plain();
            type();
            return;
        case left_paren:
            if (kind(1) == kw_select || kind(1) == kw_with || kind(1) == kw_values) {
                context_.error(Code::bad_definition, at_[1].span(), "query inside an expression that may hold none",
                               "write a function that asks, and call it");
                at_ = tokens_.last;
                return;
            }
            parens_.push_back(previous());
            break;
        case right_paren:
            if (!parens_.empty()) parens_.pop_back();
            break;
        case kw_as:
            if (!parens_.empty() && parens_.back() == kw_cast) {
                plain();
                type();
                return;
            }
            break;
        case kw_collate:
            plain();
            while (more() && (grammar::is_label(at_->kind) || at_->kind == dot)) plain();
            return;
        default: break;
        }
        bool const word = grammar::category(at_->kind) != grammar::WordCategory::not_a_word;
        if (word && previous() != dot)
            this->word();
        else
            plain();
    }

    void type() {
        grammar::Session session{context_.source, context_.diagnostics};
        ast::TypeName spelled_type;
        auto first = at_;
        if (!grammar::parse_type(first, tokens_.last, session, spelled_type)) return;
        at_ = first;
        auto const resolved = context_.resolve_type(spelled_type);
        if (!resolved) return;
        auto const begin = text_.add(name, spelled(*resolved, context_.home()));
        if (!resolved->schema.empty()) {
            bindings_.push_back({Kind::type,
                                 {resolved->schema, resolved->name},
                                 {},
                                 begin,
                                 text_.size() - (resolved->array ? 2u : 0u),
                                 false,
                                 resolved->schema != context_.home() || is_builtin_type_name(resolved->name)});
        }
    }

    // OPERATOR ( schema.+ )
    void operator_name() {
        while (more() && kind() != right_paren) plain();
        if (more()) plain();
    }

    void word() {
        if (kind() == kw_operator && kind(1) == left_paren) return operator_name();
        if (kind(1) == dot && grammar::is_label(kind(2))) return dotted();
        if (kind(1) == left_paren) {
            auto const c = grammar::category(at_->kind);
            bool const plain_word = c == grammar::WordCategory::plain || c == grammar::WordCategory::unreserved ||
                                    c == grammar::WordCategory::function_name;
            if (plain_word)
                function(1);
            else
                plain();
            return;
        }
        auto const text = name_of(context_, *at_);
        bool const may_be_column = grammar::is_column_or_table_name(at_->kind);
        if (may_be_column && scope_.table && scope_.table->column(text)) return column(scope_.table->name, text);
        if (at_->kind != name && at_->kind != quoted_name) {
            plain();
            return;
        }
        bool const typed_literal = kind(1) == string || kind(1) == dollar_string;
        bool const named_argument = kind(1) == equals_greater || kind(1) == colon_equals;
        bool const field = previous() == left_paren && parens_.size() > 0 && parens_.back() == kw_extract;
        bool const whole_row = scope_.table && text == scope_.table->name.name;
        bool const value = scope_.domain_value && text == "value";
        bool const free = typed_literal || named_argument || field || whole_row || value;
        if (!free && scope_.columns_required) {
            if (scope_.table)
                unknown_column(context_, *scope_.table, text, at_->span());
            else
                context_.error(Code::bad_definition, at_->span(),
                               "column `" + text + "` in an expression that may hold none",
                               "write a literal or a function call");
        }
        plain();
    }

    void column(Name const& table, std::string const& column_name) {
        auto const begin = text_.add(name, quoted_identifier(column_name));
        bind(Kind::column, table, column_name, begin, false);
        ++at_;
    }

    // schema.f(…), table.column, old.column.
    void dotted() {
        if (kind(3) == left_paren) return function(3);
        auto const qualifier = name_of(context_, *at_);
        bool const own_table = scope_.table && qualifier == scope_.table->name.name;
        bool const row = scope_.row_prefixes && (qualifier == "old" || qualifier == "new");
        plain();
        if (!own_table && !row) return;
        plain();
        auto const text = name_of(context_, *at_);
        if (scope_.table && scope_.table->column(text)) return column(scope_.table->name, text);
        if (scope_.table) unknown_column(context_, *scope_.table, text, at_->span());
        plain();
    }

    // `length`: tokens of the name.
    void function(std::ptrdiff_t length) {
        auto const* first = at_;
        bool const qualified = length == 3;
        auto const text = name_of(context_, first[length - 1]);
        ast::QualifiedName spelled_name;
        spelled_name.name = {context_.source.keep(text), first[length - 1].span()};
        if (qualified) spelled_name.schema = {{context_.source.keep(name_of(context_, *first)), first->span()}};
        auto const found = context_.find_routine(spelled_name);
        auto const begin = plain();
        for (auto i = length - 1; i > 0; --i) plain();
        auto const constructor = found ? std::nullopt : context_.find_constructor(spelled_name);
        bool const may_cast = !found && !constructor && is_single_argument({first + length, tokens_.last});
        auto const type = may_cast ? context_.find_type(spelled_name) : std::nullopt;
        if (found || constructor) {
            bind(Kind::routine, found ? *found : *constructor, {}, begin, qualified);
        } else if (type) { // `mood('sad')` is a cast (manual 4.2.9)
            bind(Kind::type, *type, {}, begin, qualified);
        } else if (!qualified || spelled_name.schema->text == "pg_catalog") {
            if (!is_builtin_function(text) && !context_.catalog.open_world())
                unknown_function(context_, text, first[length - 1].span());
        } else if (context_.catalog.has_schema(spelled_name.schema->text) && !context_.catalog.open_world()) {
            unknown_function(context_, std::string(spelled_name.schema->text) + "." + text, first->span());
        }
        if (!found && is_sequence_function(text) && kind(1) == string) sequence_argument();
    }

    // nextval('s') holds a reference, not a text: the server stores it as regclass.
    void sequence_argument() {
        parens_.push_back(previous());
        plain();
        auto const& literal = *at_;
        auto const relation = relation_in_literal(context_, literal);
        if (!relation) return;
        auto const found = context_.find_relation(*relation);
        if (!found || context_.catalog.relation(*found)->kind != Kind::sequence) {
            if (!context_.catalog.open_world()) unknown_relation(context_, *relation, Kind::sequence);
            return;
        }
        bool const qualified = found->schema != context_.home();
        auto inside = quoted_identifier(found->name);
        if (qualified) inside = quoted_identifier(found->schema) + "." + inside;
        auto const begin = text_.add(string, quoted_literal(inside));
        bindings_.push_back({Kind::sequence, *found, {}, begin + 1, text_.size() - 1, true, qualified});
        ++at_;
        text_.add(typecast, "::");
        text_.add(name, "regclass");
        if (kind() == typecast && kind(1) == name && name_of(context_, at_[1]) == "regclass") at_ += 2;
    }

    Context& context_;
    TokenRange tokens_;
    Token const* at_;
    Scope const& scope_;
    Normaliser text_;
    std::vector<Binding> bindings_;
    std::vector<TokenKind> parens_; // the token in front of each open parenthesis
};

} // namespace

bool is_single_argument(TokenRange parentheses) {
    int depth = 0;
    for (auto const* at = parentheses.first; at != parentheses.last; ++at) {
        if (at->kind == left_paren) ++depth;
        if (at->kind == right_paren && --depth == 0) return at - parentheses.first > 1;
        if (at->kind == comma && depth == 1) return false;
    }
    return false;
}

std::optional<ast::QualifiedName> relation_in_literal(Context& context, Token const& literal) {
    Diagnostics quiet;
    auto text = grammar::string_value(context.source, literal, quiet);
    auto parsed = std::make_unique<SourceFile>("literal", text);
    auto tokens = grammar::lex(*parsed, grammar::TextKind::revision, quiet);
    grammar::Session session{*parsed, quiet};
    ast::QualifiedName out;
    grammar::Iterator first = tokens.data();
    auto const last = tokens.data() + tokens.size() - 1;
    if (!grammar::parse_qualified_name(first, last, session, out) || first != last) return std::nullopt;
    // The views must outlive the literal's own source.
    auto const keep = [&](ast::Identifier& part) {
        part = {context.source.keep(std::string(part.text)), literal.span()};
    };
    keep(out.name);
    if (out.schema) keep(*out.schema);
    out.span = literal.span();
    return out;
}

Expression bind(Context& context, TokenRange tokens, Scope const& scope) {
    auto out = ExpressionBinder(context, tokens, scope).run();
    if (scope.table && !scope.row_prefixes) check_operands(context, *scope.table, tokens);
    return out;
}

std::string normalised(Context& context, TokenRange tokens) {
    Normaliser text;
    for (auto const& token : tokens) text.add(token.kind, plain_text(context, token));
    return text.take();
}

std::string verbatim(Context& context, TokenRange tokens) { return std::string(context.source.slice(tokens.span())); }

std::vector<std::string> columns_of(Expression const& expression) {
    std::vector<std::string> out;
    for (auto const& binding : expression.bindings)
        if (binding.kind == Kind::column && std::find(out.begin(), out.end(), binding.column) == out.end())
            out.push_back(binding.column);
    return out;
}

} // namespace migc::catalog
