// What the things of a script are called before it runs: questions about a database are asked in front of the script.
#pragma once

#include "compiler/catalog/operation.hpp"

#include <map>
#include <optional>
#include <set>

namespace migc::ticket {

class Origins {
public:
    /// The name before the script; nothing where the script makes it.
    std::optional<catalog::Name> relation(catalog::Name const& now) const;
    std::optional<std::string> column(catalog::Name const& table_now, std::string const& now) const;
    std::optional<std::vector<std::string>> columns(catalog::Name const& table_now,
                                                    std::vector<std::string> const& now) const;
    /// Whether the text means the same in front of the script: nothing in it is made, renamed or replaced there.
    bool holds_before(catalog::Expression const& expression) const;
    bool is_before(catalog::Type const& type) const;
    /// The labels of an enum that the script makes.
    std::vector<std::string> const* made_labels(catalog::Type const& type) const;
    /// Whether the script changes rows of the table before this place, or may do so.
    bool rows_changed(catalog::Name const& table_now) const { return unseen_ || changed_.contains(table_now); }

    void follow(catalog::Operation const& operation);

private:
    using ColumnKey = std::pair<catalog::Name, std::string>;

    void follow(catalog::Create const& change);
    void follow(catalog::Rename const& change);
    void rename_relation(catalog::Name const& from, catalog::Name const& to);

    // By the name now; without a value: made by the script. What is not here is what it was.
    std::map<catalog::Name, std::optional<catalog::Name>> relations_;
    std::map<ColumnKey, std::optional<std::string>> columns_;
    std::set<std::pair<catalog::Kind, catalog::Name>> others_; // made, changed or renamed: routines, types, …
    std::map<catalog::Name, std::vector<std::string>> labels_;
    std::set<catalog::Name> changed_;
    bool unseen_ = false;
};

} // namespace migc::ticket
