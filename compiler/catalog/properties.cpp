#include "compiler/catalog/properties.hpp"

#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/find_named.hpp"
#include "compiler/catalog/foreign.hpp"
#include "compiler/catalog/named_text.hpp"
#include "grammar/session.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace migc::catalog {

using grammar::TokenRange;
using enum grammar::TokenKind;

namespace {

TokenRange behind_first(TokenRange tokens) { return {tokens.first + 1, tokens.last}; }

bool is(ast::Part const& part, std::string_view label) { return part.label == label; }

} // namespace

bool PropertyReader::has(Parts const& parts, std::string_view label) const {
    return std::any_of(parts.begin(), parts.end(), [&](ast::Part const& part) { return is(part, label); });
}

void PropertyReader::set(std::string name, Expression value) {
    object_.properties.insert_or_assign(std::move(name), std::move(value));
}

std::string PropertyReader::plain(TokenRange tokens) { return normalised(context_, tokens); }

Expression PropertyReader::routine(TokenRange tokens) {
    NamedText text(context_);
    text.routine(tokens);
    return text.take();
}

void PropertyReader::missing(std::string_view what, std::string const& name, Span span) {
    context_.error(Code::unknown_part, span,
                   fmt::format("{} has no {} `{}`", context_.shown(object_.key()), what, name), "remove it");
}

void PropertyReader::there_already(std::string_view what, std::string const& name, Span span) {
    context_.error(Code::duplicate_object, span,
                   fmt::format("{} has {} `{}` already", context_.shown(object_.key()), what, name),
                   "remove it, or change the one that is there");
}

// --- options of foreign data ---

void PropertyReader::add_option(ast::Part const& part) {
    auto const name = word_in(context_, part.tokens);
    if (object_.properties.contains("option " + name)) return there_already("an option", name, part.tokens.span());
    set("option " + name, plain(behind_first(part.tokens)));
}

void PropertyReader::set_option(ast::Part const& part) {
    auto const name = word_in(context_, part.tokens);
    if (!object_.properties.contains("option " + name)) return missing("option", name, part.tokens.span());
    set("option " + name, plain(behind_first(part.tokens)));
}

void PropertyReader::drop_option(ast::Part const& part) {
    auto const name = word_in(context_, part.tokens);
    if (object_.properties.erase("option " + name) == 0) missing("option", name, part.tokens.span());
}

void PropertyReader::options(Parts const& parts) {
    for (auto const& part : parts) {
        if (is(part, "add option"))
            add_option(part);
        else if (is(part, "set option"))
            set_option(part);
        else if (is(part, "drop option"))
            drop_option(part);
    }
}

void PropertyReader::wrapper(Parts const& parts) {
    for (std::string const name : {"handler", "validator"}) {
        if (has(parts, "no " + name)) object_.properties.erase(name);
        for (auto const& part : parts) {
            // In ALTER the word stands in front of the function.
            if (!is(part, name)) continue;
            bool const with_word = part.tokens.last - part.tokens.first > 1 && word_in(context_, part.tokens) == name;
            set(name, routine(with_word ? behind_first(part.tokens) : part.tokens));
        }
    }
    options(parts);
}

void PropertyReader::server(Parts const& parts) {
    for (auto const& part : parts)
        if (is(part, "version")) set("version", plain(part.tokens));
    options(parts);
}

// --- subscriptions ---

void PropertyReader::subscription(Parts const& parts) {
    bool const lists = has(parts, "set publication") || has(parts, "add publication") || has(parts, "drop publication");
    bool const kept = std::any_of(parts.begin(), parts.end(), [&](ast::Part const& part) {
        return is(part, "with") && plain(part.tokens).find("refresh = false") != std::string::npos;
    });
    if (has(parts, "refresh publication") || (lists && !kept)) {
        context_.error(Code::not_in_transaction, parts.front().tokens.span(),
                       "a subscription is not refreshed inside a transaction",
                       "add `with (refresh = false)`, and refresh it by hand");
        return;
    }
    if (has(parts, "enable")) set("mode", std::string("enable"));
    if (has(parts, "disable")) set("mode", std::string("disable"));
    if (has(parts, "set publication"))
        std::erase_if(object_.properties, [](auto const& each) { return each.first.starts_with("publication "); });
    bool const drops = has(parts, "drop publication");
    for (auto const& part : parts) {
        if (is(part, "connection"))
            set("connection", plain(part.tokens));
        else if (is(part, "option")) {
            bool const valued = part.tokens.last - part.tokens.first > 2;
            set("parameter " + word_in(context_, part.tokens),
                valued ? plain({part.tokens.first + 2, part.tokens.last}) : "true");
        } else if (is(part, "publication")) {
            auto const name = word_in(context_, part.tokens);
            bool const there = object_.properties.contains("publication " + name);
            if (drops && !there)
                missing("publication", name, part.tokens.span());
            else if (drops)
                object_.properties.erase("publication " + name);
            else if (there)
                there_already("publication", name, part.tokens.span());
            else
                set("publication " + name, std::string());
        }
    }
}

