// Objects that are tracked by name and definition: CREATE is the kept text, and what ALTER can change has one
// way to be said for each kind of property, whether it is said for the first time or taken back.
#include "compiler/emit/write_parts.hpp"

#include "compiler/catalog/words.hpp"
#include "grammar/quote.hpp"

#include <array>
#include <optional>
#include <set>

namespace migc::emit {

namespace {

using catalog::Expression;
using catalog::Key;
using catalog::Named;
using catalog::NamedKind;

using Values = std::map<std::string, Expression>;

// --- names ---

std::string kind_words(NamedKind kind) { return std::string(catalog::spelling(kind)); }

std::string start_of_alter(Key const& key, Style const& style) {
    return "alter " + kind_words(key.named) + " " + named_name(key, style) + " ";
}

// GRANT says `foreign server` where every other statement says `server`.
std::string grants_on(Key const& key, Style const& style) {
    return (key.named == NamedKind::server ? "foreign " : "") + kind_words(key.named) + " " + named_name(key, style);
}

// --- properties ---

/// One property that differs: both, or one of the two, are there.
struct Change {
    std::string name; // behind the word of its family
    Expression const* before;
    Expression const* after;
};

/// `option host` with `option`: the rest; nothing where it is of another family.
std::optional<std::string> behind(std::string const& name, std::string_view family) {
    if (!name.starts_with(family)) return std::nullopt;
    if (name.size() == family.size()) return std::string();
    return name[family.size()] == ' ' ? std::optional(name.substr(family.size() + 1)) : std::nullopt;
}

std::vector<Change> changes(Values const& before, Values const& after, std::string_view family) {
    std::vector<Change> out;
    std::set<std::string> names;
    for (auto const& [name, value] : before) names.insert(name);
    for (auto const& [name, value] : after) names.insert(name);
    for (auto const& name : names) {
        auto const rest = behind(name, family);
        if (!rest) continue;
        auto const old = before.find(name);
        auto const now = after.find(name);
        auto const* left = old == before.end() ? nullptr : &old->second;
        auto const* right = now == after.end() ? nullptr : &now->second;
        if (left && right && *left == *right) continue;
        out.push_back({*rest, left, right});
    }
    return out;
}

/// ` options (add a 'x', set b 'y', drop c)`; in CREATE no word stands in front of the names.
std::string options_clause(Values const& before, Values const& after, bool create) {
    std::vector<std::string> parts;
    for (auto const& change : changes(before, after, "option")) {
        auto const name = quoted_identifier(change.name);
        if (!change.after)
            parts.push_back("drop " + name);
        else
            parts.push_back((create ? "" : change.before ? "set " : "add ") + name + " " + change.after->text);
    }
    return parts.empty() ? std::string() : " options (" + joined(parts, ", ") + ")";
}

/// What the server takes where nothing is said, for properties that ALTER can only set.
struct Default {
    NamedKind kind;
    std::string_view name;
    std::string_view value;
};
constexpr Default defaults[] = {
    {NamedKind::database, "attribute allow_connections", "allow_connections true"},
    {NamedKind::database, "attribute connection limit", "connection limit -1"},
    {NamedKind::database, "attribute is_template", "is_template false"},
    {NamedKind::publication, "parameter publish", "'insert, update, delete, truncate'"},
    {NamedKind::publication, "parameter publish_via_partition_root", "false"},
    {NamedKind::statistics, "target", "-1"},
    {NamedKind::event_trigger, "mode", "enable"},
    {NamedKind::role, "attribute bypassrls", "nobypassrls"},
    {NamedKind::role, "attribute connection limit", "connection limit -1"},
    {NamedKind::role, "attribute createdb", "nocreatedb"},
    {NamedKind::role, "attribute createrole", "nocreaterole"},
    {NamedKind::role, "attribute inherit", "inherit"},
    {NamedKind::role, "attribute login", "nologin"},
    {NamedKind::role, "attribute password", "password null"},
    {NamedKind::role, "attribute replication", "noreplication"},
    {NamedKind::role, "attribute superuser", "nosuperuser"},
    {NamedKind::role, "attribute valid until", "valid until 'infinity'"},
    {NamedKind::subscription, "parameter binary", "false"},
    {NamedKind::subscription, "parameter disable_on_error", "false"},
    {NamedKind::subscription, "parameter origin", "any"},
    {NamedKind::subscription, "parameter streaming", "off"},
    {NamedKind::subscription, "parameter synchronous_commit", "off"},
    {NamedKind::subscription, "mode", "enable"},
};

std::optional<std::string> default_of(NamedKind kind, std::string_view name) {
    for (auto const& row : defaults)
        if (row.kind == kind && row.name == name) return std::string(row.value);
    return std::nullopt;
}

class PropertyWriter {
public:
    PropertyWriter(Key const& key, Values const& before, Values const& after, Style const& style, Statements& out)
        : key_(key), before_(before), after_(after), style_(style), out_(out) {}

