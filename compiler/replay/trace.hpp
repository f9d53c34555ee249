// What a statement leaves behind for the rest of its transaction, and what of that would stop it. It is found while the
// statement is replayed, since the tables that it is about may be gone behind the revision.
#pragma once

#include "compiler/catalog/catalog.hpp"
#include "compiler/catalog/operation.hpp"
#include "grammar/ast.hpp"

#include <string>
#include <vector>

namespace migc::replay {

struct EnumLabel {
    catalog::Name type;
    std::string label;
};

struct Trace {
    // Of enum types. The server refuses an added label until it is committed, under the name that it has by then
    // (measured on 12 to 18); from 17 on not that of a type which the same transaction made.
    std::vector<EnumLabel> added;
    std::vector<std::pair<EnumLabel, std::string>> renamed; // with the new label
    std::vector<catalog::Name> created_types;
    // Tables whose changed rows leave checks or triggers for the end of the transaction: always, or where `set
    // constraints … deferred` said so before.
    std::vector<catalog::Name> pending;
    std::vector<catalog::Name> pending_if_deferred;
    // Tables for which nothing may be left, or the server stops (55006, pending trigger events).
    std::vector<catalog::Name> altered;
    std::vector<std::pair<catalog::Name, catalog::Name>> renamed_tables;
    bool sets_all_immediate = false; // then what was left is done
    bool sets_deferred = false;
};

/// Of a statement that has been replayed, or of operations that take one back, with the catalog as it stands then.
Trace trace_of(catalog::Catalog const& catalog, std::vector<catalog::Operation> const& operations);
Trace trace_of(catalog::Catalog const& catalog, catalog::Operation const& operation);
/// Adds what a statement does without an operation: CLUSTER, SET CONSTRAINTS. `schema`: where unqualified names are.
void add_statement(Trace& trace, ast::Statement const& statement, std::string_view schema);

} // namespace migc::replay
