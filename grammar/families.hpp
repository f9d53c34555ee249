// One entry for each statement family: reads the whole statement, or fails with the session saying where. parser.cpp
// picks the family by the leading keywords (RULINGS 38), so none of them tries another's statements.
#pragma once

#include "grammar/session.hpp"

namespace migc::grammar {

using Family = bool (*)(Iterator& first, Iterator last, Session& session, ast::Statement& out);

bool parse_create_table(Iterator& first, Iterator last, Session& session, ast::Statement& out);
bool parse_alter_table(Iterator& first, Iterator last, Session& session, ast::Statement& out);
bool parse_alter_index(Iterator& first, Iterator last, Session& session, ast::Statement& out);
bool parse_alter_view(Iterator& first, Iterator last, Session& session, ast::Statement& out);
bool parse_create_index(Iterator& first, Iterator last, Session& session, ast::Statement& out);
bool parse_schema_statement(Iterator& first, Iterator last, Session& session, ast::Statement& out);
bool parse_extension_statement(Iterator& first, Iterator last, Session& session, ast::Statement& out);
bool parse_type_statement(Iterator& first, Iterator last, Session& session, ast::Statement& out);
bool parse_domain_statement(Iterator& first, Iterator last, Session& session, ast::Statement& out);
bool parse_sequence_statement(Iterator& first, Iterator last, Session& session, ast::Statement& out);
bool parse_create_view(Iterator& first, Iterator last, Session& session, ast::Statement& out);
bool parse_create_routine(Iterator& first, Iterator last, Session& session, ast::Statement& out);
bool parse_create_trigger(Iterator& first, Iterator last, Session& session, ast::Statement& out);
bool parse_create_policy(Iterator& first, Iterator last, Session& session, ast::Statement& out);
bool parse_create_rule(Iterator& first, Iterator last, Session& session, ast::Statement& out);
/// CREATE of what is tracked by name and definition: operators, roles, servers, publications and others.
bool parse_create_named(Iterator& first, Iterator last, Session& session, ast::Statement& out);
/// Their ALTER, where it is more than a name, a schema or an owner.
bool parse_alter_named(Iterator& first, Iterator last, Session& session, ast::Statement& out);
bool parse_alter_policy(Iterator& first, Iterator last, Session& session, ast::Statement& out);
bool parse_alter_materialized_view(Iterator& first, Iterator last, Session& session, ast::Statement& out);
bool parse_refresh(Iterator& first, Iterator last, Session& session, ast::Statement& out);
bool parse_default_privileges(Iterator& first, Iterator last, Session& session, ast::Statement& out);
bool parse_drop(Iterator& first, Iterator last, Session& session, ast::Statement& out);
/// ALTER … RENAME TO, SET SCHEMA, OWNER TO of every kind of object.
bool parse_alter_object(Iterator& first, Iterator last, Session& session, ast::Statement& out);
bool parse_security_label(Iterator& first, Iterator last, Session& session, ast::Statement& out);
bool parse_comment(Iterator& first, Iterator last, Session& session, ast::Statement& out);
bool parse_grant(Iterator& first, Iterator last, Session& session, ast::Statement& out);
/// What changes rows, is passed on unread, or is refused (RULINGS 11).
bool parse_data_statement(Iterator& first, Iterator last, Session& session, ast::Statement& out);

} // namespace migc::grammar
