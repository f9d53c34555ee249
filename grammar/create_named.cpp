// CREATE of what is tracked by name and definition. Each rule is the synopsis of its manual page.
#include "grammar/parts.hpp"

namespace migc::grammar {

using Kind = ast::ObjectKind;
using enum TokenKind;

namespace {

// ON … FROM of CREATE STATISTICS: columns and expressions.
bool parse_statistics_element(Iterator& first, Iterator last, Session& session, TokenRange& out) {
    auto at = first;
    ast::Expression expression;
    ast::Identifier column;
    bool const plain = parse_plain_column(at, last, session, column);
    if (!plain && !parse_index_expression(at, last, session, expression)) return false;
    keep(session, plain ? "column" : "expression", first, at);
    out = {first, at};
    first = at;
    return true;
}

constexpr Reader<TokenRange, parse_statistics_element> statistics_element{"a column or an expression"};

// --- functions and types ---

auto const access_method = "create access method"_kw > named(Kind::access_method) > "type"_kw >
                           (flag("table"_kw) | flag("index"_kw)) > "handler"_kw > function_part;

auto const cast = "create cast"_kw > named(Kind::cast) >
                  (("with function"_kw > function_part) | flag("without function"_kw) | flag("with inout"_kw)) >
                  -(flag("as assignment"_kw) | flag("as implicit"_kw));

auto const language = "create"_kw >> or_replace >> -"trusted"_kw >> -"procedural"_kw >> "language"_kw >
                      named(Kind::language) > -("handler"_kw > function_part > -("inline"_kw > function_part) >
                                                -(("validator"_kw > function_part) | "no validator"_kw));

auto const transform_half = [](Phrase direction) { return direction > "sql with function"_kw > function_part; };
auto const transform = "create"_kw >> or_replace >> "transform"_kw > named(Kind::transform) > "("_kw >
                       (((&"from"_kw > transform_half("from"_kw)) > -(","_kw > transform_half("to"_kw))) |
                        (transform_half("to"_kw) > -(","_kw > transform_half("from"_kw)))) > ")"_kw;

auto const operator_ = ("create operator"_kw >> !("class"_kw | "family"_kw)) > named(Kind::operator_) > definition;

auto const aggregate_old = "create"_kw >> or_replace >> "aggregate"_kw >> part("name", function_name) >> definition;
auto const aggregate = "create"_kw >> or_replace >> "aggregate"_kw >> named(Kind::aggregate) >> definition;

auto const class_item =
    part("operator", "operator"_kw > signed_number > operator_name > -type_list >
                         -("for search"_kw | ("for order by"_kw > part("family", qualified_name)))) |
    part("support", "function"_kw > signed_number > -type_list > function_part) |
    part("storage", "storage"_kw > part("type", type_name));
auto const operator_class = "create operator class"_kw > named(Kind::operator_class) > -flag("default"_kw) >
                            "for type"_kw > part("type", type_name) > "using"_kw > part("method", identifier) >
                            -("family"_kw > part("family", qualified_name)) > "as"_kw > (class_item % ","_kw);
auto const operator_family = "create operator family"_kw > named(Kind::operator_family);

// --- text ---

auto const collation = "create collation"_kw > unless_exists > named(Kind::collation) >
                       (("from"_kw > part("collation", qualified_name)) | definition);
auto const conversion = "create"_kw >> -flag("default"_kw) >> "conversion"_kw > named(Kind::conversion) > "for"_kw >
                        string_part("from") > "to"_kw > string_part("to") > "from"_kw > part("function", function_name);
auto const text_search = ("create text search configuration"_kw > named(Kind::text_search_configuration) > definition) |
                         ("create text search dictionary"_kw > named(Kind::text_search_dictionary) > definition) |
                         ("create text search parser"_kw > named(Kind::text_search_parser) > definition) |
                         ("create text search template"_kw > named(Kind::text_search_template) > definition);

// --- foreign data ---

auto const wrapper_option = ("handler"_kw > changeable(part("handler", function_name))) | "no handler"_kw |
                            ("validator"_kw > part("validator", function_name)) | "no validator"_kw;
auto const foreign_data_wrapper = "create foreign data wrapper"_kw > named(Kind::foreign_data_wrapper) >
                                  *changeable(wrapper_option) > -changeable(foreign_options);
auto const server = "create server"_kw > unless_exists > named(Kind::server) >
                    -("type"_kw > string_part("server type")) > -changeable("version"_kw > string_part("version")) >
                    "foreign data wrapper"_kw > part("wrapper", identifier) > -changeable(foreign_options);
auto const user_mapping = "create user mapping"_kw > unless_exists > named(Kind::user_mapping) >
                          -changeable(foreign_options);

// --- replication ---

auto const publication = "create publication"_kw > named(Kind::publication) >
                         -(flag("for all tables"_kw) | changeable("for"_kw > published)) >
                         -changeable("with"_kw > definition);
auto const subscription = "create subscription"_kw > named(Kind::subscription) >
                          changeable("connection"_kw > string_part("connection") > "publication"_kw > publications >
                                     -("with"_kw > definition));

// --- the rest ---

auto const event_filter = part("filter", label > "in"_kw > "("_kw > (string_literal % ","_kw) > ")"_kw);
auto const event_trigger = "create event trigger"_kw > named(Kind::event_trigger) > "on"_kw > part("event", label) >
                           -("when"_kw > (event_filter % "and"_kw)) > "execute"_kw > ("function"_kw | "procedure"_kw) >
                           part("function", function_name) > "("_kw > ")"_kw;

auto const statistics_name = named(Kind::statistics);
auto const statistics = "create statistics"_kw > unless_exists > -(!x3::omit["("_kw | "on"_kw] >> statistics_name) >
                        -("("_kw > (part("kind", label) % ","_kw) > ")"_kw) > "on"_kw >
                        (x3::omit[statistics_element] % ","_kw) > "from"_kw > part("relation", qualified_name);

auto const role_definition = (("create role"_kw > named(Kind::role)) |
                              ((part("login", "create user"_kw) >> !"mapping"_kw) > named(Kind::role)) |
                              ("create group"_kw > named(Kind::role))) > -"with"_kw > changeable(*role_option);

auto const create_named = access_method | cast | language | transform | operator_ | aggregate | aggregate_old |
                          operator_class | operator_family | collation | conversion | text_search |
                          foreign_data_wrapper | server | user_mapping | publication | subscription | event_trigger |
                          statistics | role_definition;

} // namespace

bool parse_create_named(Iterator& first, Iterator last, Session& session, ast::Statement& out) {
    ast::CreateNamed node;
    auto const begin = first;
    session.creates = true;
    if (!read_named(create_named, first, last, session, node.object, node.parts, node.definition)) return false;
    bool const unnamed = node.object.name.name.text.empty() && node.object.kind != Kind::cast;
    if (unnamed) node.object.kind = begin[1].kind == kw_statistics ? Kind::statistics : Kind::aggregate;
    node.span = TokenRange{begin, last}.span();
    out = std::move(node);
    return true;
}

} // namespace migc::grammar
