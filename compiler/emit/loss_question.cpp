#include "compiler/emit/loss_question.hpp"

#include "compiler/emit/caller_guards.hpp"
#include "compiler/emit/comment.hpp"
#include "compiler/emit/guards.hpp"
#include "grammar/quote.hpp"

#include <fmt/format.h>

namespace migc::emit {

namespace {

// Whatever is not a plain yes leaves the setting as it is, and the question behind says no: a variable that is not set
// skips nothing in silence (RULINGS 30).
constexpr std::string_view psql_answer = "\\if :{?accept_loss}\n"
                                         "\\if :accept_loss\n"
                                         "SET LOCAL migc.accept_loss = '1';\n"
                                         "\\endif\n"
                                         "\\endif\n";

// What is gone already, since an earlier run has come that far, holds nothing; what must not be read counts as holding
// something.
std::string count_into_n(PlannedLoss const& loss) {
    if (loss.count.empty()) return "    n := NULL;\n";
    return fmt::format(R"(    BEGIN
        n := {};
    EXCEPTION
        WHEN undefined_table OR undefined_column THEN
            n := 0;
        WHEN OTHERS THEN
            n := NULL;
    END;
)",
                       loss.count);
}

std::string one_loss(PlannedLoss const& loss) {
    auto const what = quoted_literal(visible(fmt::format("{}: {}", loss.revision, loss.what)));
    auto out = count_into_n(loss);
    out += fmt::format(R"(    IF n IS DISTINCT FROM 0 THEN
        line := pg_catalog.concat({}, COALESCE(' (' || n || ')', ''));
        RAISE NOTICE USING MESSAGE = pg_catalog.concat('migc: discards: ', line);
)",
                       what);
    if (!loss.accepted) out += "        found := pg_catalog.concat(found, pg_catalog.chr(10), '- ', line);\n";
    return out + "    END IF;\n";
}

} // namespace

std::string loss_question(Plan const& plan) {
    if (plan.losses.empty()) return {};
    std::string body = "\nDECLARE\n"
                       "    found pg_catalog.text := '';\n"
                       "    line pg_catalog.text;\n"
                       "    n pg_catalog.int8;\n"
                       "BEGIN\n";
    for (auto const& loss : plan.losses) body += one_loss(loss);
    body += fmt::format(
        R"(    IF found <> '' AND COALESCE(pg_catalog.current_setting('migc.accept_loss', true), '') <> '1' THEN
        {}
    END IF;
END
)",
        raise(Guard::loss_not_accepted,
              concat({"'migc: this downgrade would discard, with the number of rows or values:'", "found"}),
              "'Save what is needed, then run the script with -v accept_loss=1; plan.md has the commands.'"));
    std::string out = "-- what is lost, and whether somebody has agreed: -v accept_loss=1\n";
    out += psql_answer;
    return out + block(body);
}

namespace {

// A query of names that may not be there fails as it is read, so it is a text until it is known that they are: the one
// function of the server's that runs a text and needs no body.
std::string count_if_there(PlannedLoss const& loss) {
    auto const relation = fmt::format("pg_catalog.to_regclass({})",
                                      quoted_literal(qualified_identifier(loss.relation.first, loss.relation.second)));
    auto const there =
        loss.column.empty()
            ? relation + " IS NOT NULL"
            : fmt::format("EXISTS (SELECT 1 FROM pg_catalog.pg_attribute a\n        WHERE a.attrelid = {} AND "
                          "a.attname = {} AND NOT a.attisdropped)",
                          relation, quoted_literal(loss.column));
    return fmt::format("CASE WHEN {} THEN\n        (pg_catalog.xpath('/row/n/text()', pg_catalog.query_to_xml({}, "
                       "false, true, '')))[1]::pg_catalog.text::pg_catalog.int8\n        ELSE 0 END",
                       there, quoted_literal("SELECT " + loss.count + " AS n"));
}

using Count = std::string (*)(PlannedLoss const&);

std::string question_of(std::vector<PlannedLoss const*> const& losses, Count count) {
    std::string lines;
    for (auto const* loss : losses) {
        auto const what = quoted_literal(visible(fmt::format("{}: {}", loss->revision, loss->what)));
        auto const number = loss->count.empty() ? std::string("NULL::pg_catalog.int8") : count(*loss);
        lines += fmt::format("{}({}, {})", lines.empty() ? "" : ",\n    ", what, number);
    }
    if (lines.empty()) return {};
    auto const from = fmt::format(R"(FROM (SELECT pg_catalog.string_agg(
        pg_catalog.concat(v.what, ' (' || v.number || ')'), ', ') AS found
    FROM (VALUES {}) AS v (what, number) WHERE v.number IS DISTINCT FROM 0) AS l)",
                                  lines);
    return caller_requires(
        Guard::loss_not_accepted,
        "l.found IS NULL OR COALESCE(pg_catalog.current_setting('migc.accept_loss', true), '') = '1'",
        concat({"'this downgrade would discard, with the number of rows or values: '", "l.found"}),
        "'Save what is needed, then SET migc.accept_loss = ''1'' and run the script again, plan.md has the commands'",
        from);
}

} // namespace

std::string caller_loss_question(Plan const& plan) {
    std::vector<PlannedLoss const*> asked;
    for (auto const& loss : plan.losses)
        if (!loss.accepted) asked.push_back(&loss);
    return question_of(asked, [](PlannedLoss const& loss) { return loss.count; });
}

std::string caller_remaining_losses(Plan const& plan, std::set<std::string> const& revisions) {
    std::vector<PlannedLoss const*> asked;
    for (auto const& loss : plan.losses)
        if (!loss.accepted && revisions.contains(loss.revision)) asked.push_back(&loss);
    return question_of(asked, count_if_there);
}

} // namespace migc::emit
