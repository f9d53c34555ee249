// ALTER FUNCTION, PROCEDURE and ROUTINE. The definition is the author's text: what is altered stands beside
// it, and goes where CREATE OR REPLACE writes the definition anew, as on the server. Manual: ALTER FUNCTION,
// ALTER PROCEDURE.
#include "compiler/catalog/common.hpp"
#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/find_object.hpp"
#include "compiler/catalog/named_text.hpp"
#include "compiler/catalog/replay_named.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace migc::catalog {

namespace {

bool is_setting(ast::Part const& part) { return part.label == "set" || part.label == "reset"; }

bool inside(ast::Part const& part, ast::Part const& whole) {
    return part.tokens.first >= whole.tokens.first && part.tokens.last <= whole.tokens.last;
}

// `setting work_mem` for SET and RESET, the clause's own word for the others.
std::string property_of(Context& context, std::vector<ast::Part> const& parts, ast::Part const& part) {
    if (!is_setting(part)) return std::string(part.label);
    for (auto const& each : parts)
        if (each.label == "setting" && inside(each, part)) return "setting " + normalised(context, each.tokens);
    return {};
}

} // namespace

void alter_routine(Context& context, ast::AlterNamed const& statement) {
    auto const key = find_routine(context, statement.object);
    if (!key) return;
    auto const before = *context.catalog.routine(key->name, key->part);
    auto after = before;
    std::set<std::string> seen;
    for (auto const& part : statement.parts) {
        if (part.label == "setting" || part.label == "value" || part.label == "function") continue;
        bool const of_function = part.label == "strictness" || part.label == "volatility" ||
                                 part.label == "leakproof" || part.label == "parallel" || part.label == "cost" ||
                                 part.label == "rows" || part.label == "support";
        if (before.procedure && of_function) {
            context.error(Code::bad_definition, part.tokens.span(),
                          fmt::format("`{}` of a procedure", normalised(context, part.tokens)),
                          "remove it: only functions have it");
            return;
        }
        if (part.label == "rows" && !before.returns_set &&
            std::none_of(before.arguments.begin(), before.arguments.end(),
                         [](Argument const& each) { return each.mode == ArgumentMode::table; })) {
            context.error(Code::bad_definition, part.tokens.span(), "`rows` of a function that gives one", "remove it");
            return;
        }
        auto const property = property_of(context, statement.parts, part);
        if (!seen.insert(property).second && !is_setting(part)) {
            context.error(Code::bad_definition, part.tokens.span(), "clause of a routine stands twice",
                          "remove one of the two");
            return;
        }
        if (property == "setting all") {
            std::erase_if(after.altered, [](auto const& each) { return each.first.starts_with("setting "); });
            after.altered["setting all"] = "reset all";
        } else {
            after.altered[property] = normalised(context, part.tokens);
        }
    }
    alter(context, *key, before, std::move(after));
}

} // namespace migc::catalog
