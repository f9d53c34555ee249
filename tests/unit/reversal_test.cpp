#include "compiler/catalog/reversal.hpp"
#include "compiler/catalog/type_change.hpp"
#include "tests/unit/samples.hpp"

#include <doctest/doctest.h>

using namespace migc;
using namespace migc::catalog;
using samples::column;
using samples::expression;
using samples::type;

namespace {

using Lines = std::vector<std::string>;

Operation operation(decltype(Operation::change) change) { return {std::move(change), {}, false}; }

Name const items{"public", "items"};
Key const color_key{Kind::column, items, "color"};

template <class T>
Operation create(Key key, T const& value) {
    return operation(Create{std::move(key), value, at_end, false});
}

Operation retyped(Type const& from, Type const& to) {
    return operation(Alter{color_key, column("color", from), column("color", to), {}});
}

EnumType labels(std::vector<std::string> list) {
    EnumType out;
    out.name = {"public", "mood"};
    out.labels = std::move(list);
    return out;
}

Operation relabelled(std::vector<std::string> before, std::vector<std::string> after) {
    return operation(
        Alter{{Kind::type, {"public", "mood"}, {}}, labels(std::move(before)), labels(std::move(after)), {}});
}

Constraint constraint(ConstraintKind kind) {
    Constraint out;
    out.name = "c";
    out.kind = kind;
    return out;
}

} // namespace

TEST_CASE("type change: what fits") {
    struct Row {
        Type from;
        Type to;
        Fit there;
        Fit back;
    };
    auto array = [](Type of) {
        of.array = true;
        return of;
    };
    Type const mood{"public", "mood", {}, {}, false};
    Row const rows[] = {
        {type("integer"), type("integer"), Fit::same, Fit::same},
        {type("integer"), type("bigint"), Fit::widens, Fit::narrows},
        {type("integer"), type("double precision"), Fit::widens, Fit::narrows},
        {type("bigint"), type("double precision"), Fit::narrows, Fit::narrows},
        {type("integer"), type("numeric", "(10,0)"), Fit::widens, Fit::narrows},
        {type("integer"), type("numeric", "(11,2)"), Fit::narrows, Fit::narrows},
        {type("integer"), type("text"), Fit::widens, Fit::narrows},
        {type("numeric", "(8,2)"), type("numeric", "(12,2)"), Fit::widens, Fit::narrows},
        {type("numeric", "(8,2)"), type("numeric", "(12,7)"), Fit::narrows, Fit::narrows},
        {type("numeric", "(8,2)"), type("numeric"), Fit::widens, Fit::narrows},
        {type("character varying", "(10)"), type("character varying", "(20)"), Fit::widens, Fit::narrows},
        {type("character varying"), type("text"), Fit::same, Fit::same},
        {type("character varying", "(10)"), type("text"), Fit::widens, Fit::narrows},
        {type("character", "(5)"), type("character", "(8)"), Fit::widens, Fit::narrows},
        {type("character", "(5)"), type("text"), Fit::widens, Fit::narrows},
        {type("character", "(5)"), type("character"), Fit::narrows, Fit::widens},
        {type("timestamp", "(3)", "with time zone"), type("timestamp", {}, "with time zone"), Fit::widens,
         Fit::narrows},
        {type("timestamp", {}, "without time zone"), type("timestamp", {}, "with time zone"), Fit::narrows,
         Fit::narrows},
        {type("date"), type("timestamp", {}, "without time zone"), Fit::widens, Fit::narrows},
        {type("json"), type("jsonb"), Fit::narrows, Fit::widens},
        {type("uuid"), type("text"), Fit::widens, Fit::narrows},
        {mood, type("text"), Fit::widens, Fit::narrows},
        {mood, type("character varying", "(20)"), Fit::narrows, Fit::narrows},
        {type("bit", "(4)"), type("bit", "(8)"), Fit::narrows, Fit::narrows},
        {type("bit", "(4)"), type("bit varying", "(4)"), Fit::widens, Fit::narrows},
        {array(type("integer")), array(type("bigint")), Fit::widens, Fit::narrows},
        {array(type("integer")), type("integer"), Fit::narrows, Fit::narrows},
        {type("cidr"), type("inet"), Fit::widens, Fit::narrows},
    };
    for (auto const& row : rows) {
        CAPTURE(spelled(row.from, {}));
        CAPTURE(spelled(row.to, {}));
        CHECK(fit(row.from, row.to) == row.there);
        CHECK(fit(row.to, row.from) == row.back);
    }
}

