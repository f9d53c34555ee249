// CREATE of named objects. Manual: the CREATE pages of each kind.
#include "compiler/catalog/define_named.hpp"

#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/find_named.hpp"
#include "compiler/catalog/like_statistics.hpp"
#include "compiler/catalog/named_errors.hpp"
#include "compiler/catalog/named_text.hpp"
#include "compiler/catalog/properties.hpp"
#include "compiler/catalog/server_names.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::catalog {

namespace {

using enum grammar::TokenKind;
using grammar::Token;
using grammar::TokenRange;

enum class Refers : std::uint8_t {
    nothing,
    routine,
    type,
    text_search_parser,
    text_search_configuration,
    text_search_template
};

struct OptionRow {
    NamedKind kind; // none: of an aggregate
    std::string_view name;
    Refers refers;
};
constexpr OptionRow option_rows[] = {
#define NAMED_OPTION(kind, name, refers) {NamedKind::kind, name, Refers::refers},
#include "compiler/catalog/named_option.def"
#undef NAMED_OPTION
};

constexpr int first_with_ranges_refused = 17;

class NamedDefiner {
public:
    NamedDefiner(Context& context, ast::CreateNamed const& statement, NamedKind kind)
        : context_(context), statement_(statement) {
        object_.kind = kind;
    }

    std::optional<Named> run() {
        name();
        modifiers();
        if (is_option_list())
            option_list();
        else if (object_.kind == NamedKind::statistics)
            statistics();
        else
            definition();
        check_method();
        check_cast();
        check_event();
        properties();
        if (context_.failed()) return std::nullopt;
        return std::move(object_);
    }

    Expression options_text() {
        option_list();
        return std::move(object_.definition);
    }

private:
    ast::Part const* part(std::string_view label) const {
        auto const at = std::find_if(statement_.parts.begin(), statement_.parts.end(),
                                     [&](ast::Part const& each) { return each.label == label; });
        return at == statement_.parts.end() ? nullptr : &*at;
    }

    void name() {
        auto const& named = statement_.object.name;
        bool const generated = object_.kind == NamedKind::statistics && named.name.text.empty();
        if (!generated && object_.kind != NamedKind::cast) {
            if (auto found = new_named(context_, object_.kind, named)) object_.name = std::move(*found);
        }
        if (auto types = types_of(context_, statement_.object)) object_.types = std::move(*types);
        if (statement_.object.place) object_.place = statement_.object.place->text;
        if (auto const* method = part("method")) object_.place = word_in(context_, method->tokens);
    }

    void modifiers() {
        for (std::string const word : {"default", "trusted"}) {
            bool const stands = object_.kind != NamedKind::operator_class && part(word) != nullptr;
            if (stands) object_.properties.emplace("modifier", Expression{word, {}, false});
        }
    }

    // --- ( name = value, … ) ---

    bool is_option_list() const {
        if (object_.kind == NamedKind::collation) return part("collation") == nullptr;
        constexpr NamedKind kinds[] = {NamedKind::operator_, NamedKind::text_search_configuration,
                                       NamedKind::text_search_dictionary, NamedKind::text_search_parser,
                                       NamedKind::text_search_template};
        return std::find(std::begin(kinds), std::end(kinds), object_.kind) != std::end(kinds);
    }

    // The server warns of unknown options of operators and aggregates, and refuses those of the others.
    bool strict() const { return object_.kind != NamedKind::operator_ && object_.kind != NamedKind::none; }

    bool is_property(std::string const& option) const {
        if (object_.kind == NamedKind::operator_) return option == "restrict" || option == "join";
        return object_.kind == NamedKind::text_search_dictionary && option != "template";
    }

    void option_list() {
        NamedText text(context_);
        std::vector<std::string> seen;
        text.mark(left_paren);
        for (auto const& each : statement_.parts) {
            if (each.label != "option") continue;
            auto const option = word_in(context_, each.tokens);
            if (!take_option(option, each, seen)) continue;
            TokenRange const value{std::min(each.tokens.first + 2, each.tokens.last), each.tokens.last};
            bool const copies = object_.kind == NamedKind::text_search_configuration && option == "copy";
            if (copies && is_copied(value)) {
                required(seen);
                return;
            }
            if (is_property(option)) {
                NamedText own(context_);
                value_text(own, option, value);
                object_.properties.emplace("parameter " + option, own.take());
                continue;
            }
            if (seen_in_text_) text.mark(comma);
            seen_in_text_ = true;
            text.word(option);
            if (value.empty()) continue;
            text.mark(equals);
            value_text(text, option, value);
        }
        text.mark(right_paren);
        object_.definition = text.take();
        required(seen);
    }

