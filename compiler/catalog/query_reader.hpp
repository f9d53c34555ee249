// The tokens of a query beside its shape, and the columns of what it reads from.
#pragma once

#include "compiler/catalog/query.hpp"

#include <map>

namespace migc::catalog {

/// The columns of a source by name; not known where it is a subquery, a function, or what a query made.
struct SourceColumns {
    bool known = false;
    std::vector<std::string> names;
};

/// References to columns that are certain: relation and column by the first token of the reference.
using BoundColumns = std::map<std::size_t, std::pair<Name, std::string>>;

/// Places are counted in tokens; behind the last one stands `end`.
class QueryReader {
public:
    QueryReader(Context& context, grammar::TokenRange tokens, QueryShape const& shape)
        : context_(context), tokens_(tokens), count_(shape.tokens.size()), shape_(shape) {}

    grammar::TokenKind kind(std::size_t at) const {
        return at < count_ ? tokens_.first[at].kind : grammar::TokenKind::end;
    }
    grammar::Token const& token(std::size_t at) const { return tokens_.first[at]; }
    std::string text(std::size_t at) const { return word_text(context_, token(at)); }
    QueryScope const& scope_of(std::size_t at) const {
        return shape_.scopes[shape_.tokens[at < count_ ? at : count_ - 1].scope];
    }

    SourceColumns source_columns(QuerySource const& source) const;
    bool columns_known(QuerySource const& source) const;
    bool has(QuerySource const& source, std::string_view column) const;
    /// `t` or `s.t`, innermost scope first.
    QuerySource const* source_named(std::size_t at, std::size_t length) const;

protected:
    Context& context_;
    grammar::TokenRange tokens_;
    std::size_t count_;
    QueryShape const& shape_;
};

} // namespace migc::catalog
