#include "compiler/ticket/effect.hpp"

namespace migc::ticket {

namespace {

struct LockInfo {
    std::string_view spelling;
    std::string_view meaning;
};
constexpr LockInfo locks[] = {
#define LOCK(name, spelling, meaning) {spelling, meaning},
#include "compiler/ticket/lock.def"
#undef LOCK
};

constexpr EffectInfo effects[] = {
#define EFFECT(name, lock, others, rows, since) {EffectKind::name, #name, Lock::lock, Lock::others, Rows::rows, since},
#include "compiler/ticket/effect.def"
#undef EFFECT
};

} // namespace

std::string_view spelling(Lock lock) { return locks[static_cast<std::size_t>(lock)].spelling; }
std::string_view meaning(Lock lock) { return locks[static_cast<std::size_t>(lock)].meaning; }

std::string_view spelling(Rows rows) {
    switch (rows) {
    case Rows::none: return "-";
    case Rows::untouched: return "untouched";
    case Rows::changed: return "changed";
    case Rows::scanned: return "read";
    case Rows::indexed: return "read, index built";
    case Rows::removed: return "removed";
    case Rows::rewritten: return "rewritten, indexes too";
    case Rows::unknown: return "not known";
    }
    return {};
}

EffectInfo const& info(EffectKind kind) { return effects[static_cast<std::size_t>(kind)]; }

} // namespace migc::ticket