    bool take_option(std::string const& option, ast::Part const& each, std::vector<std::string>& seen) {
        if (std::find(seen.begin(), seen.end(), option) != seen.end()) {
            context_.error(Code::bad_definition, each.tokens.span(), fmt::format("option `{}` stands twice", option),
                           "remove one of the two");
            return false;
        }
        seen.push_back(option);
        bool const open = object_.kind == NamedKind::text_search_dictionary; // the template knows its parameters
        bool const known = row(option) != nullptr;
        if (known || open || !strict()) return true;
        context_.error(Code::bad_definition, each.tokens.span(),
                       fmt::format("a {} has no option `{}`", spelling(object_.kind), option), "remove it");
        return false;
    }

    OptionRow const* row(std::string_view option) const {
        for (auto const& each : option_rows)
            if (each.kind == object_.kind && each.name == option) return &each;
        return nullptr;
    }

    void value_text(NamedText& text, std::string const& option, TokenRange value) {
        auto const* found = row(option);
        switch (found ? found->refers : Refers::nothing) {
        case Refers::nothing: text.tokens(value); break;
        case Refers::routine: text.routine(value); break;
        case Refers::type:
            text.type(value);
            operand(option, value);
            break;
        case Refers::text_search_parser: text.named(NamedKind::text_search_parser, value); break;
        case Refers::text_search_template: text.named(NamedKind::text_search_template, value); break;
        case Refers::text_search_configuration: text.tokens(value); break;
        }
    }

    void operand(std::string const& option, TokenRange value) {
        if (object_.kind != NamedKind::operator_) return;
        object_.types.resize(2);
        if (auto type = type_in(context_, value)) object_.types[option == "leftarg" ? 0 : 1] = std::move(*type);
    }

    // COPY takes the parser and the mappings along and forgets where they came from. Those of a configuration
    // of the server are not known, and stay in the text.
    bool is_copied(TokenRange value) {
        auto const key = known_named(context_, NamedKind::text_search_configuration, name_in(context_, value));
        if (!key) return false;
        auto const* source = context_.catalog.named(*key);
        object_.definition = source->definition;
        for (auto const& [name, dictionaries] : source->properties)
            if (name.starts_with("mapping ")) object_.properties.emplace(name, dictionaries);
        return true;
    }

    void required(std::vector<std::string> const& seen) {
        auto const given = [&](std::string_view option) {
            return std::find(seen.begin(), seen.end(), option) != seen.end();
        };
        auto const need = [&](bool there, std::string_view what) {
            if (!there)
                context_.error(Code::bad_definition, statement_.object.span,
                               fmt::format("{} without {}", spelling(object_.kind), what), fmt::format("add {}", what));
        };
        auto const kind = object_.kind;
        if (kind == NamedKind::operator_) {
            need(given("function") || given("procedure"), "`function = …`");
            need(given("leftarg") || given("rightarg"), "the type of an operand");
            if (given("leftarg") && !given("rightarg") && context_.target.server_version >= 14)
                need(false, "`rightarg = …`");
            object_.types.resize(2);
        }
        if (kind == NamedKind::text_search_configuration)
            need(given("parser") != given("copy"), "one of `parser` and `copy`");
        if (kind == NamedKind::text_search_dictionary) need(given("template"), "`template = …`");
        if (kind == NamedKind::text_search_template) need(given("lexize"), "`lexize = …`");
        if (kind == NamedKind::text_search_parser)
            for (std::string_view const each : {"start", "gettoken", "end", "lextypes"})
                need(given(each), fmt::format("`{} = …`", each));
        if (kind == NamedKind::collation)
            need(given("locale") || (given("lc_collate") && given("lc_ctype")), "`locale = …`");
    }

    // --- everything else: the tokens behind the name, but those of clauses that ALTER can change ---

    void definition() {
        NamedText text(context_);
        auto const* at = statement_.definition.first;
        while (at != statement_.definition.last) {
            auto const* found = part_at(at);
            if (!found) {
                text.tokens({at, at + 1});
                ++at;
            } else {
                reference(text, *found);
                at = found->tokens.last;
            }
            own_family(text, at);
        }
        object_.definition = text.take();
    }

    // The server puts a class that names no family into one of its name, and leaves it there when the class
    // gets another name.
    void own_family(NamedText& text, Token const* at) {
        auto const* method = part("method");
        if (object_.kind != NamedKind::operator_class || !method || part("family") || at != method->tokens.last) return;
        text.word("family");
        text.named(NamedKind::operator_family, object_.name, "using " + object_.place);
    }

