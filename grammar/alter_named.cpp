// ALTER of the definition of named objects and of routines. Each rule is the synopsis of its manual page, without
// RENAME, SET SCHEMA and OWNER TO, which alter_object.cpp reads for every kind.
#include "grammar/parts.hpp"

namespace migc::grammar {

using Kind = ast::ObjectKind;
using enum TokenKind;

namespace {

bool is(Iterator at, Iterator last, TokenKind kind) { return at < last && at->kind == kind; }

// name { TO | = } value …, TIME ZONE …, or FROM CURRENT: everything behind SET is one part.
bool parse_setting(Iterator& first, Iterator last, Session& session, TokenRange& out) {
    auto at = first;
    ast::Identifier name;
    do {
        if (!parse_label(at, last, session, name)) return false;
    } while (is(at, last, dot) && (++at, true));
    keep(session, "setting", first, at);
    bool const assigned = is(at, last, equals) || is(at, last, kw_to) || is(at, last, kw_from) || is(at, last, kw_zone);
    if (!assigned) return session.miss(at, "TO or '='");
    auto const value = ++at;
    while (at < last && !is(at, last, kw_set) && !is(at, last, kw_reset)) ++at;
    if (at == value) return session.miss(at, "a value");
    keep(session, "value", value, at);
    out = {first, at};
    first = at;
    return true;
}

bool parse_setting_name(Iterator& first, Iterator last, Session& session, TokenRange& out) {
    auto at = first;
    ast::Identifier name;
    do {
        if (!parse_label(at, last, session, name)) return false;
    } while (is(at, last, dot) && (++at, true));
    out = {first, at};
    first = at;
    return true;
}

constexpr Reader<TokenRange, parse_setting> setting{"a setting"};
constexpr Reader<TokenRange, parse_setting_name> setting_name{"a setting"};

auto const change_setting = part("set", "set"_kw > setting) | part("reset", "reset"_kw > part("setting", setting_name));

// --- foreign data ---

auto const wrapper_change = part("handler", "handler"_kw > part("function", function_name)) | flag("no handler"_kw) |
                            part("validator", "validator"_kw > part("function", function_name)) |
                            flag("no validator"_kw);
auto const foreign_data_wrapper = "alter foreign data wrapper"_kw > named(Kind::foreign_data_wrapper) >
                                  ((+wrapper_change >> -foreign_options) | foreign_options);
auto const server = "alter server"_kw > named(Kind::server) >
                    (("version"_kw > string_part("version") > -foreign_options) | foreign_options);
auto const user_mapping = "alter user mapping"_kw > named(Kind::user_mapping) > foreign_options;

// --- replication ---

auto const publication = "alter publication"_kw > named(Kind::publication) >
                         ((flag("add"_kw) > published) | (flag("drop"_kw) > published) |
                          (flag("set"_kw) > (definition | published)));
auto const subscription = "alter subscription"_kw > named(Kind::subscription) >
                          (("connection"_kw > string_part("connection")) |
                           ((flag("set publication"_kw) | flag("add publication"_kw) | flag("drop publication"_kw)) >
                            publications > -("with"_kw > part("with", balanced))) |
                           (flag("refresh publication"_kw) > -("with"_kw > part("with", balanced))) |
                           flag("enable"_kw) | flag("disable"_kw) | (flag("skip"_kw) > part("with", balanced)) |
                           (flag("set"_kw) > definition));

// --- text search ---

auto const tokens = part("token", identifier) % ","_kw;
auto const dictionaries = part("dictionary", qualified_name) % ","_kw;
auto const mapping =
    (flag("add mapping for"_kw) > tokens > "with"_kw > dictionaries) |
    (flag("alter mapping replace"_kw) > part("old", qualified_name) > "with"_kw > part("dictionary", qualified_name)) |
    (flag("alter mapping for"_kw) > tokens >
     (("with"_kw > dictionaries) |
      (flag("replace"_kw) > part("old", qualified_name) > "with"_kw > part("dictionary", qualified_name)))) |
    (flag("drop mapping"_kw) > -flag("if exists"_kw) > "for"_kw > tokens);
auto const configuration = "alter text search configuration"_kw > named(Kind::text_search_configuration) > mapping;
auto const dictionary = "alter text search dictionary"_kw > named(Kind::text_search_dictionary) > definition;

// --- operators ---

auto const operator_ = ("alter operator"_kw >> !("class"_kw | "family"_kw)) > named(Kind::operator_) >
                       "set"_kw > definition;
auto const family_item =
    part("operator", "operator"_kw > signed_number > operator_name > type_list >
                         -("for search"_kw | ("for order by"_kw > part("family", qualified_name)))) |
    part("support", "function"_kw > signed_number > -type_list > function_part);
auto const dropped_item = part("operator", "operator"_kw > signed_number > type_list) |
                          part("support", "function"_kw > signed_number > type_list);
auto const operator_family = "alter operator family"_kw > named(Kind::operator_family) >
                             ((flag("add"_kw) > (family_item % ","_kw)) | (flag("drop"_kw) > (dropped_item % ","_kw)));

// --- routines ---

auto const routine_action =
    part("strictness", "called on null input"_kw | "returns null on null"_kw >> "input"_kw | "strict"_kw) |
    part("volatility", "immutable"_kw | "stable"_kw | "volatile"_kw) |
    part("leakproof", "not leakproof"_kw | "leakproof"_kw) |
    part("security", x3::omit[-"external"_kw] >> "security"_kw >> ("definer"_kw | "invoker"_kw)) |
    part("parallel", "parallel"_kw > label) | part("cost", "cost"_kw > signed_number) |
    part("rows", "rows"_kw > signed_number) | part("support", "support"_kw > part("function", function_name)) |
    change_setting;
auto const routine_change = +routine_action >> -"restrict"_kw;
auto const routine = (("alter function"_kw > named(Kind::function)) | ("alter procedure"_kw > named(Kind::procedure)) |
                      ("alter routine"_kw > named(Kind::routine))) > routine_change;

// --- roles ---

auto const in_database = -("in database"_kw > part("database", identifier));
auto const group_change = (flag("add user"_kw) | flag("drop user"_kw)) > (part("member", role) % ","_kw);
auto const role_change = (in_database >> change_setting) | (-"with"_kw >> *role_option);
auto const alter_role =
    (("alter role all"_kw | "alter user all"_kw) > flag("in database"_kw) > part("database", identifier) >
     change_setting) |
    ("alter group"_kw > named(Kind::role) > group_change) |
    ((x3::omit["alter role"_kw] | ("alter user"_kw >> !"mapping"_kw)) > named(Kind::role) > role_change);

// --- the rest ---

auto const collation = "alter collation"_kw > named(Kind::collation) > flag("refresh version"_kw);
auto const statistics = "alter statistics"_kw > -flag("if exists"_kw) > named(Kind::statistics) > "set statistics"_kw >
                        part("target", signed_number | "default"_kw);
auto const event_trigger = "alter event trigger"_kw > named(Kind::event_trigger) >
                           (flag("enable replica"_kw) | flag("enable always"_kw) | flag("enable"_kw) |
                            flag("disable"_kw));
auto const database = "alter database"_kw > named(Kind::database) >
                      ((flag("set tablespace"_kw) > part("tablespace", identifier)) |
                       flag("refresh collation version"_kw) | change_setting |
                       (-"with"_kw >> +part("attribute", label >> -(x3::omit["limit"_kw] >> -"="_kw) >>
                                                             (x3::omit[signed_number] | label))));
auto const tablespace = "alter tablespace"_kw > named(Kind::tablespace) >
                        ((flag("set"_kw) > definition) | (flag("reset"_kw) > definition));

auto const alter_named = foreign_data_wrapper | server | user_mapping | publication | subscription | configuration |
                         dictionary | operator_ | operator_family | routine | alter_role | collation | statistics |
                         event_trigger | database | tablespace;

} // namespace

bool parse_alter_named(Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    ast::AlterNamed node;
    auto const begin = first;
    if (!read_named(alter_named, first, last, session, node.object, node.parts, node.change)) return false;
    std::erase_if(node.parts, [&](ast::Part const& part) {
        if (part.label != "if exists" || part.tokens.first > begin + 4) return false;
        return node.if_exists = true;
    });
    node.span = TokenRange{begin, last}.span();
    out = std::move(node);
    return true;
}

} // namespace migc::grammar
