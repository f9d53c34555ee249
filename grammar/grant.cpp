// GRANT and REVOKE, of privileges on objects and of membership in roles; ALTER DEFAULT PRIVILEGES.
// Manual: GRANT, REVOKE, ALTER DEFAULT PRIVILEGES.
#include "grammar/ast_adapted.hpp"
#include "grammar/parts.hpp"

namespace migc::grammar {

using x3::attr;
using Kind = ast::ObjectKind;

/// `all tables in schema`: the objects' kind is the attribute, the names behind it are schemas.
struct InSchema : x3::parser<InSchema> {
    using attribute_type = Kind;
    static constexpr bool has_attribute = true;

    constexpr InSchema(Phrase words, Kind objects) : phrase(words), kind(objects) {}

    template <class C, class R, class A>
    bool parse(Iterator& first, Iterator const& last, C const& context, R& r, A& attribute) const {
        if (!phrase.parse(first, last, context, r, x3::unused)) return false;
        session_of(context).object_kind = Kind::schema;
        x3::traits::move_to(Kind{kind}, attribute);
        return true;
    }

    Phrase phrase;
    Kind kind;
};

/// GRANT says `foreign server` where every other statement says `server`.
struct ForeignServer : x3::parser<ForeignServer> {
    using attribute_type = Kind;
    static constexpr bool has_attribute = true;

    template <class C, class R, class A>
    bool parse(Iterator& first, Iterator const& last, C const& context, R& r, A& attribute) const {
        if (!words.parse(first, last, context, r, x3::unused)) return false;
        session_of(context).object_kind = Kind::server;
        x3::traits::move_to(Kind::server, attribute);
        return true;
    }

