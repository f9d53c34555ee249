// The pieces that statements are made of: names, lists, expressions in their place. The writer's files share
// them; nothing else includes this.
#pragma once

#include "compiler/emit/write.hpp"

#include <map>
#include <string_view>

namespace migc::emit {

using Statements = std::vector<std::string>;

/// `t`, or `app.t` outside the home schema.
std::string qualified(catalog::Name const& name, Style const& style);
/// A type's name: with its schema, too, where the server's own type of that name would be found first.
std::string qualified_type(catalog::Name const& name, Style const& style);
/// `a, b`, each quoted when it must be.
std::string identifiers(std::vector<std::string> const& names);
std::string joined(std::vector<std::string> const& parts, std::string_view separator);
/// A role: `public` and `current_user` are words, not names.
std::string role_name(std::string_view role);

/// `(fillfactor = 70, autovacuum_enabled = false)`
std::string option_list(catalog::Options const& options);
/// `(a, b)`: the names of options that are gone; empty when there is none.
std::string gone_options(catalog::Options const& before, catalog::Options const& after);
/// Options that are new or have another value.
catalog::Options changed_options(catalog::Options const& before, catalog::Options const& after);

/// What leads from one list of foreign data to the other: `a 'x', set b 'y', drop c`; nothing where they are alike.
std::string foreign_options(catalog::Options const& before, catalog::Options const& after);

/// The expression where the grammar takes only a `b_expr` (DEFAULT of a column, manual: CREATE TABLE), in
/// parentheses when an operator of `a_expr` stands outside of brackets and quotes.
std::string restricted_expression(catalog::Expression const& expression);

/// Where comments, owners and grants go: `kind` as COMMENT ON and ALTER spell it, `grants` as GRANT ON does.
struct Subject {
    std::string kind;
    std::string name;
    std::string grants;
};

/// `alter index i depends on extension e`; `subject` is `index i`, `trigger t on u`.
void write_extensions(std::string const& subject, std::vector<std::string> const& before,
                      std::vector<std::string> const& after, Statements& out);
/// Security labels by provider.
void write_labels(std::string const& subject, std::map<std::string, std::string> const& before,
                  std::map<std::string, std::string> const& after, Statements& out);
void write_comment(std::string_view kind, std::string_view name, std::optional<std::string> const& before,
                   std::optional<std::string> const& after, Statements& out);
/// Comment, then owner, then grants: an owner's own grants are judged after he owns the object.
void write_common(Subject const& subject, catalog::Common const& before, catalog::Common const& after, Statements& out);
/// `owner`, where known, has every privilege without a grant.
void write_grants(Subject const& subject, std::optional<std::string> const& owner,
                  std::vector<catalog::AclItem> const& before, std::vector<catalog::AclItem> const& after,
                  Statements& out);

} // namespace migc::emit
