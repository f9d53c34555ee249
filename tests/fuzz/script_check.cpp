// script_check [FILE…]: whether emitted scripts are as they must be (script_rules.hpp); without files, standard input.
// Files that are none of migc's scripts (their first line does not name it) are an error, too. The last line counts.
#include "script_rules.hpp"

#include <fstream>
#include <iostream>
#include <iterator>

namespace {

bool check(std::string const& name, std::istream& in) {
    if (!in) {
        std::cout << name << ": cannot be read\n";
        return false;
    }
    std::string const text{std::istreambuf_iterator<char>(in), {}};
    auto const found = script::problems(text);
    for (auto const& problem : found) std::cout << name << ':' << problem.line << ": " << problem.text << '\n';
    return found.empty();
}

} // namespace

int main(int count, char** arguments) {
    int passed = 0, failed = 0;
    for (int i = 1; i < count; ++i) {
        std::ifstream in(arguments[i], std::ios::binary);
        ++(check(arguments[i], in) ? passed : failed);
    }
    if (count == 1) ++(check("standard input", std::cin) ? passed : failed);
    std::cout << passed << " passed, " << failed << " failed\n";
    return failed == 0 ? 0 : 1;
}
