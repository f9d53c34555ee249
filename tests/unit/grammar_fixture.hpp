// One statement in, one node out: what the tests of the statement families share.
#pragma once

#include "grammar/parser.hpp"

#include <doctest/doctest.h>

namespace grammar_fixture {

using namespace migc;
using Kind = ast::ObjectKind;

/// A statement and the file that keeps it alive.
template <class Node>
struct Read {
    grammar::ParsedFile file;
    Node const* node = nullptr;

    Node const* operator->() const { return node; }
};

/// Reads `sql`, which must be one statement that becomes a Node.
template <class Node>
Read<Node> read(std::string sql) {
    INFO(sql);
    Read<Node> out{grammar::parse_statements(sql + ";")};
    auto const& found = out.file.diagnostics.items();
    REQUIRE_MESSAGE(found.empty(), found.front().message);
    REQUIRE(out.file.items.size() == 1);
    auto const* item = std::get_if<ast::SqlItem>(&out.file.items.front().body);
    REQUIRE(item != nullptr);
    out.node = std::get_if<Node>(&item->statement);
    REQUIRE(out.node != nullptr);
    CHECK(out.file.source->slice(out.node->span) == sql);
    return out;
}

/// The one message that `sql` earns.
inline std::string error(std::string sql) {
    auto const file = grammar::parse_statements(sql + ";");
    INFO(sql);
    REQUIRE(file.diagnostics.items().size() == 1);
    CHECK(file.items.empty());
    return file.diagnostics.items().front().message;
}

inline std::string unsupported(std::string sql) { return read<ast::Unsupported>(std::move(sql))->what; }

inline std::string spelt(ast::QualifiedName const& name) {
    return (name.schema ? std::string(name.schema->text) + "." : "") + std::string(name.name.text);
}
inline std::string spelt(ast::Identifier const& name) { return std::string(name.text); }

/// Blank-separated.
template <class Name>
std::string spelt(std::vector<Name> const& names) {
    std::string out;
    for (auto const& name : names) out += (out.empty() ? "" : " ") + spelt(name);
    return out;
}

inline std::string text(grammar::ParsedFile const& file, grammar::TokenRange tokens) {
    return std::string(file.source->slice(tokens.span()));
}

} // namespace grammar_fixture
