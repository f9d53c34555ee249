#include "compiler/emit/numbered.hpp"

#include "compiler/emit/header.hpp"
#include "compiler/emit/version_rows.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::emit {

namespace {

using Rows = std::vector<std::string>;

bool has_repair(AloneKind kind) {
    switch (kind) {
    case AloneKind::create_index:
    case AloneKind::detach_partition:
    case AloneKind::attach_partition: return true;
    case AloneKind::drop_index:
    case AloneKind::rebuild_indexes:
    case AloneKind::clear_indexes:
    case AloneKind::vacuum:
    case AloneKind::reindex: return false;
    }
    return false;
}

// Lays the parts of one direction into files.
class Layout {
public:
    Layout(Target const& target, std::set<Rows> const& also_cut) : target_(target), also_cut_(also_cut) {}

    NumberedFiles run(std::vector<Segment> const& segments) {
        for (auto const& segment : segments) {
            // What has been done outside of transactions is entered together with what follows it.
            open_ = open_ && files_.back().alone() && files_.back().parts.size() == 1;
            for (auto const& part : segment.parts) {
                if (part.alone) stand_alone(part);
                add(part);
            }
        }
        return std::move(files_);
    }

private:
    void open(FileKind kind, Part const& part) {
        NumberedFile file;
        file.kind = kind;
        file.rows_before = file.rows_after = part.rows_before;
        files_.push_back(std::move(file));
    }

    void stand_alone(Part const& part) {
        auto const single = [&](FileKind kind) {
            open(kind, part);
            files_.back().parts.push_back(part);
        };
        auto const kind = part.alone->kind;
        // Only a script for psql can drop what it finds; here the file behind it asks for that.
        if (kind != AloneKind::clear_indexes)
            single(kind == AloneKind::attach_partition ? FileKind::attaching : FileKind::alone);
        if (has_repair(kind)) single(FileKind::repair);
        open(FileKind::transaction, part);
        open_ = true;
    }

    bool belongs_to_open(Part const& part) const {
        if (!open_) return false;
        auto const& file = files_.back();
        if (file.parts.empty()) return true;
        auto const& last = file.parts.back();
        if (part.undo != last.undo) return false;
        if (target_.output == Output::per_revision && part.revision != last.revision) return false;
        return part.rows_before == file.rows_before || !also_cut_.contains(part.rows_before);
    }

    void add(Part const& part) {
        if (!belongs_to_open(part)) open(FileKind::transaction, part);
        open_ = true;
        auto& file = files_.back();
        file.parts.push_back(part);
        file.rows_after = rows_after(part.rows_before, part.rows);
    }

    Target const& target_;
    std::set<Rows> const& also_cut_;
    NumberedFiles files_;
    bool open_ = false; // the last file is a transaction that takes more
};

std::set<Rows> ends_of(NumberedFiles const& files) {
    std::set<Rows> out;
    for (auto const& file : files) {
        out.insert(file.rows_before);
        out.insert(file.rows_after);
    }
    return out;
}

// --- names ---

bool begins_number(NumberedFile const& file) { return file.kind != FileKind::repair; }

std::string_view suffix(FileKind kind) {
    switch (kind) {
    case FileKind::transaction:
    case FileKind::attaching:
    case FileKind::repair: return "";
    case FileKind::alone: return "-alone";
    }
    return {};
}

// What takes back an interrupted upgrade is numbered by itself: who comes from above passes it by.
void set_names(NumberedFiles& files, chain::Direction direction, Target const& target) {
    if (files.size() == 1 && target.output == Output::single) {
        files.front().name = fmt::format("{}.sql", word(direction));
        return;
    }
    auto const count = [&](bool undo) {
        return static_cast<std::size_t>(std::count_if(files.begin(), files.end(), [&](NumberedFile const& file) {
            return begins_number(file) && file.undo() == undo;
        }));
    };
    constexpr std::size_t narrowest = 2;
    auto const width_of = [&](bool undo) { return std::max(narrowest, std::to_string(count(undo)).size()); };
    std::size_t const widths[] = {width_of(false), width_of(true)};
    std::size_t numbers[] = {0, 0};
    for (auto& file : files) {
        bool const undo = file.undo();
        auto& number = numbers[undo];
        if (begins_number(file)) ++number;
        file.name =
            fmt::format("{}{}-{:0{}}{}.sql", file.kind == FileKind::repair ? "repair-" : "",
                        undo ? std::string_view("undo") : word(direction), number, widths[undo], suffix(file.kind));
    }
}

} // namespace

bool NumberedFile::one_statement() const {
    return kind == FileKind::alone || (kind == FileKind::repair && alone()->kind == AloneKind::create_index);
}

Numbered numbered_files(Plan const& upgrade, Plan const* downgrade, Target const& target) {
    auto const up = segments_of(upgrade, target);
    auto const down = downgrade ? segments_of(*downgrade, target) : std::vector<Segment>();
    auto const ends_up = ends_of(Layout(target, {}).run(up)), ends_down = ends_of(Layout(target, {}).run(down));
    Numbered out{Layout(target, ends_down).run(up), Layout(target, ends_up).run(down)};
    set_names(out.upgrade, chain::Direction::upgrade, target);
    set_names(out.downgrade, chain::Direction::downgrade, target);
    return out;
}

bool is_single(Numbered const& numbered) { return numbered.upgrade.size() == 1 && numbered.downgrade.size() <= 1; }

std::map<Rows, DueFiles> due_files(NumberedFiles const& files) {
    std::map<Rows, DueFiles> out;
    for (auto file = files.begin(); file != files.end(); ++file) {
        auto const [found, made] = out.try_emplace(file->rows_before);
        if (!made) continue;
        auto& due = found->second;
        due.work = &*file;
        if (file->kind == FileKind::transaction) continue;
        auto next = file + 1;
        if (next->kind == FileKind::repair) due.repair = &*next++;
        due.transaction = &*next;
    }
    return out;
}

std::vector<Rows> states_of(Numbered const& numbered) {
    std::vector<Rows> out;
    std::set<Rows> seen;
    auto const add = [&](Rows const& rows) {
        if (seen.insert(rows).second) out.push_back(rows);
    };
    for (auto const& file : numbered.upgrade) {
        add(file.rows_before);
        add(file.rows_after);
    }
    // The other way round, so that states which only the way back has stand between those that both have.
    for (auto file = numbered.downgrade.rbegin(); file != numbered.downgrade.rend(); ++file) {
        add(file->rows_after);
        add(file->rows_before);
    }
    return out;
}

} // namespace migc::emit