    ast::Part const* part_at(Token const* at) const {
        ast::Part const* best = nullptr;
        for (auto const& each : statement_.parts) {
            if (each.tokens.first != at || each.tokens.empty()) continue;
            bool const reference = each.label == "~" || each.label == "function" || each.label == "type" ||
                                   each.label == "wrapper" || each.label == "family" || each.label == "collation";
            if (reference && (!best || each.label == "~")) best = &each;
        }
        return best;
    }

    void reference(NamedText& text, ast::Part const& found) {
        if (found.label == "~") return;
        if (found.label == "function")
            text.routine(found.tokens);
        else if (found.label == "type")
            text.type(found.tokens);
        else if (found.label == "wrapper")
            wrapper(text, found.tokens);
        else if (found.label == "collation")
            text.named(NamedKind::collation, found.tokens);
        else
            text.named(NamedKind::operator_family, found.tokens, "using " + object_.place);
    }

    void wrapper(NamedText& text, TokenRange tokens) {
        ast::ObjectName object;
        object.kind = ast::ObjectKind::foreign_data_wrapper;
        object.name = name_in(context_, tokens);
        object.span = tokens.span();
        if (context_.catalog.open_world())
            text.named(NamedKind::foreign_data_wrapper, tokens);
        else if (find_named(context_, object, false))
            text.named(NamedKind::foreign_data_wrapper, tokens);
    }

    // --- access methods, event triggers ---

    void check_method() {
        auto const* method = part("method");
        if (object_.kind != NamedKind::operator_class || !method || context_.catalog.open_world()) return;
        static constexpr std::string_view built_in[] = {
#define INDEX_METHOD(name, unique, several_columns, order, include) name,
#include "compiler/catalog/index_methods.def"
#undef INDEX_METHOD
        };
        bool const known = std::find(std::begin(built_in), std::end(built_in), object_.place) != std::end(built_in);
        Key const key{Kind::named, {{}, object_.place}, {}, NamedKind::access_method};
        if (!known && !context_.catalog.named(key)) unknown_named(context_, key, method->tokens.span());
    }

    // Without a function the bytes of a value are taken as they are (SQLSTATE 42P17).
    void check_cast() {
        if (object_.kind != NamedKind::cast || object_.types.size() != 2) return;
        if (object_.types.front() == object_.types.back() && !part("function")) {
            context_.error(Code::bad_definition, statement_.span, "a cast of a type to itself without a function",
                           "remove the statement");
            return;
        }
        auto const* bytes = part("without function");
        if (!bytes) return;
        auto const refuse = [&](Type const& type, std::string_view what) {
            context_.error(
                Code::bad_definition, bytes->tokens.span(),
                fmt::format("{}type `{}` in a cast without a function", what, spelled(type, context_.home())),
                "write `with inout`, or a function that converts the values");
        };
        std::size_t ranges = 0;
        for (auto const& type : object_.types) {
            auto const* user = context_.catalog.type({type.schema, type.name});
            if (type.array) return refuse(type, "array ");
            if (!user) continue;
            if (std::holds_alternative<EnumType>(*user)) return refuse(type, "enum ");
            if (std::holds_alternative<Domain>(*user)) return refuse(type, "domain ");
            if (std::holds_alternative<CompositeType>(*user)) return refuse(type, "composite ");
            if (!std::holds_alternative<RangeType>(*user)) continue;
            ++ranges;
            if (context_.target.server_version >= first_with_ranges_refused) return refuse(type, "range ");
        }
        auto const stored_alike = [](Type const& type) { return type.name.ends_with("range"); };
        auto const& from = object_.types.front();
        auto const& to = object_.types.back();
        if (ranges == 1 && !stored_alike(from) && !stored_alike(to)) refuse(from, "range ");
    }

    void check_event() {
        auto const* event = part("event");
        if (object_.kind != NamedKind::event_trigger || !event) return;
        auto const word = word_in(context_, event->tokens);
        bool const known =
            word == "ddl_command_start" || word == "ddl_command_end" || word == "sql_drop" || word == "table_rewrite";
        if (word == "login" && context_.target.server_version < 17)
            needs_version(context_, "event `login`", 17, event->tokens.span());
        else if (!known && word != "login")
            context_.error(Code::bad_definition, event->tokens.span(), fmt::format("unknown event `{}`", word),
                           "use ddl_command_start, ddl_command_end, sql_drop or table_rewrite");
        auto const* function = part("function");
        auto const found = context_.find_routine(name_in(context_, function->tokens));
        auto const* routine = found ? context_.catalog.routine(*found, {}) : nullptr;
        if (found && !routine)
            unknown_routine(context_, context_.shown(*found) + "()", Kind::routine, function->tokens.span());
        if (!routine || (routine->returns && routine->returns->name == "event_trigger")) return;
        auto& diagnostic =
            context_.error(Code::bad_definition, function->tokens.span(),
                           fmt::format("function `{}()` does not return `event_trigger`", context_.shown(*found)),
                           "write `returns event_trigger` in its definition");
        context_.note_origin(diagnostic, {Kind::routine, *found, {}});
    }

