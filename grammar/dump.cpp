#include "grammar/dump.hpp"

#include "grammar/ast_adapted.hpp"

#include <boost/core/demangle.hpp>
#include <boost/fusion/adapted/struct/detail/extension.hpp>
#include <boost/fusion/include/at_c.hpp>
#include <boost/fusion/include/is_sequence.hpp>
#include <boost/fusion/include/size.hpp>
#include <fmt/format.h>
#include <typeinfo>
#include <utility>

namespace migc::grammar {

namespace {

template <class Node>
std::string name_of() {
    auto const name = boost::core::demangle(typeid(Node).name());
    return name.substr(name.rfind(':') + 1);
}

template <class Variant>
std::vector<std::string> names_of() {
    return []<std::size_t... at>(std::index_sequence<at...>) {
        return std::vector<std::string>{name_of<std::variant_alternative_t<at, Variant>>()...};
    }
    (std::make_index_sequence<std::variant_size_v<Variant>>());
}

std::string on_one_line(std::string_view text) {
    std::string out;
    for (auto const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        if (c == '\n')
            out += "\\n";
        else if (c == '\\')
            out += "\\\\";
        else if (byte < 0x20 || byte == 0x7F)
            out += fmt::format("\\x{:02x}", byte);
        else
            out += c;
    }
    return out;
}

bool is_plain(std::string_view name) {
    for (auto const c : name)
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_')) return false;
    return !name.empty();
}

std::string_view spelling(ast::ObjectKind kind) {
    switch (kind) {
#define OBJECT_KIND(name, spelling)                                                                                    \
    case ast::ObjectKind::name:                                                                                        \
        return spelling;
#include "grammar/object_kind.def"
#undef OBJECT_KIND
    }
    return {};
}

std::string_view spelling(ast::ArgumentMode mode) {
    switch (mode) {
    case ast::ArgumentMode::in: return "in";
    case ast::ArgumentMode::out: return "out";
    case ast::ArgumentMode::inout: return "inout";
    case ast::ArgumentMode::variadic: return "variadic";
    }
    return {};
}

class Printer {
public:
    Printer(ParsedFile const& file, Places places, std::string& out)
        : source_(*file.source), places_(places), out_(out) {}

    void revision(ast::Revision const& revision) {
        line("Revision");
        Indent const indent(depth_);
        field("id", revision.id);
        field("revises_base", revision.revises_base);
        field("revises", revision.revises);
        field("message", revision.message);
        field("description", revision.description);
        field("depends_on", revision.depends_on);
        field("labels", revision.labels);
        field("author", revision.author);
        field("created", revision.created);
        field("tickets", revision.tickets);
        field("requirements", revision.requirements);
        field("baseline", revision.baseline);
        for (auto const& required : revision.requirements_of_server)
            line(required.version == 0 ? fmt::format("requires: {}", required.dialect.text)
                                       : fmt::format("requires: {} >= {}", required.dialect.text, required.version));
        line("upgrade");
        items(revision.upgrade);
        downgrade(revision.downgrade);
    }

    void items(std::vector<ast::Item> const& list) {
        Indent const indent(depth_);
        for (auto const& item : list) std::visit([this](auto const& body) { this->item(body); }, item.body);
    }

private:
    struct Indent {
        explicit Indent(int& counter) : depth(counter) { ++depth; }
        ~Indent() { --depth; }
        Indent(Indent const&) = delete;
        Indent& operator=(Indent const&) = delete;
        int& depth;
    };

    void line(std::string_view text) { out_.append(static_cast<std::size_t>(depth_) * 2, ' ').append(text) += '\n'; }

    // --- values: one text each ---

