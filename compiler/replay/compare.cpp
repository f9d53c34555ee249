#include "compiler/replay/compare.hpp"

#include "compiler/catalog/default_value.hpp"
#include "compiler/catalog/enum_labels.hpp"
#include "compiler/catalog/words.hpp"

#include <algorithm>
#include <set>

namespace migc::replay {

using namespace catalog;

namespace {

using Differences = std::vector<Difference>;

std::vector<std::string> statements(Operation const& operation, emit::Style const& style) {
    auto out = emit::write(operation, style);
    for (auto& statement : out) statement += ';';
    return out;
}

/// One object on both sides; each differing member becomes a difference whose remedy changes that member
/// alone.
template <class T>
struct Comparison {
    Key const& key;
    T const& wanted;
    T const& found;
    emit::Style const& style;
    Differences& out;

    std::string subject() const { return shown(key, style.home_schema); }

    void add(T const& repaired, std::string text) const {
        out.push_back({key, subject() + " " + std::move(text), false,
                       statements({Alter{key, found, repaired, {}}, {}, false}, style)});
    }

    template <class Member, class Show>
    void member(Member T::*pointer, Show const& show) const {
        if (wanted.*pointer == found.*pointer) return;
        auto repaired = found;
        repaired.*pointer = wanted.*pointer;
        add(repaired, "has " + show(found.*pointer) + " instead of " + show(wanted.*pointer));
    }

