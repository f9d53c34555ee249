// Objects as lines of text, for dumps.
#include "compiler/catalog/dump.hpp"

#include "compiler/catalog/shared_identity.hpp"

namespace migc::catalog {

namespace {

using Lines = std::vector<std::string>;

std::string full(Name const& name) { return name.schema.empty() ? name.name : name.schema + "." + name.name; }

std::string list(std::vector<std::string> const& names) {
    std::string out;
    for (auto const& name : names) out += (out.empty() ? "" : ", ") + name;
    return out;
}

/// A text on one line, whatever stands in it.
std::string one_line(std::string_view text) {
    std::string out;
    for (auto const c : text) {
        if (c == '\n')
            out += "\\n";
        else if (c == '\\')
            out += "\\\\";
        else
            out += c;
    }
    return out;
}

void nest(Lines& out, std::string head, Lines const& lines) {
    out.push_back(std::move(head));
    for (auto const& line : lines) out.push_back("  " + line);
}

void fact(Lines& out, std::string_view name, std::string_view value) {
    if (!value.empty()) out.push_back(std::string(name) + " " + one_line(value));
}

void flag(Lines& out, bool on, std::string_view name) {
    if (on) out.emplace_back(name);
}

void comment(Lines& out, std::optional<std::string> const& text) {
    if (text) out.push_back("comment " + one_line(*text));
}

void expression(Lines& out, std::string_view name, std::optional<Expression> const& value) {
    if (value) out.push_back(std::string(name) + " " + one_line(value->text));
}

void options(Lines& out, Options const& values) {
    for (auto const& [name, value] : values) out.push_back("option " + name + " = " + one_line(value));
}

void foreign_options(Lines& out, Options const& values) {
    for (auto const& [name, value] : values) out.push_back("foreign option " + name + " '" + one_line(value) + "'");
}

void labels(Lines& out, std::map<std::string, std::string> const& values) {
    for (auto const& [provider, label] : values)
        out.push_back("security label" + (provider.empty() ? "" : " for " + provider) + " " + one_line(label));
}

void extensions(Lines& out, std::vector<std::string> const& names) {
    for (auto const& name : names) out.push_back("depends on extension " + name);
}

std::string_view word(Grantable state) {
    switch (state) {
    case Grantable::plain: return "granted";
    case Grantable::with_option: return "granted with option";
    case Grantable::revoked: return "revoked";
    }
    return {};
}

void common(Lines& out, Common const& value) {
    comment(out, value.comment);
    if (value.owner) out.push_back("owner " + *value.owner);
    labels(out, value.labels);
    if (!value.member_of.empty()) out.push_back("member of extension " + value.member_of);
    for (auto const& item : value.acl)
        out.push_back(std::string(word(item.state)) + " " + item.privilege +
                      (item.column.empty() ? "" : " (" + item.column + ")") + ": " + item.role);
}

std::string_view word(ConstraintKind kind) {
    switch (kind) {
    case ConstraintKind::primary_key: return "primary key";
    case ConstraintKind::unique: return "unique";
    case ConstraintKind::check: return "check";
    case ConstraintKind::foreign_key: return "foreign key";
    case ConstraintKind::exclude: return "exclude";
    }
    return {};
}

void inheritance(Lines& out, Inheritance const& value) {
    if (value.parents == 0) return;
    out.push_back(std::string(value.local ? "local and inherited" : "inherited") +
                  (value.parents == 1 ? "" : " from " + std::to_string(value.parents)));
}

std::string_view word(ArgumentMode mode) {
    switch (mode) {
    case ArgumentMode::in: return "in";
    case ArgumentMode::out: return "out";
    case ArgumentMode::inout: return "inout";
    case ArgumentMode::variadic: return "variadic";
    case ArgumentMode::table: return "table";
    }
    return {};
}

Lines lines_of(Schema const& schema) {
    Lines out;
    common(out, schema.common);
    return out;
}

Lines lines_of(Extension const& extension) {
    Lines out;
    fact(out, "schema", extension.schema);
    fact(out, "version", extension.version);
    common(out, extension.common);
    return out;
}

Lines lines_of(EnumType const& type) {
    Lines out;
    for (auto const& label : type.labels) out.push_back("value " + one_line(label));
    common(out, type.common);
    return out;
}

Lines lines_of(Domain const& domain) {
    Lines out;
    out.push_back("domain over " + spelled(domain.base, {}));
    fact(out, "collation", domain.collation);
    expression(out, "default", domain.default_value);
    if (domain.not_null) out.push_back(domain.not_null_name.empty() ? "not null" : "not null " + domain.not_null_name);
    for (auto const& [name, check] : domain.checks) {
        Lines lines{"condition " + one_line(check.condition.text)};
        flag(lines, !check.validated, "not valid");
        comment(lines, check.comment);
        nest(out, "constraint " + name, lines);
    }
    common(out, domain.common);
    return out;
}

Lines lines_of(CompositeType const& type) {
    Lines out;
    for (auto const& attribute : type.attributes) {
        Lines lines{"type " + spelled(attribute.type, {})};
        fact(lines, "collation", attribute.collation);
        comment(lines, attribute.comment);
        nest(out, "attribute " + attribute.name, lines);
    }
    if (type.attributes.empty()) out.emplace_back("no attributes");
    common(out, type.common);
    return out;
}

Lines lines_of(Multirange const& type) {
    Lines out;
    common(out, type.common);
    return out;
}

Lines lines_of(RangeType const& type) {
    Lines out;
    out.push_back("range of " + spelled(type.subtype, {}));
    fact(out, "operator class", type.operator_class);
    fact(out, "collation", type.collation);
    if (!type.canonical.name.empty()) out.push_back("canonical " + full(type.canonical));
    if (!type.difference.name.empty()) out.push_back("difference " + full(type.difference));
    if (!type.multirange.name.name.empty())
        nest(out, "multirange " + full(type.multirange.name), lines_of(type.multirange));
    common(out, type.common);
    return out;
}

Lines lines_of(BaseType const& type) {
    Lines out;
    flag(out, type.is_shell(), "shell");
    fact(out, "definition", type.definition);
    common(out, type.common);
    return out;
}

Lines lines_of(Sequence const& sequence) {
    Lines out;
    auto const& o = sequence.options;
    fact(out, "type", o.type);
    out.push_back("increment " + std::to_string(o.increment));
    out.push_back("range " + std::to_string(o.min_value) + " to " + std::to_string(o.max_value));
    out.push_back("start " + std::to_string(o.start));
    out.push_back("cache " + std::to_string(o.cache));
    flag(out, o.cycle, "cycle");
    flag(out, sequence.unlogged, "unlogged");
    common(out, sequence.common);
    return out;
}

Lines lines_of(Column const& column) {
    Lines out;
    out.push_back("type " + (column.type.name.empty() ? "not known" : spelled(column.type, {})));
    fact(out, "collation", column.collation);
    switch (column.generated) {
    case Generated::no: expression(out, "default", column.default_value); break;
    case Generated::stored: expression(out, "generated stored", column.default_value); break;
    case Generated::virtual_: expression(out, "generated virtual", column.default_value); break;
    }
    if (column.not_null) {
        auto const& constraint = column.not_null_constraint;
        out.push_back(constraint.name.empty() ? "not null" : "not null " + constraint.name);
        Lines lines;
        flag(lines, !constraint.validated, "not valid");
        flag(lines, constraint.no_inherit, "no inherit");
        comment(lines, constraint.comment);
        if (constraint.inheritance != column.inheritance) inheritance(lines, constraint.inheritance);
        for (auto const& line : lines) out.push_back("    " + line);
    }
    if (column.identity && is_shared(*column.identity))
        out.push_back(std::string("identity ") + (column.identity->always ? "always" : "by default") +
                      " of the partitioned table");
    else if (column.identity)
        nest(out,
             std::string("identity ") + (column.identity->always ? "always " : "by default ") +
                 full(column.identity->sequence.name),
             lines_of(column.identity->sequence));
    for (auto const& sequence : column.owned) nest(out, "owns " + full(sequence.name), lines_of(sequence));
    fact(out, "storage", column.storage);
    fact(out, "compression", column.compression);
    if (column.statistics) out.push_back("statistics " + std::to_string(*column.statistics));
    options(out, column.options);
    foreign_options(out, column.foreign_options);
    comment(out, column.comment);
    labels(out, column.labels);
    inheritance(out, column.inheritance);
    return out;
}

Lines lines_of(Constraint const& constraint) {
    Lines out;
    out.push_back(std::string(word(constraint.kind)) +
                  (constraint.columns.empty() ? "" : " (" + list(constraint.columns) + ")"));
    fact(out, "include", list(constraint.include));
    flag(out, constraint.nulls_not_distinct, "nulls not distinct");
    flag(out, constraint.period, constraint.has_index() ? "without overlaps" : "period");
    expression(out, "condition", constraint.condition);
    if (constraint.kind == ConstraintKind::foreign_key) {
        out.push_back("references " + full(constraint.references) + " (" + list(constraint.referenced) + ")");
        if (constraint.match != "simple") fact(out, "match", constraint.match);
        if (constraint.on_update != "no action") fact(out, "on update", constraint.on_update);
        if (constraint.on_delete != "no action") fact(out, "on delete", constraint.on_delete);
        fact(out, "sets", list(constraint.set_columns));
    }
    fact(out, "method", constraint.exclude_method);
    expression(out, "elements", constraint.exclude_elements);
    expression(out, "where", constraint.where);
    options(out, constraint.with);
    fact(out, "tablespace", constraint.tablespace);
    flag(out, constraint.deferrable, "deferrable");
    flag(out, constraint.initially_deferred, "initially deferred");
    flag(out, constraint.enforced && !constraint.validated, "not valid");
    flag(out, !constraint.enforced, "not enforced");
    flag(out, constraint.no_inherit, "no inherit");
    comment(out, constraint.comment);
    fact(out, "index comment", constraint.index_comment.value_or(""));
    inheritance(out, constraint.inheritance);
    if (!constraint.parent.name.empty()) fact(out, "part of", full(constraint.parent));
    return out;
}

std::string line_of(IndexElement const& element) {
    auto line = element.expression ? "expression " + one_line(element.expression->text) : "column " + element.column;
    if (!element.collation.empty()) line += " collate " + element.collation;
    if (!element.operator_class.empty()) line += " " + element.operator_class;
    if (element.descending) line += " desc";
    if (element.nulls_first != element.descending) line += element.nulls_first ? " nulls first" : " nulls last";
    if (element.statistics) line += " statistics " + std::to_string(*element.statistics);
    return line;
}

Lines lines_of(Index const& index) {
    Lines out;
    flag(out, index.unique, "unique");
    fact(out, "method", index.method);
    for (auto const& element : index.elements) out.push_back(line_of(element));
    fact(out, "include", list(index.include));
    flag(out, index.nulls_not_distinct, "nulls not distinct");
    options(out, index.with);
    fact(out, "tablespace", index.tablespace);
    expression(out, "where", index.where);
    comment(out, index.comment);
    if (!index.parent.name.empty()) fact(out, "part of", full(index.parent));
    flag(out, !index.valid, "invalid");
    extensions(out, index.extensions);
    return out;
}

Lines lines_of(Trigger const& trigger) {
    Lines out;
    flag(out, trigger.constraint, "constraint");
    fact(out, "events", trigger.events);
    fact(out, "of", list(trigger.update_columns));
    fact(out, "rest", trigger.rest.text);
    out.push_back("function " + full(trigger.function) + "(" + one_line(trigger.arguments) + ")");
    if (trigger.mode != "enable") fact(out, "mode", trigger.mode);
    comment(out, trigger.comment);
    flag(out, trigger.cloned, "part of the partitioned table's");
    extensions(out, trigger.extensions);
    return out;
}

Lines lines_of(Policy const& policy) {
    Lines out;
    flag(out, policy.restrictive, "restrictive");
    fact(out, "for", policy.command);
    fact(out, "to", list(policy.roles));
    expression(out, "using", policy.using_expression);
    expression(out, "check", policy.check);
    comment(out, policy.comment);
    return out;
}

Lines lines_of(Rule const& rule) {
    Lines out;
    fact(out, "on", rule.event);
    flag(out, rule.instead, "instead");
    expression(out, "where", rule.where);
    fact(out, "commands", rule.commands);
    flag(out, rule.stale, "stale");
    if (rule.mode != "enable") fact(out, "mode", rule.mode);
    comment(out, rule.comment);
    return out;
}

Lines lines_of(Named const& object) {
    Lines out;
    fact(out, "definition", object.definition.text);
    for (auto const& [name, value] : object.properties)
        out.push_back(name + (value.text.empty() ? "" : ": " + one_line(value.text)));
    common(out, object.common);
    return out;
}

Lines lines_of(TableFacts const& facts) {
    Lines out;
    flag(out, facts.persistence == Persistence::unlogged, "unlogged");
    if (facts.foreign) {
        fact(out, "foreign, server", facts.foreign->server);
        foreign_options(out, facts.foreign->options);
    }
    if (facts.of_type) fact(out, "of type", full(*facts.of_type));
    options(out, facts.with);
    fact(out, "tablespace", facts.tablespace);
    fact(out, "access method", facts.method);
    flag(out, facts.row_security, "row security");
    flag(out, facts.force_row_security, "forced row security");
    if (facts.replica_identity != "default") fact(out, "replica identity", facts.replica_identity);
    fact(out, "clustered on", facts.clustered_on);
    for (auto const& parent : facts.parents)
        out.push_back((facts.bound ? "partition of " : "inherits ") + full(parent));
    if (facts.bound) fact(out, "bound", spelled(*facts.bound));
    common(out, facts.common);
    return out;
}

Lines lines_of(Table const& table) {
    Lines out = lines_of(table.facts);
    flag(out, table.open, "further columns not known");
    if (table.partitioned) {
        Lines elements;
        for (auto const& element : table.partitioned->elements) elements.push_back(line_of(element));
        nest(out, "partitioned by " + std::string(spelling(table.partitioned->strategy)), elements);
    }
    for (auto const& column : table.columns) nest(out, "column " + column.name, lines_of(column));
    for (auto const& [name, constraint] : table.constraints) nest(out, "constraint " + name, lines_of(constraint));
    for (auto const& [name, index] : table.indexes) nest(out, "index " + name, lines_of(index));
    for (auto const& [name, trigger] : table.triggers) nest(out, "trigger " + name, lines_of(trigger));
    for (auto const& [name, policy] : table.policies) nest(out, "policy " + name, lines_of(policy));
    for (auto const& [name, rule] : table.rules) nest(out, "rule " + name, lines_of(rule));
    return out;
}

Lines lines_of(View const& view) {
    Lines out;
    if (view.stored) {
        flag(out, true, "materialized");
        flag(out, !view.stored->populated, "with no data");
        fact(out, "access method", view.stored->method);
        fact(out, "tablespace", view.stored->tablespace);
        extensions(out, view.stored->extensions);
    }
    flag(out, view.recursive, "recursive");
    if (view.columns_known) fact(out, view.columns_written ? "columns written" : "columns", list(view.columns));
    options(out, view.with);
    fact(out, "query", view.query);
    fact(out, "check option", view.check_option);
    flag(out, view.stale, "stale");
    for (auto const& [name, trigger] : view.triggers) nest(out, "trigger " + name, lines_of(trigger));
    for (auto const& [name, rule] : view.rules) nest(out, "rule " + name, lines_of(rule));
    if (view.stored)
        for (auto const& [name, index] : view.stored->indexes) nest(out, "index " + name, lines_of(index));
    for (auto const& [column, text] : view.column_comments) fact(out, "comment of " + column, text);
    for (auto const& [column, value] : view.column_defaults) fact(out, "default of " + column, value.text);
    common(out, view.common);
    return out;
}

Lines lines_of(Routine const& routine) {
    Lines out;
    flag(out, routine.procedure, "procedure");
    for (auto const& argument : routine.arguments)
        out.push_back(std::string(word(argument.mode)) + " " + (argument.name.empty() ? "" : argument.name + " ") +
                      spelled(argument.type, {}) +
                      (argument.default_value ? " default " + one_line(argument.default_value->text) : ""));
    if (routine.returns)
        out.push_back(std::string("returns ") + (routine.returns_set ? "setof " : "") + spelled(*routine.returns, {}));
    expression(out, "aggregate", routine.aggregate);
    if (routine.direct) out.push_back("direct arguments " + std::to_string(*routine.direct));
    fact(out, "body", routine.body);
    for (auto const& [name, text] : routine.altered) fact(out, "altered " + name, text);
    flag(out, routine.stale, "stale");
    extensions(out, routine.extensions);
    common(out, routine.common);
    return out;
}

} // namespace

std::vector<std::string> facts_of(Object const& object) {
    return std::visit([](auto const& value) { return lines_of(value); }, object);
}

std::string head_of(Key const& key) {
    auto const kind = std::string(key.kind == Kind::named ? spelling(key.named) : spelling(key.kind)) + " ";
    auto const name = key.name.name.empty() ? key.name.schema : full(key.name);
    if (key.kind == Kind::named) {
        bool const by_part = key.named == NamedKind::cast;
        return kind + (by_part ? "(" + key.part + ")" : name + (key.part.empty() ? "" : " " + key.part));
    }
    if (key.kind == Kind::routine) return kind + name + "(" + key.part + ")";
    if (key.kind == Kind::index) return kind + name + (key.part.empty() ? "" : " on " + key.part);
    return kind + name + (key.part.empty() ? "" : "." + key.part);
}

} // namespace migc::catalog
