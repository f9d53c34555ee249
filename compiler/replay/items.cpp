#include "compiler/replay/items.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

namespace migc::replay {

grammar::ParsedFile const* Input::schema(std::string_view written) const {
    auto const path = std::filesystem::path(written).lexically_normal().string();
    if (auto const own = of_target.schemas.find(path); own != of_target.schemas.end()) return &own->second;
    auto const found = schemas.find(path);
    return found == schemas.end() ? nullptr : &found->second;
}

std::string_view spelling(Dialect dialect) {
    switch (dialect) {
    case Dialect::postgresql: return "postgresql";
    }
    return {};
}

bool meets(Target const& target, ast::DialectCondition const& condition) {
    if (condition.dialect.text != spelling(target.dialect)) return false;
    auto const& how = condition.comparison.text;
    auto const have = target.server_version, want = condition.version;
    if (want == 0) return true;
    if (how == ">=") return have >= want;
    if (how == ">") return have > want;
    if (how == "<=") return have <= want;
    if (how == "<") return have < want;
    return have == want;
}

namespace {

// `way`: the file and those that include it. A circle has been reported when the files were read; here it only has to
// end.
struct Contents {
    std::vector<PlacedItem> items;
    std::vector<grammar::ParsedFile const*> files; // that are included, one for each time
    std::size_t seen = 0;                          // items, taken or not
};

void append(Contents& out, Target const& target, Input const& input, std::vector<grammar::ParsedFile const*>& way,
            std::vector<ast::Item> const& items, bool wanted = true) {
    for (auto const& item : items) {
        if (auto const* choice = std::get_if<ast::ForItem>(&item.body)) {
            bool const taken = std::any_of(choice->conditions.begin(), choice->conditions.end(),
                                           [&](ast::DialectCondition const& each) { return meets(target, each); });
            append(out, target, input, way, choice->items, wanted && taken);
            append(out, target, input, way, choice->otherwise, wanted && !taken);
        } else if (auto const* include = std::get_if<ast::IncludeItem>(&item.body)) {
            auto const* included = input.schema(include->path.value);
            if (!included || std::find(way.begin(), way.end(), included) != way.end()) continue;
            if (wanted) out.files.push_back(included);
            way.push_back(included);
            append(out, target, input, way, included->items, wanted);
            way.pop_back();
        } else {
            ++out.seen;
            if (wanted) out.items.push_back({way.back(), &item, out.seen});
        }
    }
}

Contents contents(Target const& target, Input const& input, grammar::ParsedFile const& file,
                  std::vector<ast::Item> const& items) {
    Contents out;
    std::vector<grammar::ParsedFile const*> way{&file};
    append(out, target, input, way, items);
    return out;
}

} // namespace

std::vector<PlacedItem> items_for(Target const& target, Input const& input, grammar::ParsedFile const& file,
                                  std::vector<ast::Item> const& items) {
    return contents(target, input, file, items).items;
}

Diagnostics included_trouble(Target const& target, Input const& input, grammar::ParsedFile const& file,
                             std::vector<ast::Item> const& items) {
    Diagnostics out;
    std::set<grammar::ParsedFile const*> seen{&file};
    for (auto const* included : contents(target, input, file, items).files)
        if (seen.insert(included).second) out.append(included->diagnostics);
    return out;
}

} // namespace migc::replay