    Phrase words = "foreign server"_kw;
};

bool parse_privilege_name(Iterator& first, Iterator last, Session& session, std::string& out) {
    // Manual, "Privileges": `temp` is short for `temporary`, `maintain` came with 17.
    static constexpr std::string_view known[] = {
        "select", "insert", "update",  "delete",    "truncate", "references", "trigger", "maintain",
        "usage",  "create", "connect", "temporary", "temp",     "execute",    "set",     "alter system"};
    auto at = first;
    ast::Identifier word;
    if (!parse_label(at, last, session, word)) return session.miss(first, "a privilege");
    if (word.text == "all") {
        if (at != last && at->kind == TokenKind::kw_privileges) ++at;
    } else if (word.text == "alter" && at != last && at->kind == TokenKind::kw_system) {
        word.text = "alter system";
        ++at;
    } else if (std::find(std::begin(known), std::end(known), word.text) == std::end(known)) {
        return session.miss(first, "a privilege");
    }
    out = word.text;
    first = at;
    return true;
}

constexpr Reader<std::string, parse_privilege_name> privilege_name{"a privilege"};
constexpr node_rule<ast::Privilege> privilege = "a privilege";
struct grant_id : Spanned {};
constexpr x3::rule<grant_id, ast::Grant> grant = "GRANT";
struct revoke_id : Spanned {};
constexpr x3::rule<revoke_id, ast::Grant> revoke = "REVOKE";
struct grant_kind_id;
constexpr x3::rule<grant_kind_id, Kind> grant_kind = "a kind of object";
struct other_grant_id;
constexpr x3::rule<other_grant_id, ast::Word> other_grant = "GRANT or REVOKE";
struct default_kind_id;
constexpr x3::rule<default_kind_id, ast::Word> default_kind = "TABLES, SEQUENCES, FUNCTIONS, TYPES or SCHEMAS";
struct default_grant_id : Spanned {};
constexpr x3::rule<default_grant_id, ast::Grant> default_grant = "GRANT or REVOKE";

auto const privilege_def = privilege_name >> -name_list;
auto const privileges = list<ast::Privilege>("a privilege", privilege);
auto const grant_kind_def =
    InSchema("all tables in schema"_kw, Kind::table) | InSchema("all sequences in schema"_kw, Kind::sequence) |
    InSchema("all functions in schema"_kw, Kind::function) | InSchema("all procedures in schema"_kw, Kind::procedure) |
    InSchema("all routines in schema"_kw, Kind::routine) |
    kind_of(Kind::table, Kind::sequence, Kind::schema, Kind::function, Kind::procedure, Kind::routine, Kind::type,
            Kind::domain, Kind::language, Kind::database, Kind::tablespace, Kind::foreign_data_wrapper,
            Kind::large_object) |
    ForeignServer{} | (!"all"_kw >> attr(Kind::table));
auto const granted = list<ast::ObjectName>("a name", object_name);
auto const granted_on = "on"_kw >> x3::matches[&"all"_kw] >> grant_kind > granted;
auto const grantee = x3::omit[-"group"_kw] >> role;
auto const grantees = list<ast::Identifier>("a role", grantee);
auto const granted_by = x3::omit[-("granted by"_kw > role)];

auto const grant_def = "grant"_kw >> attr(false) >> attr(false) >> privileges >> granted_on > "to"_kw > grantees
                       > x3::matches["with grant option"_kw] > granted_by > attr(false);
auto const revoke_def = "revoke"_kw >> attr(true) >> x3::matches["grant option for"_kw] >> privileges >> granted_on >
                        "from"_kw > grantees > attr(false) > granted_by > cascade;
// The tokens of ON PARAMETER are names of settings, which are no objects.
auto const other_grant_def = x3::omit["grant"_kw | "revoke"_kw] >> x3::omit[-"grant option for"_kw] >>
                             x3::omit[privileges] >> "on"_kw >> word_of("parameter"_kw) >> x3::omit[rest];

auto const default_kind_def =
    ("tables"_kw >> attr(ast::Word{"tables"})) | ("sequences"_kw >> attr(ast::Word{"sequences"})) |
    ("functions"_kw >> attr(ast::Word{"functions"})) | ("routines"_kw >> attr(ast::Word{"functions"})) |
    ("types"_kw >> attr(ast::Word{"types"})) | ("schemas"_kw >> attr(ast::Word{"schemas"})) |
    ("large objects"_kw >> attr(ast::Word{"large objects"}));
auto const no_objects = attr(false) >> attr(Kind::table) >> attr(std::vector<ast::ObjectName>{});
auto const default_grant_def =
    ("grant"_kw >> attr(false) >> attr(false) >> privileges >> no_objects >> x3::omit["on"_kw >> default_kind] >>
     "to"_kw >> grantees >> x3::matches["with grant option"_kw] >> attr(false)) |
    ("revoke"_kw >> attr(true) >> x3::matches["grant option for"_kw] >> privileges >> no_objects >>
     x3::omit["on"_kw >> default_kind] >> "from"_kw >> grantees >> attr(false) >> cascade);
BOOST_SPIRIT_DEFINE(grant, revoke, privilege, grant_kind, other_grant, default_kind, default_grant)

// GRANT a TO b: no ON stands before the roles.
bool is_membership(Iterator first, Iterator last) {
    auto const decides = [](Token const& token) {
        return token.kind == TokenKind::kw_on || token.kind == TokenKind::kw_to || token.kind == TokenKind::kw_from;
    };
    auto const at = std::find_if(first, last, decides);
    return at != last && at->kind != TokenKind::kw_on;
}

// [ADMIN | INHERIT | SET] OPTION FOR, behind REVOKE; any of the three since 16.
bool take_option_for(Iterator& at, Iterator last, Session& session, std::optional<ast::Identifier>& out) {
    auto next = at;
    ast::Identifier word;
    if (!parse_label(next, last, session, word)) return false;
    if (last - next < 2 || next->kind != TokenKind::kw_option || next[1].kind != TokenKind::kw_for) return false;
    out = word;
    at = next + 2;
    return true;
}

bool take_roles(Iterator& at, Iterator last, Session& session, std::vector<ast::Identifier>& out) {
    do {
        if (at < last && at->kind == TokenKind::kw_group) ++at;
        if (!parse_role(at, last, session, out.emplace_back())) return false;
    } while (at < last && at->kind == TokenKind::comma && (++at, true));
    return true;
}

// WITH ADMIN OPTION, or from 16 WITH ADMIN TRUE, INHERIT FALSE, SET TRUE.
bool take_membership_options(Iterator& at, Iterator last, Session& session, std::vector<ast::Part>& out) {
    do {
        auto const begin = ++at;
        ast::Identifier word, value;
        if (!parse_label(at, last, session, word)) return false;
        if (word.text != "admin" && word.text != "inherit" && word.text != "set")
            return session.miss(begin, "ADMIN, INHERIT or SET");
        auto const behind = at;
        if (!parse_label(at, last, session, value)) return false;
        if (value.text != "option" && value.text != "true" && value.text != "false")
            return session.miss(behind, "OPTION, TRUE or FALSE");
        out.push_back({word.text, {behind, at}});
    } while (at < last && at->kind == TokenKind::comma);
    return true;
}

bool parse_membership(Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    ast::GrantRole node;
    auto at = first + 1;
    node.revoke = first->kind == TokenKind::kw_revoke;
    if (node.revoke) take_option_for(at, last, session, node.option_for);
    if (!take_roles(at, last, session, node.roles)) return false;
    auto const between = node.revoke ? TokenKind::kw_from : TokenKind::kw_to;
    if (at == last || at->kind != between) return session.miss(at, between);
    if (!take_roles(++at, last, session, node.members)) return false;
    if (!node.revoke && at < last && at->kind == TokenKind::kw_with &&
        !take_membership_options(at, last, session, node.options))
        return false;
    if (last - at > 2 && at->kind == TokenKind::kw_granted && at[1].kind == TokenKind::kw_by) {
        ast::Identifier grantor;
        if (!parse_role(at += 2, last, session, grantor)) return false;
    }
    if (node.revoke && at < last && (at->kind == TokenKind::kw_cascade || at->kind == TokenKind::kw_restrict))
        node.cascade = at++->kind == TokenKind::kw_cascade;
    if (at != last) return session.miss(at, "the end of the statement");
    node.span = TokenRange{first, last}.span();
    out = std::move(node);
    first = last;
    return true;
}

bool parse_grant(Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    if (is_membership(first, last)) return parse_membership(first, last, session, out);
    auto at = first;
    auto const verb = first->kind == TokenKind::kw_grant ? std::string("GRANT") : std::string("REVOKE");
    ast::Word other;
    if (run(other_grant, at, last, session, other)) {
        out = ast::Opaque{"a grant on a parameter", {}, {first, at}, TokenRange{first, at}.span()};
        first = at;
        return true;
    }
    session.object_kind = Kind::table; // what a name without a word for its kind is
    if (verb == "GRANT") return run_as<ast::Grant>(grant, first, last, session, out);
    return run_as<ast::Grant>(revoke, first, last, session, out);
}

// The kind of object stands inside of the GRANT, behind its privileges.
bool parse_default_privileges(Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    auto const begin = first;
    ast::DefaultPrivileges node;
    if (last - first < 3) return session.miss(last, "PRIVILEGES");
    Iterator const end_of_head = std::find_if(first + 3, last, [](Token const& token) {
        return token.kind == TokenKind::kw_grant || token.kind == TokenKind::kw_revoke;
    });
    x3::unused_type nothing;
    auto head = first;
    if (!run("alter default privileges"_kw, head, last, session, nothing)) return false;
    for (;;) {
        if (end_of_head - head > 2 && head->kind == TokenKind::kw_for &&
            (head[1].kind == TokenKind::kw_role || head[1].kind == TokenKind::kw_user)) {
            if (!take_roles(head += 2, end_of_head, session, node.roles)) return false;
        } else if (end_of_head - head > 2 && head->kind == TokenKind::kw_in && head[1].kind == TokenKind::kw_schema) {
            if (!run(names, head += 2, end_of_head, session, node.schemas)) return false;
        } else {
            break;
        }
    }
    if (head != end_of_head || head == last) return session.miss(head, "FOR ROLE, IN SCHEMA, GRANT or REVOKE");
    auto kind_at = std::find_if(head, last, [](Token const& token) { return token.kind == TokenKind::kw_on; });
    if (kind_at == last) return session.miss(last, "ON");
    if (!run(default_kind, ++kind_at, last, session, node.kind)) return false;
    if (!run(default_grant, head, last, session, node.grant)) return false;
    first = head;
    node.span = TokenRange{begin, first}.span();
    out = std::move(node);
    return true;
}

} // namespace migc::grammar
