#include "compiler/cli/config.hpp"

#include <doctest/doctest.h>

using namespace migc;
using namespace migc::cli;

namespace {

struct Parsed {
    Config config;
    Diagnostics diagnostics;
};

Parsed parse(std::string text) {
    Parsed out;
    out.config = parse_config(std::make_shared<SourceFile>("migc.ini", std::move(text)), out.diagnostics);
    return out;
}

Parsed parse_alembic(std::string text) {
    Parsed out;
    out.config =
        parse_alembic_config(std::make_shared<SourceFile>("alembic.ini", std::move(text)), "/srv/app", out.diagnostics);
    return out;
}

std::string seen(Parsed const& parsed) {
    std::string out;
    for (auto const& item : parsed.diagnostics.items())
        out += std::string(out.empty() ? "" : "|") + std::string(info(item.code).name) + "@" +
               std::string(item.place.source ? item.place.source->slice(item.place.span) : "-");
    return out;
}

} // namespace

TEST_CASE("an empty migc.ini is one default target") {
    auto const parsed = parse("");
    CHECK(parsed.diagnostics.empty());
    REQUIRE(parsed.config.targets.size() == 1);
    auto const& target = parsed.config.targets.front();
    CHECK(target.name == "default");
    CHECK(target.server_version == 15);
    CHECK(target.schema == "public");
    CHECK(target.version_table == "alembic_version");
    CHECK(parsed.config.locations == std::vector<std::string>{"migrations"});
}

TEST_CASE("every key of migc.ini reaches its target") {
    auto const parsed = parse("migrations = db/revisions\n"
                              "file_template = %(year)d_%(rev)s\n"
                              "version_table = versions\n"
                              "[target.production]\n"
                              "dialect = postgresql\n"
                              "server_version = 14..16\n"
                              "from = current\n"
                              "to = heads\n"
                              "schema = app\n"
                              "search_path = app, \"Shared\"\n"
                              "client = psql\n"
                              "guard = drift\n"
                              "database = \"Orders\"\n"
                              "statement_timeout = 1min\n"
                              "idle_in_transaction_session_timeout = 10s\n"
                              "transaction_timeout = 0\n"
                              "role = app_owner\n"
                              "transaction = revision\n"
                              "lock_timeout = 2min\n"
                              "accept = exact,\n    sheds-new-data\n"
                              "heads = many\n"
                              "version_table_schema = meta\n"
                              "var.reader = app_readonly\n"
                              "var.note = 'it''s'\n"
                              "[target.test]\n"
                              "version_table = other\n");
    CHECK(seen(parsed) == "");
    CHECK(parsed.config.project.migrations == "db/revisions");
    CHECK(parsed.config.project.file_template == "%(year)d_%(rev)s");
    REQUIRE(parsed.config.targets.size() == 2);
    auto const& target = parsed.config.targets[0];
    CHECK(target.name == "production");
    CHECK(target.server_version == 14);
    CHECK(target.newest_server == 16);
    CHECK(target.database == "Orders");
    CHECK(target.guard == GuardLevel::drift);
    CHECK(target.statement_timeout == "1min");
    CHECK(target.idle_in_transaction_session_timeout == "10s");
    CHECK(target.from == "current");
    CHECK(target.to == "heads");
    CHECK(target.schema == "app");
    CHECK(target.search_path == std::vector<std::string>{"app", "Shared"});
    CHECK(target.role == "app_owner");
    CHECK(target.transaction == TransactionMode::revision);
    CHECK(target.lock_timeout == "2min");
    CHECK(target.accept_upgrade == std::set{Reversal::exact, Reversal::sheds_new_data});
    CHECK(target.accept_downgrade == target.accept_upgrade);
    CHECK(target.many_heads);
    CHECK(target.version_table == "versions");
    CHECK(target.version_table_schema == "meta");
    CHECK(target.variables.at("reader").value == "app_readonly");
    CHECK(target.variables.at("note").value == "'it''s'");
    CHECK(parsed.config.targets[1].version_table == "other");
    CHECK(parsed.config.source->slice(parsed.config.place_of(target, "schema").span) == "app");
    CHECK(parsed.config.source->slice(parsed.config.place_of(target, "version_table").span) == "versions");
    CHECK(parsed.config.place_of(parsed.config.targets[1], "schema").source == nullptr);
}

