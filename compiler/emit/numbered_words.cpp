#include "compiler/emit/numbered_words.hpp"

#include "compiler/emit/alone_state.hpp"
#include "compiler/emit/detaching.hpp"
#include "compiler/emit/script.hpp"
#include "grammar/quote.hpp"

#include <fmt/format.h>

namespace migc::emit {

std::vector<std::string> const& statements_of(Plan const& plan, Part const& part) {
    auto const& revision = plan.revisions[part.revision];
    return part.undo ? revision.undo : revision.statements;
}

std::size_t first_statement(Part const& part) {
    if (!part.alone) return part.first;
    if (part.alone->kind == AloneKind::clear_indexes) return part.last;
    return part.alone->kind == AloneKind::attach_partition ? part.last : part.first + 1;
}

namespace {

std::string relation(Alone const& alone) { return qualified_identifier(alone.relation.first, alone.relation.second); }
std::string table(Alone const& alone) { return qualified_identifier(alone.table.first, alone.table.second); }

std::string done_words(Alone const& alone) {
    switch (alone.kind) {
    case AloneKind::create_index: return fmt::format("checks that index `{}` is there and valid", relation(alone));
    case AloneKind::drop_index: return fmt::format("checks that index `{}` is gone", relation(alone));
    case AloneKind::detach_partition: return fmt::format("checks that partition `{}` is detached", relation(alone));
    case AloneKind::attach_partition: return fmt::format("checks that partition `{}` is attached", relation(alone));
    case AloneKind::rebuild_indexes:
    case AloneKind::clear_indexes: return "checks that no interrupted REINDEX has left an index behind";
    case AloneKind::vacuum:
    case AloneKind::reindex: return {};
    }
    return {};
}

std::string free_words(Alone const& alone) {
    if (alone.kind == AloneKind::rebuild_indexes) return done_words(alone);
    auto const words = fmt::format("checks that the name `{}` is free", relation(alone));
    return alone.if_not_exists ? words + ", or a valid index has it" : words;
}

std::string part_words(Plan const& plan, Part const& part) {
    auto const& revision = plan.revisions[part.revision];
    auto const all = statements_of(plan, part).size();
    auto const from = first_statement(part);
    if (from == part.last) return {};
    auto const whose = fmt::format("`{}`{}", revision.id, part.undo ? ", taken back" : "");
    if (part.last - from == all) return fmt::format("{}: {}", whose, revision.message);
    if (part.last - from == 1) return fmt::format("{}: statement {} of {}", whose, part.last, all);
    return fmt::format("{}: statements {} to {} of {}", whose, from + 1, part.last, all);
}

// --- what is due ---

std::string named(std::string_view kind, Alone const& alone, std::string_view what) {
    return fmt::format("{} `{}` {}", kind, relation(alone), what);
}

} // namespace

std::vector<std::pair<std::string, std::string>> settings_around(Target const& target) {
    std::vector<std::pair<std::string, std::string>> out;
    if (target.role) out.emplace_back("role", *target.role);
    out.emplace_back("search_path", search_path(target));
    out.emplace_back("lock_timeout", "0");
    out.emplace_back("statement_timeout", "0");
    return out;
}

std::string one_statement_of(Plan const& plan, NumberedFile const& file) {
    auto const& alone = *file.alone();
    auto const drop = fmt::format("DROP INDEX CONCURRENTLY IF EXISTS {}", relation(alone));
    if (file.kind == FileKind::repair) return drop;
    switch (alone.kind) {
    case AloneKind::create_index: return alone.definition;
    case AloneKind::drop_index: return drop;
    case AloneKind::detach_partition:
        return fmt::format("ALTER TABLE {} DETACH PARTITION {} CONCURRENTLY", table(alone), relation(alone));
    case AloneKind::rebuild_indexes:
    case AloneKind::vacuum:
    case AloneKind::reindex: return statements_of(plan, file.parts.front())[file.parts.front().first];
    case AloneKind::attach_partition:
    case AloneKind::clear_indexes: break;
    }
    return {};
}

std::vector<std::string> work_of(Plan const& plan, NumberedFile const& file) {
    std::vector<std::string> out;
    switch (file.kind) {
    case FileKind::transaction:
        for (auto const& part : file.parts) {
            if (part.alone)
                if (auto words = done_words(*part.alone); !words.empty()) out.push_back(std::move(words));
            if (auto words = part_words(plan, part); !words.empty()) out.push_back(std::move(words));
            for (auto const& free : part.frees) out.push_back(free_words(free));
        }
        break;
    case FileKind::alone: out.push_back(one_statement_of(plan, file)); break;
    case FileKind::attaching: out.push_back(fmt::format("attaches partition `{}`", relation(*file.alone()))); break;
    case FileKind::repair:
        out.push_back(file.one_statement() ? one_statement_of(plan, file)
                                           : fmt::format("`{}`", finalizing(*file.alone())));
        break;
    }
    return out;
}

std::vector<DueCase> cases_of(DueFiles const& due) {
    if (!due.transaction) return {{{}, {}, due.work, nullptr}};
    auto const& alone = *due.work->alone();
    switch (alone.kind) {
    case AloneKind::create_index:
        return {{index_is_finished(alone), named("index", alone, "is there and valid"), due.transaction, nullptr},
                {name_is_taken(alone), named("index", alone, "is there and not valid"), due.repair, nullptr},
                {{}, named("index", alone, "is not there"), due.work, nullptr}};
    case AloneKind::drop_index:
        return {{name_is_taken(alone), named("index", alone, "is there"), due.work, nullptr},
                {{}, named("index", alone, "is not there"), due.transaction, nullptr}};
    case AloneKind::detach_partition:
        return {{detaching_is_pending(alone), named("detaching of", alone, "is pending"), due.repair, nullptr},
                {partition_is_attached(alone), named("partition", alone, "is attached"), due.work, nullptr},
                {{}, named("partition", alone, "is detached"), due.transaction, nullptr}};
    case AloneKind::attach_partition:
        return {{detaching_is_pending(alone), named("detaching of", alone, "is pending"), due.repair, nullptr},
                {partition_is_attached(alone), named("partition", alone, "is attached"), due.transaction, nullptr},
                {{}, named("partition", alone, "is detached"), due.work, nullptr}};
    case AloneKind::rebuild_indexes:
    case AloneKind::vacuum:
    case AloneKind::reindex: return {{{}, {}, due.work, due.transaction}};
    case AloneKind::clear_indexes: break; // no file of its own
    }
    return {};
}

} // namespace migc::emit
