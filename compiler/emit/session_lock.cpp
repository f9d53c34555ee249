#include "compiler/emit/session_lock.hpp"

#include "compiler/emit/guards.hpp"

#include <fmt/format.h>

namespace migc::emit {

// No EXCEPTION clause: it would open a subtransaction, in which COMMIT always fails (ran).
std::string outside_of_transactions() {
    return "-- fails inside a transaction: a part of this script may not run in one\n"
           "DO $migc_not_inside_a_transaction$ BEGIN COMMIT; END $migc_not_inside_a_transaction$;\n";
}

std::string take_session_lock(Target const& target) { return take_lock("pg_try_advisory_lock", target); }

std::string holds_session_lock(Target const& target) {
    return fmt::format(R"(EXISTS (SELECT 1 FROM pg_catalog.pg_locks l
            WHERE l.pid = pg_catalog.pg_backend_pid() AND {}))",
                       is_held_lock(lock_key(target)));
}

std::string release_session_lock(Target const& target) {
    return block(fmt::format(R"(
BEGIN
    IF NOT pg_catalog.pg_advisory_unlock({}) THEN
        {}
    END IF;
END
)",
                             lock_key(target),
                             raise(Guard::session_lost, "'migc: the lock was lost while the script ran'",
                                   "'The script has come to its end: look whether another one ran beside it.'")));
}

} // namespace migc::emit