    void run() {
        wrapper();
        server();
        membership();
        published();
        mappings();
        family();
        operator_options();
        parameters();
        plain("mode", "");
        plain("attribute", "");
        plain("target", "set statistics ");
        settings();
        connection();
    }

    Statements left_out; // in a reader's words

private:
    void say(std::string const& words) { out_.push_back(start_of_alter(key_, style_) + words); }
    std::string text_or_default(Change const& change, std::string const& name) {
        if (change.after) return change.after->text;
        if (auto const value = default_of(key_.named, name)) return *value;
        left_out.push_back("`" + name + "` stays as it is");
        return {};
    }

    /// A property that is its own text.
    void plain(std::string const& family, std::string const& words) {
        for (auto const& change : changes(before_, after_, family)) {
            auto const text = text_or_default(change, change.name.empty() ? family : family + " " + change.name);
            if (!text.empty()) say(words + text);
        }
    }

    void wrapper() {
        std::string words;
        for (std::string const name : {"handler", "validator"})
            for (auto const& change : changes(before_, after_, name))
                words += (words.empty() ? "" : " ") + (change.after ? name + " " + change.after->text : "no " + name);
        auto const options =
            key_.named == NamedKind::foreign_data_wrapper ? options_clause(before_, after_, false) : "";
        if (!words.empty())
            say(words + options);
        else if (!options.empty())
            say(options.substr(1));
    }

    void server() {
        if (key_.named != NamedKind::server && key_.named != NamedKind::user_mapping) return;
        auto words = options_clause(before_, after_, false);
        for (auto const& change : changes(before_, after_, "version")) {
            if (change.after)
                words = " version " + change.after->text + words;
            else
                left_out.push_back("it keeps its version");
        }
        if (!words.empty()) say(words.substr(1));
    }

    void membership() {
        if (key_.named != NamedKind::membership) return;
        for (std::string const name : {"admin", "inherit", "set"})
            for (auto const& change : changes(before_, after_, name)) {
                auto const role = role_name(key_.name.name), member = role_name(key_.part);
                if (change.after)
                    out_.push_back("grant " + role + " to " + member + " with " + name + " " + change.after->text);
                else
                    out_.push_back("revoke " + name + " option for " + role + " from " + member);
            }
    }

    void published() {
        if (key_.named != NamedKind::publication) return;
        std::vector<std::string> gone, added;
        for (auto const& change : changes(before_, after_, "table")) {
            // Those that inherit from it are entries of their own. Before 15 the keyword stands once.
            auto const only = [](std::vector<std::string> const& list) {
                return list.empty() ? "table only " : "only ";
            };
            if (change.before) gone.push_back(only(gone) + table_of(*change.before));
            if (change.after) added.push_back(only(added) + change.after->text);
        }
        for (auto const& change : changes(before_, after_, "schema"))
            (change.after ? added : gone).push_back("tables in schema " + quoted_identifier(change.name));
        if (!gone.empty()) say("drop " + joined(gone, ", "));
        if (!added.empty()) say("add " + joined(added, ", "));
    }

    static std::string table_of(Expression const& published) {
        auto const& name = published.bindings.front();
        return published.text.substr(name.begin, name.end - name.begin);
    }

    void mappings() {
        for (auto const& change : changes(before_, after_, "mapping")) {
            auto const token = quoted_identifier(change.name);
            if (!change.after)
                say("drop mapping for " + token);
            else
                say("alter mapping for " + token + " with " + change.after->text); // which adds one, too
        }
    }

    // An entry of a family goes by its number and types; its text is what ADD says.
    void family() {
        if (key_.named != NamedKind::operator_family) return;
        for (std::string const word : {"operator", "function"})
            for (auto const& change : changes(before_, after_, word)) {
                if (change.before) say("drop " + word + " " + change.name);
                if (change.after) say("add " + change.after->text);
            }
    }

    void operator_options() {
        if (key_.named != NamedKind::operator_) return;
        for (auto const& change : changes(before_, after_, "parameter"))
            say("set (" + change.name + " = " + (change.after ? change.after->text : "none") + ")");
    }

