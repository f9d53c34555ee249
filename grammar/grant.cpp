// GRANT and REVOKE on objects; membership in roles concerns the cluster and is not modelled.
// Manual: GRANT, REVOKE.
#include "grammar/ast_adapted.hpp"
#include "grammar/rules.hpp"

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

bool parse_privilege_name(Iterator& first, Iterator last, Session& session, std::string& out) {
    // Manual, "Privileges": `temp` is short for `temporary`, `maintain` came with 17.
    static constexpr std::string_view known[] = {
        "select",  "insert",    "update", "delete",  "truncate", "references", "trigger", "maintain",
        "usage",   "create",    "connect", "temporary", "temp",   "execute",   "set",     "alter system"};
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
struct membership_id;
constexpr x3::rule<membership_id, ast::Word> membership = "GRANT or REVOKE of a role";

auto const privilege_def = privilege_name >> -name_list;
auto const privileges = list<ast::Privilege>("a privilege", privilege);
auto const grant_kind_def = InSchema("all tables in schema"_kw, Kind::table) |
                            InSchema("all sequences in schema"_kw, Kind::sequence) |
                            InSchema("all functions in schema"_kw, Kind::function) |
                            InSchema("all procedures in schema"_kw, Kind::procedure) |
                            InSchema("all routines in schema"_kw, Kind::routine) |
                            kind_of(Kind::table, Kind::sequence, Kind::schema, Kind::function, Kind::procedure,
                                    Kind::routine, Kind::type, Kind::domain, Kind::language, Kind::database,
                                    Kind::tablespace) |
                            (!"all"_kw >> attr(Kind::table));
auto const granted = list<ast::ObjectName>("a name", object_name);
auto const granted_on = "on"_kw >> x3::matches[&"all"_kw] >> grant_kind > granted;
auto const grantee = x3::omit[-"group"_kw] >> role;
auto const grantees = list<ast::Identifier>("a role", grantee);
auto const granted_by = x3::omit[-("granted by"_kw > role)];

auto const grant_def = "grant"_kw >> attr(false) >> attr(false) >> privileges >> granted_on > "to"_kw > grantees >
                       x3::matches["with grant option"_kw] > granted_by > attr(false);
auto const revoke_def = "revoke"_kw >> attr(true) >> x3::matches["grant option for"_kw] >> privileges >> granted_on >
                        "from"_kw > grantees > attr(false) > granted_by > cascade;
auto const other_grant_def = x3::omit["grant"_kw | "revoke"_kw] >> x3::omit[-"grant option for"_kw] >>
                             x3::omit[privileges] >> "on"_kw >>
                             word_of("foreign data wrapper"_kw, "foreign server"_kw, "large object"_kw, "parameter"_kw) >>
                             x3::omit[rest];

auto const membership_def = word_of("grant"_kw, "revoke admin option for"_kw, "revoke"_kw) >> x3::omit[names] >>
                            x3::omit["to"_kw | "from"_kw] >> x3::omit[grantees] >> x3::omit[rest];

BOOST_SPIRIT_DEFINE(grant, revoke, privilege, grant_kind, other_grant, membership)

// GRANT a TO b: no ON stands before the roles.
bool is_membership(Iterator first, Iterator last) {
    auto const decides = [](Token const& token) {
        return token.kind == TokenKind::kw_on || token.kind == TokenKind::kw_to || token.kind == TokenKind::kw_from;
    };
    auto const at = std::find_if(first, last, decides);
    return at != last && at->kind != TokenKind::kw_on;
}

bool parse_grant(Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    auto at = first;
    auto const verb = first->kind == TokenKind::kw_grant ? std::string("GRANT") : std::string("REVOKE");
    if (is_membership(first, last)) {
        ast::Word words;
        if (!run(membership, at, last, session, words)) return false;
        out = ast::Unsupported{verb + " of membership in a role", TokenRange{first, at}.span()};
        first = at;
        return true;
    }
    ast::Word other;
    if (run(other_grant, at, last, session, other)) {
        out = ast::Unsupported{verb + " … ON " + upper(other.text), TokenRange{first, at}.span()};
        first = at;
        return true;
    }
    session.object_kind = Kind::table; // what a name without a word for its kind is
    if (verb == "GRANT") return run_as<ast::Grant>(grant, first, last, session, out);
    return run_as<ast::Grant>(revoke, first, last, session, out);
}

} // namespace migc::grammar