// Whether it is enabled follows from two of the options; that it makes a slot on the other server keeps it
// out of transactions (manual: CREATE SUBSCRIPTION, Notes).
void PropertyReader::subscribe(Parts const& parts) {
    subscription(parts);
    auto const is_off = [&](std::string const& name) {
        auto const at = object_.properties.find("parameter " + name);
        return at != object_.properties.end() &&
               (at->second.text == "false" || at->second.text == "off" || at->second.text == "0");
    };
    auto const slot = object_.properties.find("parameter slot_name");
    bool const no_slot = slot != object_.properties.end() && slot->second.text == "none";
    set("mode", std::string(is_off("connect") || is_off("enabled") ? "disable" : "enable"));
    if (!is_off("connect") && !is_off("create_slot") && !no_slot)
        context_.error(Code::not_in_transaction, parts.front().tokens.span(),
                       "`create subscription` makes a replication slot, which cannot be done inside a transaction",
                       "add `with (connect = false)`, and make the slot by hand");
}

// --- text search ---

namespace {

// Every configuration that initdb makes maps all of these kinds of token (src/backend/snowball, snowball.sql.in).
bool is_token_of_parser(std::string_view name) {
    static constexpr std::string_view tokens[] = {
        "asciihword",    "asciiword",  "email", "file",     "float",   "host",   "hword", "hword_asciipart",
        "hword_numpart", "hword_part", "int",   "numhword", "numword", "sfloat", "uint",  "url",
        "url_path",      "version",    "word"};
    return std::find(std::begin(tokens), std::end(tokens), name) != std::end(tokens);
}

// What the default parser finds and those configurations leave out.
bool is_unmapped_token(std::string_view name) {
    return name == "blank" || name == "tag" || name == "protocol" || name == "entity";
}

bool has_default_parser(std::string_view definition) {
    return definition.find("parser = \"default\"") != definition.npos ||
           definition.find("parser = pg_catalog.\"default\"") != definition.npos;
}

bool copies_own_of_server(std::string_view definition) {
    static constexpr std::string_view languages[] = {
        "arabic",  "armenian",   "basque",  "catalan",   "danish",     "dutch",     "english",    "estonian",
        "finnish", "french",     "german",  "greek",     "hindi",      "hungarian", "indonesian", "irish",
        "italian", "lithuanian", "nepali",  "norwegian", "portuguese", "romanian",  "russian",    "serbian",
        "simple",  "spanish",    "swedish", "tamil",     "turkish",    "yiddish"};
    constexpr std::string_view word = "copy = ", schema = "pg_catalog.";
    auto const at = definition.find(word);
    if (at == definition.npos) return false;
    auto name = definition.substr(at + word.size());
    if (name.starts_with(schema)) name.remove_prefix(schema.size());
    name = name.substr(0, name.find_first_of(",)"));
    return std::find(std::begin(languages), std::end(languages), name) != std::end(languages);
}

} // namespace

