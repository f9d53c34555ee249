#include "compiler/emit/guards.hpp"

#include "compiler/emit/version_table.hpp"
#include "grammar/quote.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::emit {

namespace {

constexpr std::size_t array_width = 110;

int newest(Target const& target) { return std::max(target.server_version, target.newest_server); }

std::string other_version(Target const& target) {
    if (newest(target) == target.server_version) return fmt::format("major <> {}", target.server_version);
    return fmt::format("major NOT BETWEEN {} AND {}", target.server_version, newest(target));
}

} // namespace

std::vector<GuardInfo> const& all_guards() {
    static std::vector<GuardInfo> const rows = {
#define GUARD(name, sqlstate, meaning) {Guard::name, sqlstate, meaning},
#include "compiler/emit/guard_codes.def"
#undef GUARD
    };
    return rows;
}

GuardInfo const& info(Guard guard) { return all_guards()[static_cast<std::size_t>(guard)]; }

std::string raise(Guard guard, std::string_view message, std::string_view hint) {
    return fmt::format("RAISE EXCEPTION USING ERRCODE = '{}',\n"
                       "            MESSAGE = {},\n"
                       "            HINT = {};",
                       info(guard).sqlstate, message, hint);
}

std::string concat(std::initializer_list<std::string_view> parts) {
    return fmt::format("pg_catalog.concat({})", fmt::join(parts, ", "));
}

std::string deeper(std::string_view lines) {
    std::string out;
    for (auto const c : lines) {
        if (c != '\n' && (out.empty() || out.back() == '\n')) out += "    ";
        out += c;
    }
    return out;
}

std::string block(std::string_view body) { return fmt::format("DO {};\n", dollar_quoted(body, "migc")); }

std::string stop(Guard guard, std::string_view message, std::string_view hint) {
    return block(fmt::format("\nBEGIN\n    {}\nEND\n", raise(guard, quoted_literal(message), quoted_literal(hint))));
}

std::string text_array(std::span<std::string const> values, std::size_t indent) {
    std::string out = "ARRAY[";
    std::size_t column = indent + out.size();
    for (auto const& value : values) {
        auto const item = quoted_literal(value);
        bool const fits = column + item.size() + 2 <= array_width;
        if (&value != values.data()) out += fits ? ", " : ",\n";
        if (!fits) out.append(indent + 4, ' ');
        column = fits ? column + 2 : indent + 4;
        out += item;
        column += item.size();
    }
    return out + "]::pg_catalog.text[]";
}

std::string relation_values(std::span<RelationName const> relations, std::size_t indent) {
    std::string out;
    for (auto const& [schema, name] : relations) {
        if (!out.empty()) out.append(",\n").append(indent, ' ');
        out.append("(").append(quoted_literal(schema)).append(", ").append(quoted_literal(name)).append(")");
    }
    return out;
}

std::string accepted_versions(Target const& target) {
    if (newest(target) == target.server_version) return std::to_string(target.server_version);
    return fmt::format("{} to {}", target.server_version, newest(target));
}

// A staging database at the same revision must not accept production's ticket.
std::string database_guard(Target const& target) {
    if (!target.database) return {};
    auto const name = quoted_literal(*target.database);
    auto const other =
        raise(Guard::other_database,
              concat({"'migc: this is database '", "pg_catalog.current_database()",
                      quoted_literal(fmt::format(", the script is for {}, target {}", *target.database, target.name))}),
              quoted_literal(fmt::format("Connect to database {}; for this one, give it a target of its own in "
                                         "migc.ini and compile that.",
                                         *target.database)));
    return block(fmt::format(R"(
BEGIN
    IF pg_catalog.current_database() <> {} THEN
        {}
    END IF;
END
)",
                             name, other));
}

std::string server_version_guard(Target const& target) {
    auto const version = raise(Guard::server_version,
                               concat({"'migc: the server is PostgreSQL '", "major",
                                       fmt::format("', this script was compiled for {}'", accepted_versions(target))}),
                               "pg_catalog.concat('Set server_version = ', major,\n"
                               "                ' for this target in migc.ini and compile the script again.')");
    return block(fmt::format(R"(
DECLARE
    major CONSTANT pg_catalog.int4 :=
        pg_catalog.current_setting('server_version_num')::pg_catalog.int4 / 10000;
BEGIN
    IF {} THEN
        {}
    END IF;
END
)",
                             other_version(target), version));
}

std::string session_guards(Target const& target) {
    auto const inside =
        raise(Guard::inside_transaction, "'migc: this script was started inside a transaction'",
              "'Run it again without -1, outside of any BEGIN and with AUTOCOMMIT on: it has its own BEGIN and "
              "COMMIT.'");
    auto const standby = raise(Guard::in_recovery, "'migc: the server is a standby in recovery'",
                               "'Connect to the primary server and run the script there.'");
    return block(fmt::format(R"(
BEGIN
    IF pg_catalog.transaction_timestamp() <> pg_catalog.statement_timestamp() THEN
        {}
    END IF;
END
)",
                             inside)) +
           server_version_guard(target) +
           block(fmt::format(R"(
BEGIN
    IF pg_catalog.pg_is_in_recovery() THEN
        {}
    END IF;
END
)",
                             standby)) +
           database_guard(target);
}

