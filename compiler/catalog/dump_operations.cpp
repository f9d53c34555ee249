#include "compiler/catalog/dump.hpp"

#include <algorithm>

namespace migc::catalog {

namespace {

using Lines = std::vector<std::string>;

std::string_view spelling(RowChangeKind kind) {
    switch (kind) {
    case RowChangeKind::insert: return "insert";
    case RowChangeKind::update: return "update";
    case RowChangeKind::remove: return "delete";
    case RowChangeKind::truncate: return "truncate";
    case RowChangeKind::other: return "other";
    }
    return {};
}

void indented(std::string& out, Lines const& lines, std::string_view mark) {
    for (auto const& line : lines) out += std::string(mark) + line + "\n";
}

/// The lines of both, those in common left out: a longest common subsequence, since facts keep their order.
void difference(std::string& out, Lines const& before, Lines const& after) {
    std::vector<std::vector<std::size_t>> longest(before.size() + 1, std::vector<std::size_t>(after.size() + 1));
    for (auto i = before.size(); i-- > 0;)
        for (auto j = after.size(); j-- > 0;)
            longest[i][j] =
                before[i] == after[j] ? longest[i + 1][j + 1] + 1 : std::max(longest[i + 1][j], longest[i][j + 1]);
    std::size_t i = 0, j = 0;
    while (i < before.size() || j < after.size()) {
        if (i < before.size() && j < after.size() && before[i] == after[j]) {
            ++i, ++j;
        } else if (j == after.size() || (i < before.size() && longest[i + 1][j] >= longest[i][j + 1])) {
            out += "  - " + before[i++] + "\n";
        } else {
            out += "  + " + after[j++] + "\n";
        }
    }
}

struct Dumper {
    Operation const& operation;
    std::string& out;

    void head(std::string text) const {
        if (operation.propagated)
            text += " [propagated]";
        else if (operation.implied)
            text += " [implied]";
        if (operation.only) text += " [only]";
        if (operation.place.source) {
            auto const at = line_column(operation.place.source->text, operation.place.span.begin);
            text += " at " + operation.place.source->path + ":" + std::to_string(at.line);
        }
        out += text + "\n";
    }
    static std::string place(std::size_t position) {
        return position == at_end ? std::string() : " at place " + std::to_string(position + 1);
    }

    void operator()(Create const& change) const {
        head("create " + head_of(change.key) + place(change.position) +
             (change.may_have_existed ? " [if not exists]" : ""));
        indented(out, facts_of(change.after), "  ");
    }
    void operator()(Drop const& change) const {
        head("drop " + head_of(change.key) + place(change.position));
        indented(out, facts_of(change.before), "  ");
    }
    void operator()(Alter const& change) const {
        head("alter " + head_of(change.key));
        difference(out, facts_of(change.before), facts_of(change.after));
        if (!change.using_expression.empty()) out += "  using " + change.using_expression + "\n";
    }
    void operator()(Rename const& change) const {
        head("rename " + head_of(change.from) + " to " + head_of(change.to));
    }
    void operator()(ChangeRows const& change) const {
        std::string text = "rows " + std::string(spelling(change.kind));
        for (auto const& table : change.tables) text += " " + table.schema + "." + table.name;
        if (!change.columns.empty()) {
            text += " (";
            for (auto const& column : change.columns) text += (&column == &change.columns.front() ? "" : ", ") + column;
            text += ")";
        }
        head(text);
    }
    void operator()(Unseen const& unseen) const { head("unseen " + unseen.what); }
};

} // namespace

std::string dump(std::vector<Operation> const& operations) {
    std::string out;
    for (auto const& operation : operations) std::visit(Dumper{operation, out}, operation.change);
    return out;
}

} // namespace migc::catalog
