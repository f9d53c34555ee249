// Prints the way of ranges over chains, for tests/live/alembic_rows.py. Standard input, line by line:
//   ID|PARENT,…|DEPENDENCY,…|LABEL,…   a revision of the chain
//   > FROM:TO                          prints its way over the revisions so far
//   (empty)                            the next chain begins
// Each range prints `up` or `down` with the rows at both ends, a line for each step with its row changes, and
// a line with a dot; or `error NAME: message` and a line with a dot.
#include "compiler/chain/range.hpp"

#include <iostream>
#include <sstream>

namespace {

using namespace migc;
using namespace migc::chain;

std::vector<std::string> split(std::string const& text, char separator) {
    std::vector<std::string> parts;
    std::istringstream in(text);
    for (std::string part; std::getline(in, part, separator);) parts.push_back(part);
    return parts;
}

std::vector<Reference> references(std::string const& list) {
    std::vector<Reference> out;
    for (auto const& name : split(list, ',')) out.push_back({name, {}});
    return out;
}

Header header(std::string const& line) {
    auto fields = split(line, '|');
    fields.resize(4);
    return {{fields[0], {}}, references(fields[1]), references(fields[2]), references(fields[3]), {}};
}

std::string joined(Chain const& chain, Rows const& rows) {
    std::string out;
    for (auto const row : rows) out += (out.empty() ? "" : ",") + chain[row].id.name;
    return out.empty() ? "base" : out;
}

std::string shown(RowChange const& change) {
    switch (change.action) {
    case RowAction::insert: return "insert:" + change.to;
    case RowAction::update: return "update:" + change.from + ":" + change.to;
    case RowAction::remove: return "remove:" + change.from;
    }
    return {};
}

void print(std::vector<Header> const& headers, std::string const& range) {
    Diagnostics diagnostics;
    auto const chain = build(headers, diagnostics);
    std::optional<Route> way;
    if (!diagnostics.has_errors()) way = route(chain, {.text = range, .current = {}, .only = {}}, diagnostics);
    if (way) {
        std::cout << (way->direction == Direction::upgrade ? "up " : "down ") << joined(chain, way->start) << ' '
                  << joined(chain, way->end) << '\n';
        for (auto const& step : way->steps) {
            std::cout << chain[step.revision].id.name;
            for (auto const& change : step.rows) std::cout << ' ' << shown(change);
            std::cout << '\n';
        }
    } else {
        auto const& first = diagnostics.items().front();
        std::cout << "error " << info(first.code).name << ": " << first.message << '\n';
    }
    std::cout << ".\n";
}

} // namespace

int main() {
    std::vector<Header> headers;
    for (std::string line; std::getline(std::cin, line);) {
        if (line.empty())
            headers.clear();
        else if (line.starts_with("> "))
            print(headers, line.substr(2));
        else
            headers.push_back(header(line));
    }
    return std::cout.flush() ? 0 : 1;
}