std::string lock_key(Target const& target) {
    return fmt::format("pg_catalog.hashtextextended({}, 0)", quoted_literal("migc:" + version_table(target)));
}

// A bigint key shows in pg_locks as classid (its upper half) and objid (its lower half), objsubid 1.
std::string is_held_lock(std::string_view key) {
    return fmt::format(R"(l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
            AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d
                              WHERE d.datname = pg_catalog.current_database())
            AND l.classid = (({0} >> 32) & 4294967295)::pg_catalog.oid
            AND l.objid = ({0} & 4294967295)::pg_catalog.oid)",
                       key);
}

std::string take_lock(std::string_view function, Target const& target) {
    auto const locked = raise(
        Guard::locked, concat({"'migc: another run holds the lock, process '", "COALESCE(holder, '(gone by now)')"}),
        "'Wait until that session has ended, see what it did with migc current, then run the "
        "script again if it is still due.'");
    return block(fmt::format(R"(
DECLARE
    key CONSTANT pg_catalog.int8 := {0};
    holder pg_catalog.text;
BEGIN
    IF NOT pg_catalog.{1}(key) THEN
        SELECT pg_catalog.string_agg(l.pid::pg_catalog.text, ', ') INTO holder FROM pg_catalog.pg_locks l
        WHERE {2};
        {3}
    END IF;
END
)",
                             lock_key(target), function, is_held_lock("key"), locked));
}

std::string advisory_lock(Target const& target) { return take_lock("pg_try_advisory_xact_lock", target); }

std::string schema_guard(Target const& target) {
    std::vector<std::string> schemas = {target.schema};
    if (target.version_table_schema && *target.version_table_schema != target.schema)
        schemas.push_back(*target.version_table_schema);
    auto const missing =
        raise(Guard::no_schema,
              concat({"'migc: schema '", "missing", "' does not exist in database '", "pg_catalog.current_database()"}),
              "'Check that this is the right database; if it is, create the schema with the "
              "right owner and run the script again.'");
    return block(fmt::format(R"(
DECLARE
    missing pg_catalog.text;
BEGIN
    SELECT pg_catalog.string_agg(s.name, ', ') INTO missing
    FROM pg_catalog.unnest({0}) AS s (name)
    WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_namespace n WHERE n.nspname = s.name);
    IF missing IS NOT NULL THEN
        {1}
    END IF;
END
)",
                             text_array(schemas, 4), missing));
}

std::string assertion(std::string_view query, std::string_view message) {
    auto const fails = raise(Guard::assertion, quoted_literal(message),
                             "'An assertion of a revision does not hold: correct the data, then run the script "
                             "again.'");
    return "DO " + dollar_quoted(fmt::format(R"(
DECLARE
    holds pg_catalog.bool;
BEGIN
    EXECUTE {} INTO holds;
    IF holds IS NOT TRUE THEN
        {}
    END IF;
END
)",
                                             dollar_quoted(query, "query"), fails),
                                 "migc");
}

std::string baseline_question(std::span<RelationName const> relations) {
    auto const existing = fmt::format(R"(
FROM (VALUES
        {}
    ) AS r (schema, name)
LEFT JOIN (pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace)
    ON n.nspname = r.schema AND c.relname = r.name)",
                                      relation_values(relations, 8));
    auto const in_part =
        raise(Guard::baseline_in_part,
              concat({"'migc: the baseline exists in part; there: '", "present", "'; not there: '", "absent"}),
              "'Create what is not there, or correct the baseline, then run the script again: all of it or none of "
              "it must exist.'");
    return block(fmt::format(R"(
DECLARE
    present pg_catalog.text;
    absent pg_catalog.text;
BEGIN
    SELECT pg_catalog.string_agg(r.schema || '.' || r.name, ', ') FILTER (WHERE c.oid IS NOT NULL),
        pg_catalog.string_agg(r.schema || '.' || r.name, ', ') FILTER (WHERE c.oid IS NULL)
    INTO present, absent{};
    IF present IS NOT NULL AND absent IS NOT NULL THEN
        {}
    END IF;
END
)",
                             existing, in_part)) +
           fmt::format("\\unset migc_baseline\n"
                       "SELECT CASE WHEN pg_catalog.count(c.oid) = 0 THEN 'true' ELSE 'false' END "
                       "AS migc_baseline{}\n"
                       "\\gset\n",
                       existing);
}

} // namespace migc::emit
