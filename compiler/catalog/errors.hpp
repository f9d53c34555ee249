// What a server would refuse, as named constructors: call sites cannot misphrase (STYLE habit 18). Each reports and
// returns the diagnostic, so that a caller may add a note.
#pragma once

#include "compiler/catalog/context.hpp"

namespace migc::catalog {

Diagnostic& unknown_schema(Context& context, std::string_view name, Span span);
Diagnostic& unknown_relation(Context& context, ast::QualifiedName const& name, Kind wanted);
Diagnostic& wrong_kind(Context& context, ast::QualifiedName const& name, Name const& found, Kind kind, Kind wanted);
Diagnostic& unknown_column(Context& context, Table const& table, std::string_view column, Span span);
Diagnostic& unknown_type(Context& context, ast::TypeName const& type);
Diagnostic& unknown_function(Context& context, std::string_view name, Span span);
Diagnostic& unknown_routine(Context& context, std::string_view shown, Kind kind, Span span);
/// A constraint, trigger or enum label of `owner`; `candidates` are the names it has.
Diagnostic& unknown_part(Context& context, std::string_view what, std::string_view name, std::string_view owner,
                         std::vector<std::string_view> const& candidates, Span span);
Diagnostic& duplicate(Context& context, Key const& key, Span span);
/// `key` is in the way of dropping or changing `object`.
Diagnostic& needed_by(Context& context, std::string_view object, std::vector<Key> const& dependants, Span span,
                      std::string help);
Diagnostic& not_modelled(Context& context, std::string what, Span span, std::string help = {});
/// The target's version does not know a syntax; `since` is the first one that does.
Diagnostic& needs_version(Context& context, std::string_view what, int since, Span span);

} // namespace migc::catalog