    void parameters() {
        if (key_.named == NamedKind::operator_) return;
        bool const of_dictionary = key_.named == NamedKind::text_search_dictionary;
        for (auto const& change : changes(before_, after_, "parameter")) {
            if (key_.named == NamedKind::tablespace && !change.after) {
                say("reset (" + change.name + ")");
                continue;
            }
            auto const text =
                of_dictionary && !change.after ? std::string() : text_or_default(change, "parameter " + change.name);
            if (text.empty() && !of_dictionary) continue;
            auto const value = text.empty() ? "" : " = " + text;
            say((of_dictionary ? "(" : "set (") + change.name + value + ")");
        }
    }

    // `setting work_mem`, or `setting work_mem in database app`.
    void settings() {
        for (auto const& change : changes(before_, after_, "setting")) {
            auto const place = change.name.find(" in database ");
            auto const name = change.name.substr(0, place);
            auto const where = place == std::string::npos ? std::string() : change.name.substr(place + 1) + " ";
            say(where + (change.after ? "set " + change.after->text : "reset " + name));
        }
    }

    void connection() {
        if (key_.named != NamedKind::subscription) return;
        for (auto const& change : changes(before_, after_, "connection"))
            if (change.after) say("connection " + change.after->text);
        for (auto const& change : changes(before_, after_, "publication"))
            say((change.after ? "add publication " : "drop publication ") + quoted_identifier(change.name) +
                " with (refresh = false)");
    }