    std::string text(ast::Identifier const& name) const {
        return is_plain(name.text) ? std::string(name.text) : fmt::format("\"{}\"", on_one_line(name.text));
    }
    std::string text(ast::QualifiedName const& name) const {
        return name.schema ? fmt::format("{}.{}", text(*name.schema), text(name.name)) : text(name.name);
    }
    std::string text(ast::String const& string) const { return fmt::format("'{}'", on_one_line(string.value)); }
    std::string text(ast::RevisionName const& name) const { return on_one_line(name.text); }
    std::string text(ast::Word word) const { return std::string(word.text); }
    std::string text(std::string_view words) const { return on_one_line(words); }
    std::string text(int number) const { return fmt::format("{}", number); }
    std::string text(ast::ObjectKind kind) const { return std::string(spelling(kind)); }
    std::string text(ast::ArgumentMode mode) const { return std::string(spelling(mode)); }
    std::string text(TokenKind kind) const { return std::string(grammar::spelling(kind)); }
    std::string text(ast::Expression const& expression) const { return text(expression.tokens); }
    std::string text(ast::Query const& query) const { return text(query.tokens); }
    std::string text(TokenRange const& tokens) const {
        std::string out;
        for (auto const& token : tokens) out += (out.empty() ? "" : " ") + on_one_line(source_.slice(token.span()));
        return out;
    }
    std::string text(ast::TypeName const& type) const {
        std::string out = type.setof ? "setof " : "";
        if (type.schema) out += text(*type.schema) + ".";
        out += type.is_keyword || is_plain(type.name) ? std::string(type.name)
                                                      : fmt::format("\"{}\"", on_one_line(type.name));
        if (!type.modifiers.empty()) out += fmt::format("({})", joined(type.modifiers));
        if (!type.suffix.empty()) out += fmt::format(" {}", type.suffix);
        for (int i = 0; i < type.dimensions; ++i) out += "[]";
        if (type.percent_type) out += "%type";
        return out;
    }

    // A function, because the class must be complete when this is asked.
    template <class Value>
    static constexpr bool is_value() {
        return requires(Printer const& printer, Value const& value) { printer.text(value); };
    }

    template <class Value>
    std::string joined(std::vector<Value> const& values) const {
        std::string out;
        for (auto const& value : values) out += (out.empty() ? "" : ", ") + text(value);
        return out;
    }

    // --- fields ---

    void field(std::string_view name, bool value) {
        if (value) line(name);
    }
    void field(std::string_view name, std::optional<bool> const& value) {
        if (value) line(fmt::format("{}: {}", name, *value));
    }
    template <class Value>
    void field(std::string_view name, std::optional<Value> const& value) {
        if (value) field(name, *value);
    }
    template <class Value>
    void field(std::string_view name, std::vector<Value> const& values) {
        if (values.empty()) return;
        if constexpr (is_value<Value>()) {
            line(fmt::format("{}: {}", name, joined(values)));
        } else {
            line(name);
            Indent const indent(depth_);
            for (auto const& value : values) node(value);
        }
    }
    template <class... Alternatives>
    void field(std::string_view name, std::variant<Alternatives...> const& value) {
        std::visit([&](auto const& alternative) { this->field(name, alternative); }, value);
    }
    template <class Value>
    void field(std::string_view name, Value const& value) {
        if constexpr (is_value<Value>()) {
            if (auto const shown = text(value); !shown.empty()) line(fmt::format("{}: {}", name, shown));
        } else {
            auto const before = out_.size();
            line(fmt::format("{}: {}", name, name_of<Value>()));
            auto const head = out_.size();
            fields_below(value);
            // Constraint attributes and the like, of which nothing was said.
            if (out_.size() == head && !std::is_same_v<Value, ast::NotNull> && !std::is_same_v<Value, ast::Null> &&
                !std::is_same_v<Value, ast::Unique> && !std::is_same_v<Value, ast::PrimaryKey>)
                out_.resize(before);
        }
    }

    // --- nodes: the name, and the fields below it ---

    template <class... Alternatives>
    void node(std::variant<Alternatives...> const& value) {
        std::visit([this](auto const& alternative) { this->node(alternative); }, value);
    }
    template <class Node>
    void node(Node const& value) {
        line(name_of<Node>());
        fields_below(value);
    }
    template <class Node>
    void fields_below(Node const& value) {
        Indent const indent(depth_);
        fields(value);
    }