    /// For long texts, which nobody compares in a message.
    template <class Member>
    void member(Member T::*pointer, char const* text) const {
        if (wanted.*pointer == found.*pointer) return;
        auto repaired = found;
        repaired.*pointer = wanted.*pointer;
        add(repaired, text);
    }
};

std::string quoted_or_none(std::optional<std::string> const& text, std::string_view what) {
    return text ? std::string(what) + " `" + *text + "`" : "no " + std::string(what);
}

auto optional_words(std::string_view what) {
    return [what](std::optional<std::string> const& text) { return quoted_or_none(text, what); };
}

auto words(std::string_view what) {
    return [what](std::string const& text) {
        return text.empty() ? "no " + std::string(what) : std::string(what) + " `" + text + "`";
    };
}

auto option_words(std::string_view what) {
    return [what](Options const& options) {
        std::string list;
        for (auto const& [name, value] : options) list += (list.empty() ? "" : ", ") + name + " = " + value;
        return list.empty() ? "no " + std::string(what) : std::string(what) + " `" + list + "`";
    };
}

template <class T>
void compare_common(Comparison<T> const& c, Common const& wanted, Common const& found, Common& (*common_of)(T&)) {
    auto const repair = [&](auto const& change) {
        auto repaired = c.found;
        change(common_of(repaired));
        return repaired;
    };
    if (wanted.comment != found.comment)
        c.add(repair([&](Common& common) { common.comment = wanted.comment; }),
              "has " + quoted_or_none(found.comment, "comment") + " instead of " +
                  quoted_or_none(wanted.comment, "comment"));
    if (wanted.owner != found.owner)
        c.add(repair([&](Common& common) { common.owner = wanted.owner; }),
              "has " + (found.owner ? "owner `" + *found.owner + "`" : std::string("an unknown owner")) +
                  " instead of " + (wanted.owner ? "`" + *wanted.owner + "`" : std::string("one that is not known")));
    if (wanted.labels != found.labels)
        c.add(repair([&](Common& common) { common.labels = wanted.labels; }), "has other security labels");
    if (wanted.member_of != found.member_of)
        c.add(repair([&](Common& common) { common.member_of = wanted.member_of; }),
              found.member_of.empty() ? "is no part of extension `" + wanted.member_of + "`"
                                      : "is a part of extension `" + found.member_of + "`");
    if (wanted.acl != found.acl) c.add(repair([&](Common& common) { common.acl = wanted.acl; }), "has other grants");
}

template <class T>
Common& own_common(T& object) {
    return object.common;
}

void compare_parts(Comparison<Schema> const& c) {
    compare_common<Schema>(c, c.wanted.common, c.found.common, own_common<Schema>);
}

void compare_parts(Comparison<Extension> const& c) {
    c.member(&Extension::schema, words("schema"));
    c.member(&Extension::version, words("version"));
    compare_common<Extension>(c, c.wanted.common, c.found.common, own_common<Extension>);
}

void compare_parts(Comparison<EnumType> const& c) {
    auto const extra = missing_from(c.wanted.labels, c.found.labels);
    auto const gone = missing_from(c.found.labels, c.wanted.labels);
    auto with_labels = c.found;
    with_labels.labels = c.wanted.labels;
    if (auto const renamed = renamed_label(c.wanted.labels, c.found.labels)) {
        c.add(with_labels, "has the value `" + renamed->second + "` instead of `" + renamed->first + "`");
    } else {
        for (auto const& label : extra) c.add(c.found, "keeps the value `" + label + "`");
        auto repaired = c.found;
        for (auto const& label : gone) {
            repaired.labels = c.wanted.labels;
            std::erase_if(repaired.labels, [&](auto const& l) { return l != label && !contains(c.found.labels, l); });
            c.add(repaired, "lacks the value `" + label + "`");
        }
        if (extra.empty() && gone.empty() && c.wanted.labels != c.found.labels)
            c.add(with_labels, "has its values in another order");
    }
    compare_common<EnumType>(c, c.wanted.common, c.found.common, own_common<EnumType>);
}

void compare_parts(Comparison<Domain> const& c) {
    c.member(&Domain::base, [&](Type const& base) { return "base type " + spelled(base, c.style.home_schema); });
    c.member(&Domain::collation, words("collation"));
    c.member(&Domain::default_value, [](std::optional<Expression> const& value) {
        return value ? "default `" + value->text + "`" : std::string("no default");
    });
    if (c.wanted.not_null != c.found.not_null) {
        auto repaired = c.found;
        repaired.not_null = c.wanted.not_null;
        repaired.not_null_name = c.wanted.not_null_name;
        c.add(repaired, c.found.not_null ? "does not allow null" : "allows null");
    } else {
        c.member(&Domain::not_null_name, words("not-null constraint"));
    }
    std::set<std::string> names;
    for (auto const& [name, check] : c.wanted.checks) names.insert(name);
    for (auto const& [name, check] : c.found.checks) names.insert(name);
    for (auto const& name : names) {
        auto const wanted = c.wanted.checks.find(name), found = c.found.checks.find(name);
        auto repaired = c.found;
        if (wanted == c.wanted.checks.end())
            repaired.checks.erase(name);
        else
            repaired.checks.insert_or_assign(name, wanted->second);
        if (wanted == c.wanted.checks.end())
            c.add(repaired, "keeps constraint `" + name + "`");
        else if (found == c.found.checks.end())
            c.add(repaired, "lacks constraint `" + name + "`");
        else if (wanted->second != found->second)
            c.add(repaired, "has constraint `" + name + "` in another form");
    }
    compare_common<Domain>(c, c.wanted.common, c.found.common, own_common<Domain>);
}

void compare_parts(Comparison<CompositeType> const& c) {
    auto const with = [&](std::string const& name) {
        auto repaired = c.found;
        std::erase_if(repaired.attributes, [&](Attribute const& each) { return each.name == name; });
        if (auto const* attribute = c.wanted.attribute(name)) repaired.attributes.push_back(*attribute);
        return repaired;
    };
    for (auto const& wanted : c.wanted.attributes) {
        auto const* found = c.found.attribute(wanted.name);
        if (!found)
            c.add(with(wanted.name), "lacks attribute `" + wanted.name + "`");
        else if (found->type != wanted.type)
            c.add(with(wanted.name), "has attribute `" + wanted.name + "` of type " +
                                         spelled(found->type, c.style.home_schema) + " instead of " +
                                         spelled(wanted.type, c.style.home_schema));
        else if (*found != wanted)
            c.add(with(wanted.name), "has attribute `" + wanted.name + "` in another form");
    }
    std::vector<std::string> left, right;
    for (auto const& found : c.found.attributes) {
        if (c.wanted.attribute(found.name))
            left.push_back(found.name);
        else
            c.add(with(found.name), "keeps attribute `" + found.name + "`");
    }
    for (auto const& wanted : c.wanted.attributes)
        if (c.found.attribute(wanted.name)) right.push_back(wanted.name);
    if (left != right) c.out.push_back({c.key, c.subject() + " has its attributes in another order", true, {}});
    compare_common<CompositeType>(c, c.wanted.common, c.found.common, own_common<CompositeType>);
}

void compare_parts(Comparison<Multirange> const& c) {
    compare_common<Multirange>(c, c.wanted.common, c.found.common, own_common<Multirange>);
}

void compare_parts(Comparison<RangeType> const& c) {
    auto same = c.found;
    same.common = c.wanted.common;
    same.multirange.common = c.wanted.multirange.common;
    if (same != c.wanted) c.add(c.wanted, "has another definition");
    compare_common<RangeType>(c, c.wanted.common, c.found.common, own_common<RangeType>);
}

void compare_parts(Comparison<BaseType> const& c) {
    if (c.wanted.definition != c.found.definition) {
        auto repaired = c.wanted;
        repaired.common = c.found.common;
        c.add(repaired, c.wanted.is_shell()  ? "is complete, which it was not"
                        : c.found.is_shell() ? "is only a shell"
                                             : "has another definition");
    }
    compare_common<BaseType>(c, c.wanted.common, c.found.common, own_common<BaseType>);
}

std::string sequence_words(SequenceOptions const& options) {
    return "type " + options.type + ", increment " + std::to_string(options.increment) + ", range " +
           std::to_string(options.min_value) + " to " + std::to_string(options.max_value) + ", start " +
           std::to_string(options.start) + ", cache " + std::to_string(options.cache) +
           (options.cycle ? ", cycle" : "");
}

void compare_parts(Comparison<Sequence> const& c) {
    c.member(&Sequence::options, sequence_words);
    c.member(&Sequence::unlogged, [](bool unlogged) { return std::string(unlogged ? "no log" : "a log"); });
    compare_common<Sequence>(c, c.wanted.common, c.found.common, own_common<Sequence>);
}

void compare_parts(Comparison<TableFacts> const& c) {
    c.member(&TableFacts::persistence, [](Persistence persistence) {
        return std::string(persistence == Persistence::unlogged ? "persistence `unlogged`" : "persistence `logged`");
    });
    c.member(&TableFacts::with, option_words("options"));
    c.member(&TableFacts::foreign, [](std::optional<Foreign> const& foreign) {
        return foreign ? option_words("foreign options")(foreign->options) : std::string("no server");
    });
    c.member(&TableFacts::of_type, [&](std::optional<Name> const& type) {
        return type ? "type `" + shown(*type, c.style.home_schema) + "`" : std::string("no type");
    });
    c.member(&TableFacts::tablespace, words("tablespace"));
    c.member(&TableFacts::method, words("access method"));
    auto const on_off = [](std::string_view what) {
        return [what](bool on) { return std::string(what) + (on ? " enabled" : " disabled"); };
    };
    c.member(&TableFacts::row_security, on_off("row security"));
    c.member(&TableFacts::force_row_security, on_off("forced row security"));
    c.member(&TableFacts::replica_identity, words("replica identity"));
    c.member(&TableFacts::clustered_on, words("index to cluster on"));
    c.member(&TableFacts::parents, [&](std::vector<Name> const& parents) {
        std::string list;
        for (auto const& parent : parents)
            list += (list.empty() ? "`" : ", `") + shown(parent, c.style.home_schema) + "`";
        return list.empty() ? std::string("no parent") : "parent " + list;
    });
    c.member(&TableFacts::bound, [](std::optional<PartitionBound> const& bound) {
        return bound ? "bound `" + spelled(*bound) + "`" : std::string("no bound");
    });
    compare_common<TableFacts>(c, c.wanted.common, c.found.common, own_common<TableFacts>);
}

// Between a type that changed and came back, `'a'` and `'a'::text` mean the same.
bool same_default(Column const& wanted, Column const& found, std::string_view home) {
    auto const text = [&](Column const& column) {
        return column.default_value ? without_own_cast(*column.default_value, column.type, home) : std::string_view();
    };
    return wanted.default_value.has_value() == found.default_value.has_value() && text(wanted) == text(found);
}

void compare_parts(Comparison<Column> const& c) {
    auto const expression = [](std::string_view what) {
        return [what](std::optional<Expression> const& value) {
            return value ? std::string(what) + " `" + value->text + "`" : "no " + std::string(what);
        };
    };
    bool const generated = c.wanted.generated != Generated::no || c.found.generated != Generated::no;
    if (c.wanted.type != c.found.type) {
        auto repaired = c.found;
        repaired.type = c.wanted.type;
        c.add(repaired, "has type " + spelled(c.found.type, c.style.home_schema) + " instead of " +
                            spelled(c.wanted.type, c.style.home_schema));
    }
    c.member(&Column::collation, words("collation"));
    if (c.wanted.generated != c.found.generated) {
        auto repaired = c.found;
        repaired.generated = c.wanted.generated;
        repaired.default_value = c.wanted.default_value;
        c.add(repaired, c.found.generated == Generated::no ? "is not generated" : "is generated in another way");
    } else if (!same_default(c.wanted, c.found, c.style.home_schema)) {
        c.member(&Column::default_value, expression(generated ? "expression" : "default"));
    }
    if (c.wanted.not_null != c.found.not_null) {
        auto repaired = c.found;
        repaired.not_null = c.wanted.not_null;
        repaired.not_null_constraint = c.wanted.not_null_constraint;
        c.add(repaired, c.found.not_null ? "does not allow null" : "allows null");
    } else {
        c.member(&Column::not_null_constraint, [](NotNull const& value) {
            std::string out = "not-null constraint `" + value.name + "`";
            if (!value.validated) out += " that is not valid";
            if (value.no_inherit) out += " that is not inherited";
            if (value.comment) out += " with comment '" + *value.comment + "'";
            return out;
        });
    }
    c.member(&Column::identity, [&](std::optional<Identity> const& identity) {
        if (!identity) return std::string("no identity");
        return std::string("identity `") + (identity->always ? "always" : "by default") + ", sequence " +
               shown(identity->sequence.name, c.style.home_schema) + ", " + sequence_words(identity->sequence.options) +
               "`";
    });
    c.member(&Column::owned, "owns other sequences");
    c.member(&Column::storage, words("storage"));
    c.member(&Column::compression, words("compression"));
    c.member(&Column::statistics, [](std::optional<int> const& value) {
        return value ? "statistics target " + std::to_string(*value) : std::string("no statistics target");
    });
    c.member(&Column::options, option_words("options"));
    c.member(&Column::foreign_options, option_words("foreign options"));
    c.member(&Column::labels, option_words("security labels"));
    c.member(&Column::comment, optional_words("comment"));
    c.member(&Column::inheritance, [](Inheritance const& value) {
        return std::string(value.parents == 0 ? "a definition of its own"
                           : value.local      ? "both an inherited definition and its own"
                                              : "an inherited definition");
    });
}

/// The first statement that makes the object says all but its comment.
template <class T>
std::string definition(Key const& key, T const& object, emit::Style const& style) {
    return emit::write({Create{key, object, at_end, false}, {}, false}, style).front();
}

template <class T>
void compare_definition(Comparison<T> const& c) {
    auto same = c.found;
    same.comment = c.wanted.comment;
    if (same != c.wanted) {
        auto repaired = c.wanted;
        repaired.comment = c.found.comment;
        auto const seen = definition(c.key, c.found, c.style);
        auto const before = definition(c.key, c.wanted, c.style);
        c.add(repaired, seen == before ? std::string("is set up in another way")
                                       : "is `" + seen + "` instead of `" + before + "`");
    }
    c.member(&T::comment, optional_words("comment"));
}

void compare_parts(Comparison<Constraint> const& c) { compare_definition(c); }
void compare_parts(Comparison<Index> const& c) { compare_definition(c); }
void compare_parts(Comparison<Trigger> const& c) { compare_definition(c); }
void compare_parts(Comparison<Policy> const& c) { compare_definition(c); }
void compare_parts(Comparison<Rule> const& c) { compare_definition(c); }

// One difference for each property, so that its remedy is the one ALTER.
void compare_parts(Comparison<Named> const& c) {
    c.member(&Named::definition, [](Expression const& value) { return "definition `" + value.text + "`"; });
    std::set<std::string> names;
    for (auto const& [name, value] : c.wanted.properties) names.insert(name);
    for (auto const& [name, value] : c.found.properties) names.insert(name);
    for (auto const& name : names) {
        auto const wanted = c.wanted.properties.find(name);
        auto const found = c.found.properties.find(name);
        bool const in_both = wanted != c.wanted.properties.end() && found != c.found.properties.end();
        if (in_both && wanted->second == found->second) continue;
        auto repaired = c.found;
        if (wanted == c.wanted.properties.end())
            repaired.properties.erase(name);
        else
            repaired.properties.insert_or_assign(name, wanted->second);
        auto const words = [&](auto const& at, auto const& map) {
            return at == map.end() ? "no `" + name + "`" : "`" + name + "` as `" + at->second.text + "`";
        };
        c.add(repaired,
              "has " + words(found, c.found.properties) + " instead of " + words(wanted, c.wanted.properties));
    }
    compare_common<Named>(c, c.wanted.common, c.found.common, own_common<Named>);
}

template <class T>
struct PartKey {
    Key operator()(Name const& table, std::string const& name) const;
};
template <>
Key PartKey<Constraint>::operator()(Name const& table, std::string const& name) const {
    return {Kind::constraint, table, name};
}
template <>
Key PartKey<Trigger>::operator()(Name const& table, std::string const& name) const {
    return {Kind::trigger, table, name};
}
template <>
Key PartKey<Policy>::operator()(Name const& table, std::string const& name) const {
    return {Kind::policy, table, name};
}
template <>
Key PartKey<Rule>::operator()(Name const& table, std::string const& name) const {
    return {Kind::rule, table, name};
}
template <>
Key PartKey<Index>::operator()(Name const& table, std::string const& name) const {
    return {Kind::index, {table.schema, name}, table.name};
}

void append(Differences& out, Differences more) {
    out.insert(out.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

bool is_inherited(Column const& column) { return column.inheritance.parents > 0 && !column.inheritance.local; }
bool is_inherited(Constraint const& constraint) {
    return constraint.inheritance.parents > 0 && !constraint.inheritance.local;
}
bool is_inherited(Index const& index) { return !index.parent.name.empty(); }
bool is_inherited(Trigger const& trigger) { return trigger.cloned; }
bool is_inherited(Policy const&) { return false; }
bool is_inherited(Rule const&) { return false; }

/// What comes and goes with a part of the parent is a difference of the parent.
template <class T>
bool follows_parent(std::map<std::string, T> const& wanted, std::map<std::string, T> const& found,
                    std::string const& name) {
    auto const before = wanted.find(name), after = found.find(name);
    bool const only_one = (before == wanted.end()) != (after == found.end());
    return only_one && is_inherited(before == wanted.end() ? after->second : before->second);
}

template <class T>
void compare_all(Name const& table, std::map<std::string, T> const& wanted, std::map<std::string, T> const& found,
                 emit::Style const& style, Differences& out) {
    std::set<std::string> names;
    for (auto const& [name, part] : wanted) names.insert(name);
    for (auto const& [name, part] : found) names.insert(name);
    for (auto const& name : names) {
        if (follows_parent(wanted, found, name)) continue;
        auto const value = [&](std::map<std::string, T> const& parts) -> std::optional<Object> {
            auto const it = parts.find(name);
            return it == parts.end() ? std::nullopt : std::optional<Object>(it->second);
        };
        append(out, compare(PartKey<T>{}(table, name), value(wanted), value(found), style));
    }
}

bool same_storage(View const& wanted, View const& found) {
    if (!wanted.stored || !found.stored) return wanted.stored.has_value() == found.stored.has_value();
    auto same = *wanted.stored;
    same.indexes = found.stored->indexes;
    return same == *found.stored;
}

void compare_parts(Comparison<View> const& c) {
    // What a stale view's text would say now is not known (RULINGS 17), so it is compared with nothing.
    bool const comparable = !c.wanted.stale && !c.found.stale;
    bool const redefined = (comparable && c.wanted.query != c.found.query) || c.wanted.columns != c.found.columns ||
                           c.wanted.with != c.found.with || !same_storage(c.wanted, c.found) ||
                           c.wanted.check_option != c.found.check_option;
    if (redefined) {
        auto repaired = c.wanted;
        repaired.common = c.found.common;
        repaired.triggers = c.found.triggers;
        repaired.rules = c.found.rules;
        if (repaired.stored && c.found.stored) repaired.stored->indexes = c.found.stored->indexes;
        repaired.column_comments = c.found.column_comments;
        repaired.column_defaults = c.found.column_defaults;
        c.add(repaired, "has another query");
    }
    compare_all(c.key.name, c.wanted.triggers, c.found.triggers, c.style, c.out);
    compare_all(c.key.name, c.wanted.rules, c.found.rules, c.style, c.out);
    if (c.wanted.stored && c.found.stored)
        compare_all(c.key.name, c.wanted.stored->indexes, c.found.stored->indexes, c.style, c.out);
    c.member(&View::column_comments, "has other comments on its columns");
    c.member(&View::column_defaults, "has other defaults on its columns");
    compare_common<View>(c, c.wanted.common, c.found.common, own_common<View>);
}

void compare_parts(Comparison<Routine> const& c) {
    auto repaired = c.wanted;
    repaired.common = c.found.common;
    if (repaired != c.found) c.add(repaired, "has another definition");
    compare_common<Routine>(c, c.wanted.common, c.found.common, own_common<Routine>);
}

std::vector<std::string> column_names(Table const& table, Table const& other) {
    std::vector<std::string> out;
    for (auto const& column : table.columns)
        if (other.column(column.name)) out.push_back(column.name);
    return out;
}

void compare_columns(Comparison<Table> const& c) {
    auto const value = [](Table const& table, std::string const& name) -> std::optional<Object> {
        auto const* column = table.column(name);
        return column ? std::optional<Object>(*column) : std::nullopt;
    };
    auto const one = [&](std::string const& name) {
        auto const* before = c.wanted.column(name);
        auto const* after = c.found.column(name);
        if (!before != !after && is_inherited(before ? *before : *after)) return;
        append(c.out, compare({Kind::column, c.key.name, name}, value(c.wanted, name), value(c.found, name), c.style));
    };
    for (auto const& column : c.wanted.columns) one(column.name);
    for (auto const& column : c.found.columns)
        if (!c.wanted.column(column.name)) one(column.name);
    if (column_names(c.wanted, c.found) != column_names(c.found, c.wanted))
        c.out.push_back({c.key, c.subject() + " has its columns in another order", true, {}});
}

bool same_server(Table const& wanted, Table const& found) {
    auto const& left = wanted.facts.foreign;
    auto const& right = found.facts.foreign;
    return left.has_value() == right.has_value() && (!left || left->server == right->server);
}

void compare_parts(Comparison<Table> const& c) {
    if (!same_server(c.wanted, c.found)) {
        auto remedy = statements({Drop{c.key, c.found, at_end}, {}, false}, c.style);
        auto const more = statements({Create{c.key, c.wanted, at_end, false}, {}, false}, c.style);
        remedy.insert(remedy.end(), more.begin(), more.end());
        c.out.push_back({c.key, c.subject() + " keeps its rows on another server", false, std::move(remedy)});
        return;
    }
    if (c.wanted.partitioned != c.found.partitioned)
        c.out.push_back({c.key, c.subject() + " is partitioned in another way", false, {}});
    compare_columns(c);
    compare_all(c.key.name, c.wanted.constraints, c.found.constraints, c.style, c.out);
    compare_all(c.key.name, c.wanted.indexes, c.found.indexes, c.style, c.out);
    compare_all(c.key.name, c.wanted.triggers, c.found.triggers, c.style, c.out);
    compare_all(c.key.name, c.wanted.policies, c.found.policies, c.style, c.out);
    compare_all(c.key.name, c.wanted.rules, c.found.rules, c.style, c.out);
    compare_parts(Comparison<TableFacts>{c.key, c.wanted.facts, c.found.facts, c.style, c.out});
}

} // namespace

std::vector<Difference> compare(Key const& key, std::optional<Object> const& wanted, std::optional<Object> const& found,
                                emit::Style const& style) {
    Differences out;
    auto const subject = shown(key, style.home_schema);
    if (!wanted && !found) return out;
    bool const of_range = std::holds_alternative<Multirange>(wanted ? *wanted : *found);
    if (of_range && (!wanted || !found)) return out; // told with its range
    if (wanted && found && wanted->index() != found->index()) {
        auto remedy = statements({Drop{key, *found, at_end}, {}, false}, style);
        auto const more = statements({Create{key, *wanted, at_end, false}, {}, false}, style);
        remedy.insert(remedy.end(), more.begin(), more.end());
        out.push_back({key, subject + " is of another sort", false, std::move(remedy)});
        return out;
    }
    if (!wanted) {
        out.push_back(
            {key, subject + " is left behind", false, statements({Drop{key, *found, at_end}, {}, false}, style)});
    } else if (!found) {
        out.push_back(
            {key, subject + " is missing", false, statements({Create{key, *wanted, at_end, false}, {}, false}, style)});
    } else {
        std::visit(
            [&]<class T>(T const& value) {
                compare_parts(Comparison<T>{key, value, std::get<T>(*found), style, out});
            },
            *wanted);
    }
    return out;
}

} // namespace migc::replay
