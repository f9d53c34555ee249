// What ALTER DATABASE and ALTER TABLESPACE set. Manual: their pages; the parameters of a tablespace:
// src/backend/access/common/reloptions.c.
#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/named_text.hpp"
#include "compiler/catalog/properties.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::catalog {

void PropertyReader::database(Parts const& parts) {
    for (auto const& part : parts) {
        if (part.label == "tablespace")
            context_.error(Code::not_in_transaction, part.tokens.span(),
                           "a database does not move inside a transaction, and every script is one", "run it by hand");
        if (part.label != "attribute") continue;
        auto const word = word_in(context_, part.tokens);
        set("attribute " + (word == "connection" ? "connection limit" : word), plain(part.tokens));
    }
    setting(parts); // REFRESH COLLATION VERSION has none: it is no state of the schema
}

void PropertyReader::tablespace(Parts const& parts) {
    static constexpr std::string_view known[] = {"effective_io_concurrency", "maintenance_io_concurrency",
                                                 "random_page_cost", "seq_page_cost"};
    bool const resets = has(parts, "reset");
    for (auto const& part : parts) {
        if (part.label != "option") continue;
        auto const name = word_in(context_, part.tokens);
        if (std::find(std::begin(known), std::end(known), name) == std::end(known)) {
            context_.error(Code::bad_definition, part.tokens.span(),
                           fmt::format("a tablespace has no parameter `{}`", name),
                           fmt::format("use one of {}", fmt::join(known, ", ")));
            continue;
        }
        if (resets)
            object_.properties.erase("parameter " + name);
        else if (part.tokens.last - part.tokens.first > 2)
            set("parameter " + name, plain({part.tokens.first + 2, part.tokens.last}));
    }
}

} // namespace migc::catalog