    template <class Node>
    void fields(Node const& value) {
        static_assert(boost::fusion::traits::is_sequence<Node>::value, "neither adapted nor printed by hand");
        [&]<std::size_t... at>(std::index_sequence<at...>) {
            (field(boost::fusion::extension::struct_member_name<Node, at>::call(), boost::fusion::at_c<at>(value)),
             ...);
        }
        (std::make_index_sequence<static_cast<std::size_t>(boost::fusion::result_of::size<Node>::value)>());
    }

    // Those that X3 does not fill field by field, or not every field of.
    void fields(ast::NotNull const&) {}
    void fields(ast::Null const&) {}
    void fields(ast::ConstraintAttributes const& attributes) {
        field("deferrable", attributes.deferrable);
        field("initially_deferred", attributes.initially_deferred);
        field("not_valid", attributes.not_valid);
        field("no_inherit", attributes.no_inherit);
        field("enforced", attributes.enforced);
    }
    void fields(ast::KeyColumns const& columns) {
        field("names", columns.names);
        field("period", columns.period);
    }
    void fields(ast::ReferentialActions const& actions) {
        field("match", actions.match);
        field("on_delete", actions.on_delete);
        field("on_update", actions.on_update);
        field("set_columns", actions.set_columns);
    }
    void fields(ast::SequenceOption const& option) {
        field("name", option.name);
        field("value", option.value);
        field("type", option.type);
        field("column", option.column);
    }
    void fields(ast::ForeignOption const& option) {
        field("verb", option.verb);
        field("name", option.name);
        line(fmt::format("value: '{}'", on_one_line(option.value)));
    }
    void fields(ast::CreateSchema const& schema) {
        field("if_not_exists", schema.if_not_exists);
        field("name", schema.name);
        field("authorization", schema.authorization);
        for (auto const& element : schema.elements) node(element.statement);
    }
    void fields(ast::CreateExtension const& extension) {
        field("if_not_exists", extension.if_not_exists);
        field("name", extension.name);
        field("schema", extension.schema);
        field("version", extension.version);
        field("cascade", extension.cascade);
    }
    void fields(ast::Argument const& argument) {
        field("mode", argument.mode);
        field("name", argument.name);
        field("type", argument.type);
        field("default_value", argument.default_value);
    }
    void fields(ast::CreateTrigger const& trigger) {
        field("or_replace", trigger.or_replace);
        field("constraint", trigger.constraint);
        field("name", trigger.name);
        field("events", trigger.events);
        field("update_columns", trigger.update_columns);
        field("table", trigger.table);
        field("rest", trigger.rest);
        field("function", trigger.function);
        field("arguments", trigger.arguments);
    }
    void fields(ast::ObjectName const& object) {
        field("kind", object.kind);
        field("name", object.name);
        field("table", object.table);
        field("place", object.place);
        if (!object.signature) return;
        if (object.signature->arguments.empty()) line("arguments: none");
        field("arguments", object.signature->arguments);
    }
    void parts(std::vector<ast::Part> const& list) {
        for (auto const& part : list)
            if (part.label != "~") line(fmt::format("{}: {}", part.label, text(part.tokens)));
    }
    void fields(ast::CreateNamed const& create) {
        field("object", create.object);
        parts(create.parts);
    }
    void fields(ast::AlterNamed const& change) {
        field("if_exists", change.if_exists);
        field("object", change.object);
        parts(change.parts);
    }
    void fields(ast::GrantRole const& grant) {
        field("revoke", grant.revoke);
        field("option_for", grant.option_for);
        field("roles", grant.roles);
        field("members", grant.members);
        parts(grant.options);
        field("cascade", grant.cascade);
    }
    void fields(ast::Data const& data) {
        field("verb", data.verb);
        field("writes", data.writes);
        field("columns", data.columns);
        field("reads", data.reads);
        field("tokens", data.tokens);
    }
    void fields(ast::Opaque const& opaque) {
        field("what", opaque.what);
        field("reads", opaque.reads);
        field("tokens", opaque.tokens);
    }
    void fields(ast::SetLocal const& set) {
        field("name", set.name);
        field("tokens", set.tokens);
    }
    void fields(ast::Refused const& refused) { field("what", refused.what); }
    void fields(ast::Unsupported const& unsupported) { field("what", unsupported.what); }
    void fields(ast::SessionSetting const& setting) { field("tokens", setting.tokens); }