TEST_CASE("what migc.ini says wrongly is reported where it stands") {
    struct Row {
        char const* text;
        char const* diagnostics;
    };
    for (auto const& row : {
             Row{"migration = x\n", "ini_unknown_key@migration"},
             Row{"schema = app\n", "ini_unknown_key@schema"},
             Row{"[target.a]\nmigrations = x\n", "ini_unknown_key@migrations"},
             Row{"[target.a]\nShcema = app\n", "ini_unknown_key@Shcema"},
             Row{"[taget.a]\n", "ini_unknown_section@[taget.a]"},
             Row{"[target.]\n", "ini_unknown_section@[target.]"},
             Row{"[target.../x]\n", "ini_unknown_section@[target.../x]"},
             Row{"[target.a]\ndialect = sqlite\n", "ini_bad_value@sqlite"},
             Row{"[target.a]\nserver_version = 15.4\n", "ini_bad_value@15.4"},
             Row{"[target.a]\nserver_version = 11\n", "ini_bad_value@11"},
             Row{"[target.a]\nserver_version = 99999999999\n", "ini_bad_value@99999999999"},
             Row{"[target.a]\nschema =\n", "ini_bad_value@"},
             Row{"[target.a]\nschema = App\n", "ini_bad_value@App"},
             Row{"[target.a]\nschema = a b\n", "ini_bad_value@a b"},
             Row{"[target.a]\nschema = pg_app\n", "ini_bad_value@pg_app"},
             Row{"[target.a]\nschema = \"a\"b\"\n", "ini_bad_value@\"a\"b\""},
             Row{"[target.a]\nschema = app\nsearch_path = public, app\n", "ini_bad_value@public, app"},
             Row{"[target.a]\nsearch_path = public, $user\n", "ini_bad_value@$user"},
             Row{"[target.a]\nsearch_path = public, x, x\n", "ini_bad_value@x"},
             Row{"[target.a]\ntransaction = each\n", "ini_bad_value@each"},
             Row{"[target.a]\nlock_timeout = soon\n", "ini_bad_value@soon"},
             Row{"[target.a]\nlock_timeout = -1\n", "ini_bad_value@-1"},
             Row{"[target.a]\nlock_timeout = 30d\n", "ini_bad_value@30d"},
             Row{"[target.a]\naccept = exact, exactly\n", "ini_bad_value@exactly"},
             Row{"version_table = v23456789012345678901234567890123456789012345678901234567890\n",
                 "ini_bad_value@v23456789012345678901234567890123456789012345678901234567890"},
             Row{"[target.a]\nclient = pgadmin\n", "ini_bad_value@pgadmin"},
             Row{"[target.a]\nclient = caller\nguard = drift\n", "ini_bad_value@drift"},
             Row{"[target.a]\nguard = none\n", "ini_bad_value@none"},
             Row{"[target.a]\nserver_version = 17..15\n", "ini_bad_value@17..15"},
             Row{"[target.a]\nserver_version = 15..19\n", "ini_bad_value@19"},
             Row{"[target.a]\nserver_version = ..15\n", "ini_bad_value@"},
             Row{"[target.a]\nserver_version = 15.2..16\n", "ini_bad_value@15.2"},
             Row{"[target.a]\ndatabase = Prod\n", "ini_bad_value@Prod"},
             Row{"[target.a]\nstatement_timeout = soon\n", "ini_bad_value@soon"},
             Row{"[target.a]\ntransaction_timeout = 5s\n", "ini_bad_value@5s"},
             Row{"[target.a]\nheads = two\n", "ini_bad_value@two"},
             Row{"[target.a]\nvar.a-b = 1\n", "ini_bad_value@1"},
             Row{"file_template = %(slug)s\n", "ini_bad_value@%(slug)s"},
             Row{"file_template = %(rev)s%(slag)s\n", "ini_bad_value@%(slag)s"},
             Row{"file_template = a/%(rev)s\n", "ini_bad_value@/"},
         }) {
        CAPTURE(row.text);
        CHECK(seen(parse(row.text)) == row.diagnostics);
    }
}

TEST_CASE("a misspelt key is answered with the nearest one") {
    auto const parsed = parse("[target.a]\nshcema = app\n");
    REQUIRE(parsed.diagnostics.items().size() == 1);
    CHECK(parsed.diagnostics.items().front().help == "write `schema`");
}

TEST_CASE("alembic.ini says where revisions lie") {
    struct Row {
        char const* text;
        std::vector<std::string> locations;
    };
    for (auto const& row : {
             Row{"[alembic]\nscript_location = alembic\n", {"alembic/versions"}},
             Row{"[alembic]\nscript_location = %(here)s/db\n", {"/srv/app/db/versions"}},
             Row{"[alembic]\nscript_location = a\nversion_locations = one, two three\n", {"one", "two", "three"}},
             Row{"[alembic]\nscript_location = a\nversion_path_separator = os\nversion_locations = one:two "
                 "x\n",
                 {"one", "two x"}},
             Row{"[alembic]\nscript_location = a\npath_separator = newline\nversion_locations =\n  one\n  "
                 "two\n",
                 {"one", "two"}},
         }) {
        CAPTURE(row.text);
        auto const parsed = parse_alembic(row.text);
        CHECK(seen(parsed) == "");
        CHECK(parsed.config.locations == row.locations);
    }
    CHECK(parse_alembic("[alembic]\n").diagnostics.has_errors());
    CHECK(seen(parse_alembic("[alembic]\nscript_location = pkg:alembic\n")) == "alembic_ini_unusable@pkg:alembic");
    auto const parsed = parse_alembic(
        "[alembic]\nscript_location = a\nfile_template = %%(month).2d-%%(rev)s\n[loggers]\nkeys = root\n");
    CHECK(seen(parsed) == "");
    CHECK(parsed.config.project.file_template == "%%(month).2d-%%(rev)s");
}