TEST_CASE("reversal: classes") {
    struct Row {
        Operation up;
        Reversal expected;
    };
    auto const color = column("color", type("text"));
    auto const table = samples::items();
    Row const rows[] = {
        {create({Kind::table, items, {}}, table), Reversal::sheds_new_data},
        {create(color_key, color), Reversal::sheds_new_data},
        {create({Kind::sequence, {"public", "s"}, {}}, samples::ticket_numbers()), Reversal::sheds_new_data},
        {create({Kind::type, {"public", "mood"}, {}}, samples::mood()), Reversal::exact},
        {create({Kind::view, {"public", "v"}, {}}, samples::overview()), Reversal::exact},
        {create({Kind::constraint, items, "c"}, constraint(ConstraintKind::check)), Reversal::exact},
        {inverse(create({Kind::table, items, {}}, table)), Reversal::loses_old_data},
        {inverse(create(color_key, color)), Reversal::loses_old_data},
        {inverse(create({Kind::view, {"public", "v"}, {}}, samples::overview())), Reversal::exact},
        {retyped(type("integer"), type("bigint")), Reversal::sheds_new_data},
        {retyped(type("bigint"), type("integer")), Reversal::loses_old_data},
        {retyped(type("text"), type("character varying")), Reversal::exact},
        {relabelled({"a"}, {"a", "b"}), Reversal::sheds_new_data},
        {relabelled({"a"}, {"b"}), Reversal::exact},
        {relabelled({"a", "b"}, {"a"}), Reversal::loses_old_data},
        {operation(Rename{color_key, {Kind::column, items, "colour"}}), Reversal::exact},
        {operation(ChangeRows{RowChangeKind::insert, {items}, {}}), Reversal::sheds_new_data},
        {operation(ChangeRows{RowChangeKind::update, {items}, {}}), Reversal::loses_old_data},
        {operation(ChangeRows{RowChangeKind::truncate, {items}, {}}), Reversal::loses_old_data},
        {operation(Unseen{"do"}), Reversal::unproven},
    };
    for (auto const& row : rows) CHECK(classify(row.up) == row.expected);
    CHECK(classify(std::vector<Operation>{}) == Reversal::exact);
    CHECK(classify({rows[0].up, rows[7].up, rows[3].up}) == Reversal::loses_old_data);
    CHECK(classify({rows[0].up, operation(Unseen{"do"}), rows[7].up}) == Reversal::unproven);
}

TEST_CASE("reversal: what is lost") {
    CHECK(loss_of(inverse(create(color_key, column("color", type("text"))))) ==
          Lines{"drops column `color` of `items` with its values"});
    CHECK(loss_of(inverse(create({Kind::table, items, {}}, samples::items()))) ==
          Lines{"drops table `items` with its rows"});
    CHECK(loss_of(inverse(create({Kind::table, items, {}}, samples::items())), "app") ==
          Lines{"drops table `public.items` with its rows"});
    CHECK(loss_of(retyped(type("text"), type("integer"))) ==
          Lines{"changes column `color` of `items` from text to integer, which need not hold every value"});
    CHECK(loss_of(operation(ChangeRows{RowChangeKind::remove, {items}, {}})) == Lines{"deletes rows of `items`"});
    CHECK(loss_of(create({Kind::table, items, {}}, samples::items())).empty());
    CHECK(loss_of(retyped(type("integer"), type("bigint"))).empty());
}

TEST_CASE("reversal: what rows may stop") {
    auto bare = column("color", type("text"), true);
    CHECK(blocked_by_rows(create(color_key, bare)) ==
          Lines{"adds the not-null column `color` of `items` without a default, which fails where the table "
                "has rows"});
    bare.default_value = expression("''");
    CHECK(blocked_by_rows(create(color_key, bare)).empty());
    CHECK(blocked_by_rows(create(color_key, column("color", type("text")))).empty());
    CHECK(blocked_by_rows(
              operation(Alter{color_key, column("color", type("text")), column("color", type("text"), true), {}})) ==
          Lines{"sets column `color` of `items` not null, which fails where it is null"});
    CHECK(blocked_by_rows(retyped(type("text"), type("integer"))) ==
          Lines{"changes column `color` of `items` from text to integer, which fails where a value does not "
                "fit"});
    Key const key{Kind::constraint, items, "c"};
    CHECK(blocked_by_rows(create(key, constraint(ConstraintKind::foreign_key))) ==
          Lines{"adds foreign key `c` of `items`, which fails where a row has nothing to refer to"});
    auto unchecked = constraint(ConstraintKind::check);
    unchecked.validated = false;
    CHECK(blocked_by_rows(create(key, unchecked)).empty());
    CHECK(blocked_by_rows(operation(Alter{key, unchecked, constraint(ConstraintKind::check), {}})) ==
          Lines{"validates check `c` of `items`, which fails where a row breaks it"});
    auto const& indexes = samples::items().indexes;
    CHECK(blocked_by_rows(create({Kind::index, {"public", "i"}, "items"}, indexes.at("items_number_idx"))) ==
          Lines{"creates unique index `items_number_idx`, which fails where keys are equal"});
    CHECK(blocked_by_rows(create({Kind::index, {"public", "i"}, "items"}, indexes.at("items_tags_idx"))).empty());
}
