#include "compiler/base/diagnostic.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc {

std::vector<CodeInfo> const& all_codes() {
    static std::vector<CodeInfo> const sorted = [] {
        std::vector<CodeInfo> rows = {
#define DIAGNOSTIC(number, name, severity, title, page) {Code::name, #name, Severity::severity, title, page},
#include "compiler/base/diagnostics.def"
#undef DIAGNOSTIC
        };
        std::sort(rows.begin(), rows.end(),
                  [](CodeInfo const& left, CodeInfo const& right) { return left.code < right.code; });
        return rows;
    }();
    return sorted;
}

CodeInfo const& info(Code code) {
    auto const& rows = all_codes();
    auto const row = std::lower_bound(rows.begin(), rows.end(), code,
                                      [](CodeInfo const& left, Code right) { return left.code < right; });
    return *row;
}

std::string spelling(Code code) { return fmt::format("MIG{:04}", static_cast<unsigned>(code)); }

std::string_view spelling(Severity severity) {
    switch (severity) {
    case Severity::error: return "error";
    case Severity::warning: return "warning";
    case Severity::note: return "note";
    }
    return "error";
}

Diagnostic& Diagnostics::add(Code code, Place place, std::string message, std::string help) {
    add(Diagnostic{code, place, std::move(message), std::move(help), {}});
    return items_.back();
}

void Diagnostics::add(Diagnostic diagnostic) {
    if (diagnostic.severity == Severity::error) ++errors_;
    items_.push_back(std::move(diagnostic));
}

void Diagnostics::append(Diagnostics const& other) {
    for (auto const& item : other.items_) add(item);
}

} // namespace migc
