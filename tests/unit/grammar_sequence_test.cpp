#include "tests/unit/grammar_fixture.hpp"

using namespace grammar_fixture;

TEST_CASE("sequences carry their options in the order written") {
    auto const node = read<ast::CreateSequence>(
        "create temp sequence if not exists s.q as bigint increment by -2 no minvalue start with 3 cycle owned by t.c");
    CHECK(node->temporary);
    CHECK(node->if_not_exists);
    std::string options;
    for (auto const& option : node->options) options += std::string(option.name.text) + "=" + option.value + ";";
    CHECK(options == "as=;increment=-2;no minvalue=;start=3;cycle=;owned by=;");
    CHECK(spelt(node->options.back().column) == "t c");
    CHECK(read<ast::CreateSequence>("create unlogged sequence s")->unlogged);
    CHECK(read<ast::AlterSequence>("alter sequence if exists s restart with 5")->options[0].value == "5");
    CHECK(error("create sequence s increment by x") == "expected a number, found `x`");
    CHECK(error("create sequence s foo") == "expected a sequence option, found `foo`");
    CHECK(error("alter sequence s") == "expected SET or a sequence option, found `;`");
    CHECK(read<ast::AlterSequence>("alter sequence s set logged")->options.front().name == "logged");
}
