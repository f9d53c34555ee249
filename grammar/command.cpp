#include "grammar/command.hpp"

namespace migc::grammar {

namespace {

constexpr Command commands[] = {
#define COMMAND(words, depth, since, until, transaction, inverse, sample)                                              \
    {words, Depth::depth, since, until, InTransaction::transaction, inverse, sample},
#include "grammar/command.def"
#undef COMMAND
};

} // namespace

std::string_view spelling(Depth depth) {
    switch (depth) {
    case Depth::structural: return "structural";
    case Depth::named: return "named";
    case Depth::data: return "data";
    case Depth::refused: return "refused";
    }
    return {};
}

std::string_view spelling(InTransaction in_transaction) {
    switch (in_transaction) {
    case InTransaction::no: return "no";
    case InTransaction::depends: return "depends";
    case InTransaction::yes: return "yes";
    }
    return {};
}

std::span<Command const> all_commands() { return commands; }

} // namespace migc::grammar