void PropertyReader::configuration(Parts const& parts) {
    bool const adds = has(parts, "add mapping for"), drops = has(parts, "drop mapping"), replaces = has(parts, "old");
    bool const copied_from_outside = object_.definition.text.find("copy") != std::string::npos;
    NamedText dictionaries(context_);
    bool first = true;
    for (auto const& part : parts) {
        if (!is(part, "dictionary")) continue;
        if (!std::exchange(first, false)) dictionaries.mark(comma);
        dictionaries.named(NamedKind::text_search_dictionary, part.tokens);
    }
    auto const value = dictionaries.take();
    if (replaces) {
        context_.perform(
            Unseen{fmt::format("a replaced dictionary of {}", context_.shown(object_.key())), object_.key()});
        return;
    }
    for (auto const& part : parts) {
        if (!is(part, "token")) continue;
        auto const name = word_in(context_, part.tokens);
        auto const key = "mapping " + name;
        auto const& definition = object_.definition.text;
        bool const known_parser = has_default_parser(definition) || copies_own_of_server(definition);
        if (known_parser && !is_token_of_parser(name) && !is_unmapped_token(name)) {
            context_.error(Code::bad_definition, part.tokens.span(),
                           fmt::format("the default parser finds no `{}`", name),
                           "see \"Parsers\" of the manual for the kinds of token there are");
            continue;
        }
        bool const copied = is_token_of_parser(name) && copies_own_of_server(object_.definition.text) &&
                            !object_.properties.contains("dropped " + name);
        bool const there = object_.properties.contains(key) || (adds && copied);
        // It came with the configuration that was copied, and nobody knows which dictionaries it has.
        if (!adds && !there && copied_from_outside) {
            context_.perform(
                Unseen{fmt::format("the mapping for {} of {}", name, context_.shown(object_.key())), object_.key()});
            if (drops) set("dropped " + name, std::string());
            if (drops) continue;
        }
        if (adds) object_.properties.erase("dropped " + name);
        if (adds && there)
            there_already("a mapping for", name, part.tokens.span());
        else if (drops && !there && !has(parts, "if exists"))
            missing("mapping for", name, part.tokens.span());
        else if (drops)
            object_.properties.erase(key);
        else
            set(key, value);
    }
}

void PropertyReader::dictionary(Parts const& parts) {
    for (auto const& part : parts) {
        if (!is(part, "option")) continue;
        auto const name = "parameter " + word_in(context_, part.tokens);
        if (part.tokens.last - part.tokens.first > 2)
            set(name, plain({part.tokens.first + 2, part.tokens.last}));
        else
            object_.properties.erase(name);
    }
}

// --- operators ---

void PropertyReader::operator_options(Parts const& parts) {
    for (auto const& part : parts) {
        if (!is(part, "option")) continue;
        auto const name = word_in(context_, part.tokens);
        bool const known = name == "restrict" || name == "join" ||
                           (context_.target.server_version >= 17 &&
                            (name == "commutator" || name == "negator" || name == "hashes" || name == "merges"));
        if (!known) {
            context_.error(Code::bad_definition, part.tokens.span(),
                           fmt::format("`{}` of an operator cannot be altered", name), "use restrict or join");
            continue;
        }
        TokenRange const value{std::min(part.tokens.first + 2, part.tokens.last), part.tokens.last};
        bool const none = value.empty() || value.first->kind == kw_none;
        if (none)
            object_.properties.erase("parameter " + name);
        else if (name == "restrict" || name == "join")
            set("parameter " + name, routine(value));
        else
            set("parameter " + name, plain(value));
    }
}

// A support function that names no types is for those of its own arguments.
std::vector<std::string> PropertyReader::argument_types(Parts const& parts, ast::Part const& entry) {
    std::vector<std::string> out;
    for (auto const& function : parts) {
        bool const inside = is(function, "function") && function.tokens.first >= entry.tokens.first &&
                            function.tokens.last <= entry.tokens.last;
        if (!inside) continue;
        grammar::Session session{context_.source, context_.diagnostics};
        session.object_kind = ast::ObjectKind::function;
        ast::ObjectName object;
        auto first = function.tokens.first;
        if (!grammar::parse_object_name(first, function.tokens.last, session, object)) continue;
        auto const types = types_of(context_, object);
        if (!types) continue;
        for (auto const& type : *types) out.push_back(spelled(type, {}));
    }
    return out;
}

// `operator 1 (integer, integer)`: what tells the entry from others is its number and its types.
void PropertyReader::family(Parts const& parts) {
    bool const drops = has(parts, "drop");
    for (auto const& part : parts) {
        bool const support = is(part, "support");
        if (!support && !is(part, "operator")) continue;
        std::vector<std::string> types;
        for (auto const& type : parts) {
            bool const inside = type.tokens.first >= part.tokens.first && type.tokens.last <= part.tokens.last;
            if (!is(type, "type") || !inside) continue;
            if (auto resolved = type_in(context_, type.tokens)) types.push_back(spelled(*resolved, {}));
        }
        if (types.empty() && support) types = argument_types(parts, part);
        if (types.size() == 1) types.push_back(types.front());
        auto const name = fmt::format("{} {} ({})", support ? "function" : "operator",
                                      plain({part.tokens.first + 1, part.tokens.first + 2}), fmt::join(types, ", "));
        if (drops && object_.properties.erase(name) == 0) missing("entry", name, part.tokens.span());
        if (drops) continue;
        if (object_.properties.contains(name)) {
            there_already("an entry", name, part.tokens.span());
            continue;
        }
        NamedText text(context_);
        auto const* at = part.tokens.first;
        for (auto const& function : parts) {
            bool const inside = is(function, "function") && function.tokens.first >= part.tokens.first &&
                                function.tokens.last <= part.tokens.last;
            if (!inside) continue;
            text.tokens({at, function.tokens.first});
            text.routine(function.tokens);
            at = function.tokens.last;
        }
        text.tokens({at, part.tokens.last});
        set(name, text.take());
    }
}

