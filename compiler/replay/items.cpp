#include "compiler/replay/items.hpp"

#include <algorithm>
#include <filesystem>

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
void append(std::vector<PlacedItem>& out, Target const& target, Input const& input,
            std::vector<grammar::ParsedFile const*>& way, std::vector<ast::Item> const& items) {
    for (auto const& item : items) {
        if (auto const* choice = std::get_if<ast::ForItem>(&item.body)) {
            bool const taken = std::any_of(choice->conditions.begin(), choice->conditions.end(),
                                           [&](ast::DialectCondition const& each) { return meets(target, each); });
            append(out, target, input, way, taken ? choice->items : choice->otherwise);
        } else if (auto const* include = std::get_if<ast::IncludeItem>(&item.body)) {
            auto const* included = input.schema(include->path.value);
            if (!included || std::find(way.begin(), way.end(), included) != way.end()) continue;
            way.push_back(included);
            append(out, target, input, way, included->items);
            way.pop_back();
        } else {
            out.push_back({way.back(), &item});
        }
    }
}

} // namespace

std::vector<PlacedItem> items_for(Target const& target, Input const& input, grammar::ParsedFile const& file,
                                  std::vector<ast::Item> const& items) {
    std::vector<PlacedItem> out;
    std::vector<grammar::ParsedFile const*> way{&file};
    append(out, target, input, way, items);
    return out;
}

} // namespace migc::replay
