#include "compiler/cli/setting.hpp"
#include "compiler/replay/variables.hpp"

#include <doctest/doctest.h>

using namespace migc;

namespace {

Target target_with(std::map<std::string, std::string> const& values) {
    Target target;
    for (auto const& [name, value] : values) target.variables[name] = {value, {}};
    return target;
}

std::string replaced(std::string sql, Target const& target) {
    auto const file = grammar::parse_statements(std::move(sql));
    return replay::with_variables(file, target).value_or("(as it was)");
}

} // namespace

TEST_CASE("a variable is replaced where it is a token, and nowhere else") {
    auto const target = target_with({{"reader", "app_readonly"}, {"n", "5"}, {"minus", "-1"}, {"text", "'x'"}});
    struct Row {
        char const* sql;
        char const* text;
    };
    for (auto const& row : {
             Row{"grant select on t to ${reader};", "grant select on t to app_readonly;"},
             Row{"grant select on ${reader}.t to ${reader};", "grant select on app_readonly.t to app_readonly;"},
             Row{"update t set a = ${n};", "update t set a = 5;"},
             Row{"update t set a = ${text}::text;", "update t set a = 'x'::text;"},
             Row{"select '${reader}', \"${reader}\", $$${reader}$$; -- ${reader}", "(as it was)"},
             Row{"select ${unknown};", "(as it was)"},
             Row{"select a from t;", "(as it was)"},
             // What would become one token with its neighbour keeps a blank.
             Row{"select 1-${minus};", "select 1- -1;"},
             Row{"select 1.${n};", "select 1. 5;"},
             Row{"select a${reader};", "select a app_readonly;"},
             Row{"select ${n}${n};", "select 5 5;"},
             Row{"select ${text}'y';", "select 'x' 'y';"},
         }) {
        CAPTURE(row.sql);
        CHECK(replaced(row.sql, target) == row.text);
    }
}

TEST_CASE("a variable that the target does not know is reported with the nearest that it knows") {
    auto const target = target_with({{"reader", "app_readonly"}});
    auto const file = grammar::parse_statements("grant select on t to ${raeder};");
    Diagnostics diagnostics;
    CHECK_FALSE(
        replay::variables_are_known({file.tokens.data(), &file.tokens.back()}, *file.source, target, diagnostics));
    REQUIRE(diagnostics.items().size() == 1);
    CHECK(diagnostics.items()[0].code == Code::unknown_variable);
    CHECK(diagnostics.items()[0].help.find("`${reader}`") != std::string::npos);
}

TEST_CASE("a variable's value is one name or literal") {
    for (auto const* value : {"app", "\"App\"", "'it''s'", "42", "-1.5", "true", "E'\\n'", "$$x$$"}) {
        CAPTURE(value);
        Target target;
        CHECK_FALSE(cli::apply(cli::Setting::variable, "v", value, {}, target).has_value());
    }
    for (auto const* value :
         {"", "a b", "1; drop table t", "a -- b", "'open", "a.b", "'x' 'y'", "${w}", "(1)", "- a", "a\nb"}) {
        CAPTURE(value);
        Target target;
        CHECK(cli::apply(cli::Setting::variable, "v", value, {}, target).has_value());
        CHECK(target.variables.empty());
    }
}
