#include "tests/unit/grammar_fixture.hpp"

using namespace grammar_fixture;

TEST_CASE("every statement of ruling 11 is refused by name and with a way out") {
    struct Row {
        char const* sql;
        char const* what;
    };
    constexpr Row rows[] = {
        {"begin", "BEGIN"},
        {"start transaction isolation level serializable", "START TRANSACTION"},
        {"commit and chain", "COMMIT"},
        {"end", "END"},
        {"abort", "ABORT"},
        {"rollback to savepoint a", "ROLLBACK"},
        {"savepoint a", "SAVEPOINT"},
        {"release savepoint a", "RELEASE"},
        {"prepare transaction 'a'", "PREPARE TRANSACTION"},
        {"set search_path = a", "SET of search_path"},
        {"set local search_path = a", "SET LOCAL of search_path"},
        {"set schema 'a'", "SET of search_path"},
        {"set \"search_path\" = a", "SET of search_path"},
        {"set session search_path to a", "SET of search_path"},
        {"reset search_path", "RESET of search_path"},
        {"set role joe", "SET of role"},
        {"set session authorization joe", "SET of session authorization"},
        {"reset session authorization", "RESET of session authorization"},
        {"set session_replication_role = replica", "SET of session_replication_role"},
        {"set names 'latin1'", "SET of client_encoding"},
        {"set standard_conforming_strings = off", "SET of standard_conforming_strings"},
        {"set transaction isolation level serializable", "SET of transaction_isolation"},
        {"set lock_timeout = 1", "SET of lock_timeout for the whole session"},
        {"reset all", "RESET of all"},
        {"copy t from stdin", "COPY FROM STDIN"},
        {"copy t from program 'x'", "COPY FROM PROGRAM"},
        {"copy t to '/x'", "COPY TO a file"},
        {"discard all", "DISCARD"},
        {"declare c cursor for select 1", "DECLARE"},
        {"fetch next from c", "FETCH"},
        {"move c", "MOVE"},
        {"close all", "CLOSE"},
        {"prepare p as select 1", "PREPARE"},
        {"execute p", "EXECUTE"},
        {"deallocate p", "DEALLOCATE"},
        {"listen a", "LISTEN"},
        {"notify a", "NOTIFY"},
        {"unlisten *", "UNLISTEN"},
        {"load 'a'", "LOAD"},
        {"checkpoint", "CHECKPOINT"},
        {"explain select 1", "EXPLAIN"},
        {"show work_mem", "SHOW"},
        {"alter system set work_mem = 1", "ALTER SYSTEM"},
        {"create database d", "CREATE DATABASE"},
        {"drop database if exists d", "DROP DATABASE"},
        {"create tablespace t location '/x'", "CREATE TABLESPACE"},
        {"drop tablespace t", "DROP TABLESPACE"},
    };
    for (auto const& row : rows) {
        auto const node = read<ast::Refused>(row.sql);
        CHECK(node->what == row.what);
        CHECK_FALSE(node->help.empty());
    }
}
