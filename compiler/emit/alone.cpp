#include "compiler/emit/alone.hpp"

namespace migc::emit {

std::string_view spelling(AloneKind kind) {
    switch (kind) {
    case AloneKind::create_index: return "create index concurrently";
    case AloneKind::drop_index: return "drop index concurrently";
    case AloneKind::detach_partition: return "detach partition … concurrently";
    case AloneKind::attach_partition: return "attach partition";
    case AloneKind::rebuild_indexes: return "reindex … concurrently";
    case AloneKind::clear_indexes: return "drop index concurrently";
    case AloneKind::vacuum: return "vacuum";
    case AloneKind::reindex: return "reindex";
    }
    return {};
}

} // namespace migc::emit
