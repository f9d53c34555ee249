// The flavour for clients that own the transaction or send the script as one query (DESIGN 5, "Two flavours"): psql -1
// and -c, drivers, pgAdmin, Liquibase, Ansible. No BEGIN, no COMMIT, no backslash, no quote of ours that holds a `;`,
// so that a runner that splits at every `;` cannot tear what is not the author's.
#pragma once

#include "compiler/emit/guards.hpp"
#include "compiler/emit/plan.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace migc::emit {

/// Everything behind the header. Statements are passed on as the plan has them, byte for byte.
std::string caller_body(Plan const& plan, Target const& target);

/// The revisions of a plan with statements that hold a `;` of their own: a line for each, for the header.
std::vector<std::string> torn_by_splitting(Plan const& plan);

/// One of them.
std::string torn_remark(std::string_view revision, std::size_t statements);

/// An `assert` item (RULINGS 8) in this flavour, without `;`.
std::string caller_assertion(std::string_view query, std::string_view message);

/// A stamp (script.hpp, write_stamp) behind its header.
std::string caller_stamp(std::optional<std::vector<std::string>> const& start_rows,
                         std::vector<std::string> const& end_rows, Target const& target);

/// A statement that always fails with these texts.
std::string caller_stop(Guard guard, std::string_view message, std::string_view hint);

/// `text` without a `;`, for a comment.
std::string without_semicolons(std::string text);

} // namespace migc::emit