    // --- items ---

    void head(std::string_view name, Span span) {
        auto const at = line_column(source_.text, span.begin);
        line(places_ == Places::shown ? fmt::format("{} at {}:{}", name, at.line, at.column) : name);
    }

    void reversal(std::optional<ast::Reversal> const& reversal) {
        if (!reversal) return;
        Indent const indent(depth_);
        line(reversal->nothing ? "reversed by nothing" : reversal->rebuild ? "reversed by rebuild" : "reversed by");
        items(reversal->items);
    }

    void item(ast::SqlItem const& sql) {
        std::visit(
            [&]<class Node>(Node const& node) {
                head(name_of<Node>(), sql.span);
                fields_below(node);
            },
            sql.statement);
        reversal(sql.reversal);
    }
    void item(ast::RawItem const& raw) {
        head(name_of<ast::RawItem>(), raw.span);
        {
            Indent const indent(depth_);
            field("text", raw.text);
        }
        reversal(raw.reversal);
    }
    void item(ast::ForItem const& branches) {
        head(name_of<ast::ForItem>(), branches.span);
        Indent const indent(depth_);
        for (auto const& condition : branches.conditions)
            line(condition.comparison.text.empty() ? fmt::format("condition: {}", condition.dialect.text)
                                                   : fmt::format("condition: {} {} {}", condition.dialect.text,
                                                                 condition.comparison.text, condition.version));
        field("unread", branches.unread);
        if (!branches.items.empty()) line("items");
        items(branches.items);
        if (!branches.otherwise.empty()) line("otherwise");
        items(branches.otherwise);
    }
    void item(ast::IncludeItem const& include) {
        head(name_of<ast::IncludeItem>(), include.span);
        Indent const indent(depth_);
        field("path", include.path);
    }
    void item(ast::AssertItem const& assertion) {
        head(name_of<ast::AssertItem>(), assertion.span);
        Indent const indent(depth_);
        field("message", assertion.message);
        field("query", assertion.query);
    }
    void item(ast::AllowItem const& allow) {
        head(name_of<ast::AllowItem>(), allow.span);
        Indent const indent(depth_);
        field("hazard", allow.hazard);
        field("reason", allow.reason);
        field("until", allow.until);
    }

    void downgrade(ast::Downgrade const& downgrade) {
        switch (downgrade.kind) {
        case ast::DowngradeKind::automatic: line("downgrade: automatic"); return;
        case ast::DowngradeKind::written:
            line("downgrade: written");
            items(downgrade.items);
            return;
        case ast::DowngradeKind::irreversible:
            line("downgrade: irreversible");
            Indent const indent(depth_);
            field("reason", downgrade.reason);
            return;
        }
    }

    SourceFile const& source_;
    Places places_;
    std::string& out_;
    int depth_ = 0;
};

} // namespace

std::string dump(ParsedFile const& file, Places places) {
    std::string out;
    Printer printer(file, places, out);
    if (file.has_id) printer.revision(file.revision);
    if (!file.items.empty()) printer.items(file.items);
    return out;
}

std::vector<std::string> statement_names() { return names_of<ast::Statement>(); }
std::vector<std::string> table_action_names() { return names_of<ast::TableAction>(); }
std::vector<std::string> item_names() { return names_of<decltype(ast::Item::body)>(); }

} // namespace migc::grammar