// --- roles ---

void PropertyReader::role(Parts const& parts) {
    static constexpr std::string_view booleans[] = {"superuser", "createdb",    "createrole", "inherit",
                                                    "login",     "replication", "bypassrls"};
    for (auto const& part : parts) {
        if (!is(part, "attribute")) continue;
        auto const word = word_in(context_, part.tokens);
        auto text = plain(part.tokens);
        auto name = word;
        for (auto const known : booleans)
            if (word == "no" + std::string(known)) name = known;
        if (word == "connection") name = "connection limit";
        if (word == "valid") name = "valid until";
        if (word == "encrypted" || word == "unencrypted") name = "password";
        if (word == "sysid") continue; // a word without a meaning since 8.1
        set("attribute " + name, std::move(text));
    }
    setting(parts);
}

void PropertyReader::setting(Parts const& parts) {
    std::string place;
    for (auto const& part : parts)
        if (is(part, "database")) place = " in database " + word_in(context_, part.tokens);
    for (auto const& part : parts) {
        if (!is(part, "setting")) continue;
        auto const name = "setting " + plain(part.tokens) + place;
        bool const resets = has(parts, "reset");
        if (resets && plain(part.tokens) == "all") {
            std::erase_if(object_.properties, [&](auto const& each) {
                bool const of_database = each.first.find(" in database ") != std::string::npos;
                return each.first.starts_with("setting ") && of_database == !place.empty() &&
                       each.first.ends_with(place);
            });
        } else if (resets) {
            object_.properties.erase(name);
        } else {
            for (auto const& whole : parts)
                if (is(whole, "set") && whole.tokens.first <= part.tokens.first &&
                    whole.tokens.last >= part.tokens.last)
                    set(name, plain(behind_first(whole.tokens)));
        }
    }
}

// --- all ---

void PropertyReader::created(Parts const& parts) {
    auto const kind = object_.kind;
    if (kind == NamedKind::foreign_data_wrapper) wrapper(parts);
    if (kind == NamedKind::server || kind == NamedKind::user_mapping) server(parts);
    if (kind == NamedKind::publication) publication(parts, true);
    if (kind == NamedKind::subscription) subscribe(parts);
}

void PropertyReader::altered(Parts const& parts, TokenRange change) {
    switch (object_.kind) {
    case NamedKind::foreign_data_wrapper: return wrapper(parts);
    case NamedKind::server:
    case NamedKind::user_mapping: return server(parts);
    case NamedKind::publication: return publication(parts, false);
    case NamedKind::subscription: return subscription(parts);
    case NamedKind::text_search_configuration: return configuration(parts);
    case NamedKind::text_search_dictionary: return dictionary(parts);
    case NamedKind::operator_: return operator_options(parts);
    case NamedKind::operator_family: return family(parts);
    case NamedKind::role: return role(parts);
    case NamedKind::event_trigger: return set("mode", plain(change));
    case NamedKind::statistics:
        for (auto const& part : parts)
            if (is(part, "target")) set("target", plain(part.tokens) == "default" ? "-1" : plain(part.tokens));
        return;
    case NamedKind::database: return database(parts);
    case NamedKind::tablespace: return tablespace(parts);
    case NamedKind::collation: return; // REFRESH VERSION: no state of the schema
    case NamedKind::none:
    case NamedKind::access_method:
    case NamedKind::cast:
    case NamedKind::conversion:
    case NamedKind::default_privileges:
    case NamedKind::language:
    case NamedKind::large_object:
    case NamedKind::membership:
    case NamedKind::operator_class:
    case NamedKind::text_search_parser:
    case NamedKind::text_search_template:
    case NamedKind::transform:
        not_modelled(context_, fmt::format("`alter {} {}`", spelling(object_.kind), plain(change)), change.span());
        return;
    }
}

} // namespace migc::catalog
