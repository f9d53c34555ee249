// What VACUUM, ANALYZE, REINDEX and CLUSTER say in front of their tables. The tree keeps these statements as runs of
// tokens; who needs more of them reads it here.
#pragma once

#include "grammar/ast.hpp"

#include <optional>
#include <string>
#include <vector>

namespace migc::grammar {

/// One in parentheses, or one of the words that may stand without them.
struct MaintenanceOption {
    std::string name;
    std::string value; // in lower case, of a string what it says; may be empty
    Span span;
};
/// Of an option that is a flag: no value counts as true.
bool is_on(MaintenanceOption const& option);

struct Maintenance {
    std::vector<MaintenanceOption> options;
    bool lists_columns = false; // of a table
    // REINDEX: INDEX, TABLE, SCHEMA, DATABASE or SYSTEM
    TokenKind of{};
    bool concurrently = false;
    std::optional<std::string> name; // of a schema or database; from 16 on a database need not be named
    Span name_span;

    bool has(std::string_view option) const; // and it is on
};

/// Of a statement that has been read whole.
Maintenance maintenance_of(ast::Data const& statement, SourceFile& source);

} // namespace migc::grammar
