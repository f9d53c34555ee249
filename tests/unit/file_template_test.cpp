#include "compiler/cli/file_template.hpp"

#include <doctest/doctest.h>

using namespace migc::cli;

TEST_CASE("a message becomes a slug") {
    struct Row {
        char const* message;
        char const* slug;
    };
    for (auto const& row : {
             Row{"Add a color", "add_a_color"},
             Row{"  --x  y!! ", "x_y"},
             Row{"", ""},
             Row{"Größe", "größe"},
             Row{"../../etc/passwd", "etc_passwd"},
             Row{"one two three four five six seven eight nine ten", "one_two_three_four_five_six_seven_eight"},
             Row{"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
         }) {
        CAPTURE(row.message);
        CHECK(slug(row.message) == row.slug);
    }
}

TEST_CASE("a pattern becomes a file name") {
    ::setenv("TZ", "UTC", 1);
    ::tzset();
    constexpr std::time_t now = 1'700'000'000; // 2023-11-14 22:13:20 UTC
    struct Row {
        char const* pattern;
        char const* name;
    };
    for (auto const& row : {
             Row{"%(rev)s_%(slug)s", "a1_add_x.mig"},
             Row{"%%(rev)s_%%(slug)s", "a1_add_x.mig"},
             Row{"%(year)d-%(month).2d-%(day)02d_%(rev)s", "2023-11-14_a1.mig"},
             Row{"%(hour)s%(minute)s%(second)s-%(epoch)s-%(rev)s", "221320-1700000000-a1.mig"},
             Row{".%(rev)s", "a1.mig"},
         }) {
        CAPTURE(row.pattern);
        CHECK(!check_file_template(row.pattern));
        CHECK(file_name(row.pattern, "a1", "Add x", now) == row.name);
    }
    CHECK(file_name("%(rev)s_%(slug)s", "a1", "", now) == "a1.mig");
    CHECK(file_name("%(rev)s", "a/../b", "", now) == "a_.._b.mig");
}

TEST_CASE("a pattern that cannot name files is refused") {
    for (auto const* pattern : {"%(slug)s", "x", "%(rev)s%", "%(rev)", "%(rev)x", "%rev", "a/%(rev)s"}) {
        CAPTURE(pattern);
        CHECK(check_file_template(pattern).has_value());
    }
}