    Key const& key_;
    Values const& before_;
    Values const& after_;
    Style const& style_;
    Statements& out_;
};

// --- CREATE ---

/// Properties that stand in CREATE itself, since the server wants them there or has no other word for them.
struct InsideCreate {
    NamedKind kind;
    std::string_view family;
};
constexpr InsideCreate inside_create[] = {
    {NamedKind::foreign_data_wrapper, "option"},
    {NamedKind::server, "option"},
    {NamedKind::user_mapping, "option"},
    {NamedKind::text_search_dictionary, "parameter"},
    {NamedKind::role, "attribute"},
    {NamedKind::membership, "admin"},
    {NamedKind::membership, "inherit"},
    {NamedKind::membership, "set"},
    {NamedKind::subscription, "connection"},
    {NamedKind::subscription, "publication"},
    {NamedKind::subscription, "parameter"},
    {NamedKind::subscription, "mode"},
};

bool stands_inside(Named const& object, std::string const& name) {
    return std::any_of(std::begin(inside_create), std::end(inside_create), [&](InsideCreate const& row) {
        return row.kind == object.kind && behind(name, row.family).has_value();
    });
}

std::string listed(Named const& object, std::string_view family, bool with_names, std::string_view separator) {
    std::vector<std::string> parts;
    for (auto const& change : changes({}, object.properties, family))
        parts.push_back(with_names ? change.name + " = " + change.after->text : change.after->text);
    return joined(parts, separator);
}

std::string create_membership(Named const& object) {
    auto out = "grant " + role_name(object.name.name) + " to " + role_name(object.place);
    std::vector<std::string> options;
    for (auto const& [name, value] : object.properties) options.push_back(name + " " + value.text);
    return options.empty() ? out : out + " with " + joined(options, ", ");
}

std::string create_text(Named const& object, Key const& key, Style const& style) {
    if (object.kind == NamedKind::membership) return create_membership(object);
    std::string out = "create ";
    if (auto const modifier = object.properties.find("modifier"); modifier != object.properties.end())
        out += modifier->second.text + " ";
    out += kind_words(object.kind) + " " +
           (object.kind == NamedKind::operator_        ? qualified_operator(key.name, style)
            : object.kind == NamedKind::operator_class ? qualified(key.name, style)
                                                       : named_name(key, style));
    if (!object.definition.text.empty()) out += " " + object.definition.text;
    if (object.kind == NamedKind::text_search_dictionary) {
        // The template closes the list: its parameters stand before that parenthesis.
        auto const parameters = listed(object, "parameter", true, ", ");
        if (!parameters.empty()) out.insert(out.rfind(')'), ", " + parameters);
    } else if (object.kind == NamedKind::role) {
        auto const attributes = listed(object, "attribute", false, " ");
        if (!attributes.empty()) out += " " + attributes;
    } else if (object.kind == NamedKind::subscription) {
        std::vector<std::string> publications;
        for (auto const& change : changes({}, object.properties, "publication"))
            publications.push_back(quoted_identifier(change.name));
        out += " connection " + object.properties.at("connection").text + " publication " + joined(publications, ", ");
        auto const parameters = listed(object, "parameter", true, ", ");
        if (!parameters.empty()) out += " with (" + parameters + ")";
    } else {
        out += options_clause({}, object.properties, true);
    }
    return out;
}

// --- default privileges ---

/// Each of its grants is an ALTER DEFAULT PRIVILEGES of its own.
void write_default_privileges(Key const& key, Named const& before, Named const& after, Statements& out) {
    std::string start = "alter default privileges ";
    if (!key.name.name.empty()) start += "for role " + quoted_identifier(key.name.name) + " ";
    if (!key.name.schema.empty()) start += "in schema " + quoted_identifier(key.name.schema) + " ";
    Statements grants;
    write_grants({{}, {}, key.part}, std::nullopt, before.common.acl, after.common.acl, grants);
    for (auto const& grant : grants) out.push_back(start + grant);
}

} // namespace

std::string named_name(Key const& key, Style const& style) {
    auto const name = key.name.name.empty() ? std::string() : qualified(key.name, style);
    auto const kind = key.named;
    if (kind == NamedKind::cast) return "(" + key.part + ")";
    if (kind == NamedKind::transform) return "for " + key.part + " language " + name;
    if (kind == NamedKind::user_mapping)
        return "for " + (key.name.name == "user" ? key.name.name : role_name(key.name.name)) + " server " +
               quoted_identifier(key.part);
    if (kind == NamedKind::operator_) return qualified_operator(key.name, style) + " " + key.part;
    if (kind == NamedKind::operator_class || kind == NamedKind::operator_family) return name + " " + key.part;
    if (kind == NamedKind::role || kind == NamedKind::membership) return role_name(key.name.name);
    if (kind == NamedKind::large_object) return key.name.name;
    return name;
}

std::string qualified_operator(catalog::Name const& name, Style const& style) {
    bool const at_home = name.schema.empty() || name.schema == style.home_schema;
    return at_home ? name.name : quoted_identifier(name.schema) + "." + name.name;
}

Statements named_left_out(Named const& before, Named const& after, Style const& style) {
    Statements unused;
    auto const key = after.key();
    PropertyWriter writer(key, before.properties, after.properties, style, unused);
    writer.run();
    Statements out;
    for (auto const& text : writer.left_out) out.push_back(catalog::shown(key, style.home_schema) + ": " + text);
    return out;
}

void create(Context const& context, Named const& object) {
    auto const& key = context.key;
    if (object.kind == NamedKind::default_privileges) return write_default_privileges(key, {}, object, context.out);
    context.out.push_back(create_text(object, key, context.style));
    Values said;
    for (auto const& [name, value] : object.properties)
        if (stands_inside(object, name)) said.emplace(name, value);
    PropertyWriter(key, said, object.properties, context.style, context.out).run();
    write_common({kind_words(object.kind), named_name(key, context.style), grants_on(key, context.style)}, {},
                 object.common, context.out);
}

namespace {

// With its slot it cannot be dropped inside a transaction (manual: DROP SUBSCRIPTION, Notes).
void drop_subscription(Context const& context, Named const& object) {
    auto const start = start_of_alter(context.key, context.style);
    auto const slot = object.properties.find("parameter slot_name");
    auto const mode = object.properties.find("mode");
    if (mode == object.properties.end() || mode->second.text != "disable") context.out.push_back(start + "disable");
    if (slot == object.properties.end() || slot->second.text != "none")
        context.out.push_back(start + "set (slot_name = none)");
    context.out.push_back("drop subscription " + named_name(context.key, context.style));
}

} // namespace

void drop(Context const& context, Named const& object) {
    auto const& key = context.key;
    if (object.kind == NamedKind::default_privileges) return write_default_privileges(key, object, {}, context.out);
    if (object.kind == NamedKind::membership)
        context.out.push_back("revoke " + role_name(key.name.name) + " from " + role_name(key.part));
    else if (object.kind == NamedKind::subscription)
        drop_subscription(context, object);
    else
        context.out.push_back("drop " + kind_words(object.kind) + " " + named_name(key, context.style));
}

void alter(Context const& context, Named const& before, Named const& after) {
    auto const& key = context.key;
    if (after.kind == NamedKind::default_privileges) return write_default_privileges(key, before, after, context.out);
    if (before.definition != after.definition) {
        drop(context, before);
        create(context, after);
        return;
    }
    PropertyWriter(key, before.properties, after.properties, context.style, context.out).run();
    write_common({kind_words(after.kind), named_name(key, context.style), grants_on(key, context.style)}, before.common,
                 after.common, context.out);
}

} // namespace migc::emit