    // --- statistics ---

    void statistics() {
        auto const* relation = part("relation");
        auto const name = name_in(context_, relation->tokens);
        auto const found = context_.find_relation(name);
        auto const* view = found ? context_.catalog.view(*found) : nullptr;
        if (view && view->stored) {
            statistics_of({}, *found);
            return;
        }
        auto const* table = context_.table(name);
        if (table) statistics_of(*table, table->name);
    }

    // Of a materialized view the columns are not looked at: `table` is empty then.
    void statistics_of(Table const& table, Name const& relation) {
        bool const known = !table.name.name.empty();
        NamedText text(context_);
        std::size_t kinds = 0, columns = 0, expressions = 0;
        std::vector<std::string> chosen, seen;
        std::string names;
        for (auto const& each : statement_.parts) {
            if (each.label == "kind") {
                text.mark(kinds++ == 0 ? left_paren : comma);
                text.word(kind_of_statistics(each));
            }
        }
        if (kinds > 0) text.mark(right_paren);
        text.word("on");
        for (auto const& each : statement_.parts) {
            if (each.label != "column" && each.label != "expression") continue;
            if (columns + expressions > 0) text.mark(comma);
            if (each.label == "column") {
                ++columns;
                auto const column = word_in(context_, each.tokens);
                if (std::find(seen.begin(), seen.end(), column) != seen.end())
                    context_.error(Code::bad_definition, each.tokens.span(),
                                   fmt::format("column `{}` stands twice", column), "remove one of the two");
                seen.push_back(column);
                auto const* found = known ? context_.column(table, {column, each.tokens.span()}) : nullptr;
                if (found && found->generated == Generated::virtual_)
                    context_.error(Code::bad_definition, each.tokens.span(),
                                   fmt::format("statistics on virtual generated column `{}`", column),
                                   "remove the column: the table stores nothing of it");
                text.column(relation, column);
                chosen.push_back(column);
            } else {
                if (context_.target.server_version < 14)
                    needs_version(context_, "statistics on an expression", 14, each.tokens.span());
                ++expressions;
                text.expression(bind(context_, each.tokens, {known ? &table : nullptr, known, false}));
                chosen.emplace_back("expr");
            }
        }
        if (columns + expressions > 8)
            context_.error(Code::bad_definition, statement_.span, "statistics on more than 8 columns",
                           "make two objects of them");
        if (columns + expressions < 2 && expressions == 0)
            context_.error(Code::bad_definition, statement_.span, "statistics on a single column",
                           "name two columns, or an expression");
        if (columns + expressions == 1 && kinds > 0)
            context_.error(Code::bad_definition, statement_.span, "kinds of statistics on a single expression",
                           "remove the list of kinds");
        text.word("from");
        text.relation(relation);
        object_.definition = text.take();
        if (object_.name.name.empty()) name_statistics(relation, chosen);
    }

    void name_statistics(Name const& relation, std::vector<std::string> const& columns) {
        if (context_.target.server_version < 16) {
            needs_version(context_, "a statistics object without a name", 16, statement_.span);
            return;
        }
        object_.name = statistics_name(context_.catalog, relation, columns);
    }

    std::string kind_of_statistics(ast::Part const& each) {
        auto const kind = word_in(context_, each.tokens);
        if (kind != "ndistinct" && kind != "dependencies" && kind != "mcv")
            context_.error(Code::bad_definition, each.tokens.span(),
                           fmt::format("no statistics are of kind `{}`", kind), "use ndistinct, dependencies or mcv");
        return kind;
    }

    // --- what ALTER can change ---

    void properties() {
        if (object_.kind == NamedKind::role) return; // memberships are objects of their own: replay_role.cpp
        PropertyReader reader(context_, object_);
        reader.created(statement_.parts);
    }

    Context& context_;
    ast::CreateNamed const& statement_;
    Named object_;
    bool seen_in_text_ = false;
};

} // namespace

std::optional<Named> define_named(Context& context, ast::CreateNamed const& statement) {
    return NamedDefiner(context, statement, named_kind(statement.object.kind)).run();
}

Expression aggregate_options(Context& context, ast::CreateNamed const& statement) {
    return NamedDefiner(context, statement, NamedKind::none).options_text();
}

} // namespace migc::catalog
