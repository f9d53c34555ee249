// Statements about named objects are read without attributes: what matters of them is kept, under a label, as the
// tokens it is made of. So one node serves some forty statements, and a rule reads like the manual's synopsis.
#pragma once

#include "grammar/rules.hpp"

namespace migc::grammar {

/// Keeps a part. Alternatives may go back: what was kept behind the place at which this one begins belongs to a way
/// that led nowhere.
void keep(Session& session, std::string_view name, Iterator first, Iterator last);
void forget_behind(Session& session, Iterator place);

/// Keeps the tokens of what the subject reads.
template <class Subject>
struct PartOf : x3::unary_parser<Subject, PartOf<Subject>> {
    using base_type = x3::unary_parser<Subject, PartOf<Subject>>;
    using attribute_type = x3::unused_type;
    static constexpr bool has_attribute = false;

    constexpr PartOf(std::string_view part_name, Subject const& read) : base_type(read), name(part_name) {}

    template <class C, class R, class A>
    bool parse(Iterator& first, Iterator const& last, C const& context, R& r, A&) const {
        auto const begin = first;
        forget_behind(session_of(context), begin);
        if (!this->subject.parse(first, last, context, r, x3::unused)) return false;
        session_of(context).parts.push_back({name, {begin, first}}); // behind the parts it is made of
        return true;
    }

    std::string_view name;
};

template <class Subject>
constexpr auto part(std::string_view name, Subject const& subject) {
    auto const unread = x3::omit[subject];
    return PartOf<std::remove_const_t<decltype(unread)>>(name, unread);
}
/// Words that say something by standing there, under their own spelling.
constexpr auto flag(Phrase words) { return part(words.text, words); }
/// A clause that ALTER can change: its tokens are no part of the definition.
template <class Subject>
constexpr auto changeable(Subject const& subject) {
    return part("~", subject);
}

/// The name of the object that the statement is about.
struct NamedObject : x3::parser<NamedObject> {
    using attribute_type = x3::unused_type;
    static constexpr bool has_attribute = false;

    constexpr explicit NamedObject(ast::ObjectKind of) : kind(of) {}

    template <class C, class R, class A>
    bool parse(Iterator& first, Iterator const& last, C const& context, R&, A&) const {
        auto& session = session_of(context);
        session.object_kind = kind;
        ast::ObjectName name;
        if (!parse_object_name(first, last, session, name)) return false;
        session.object = std::move(name);
        session.behind_object = first;
        return true;
    }

    ast::ObjectKind kind;
};

constexpr NamedObject named(ast::ObjectKind kind) { return NamedObject(kind); }

// --- clauses that several kinds share ---

/// `( name = value, … )`: a part "option" for each, its tokens from the name to the end of the value.
bool parse_definition(Iterator& first, Iterator last, Session& session, TokenRange& out);
/// `options ( host 'a', … )`, and with ADD, SET and DROP: parts "add option", "set option", "drop option".
bool parse_foreign_options(Iterator& first, Iterator last, Session& session, TokenRange& out);
/// `f`, `a.f`, or with the types of its arguments.
bool parse_function_reference(Iterator& first, Iterator last, Session& session, TokenRange& out);
/// `( integer, none )`: a part "type" for each.
bool parse_type_list(Iterator& first, Iterator last, Session& session, TokenRange& out);
/// `a.===` or `===`.
bool parse_operator_name(Iterator& first, Iterator last, Session& session, ast::QualifiedName& out);

inline constexpr Reader<TokenRange, parse_definition> definition{"'('"};
inline constexpr Reader<TokenRange, parse_foreign_options> foreign_options{"OPTIONS"};
inline constexpr Reader<TokenRange, parse_function_reference> function_reference{"a function"};
inline constexpr Reader<TokenRange, parse_type_list> type_list{"'('"};
inline constexpr Reader<ast::QualifiedName, parse_operator_name> operator_name{"an operator"};

/// One of the options of CREATE and ALTER ROLE: parts "attribute", "in role", "member", "admin".
bool parse_role_word(Iterator& first, Iterator last, Session& session, TokenRange& out);
inline constexpr Reader<TokenRange, parse_role_word> role_word{"an option of a role"};
inline auto const roles_part = [](std::string_view name) { return part(name, role) % ","_kw; };
inline auto const role_attribute =
    part("attribute", ("connection limit"_kw > signed_number) |
                          ((x3::omit[-("encrypted"_kw | "unencrypted"_kw)] >> "password"_kw) >
                           (x3::omit["null"_kw] | x3::omit[string_literal])) |
                          ("valid until"_kw > string_literal) | ("sysid"_kw > signed_number) | role_word);
inline auto const role_option = ("in role"_kw > roles_part("in role")) | ("in group"_kw > roles_part("in role")) |
                                ("role"_kw > roles_part("member")) | ("user"_kw > roles_part("member")) |
                                ("admin"_kw > roles_part("admin")) | role_attribute;

/// What a publication shows: parts "table" (with "relation", "columns" and "where" in front of it) and "schema".
inline auto const published_table =
    part("table", x3::omit[-"only"_kw] >> (part("relation", qualified_name) > -"*"_kw > -part("columns", balanced) >
                                           -("where"_kw > part("where", balanced))));
inline auto const published_schema = part("schema", x3::omit["current_schema"_kw] | x3::omit[identifier]);
inline auto const published_one =
    ("tables in schema"_kw > (published_schema % (","_kw >> !("table"_kw | "tables"_kw)))) |
    ("table"_kw > (published_table % (","_kw >> !("table"_kw | "tables in"_kw))));
inline auto const published = published_one % ","_kw;
inline auto const publications = part("publication", identifier) % ","_kw;

inline auto const string_part = [](std::string_view name) { return part(name, string_literal); };
inline auto const function_part = part("function", function_reference);
inline auto const or_replace = -flag("or replace"_kw);
inline auto const unless_exists = -flag("if not exists"_kw);

/// Reads the statement and hands over what the session has kept of it; `Node` is CreateNamed or AlterNamed.
template <class Rule>
bool read_named(Rule const& rule, Iterator& first, Iterator last, Session& session, ast::ObjectName& object,
                std::vector<ast::Part>& parts, TokenRange& behind) {
    auto at = first;
    session.parts.clear();
    session.object.reset();
    session.behind_object = nullptr;
    x3::unused_type nothing;
    if (!run(rule, at, last, session, nothing)) return false;
    if (at != last) return session.miss(at, "the end of the statement");
    if (session.object) object = std::move(*session.object);
    behind = {session.behind_object ? session.behind_object : first, last};
    parts = std::move(session.parts);
    std::erase_if(parts, [&](ast::Part const& each) { return each.tokens.last > last; });
    first = at;
    return true;
}

} // namespace migc::grammar
