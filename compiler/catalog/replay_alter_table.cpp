// ALTER TABLE. Subcommands run in the server's passes, not in the order written (ATController: drops, type changes,
// new columns, facts of columns, constraints, the rest). Manual: ALTER TABLE.
#include "compiler/catalog/define.hpp"
#include "compiler/catalog/define_checks.hpp"
#include "compiler/catalog/dependants.hpp"
#include "compiler/catalog/errors.hpp"
#include "compiler/catalog/replay.hpp"
#include "compiler/catalog/server_names.hpp"
#include "compiler/catalog/type_change.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace migc::catalog {

namespace {

enum class Pass : std::uint8_t { drop, type, add_column, facts, constraints, rest };

struct PassOf {
    Pass operator()(ast::DropColumn const&) const { return Pass::drop; }
    Pass operator()(ast::DropConstraint const&) const { return Pass::drop; }
    Pass operator()(ast::DropDefault const&) const { return Pass::drop; }
    Pass operator()(ast::DropNotNull const&) const { return Pass::drop; }
    Pass operator()(ast::DropIdentity const&) const { return Pass::drop; }
    Pass operator()(ast::DropExpression const&) const { return Pass::drop; }
    Pass operator()(ast::SetType const&) const { return Pass::type; }
    Pass operator()(ast::AddColumn const&) const { return Pass::add_column; }
    Pass operator()(ast::SetDefault const&) const { return Pass::facts; }
    Pass operator()(ast::SetNotNull const&) const { return Pass::facts; }
    Pass operator()(ast::AddIdentity const&) const { return Pass::facts; }
    Pass operator()(ast::AlterIdentity const&) const { return Pass::facts; }
    Pass operator()(ast::SetExpression const&) const { return Pass::facts; }
    Pass operator()(ast::SetStatistics const&) const { return Pass::facts; }
    Pass operator()(ast::SetStorage const&) const { return Pass::facts; }
    Pass operator()(ast::SetCompression const&) const { return Pass::facts; }
    Pass operator()(ast::SetColumnOptions const&) const { return Pass::facts; }
    Pass operator()(ast::AddConstraint const&) const { return Pass::constraints; }
    Pass operator()(ast::AlterConstraint const&) const { return Pass::rest; }
    Pass operator()(ast::ValidateConstraint const&) const { return Pass::rest; }
    Pass operator()(ast::EnableTrigger const&) const { return Pass::rest; }
    Pass operator()(ast::RowSecurity const&) const { return Pass::rest; }
    Pass operator()(ast::ReplicaIdentity const&) const { return Pass::rest; }
    Pass operator()(ast::SetLogged const&) const { return Pass::rest; }
    Pass operator()(ast::SetTableOptions const&) const { return Pass::rest; }
    Pass operator()(ast::ChangeOwner const&) const { return Pass::rest; }
    Pass operator()(ast::OtherAction const&) const { return Pass::rest; }
};

class TableAlteration {
public:
    TableAlteration(Context& context, Name name) : context_(context), name_(std::move(name)) {}

    // --- columns ---

    void operator()(ast::AddColumn const& action) {
        auto const& node = action.column;
        if (table().column(node.name.text)) {
            if (!action.if_not_exists) duplicate(context_, {Kind::column, name_, std::string(node.name.text)}, node.name.span);
            return;
        }
        auto column = define_column(context_, table(), node);
        if (!column) return;
        complete_column(context_, table(), node, *column);
        if (context_.failed()) return;
        Key const key{Kind::column, name_, column->name};
        context_.perform(Create{key, std::move(*column), at_end, action.if_not_exists});
        added_.push_back(&node);
    }

    /// The constraints behind new columns: their turn comes when all columns are there.
    void constrain_added_columns() {
        for (auto const pass : {ConstraintPass::checks, ConstraintPass::keys, ConstraintPass::foreign_keys})
            for (auto const* node : added_)
                for (auto const& constraint : node->constraints)
                    if (constraint_pass(constraint) == pass && !context_.failed()) add_constraint(constraint, &node->name, true);
        added_.clear();
    }

    void operator()(ast::DropColumn const& action) {
        if (!table().column(action.name.text)) {
            if (!action.if_exists) unknown_column(context_, table(), action.name.text, action.name.span);
            return;
        }
        drop_column(context_, name_, std::string(action.name.text), action.cascade, action.span, false);
    }

    void operator()(ast::SetType const& action) {
        auto const* column = find(action.column);
        if (!column) return;
        auto type = context_.resolve_type(action.type);
        if (!type) return;
        std::string using_expression;
        if (action.using_) using_expression = bind(context_, action.using_->tokens, {&table()}).text;
        if (context_.failed() || !may_convert(*column, *type, action) || !type_may_change(*column, action.span)) return;
        auto after = *column;
        after.type = std::move(*type);
        after.collation.clear();
        if (action.collation) {
            check_collatable(context_, after.type, action.collation->span);
            after.collation = std::string(action.collation->name.text);
            if (action.collation->schema) after.collation = std::string(action.collation->schema->text) + "." + after.collation;
        }
        if (after.identity) retype(after.identity->sequence.options, after.type.name);
        change(*column, std::move(after), std::move(using_expression));
    }

    void operator()(ast::SetDefault const& action) {
        auto const* column = find(action.column);
        if (!column || !may_have_default(*column, action.span)) return;
        auto after = *column;
        after.default_value = define_default(context_, *column, action.value);
        change(*column, std::move(after));
    }
    void operator()(ast::DropDefault const& action) {
        auto const* column = find(action.column);
        if (!column || !may_have_default(*column, action.span)) return;
        auto after = *column;
        after.default_value.reset();
        change(*column, std::move(after));
    }
    void operator()(ast::SetNotNull const& action) { set_not_null(find(action.column), true, action.span); }
    void operator()(ast::DropNotNull const& action) { set_not_null(find(action.column), false, action.span); }

    void operator()(ast::AddIdentity const& action) {
        auto const* column = find(action.column);
        if (!column) return;
        if (column->identity || column->default_value || column->generated != Generated::no || !column->not_null) {
            auto const why = column->identity         ? "is an identity already"
                             : !column->not_null      ? "may be null"
                             : column->default_value  ? "has a default"
                                                      : "is generated";
            context_.error(Code::bad_definition, action.span, fmt::format("column `{}` {}", column->name, why),
                           column->not_null ? "drop that first" : "add `set not null` first");
            return;
        }
        auto after = *column;
        define_identity(context_, table(), action.identity, after);
        change(*column, std::move(after));
    }
    void operator()(ast::AlterIdentity const& action) {
        auto const* column = find(action.column);
        if (!column) return;
        if (!column->identity) {
            context_.error(Code::bad_definition, action.span, fmt::format("column `{}` is no identity", column->name),
                           "write `add generated … as identity` first");
            return;
        }
        auto after = *column;
        if (!action.generated.text.empty()) after.identity->always = action.generated == "always";
        define_sequence_options(context_, action.options, after.identity->sequence.options, false);
        change(*column, std::move(after));
    }
    void operator()(ast::DropIdentity const& action) {
        auto const* column = find(action.column);
        if (!column) return;
        if (!column->identity) {
            if (!action.if_exists)
                context_.error(Code::bad_definition, action.span, fmt::format("column `{}` is no identity", column->name),
                               "remove the subcommand, or add `if exists`");
            return;
        }
        auto after = *column;
        after.identity.reset();
        change(*column, std::move(after));
    }
    void operator()(ast::SetExpression const& action) {
        auto const* column = find(action.column);
        if (!column) return;
        if (context_.target.server_version < 17) needs_version(context_, "`set expression`", 17, action.span);
        if (column->generated == Generated::no)
            context_.error(Code::bad_definition, action.span, fmt::format("column `{}` is not generated", column->name), "use `set default`");
        auto after = *column;
        after.default_value = define_generation(context_, table(), *column, action.value);
        change(*column, std::move(after));
    }
    void operator()(ast::DropExpression const& action) {
        auto const* column = find(action.column);
        if (!column) return;
        if (context_.target.server_version < 13) needs_version(context_, "`drop expression`", 13, action.span);
        if (column->generated != Generated::stored) {
            if (!action.if_exists)
                context_.error(Code::bad_definition, action.span,
                               fmt::format("column `{}` is no stored generated column", column->name),
                               "remove the subcommand, or add `if exists`");
            return;
        }
        auto after = *column;
        after.generated = Generated::no;
        after.default_value.reset();
        change(*column, std::move(after));
    }
    void operator()(ast::SetStatistics const& action) {
        auto const* column = find(action.column);
        if (!column) return;
        auto const text = normalised(context_, action.value.tokens);
        auto after = *column;
        after.statistics = text == "default" || text == "-1" ? std::nullopt : std::optional<int>(std::atoi(text.c_str()));
        change(*column, std::move(after));
    }
    void operator()(ast::SetStorage const& action) {
        auto const* column = find(action.column);
        if (!column || !check_storage(context_, *column, action.storage.text, action.storage.span)) return;
        auto after = *column;
        after.storage = action.storage.text == "default" ? std::string() : std::string(action.storage.text);
        change(*column, std::move(after));
    }
    void operator()(ast::SetCompression const& action) {
        auto const* column = find(action.column);
        if (!column) return;
        if (context_.target.server_version < 14) needs_version(context_, "`compression`", 14, action.span);
        if (!check_compression(context_, *column, action.method.text, action.method.span)) return;
        auto after = *column;
        after.compression = action.method.text == "default" ? std::string() : std::string(action.method.text);
        change(*column, std::move(after));
    }
    void operator()(ast::SetColumnOptions const& action) {
        auto const* column = find(action.column);
        if (!column || !(action.mode == "reset" || check_parameters(context_, action.options, "column"))) return;
        auto after = *column;
        merge(after.options, define_options(context_, action.options), action.mode == "reset");
        change(*column, std::move(after));
    }

    // --- constraints ---

    void operator()(ast::AddConstraint const& action) { add_constraint(action.constraint, nullptr, false); }

    void operator()(ast::DropConstraint const& action) {
        if (!table().constraints.contains(std::string(action.name.text))) {
            if (!action.if_exists) unknown_constraint(action.name);
            return;
        }
        drop_constraint(context_, name_, std::string(action.name.text), action.cascade, action.span, false);
    }
    void operator()(ast::ValidateConstraint const& action) {
        auto const* constraint = find_constraint(action.name);
        if (!constraint) return;
        bool const may = constraint->kind == ConstraintKind::check || constraint->kind == ConstraintKind::foreign_key;
        if (!may) {
            context_.error(Code::wrong_kind, action.span, fmt::format("constraint `{}` is a key, which is always valid", constraint->name),
                           "remove the subcommand");
            return;
        }
        auto after = *constraint;
        after.validated = true;
        change(*constraint, std::move(after));
    }
    void operator()(ast::AlterConstraint const& action) {
        auto const* constraint = find_constraint(action.name);
        if (!constraint) return;
        if (constraint->kind != ConstraintKind::foreign_key) {
            context_.error(Code::wrong_kind, action.span, fmt::format("constraint `{}` is no foreign key", constraint->name),
                           "drop it and add it anew");
            return;
        }
        if (action.attributes.initially_deferred == true && action.attributes.deferrable == false) {
            context_.error(Code::bad_definition, action.span, "`initially deferred` beside `not deferrable`", "remove one of the two");
            return;
        }
        auto after = *constraint;
        after.initially_deferred = action.attributes.initially_deferred.value_or(false);
        after.deferrable = action.attributes.deferrable.value_or(after.initially_deferred);
        if (action.attributes.enforced) not_modelled(context_, "`enforced`", action.span);
        change(*constraint, std::move(after));
    }

    // --- the table ---

    void operator()(ast::EnableTrigger const& action) {
        std::vector<std::string> names;
        if (action.name) {
            if (!table().triggers.contains(std::string(action.name->text))) {
                std::vector<std::string_view> candidates;
                for (auto const& [name, trigger] : table().triggers) candidates.push_back(name);
                unknown_part(context_, "trigger", action.name->text, fmt::format("table `{}`", context_.shown(name_)), candidates, action.name->span);
                return;
            }
            names.emplace_back(action.name->text);
        } else {
            for (auto const& [name, trigger] : table().triggers) names.push_back(name);
        }
        for (auto const& name : names) {
            auto const before = table().triggers.at(name);
            auto after = before;
            after.mode = action.mode.text;
            if (before == after) continue;
            context_.perform(Alter{{Kind::trigger, name_, name}, before, std::move(after), {}});
        }
    }
    void operator()(ast::RowSecurity const& action) {
        auto after = table().facts;
        if (action.mode == "enable" || action.mode == "disable") after.row_security = action.mode == "enable";
        else after.force_row_security = action.mode == "force";
        change(std::move(after));
    }
    void operator()(ast::ReplicaIdentity const& action) {
        auto after = table().facts;
        after.replica_identity = action.mode.text;
        if (action.index) {
            if (!may_identify(*action.index)) return;
            after.replica_identity += " " + std::string(action.index->text);
        }
        change(std::move(after));
    }
    void operator()(ast::SetLogged const& action) {
        auto after = table().facts;
        after.persistence = action.mode == "logged" ? Persistence::permanent : Persistence::unlogged;
        if (!may_persist(after.persistence, action.span)) return;
        bool const unlogged = after.persistence == Persistence::unlogged;
        change(std::move(after));
        if (context_.target.server_version >= 15) set_sequences_logged(unlogged);
    }
    void operator()(ast::SetTableOptions const& action) {
        if (action.mode != "reset" && !check_parameters(context_, action.options, "table")) return;
        auto after = table().facts;
        merge(after.with, define_options(context_, action.options), action.mode == "reset");
        change(std::move(after));
    }
    void operator()(ast::ChangeOwner const& action) {
        auto after = table().facts;
        after.common.owner = std::string(action.owner.text);
        change(std::move(after));
    }
    void operator()(ast::OtherAction const& action) {
        not_modelled(context_, fmt::format("`alter table … {}`", action.what.text), action.span);
    }

private:
    Table const& table() const { return *context_.catalog.table(name_); }
    Column const* find(ast::Identifier const& name) { return context_.column(table(), name); }

    Constraint const* find_constraint(ast::Identifier const& name) {
        auto const found = table().constraints.find(std::string(name.text));
        if (found != table().constraints.end()) return &found->second;
        unknown_constraint(name);
        return nullptr;
    }
    void unknown_constraint(ast::Identifier const& name) {
        std::vector<std::string_view> candidates;
        for (auto const& [each, constraint] : table().constraints) candidates.push_back(each);
        unknown_part(context_, "constraint", name.text, fmt::format("table `{}`", context_.shown(name_)), candidates, name.span);
    }

    void change(Column const& before, Column after, std::string using_expression = {}) {
        if (context_.failed() || (before == after && using_expression.empty())) return;
        context_.perform(Alter{{Kind::column, name_, before.name}, before, std::move(after), std::move(using_expression)});
    }
    void change(Constraint const& before, Constraint after) {
        if (context_.failed() || before == after) return;
        context_.perform(Alter{{Kind::constraint, name_, before.name}, before, std::move(after), {}});
    }
    // From 15 on the sequences of a table's columns change with it.
    void set_sequences_logged(bool unlogged) {
        std::vector<std::string> names;
        for (auto const& column : table().columns)
            if (column.identity || !column.owned.empty()) names.push_back(column.name);
        for (auto const& name : names) {
            auto const before = *table().column(name);
            auto after = before;
            if (after.identity) after.identity->sequence.unlogged = unlogged;
            for (auto& sequence : after.owned) sequence.unlogged = unlogged;
            if (before != after) context_.perform(Alter{{Kind::column, name_, name}, before, std::move(after), {}}, true);
        }
    }

    void change(TableFacts after) {
        auto const before = table().facts;
        if (context_.failed() || before == after) return;
        context_.perform(Alter{{Kind::table, name_, {}}, before, std::move(after), {}});
    }

    static void merge(Options& options, Options const& given, bool reset) {
        for (auto const& [name, value] : given) {
            if (reset) options.erase(name);
            else options.insert_or_assign(name, value);
        }
    }

    static void retype(SequenceOptions& options, std::string const& type) {
        auto const old = default_sequence_options(options.type, options.increment);
        auto const fresh = default_sequence_options(type, options.increment);
        if (options.max_value == old.max_value) options.max_value = fresh.max_value;
        if (options.min_value == old.min_value) options.min_value = fresh.min_value;
        options.type = type;
    }

    bool may_have_default(Column const& column, Span span) {
        if (!column.identity && column.generated == Generated::no) return true;
        context_.error(Code::bad_definition, span,
                       fmt::format("column `{}` is {}", column.name, column.identity ? "an identity" : "generated"),
                       column.identity ? "write `drop identity`" : "write `drop expression`");
        return false;
    }

    void set_not_null(Column const* column, bool not_null, Span span) {
        if (!column) return;
        auto const* key = table().primary_key();
        bool const in_key = key && std::find(key->columns.begin(), key->columns.end(), column->name) != key->columns.end();
        if (!not_null && (in_key || column->identity)) {
            auto& diagnostic = context_.error(Code::bad_definition, span,
                                              fmt::format("column `{}` is {}", column->name, in_key ? "in the primary key" : "an identity"),
                                              in_key ? "drop the primary key first" : "drop the identity first");
            context_.note_origin(diagnostic, {Kind::table, name_, {}});
            return;
        }
        auto after = *column;
        after.not_null = not_null;
        change(*column, std::move(after));
    }

    // Only a unique index over all rows and plain columns that cannot be null tells every row (manual: ALTER TABLE,
    // REPLICA IDENTITY).
    bool may_identify(ast::Identifier const& wanted) {
        std::string const name(wanted.text);
        auto const index = table().indexes.find(name);
        auto const key = table().constraints.find(name);
        bool const of_key = key != table().constraints.end() && key->second.has_index();
        if (index == table().indexes.end() && !of_key) {
            unknown_relation(context_, {std::nullopt, wanted, wanted.span}, Kind::index);
            return false;
        }
        auto const refuse = [&](std::string_view what) {
            context_.error(Code::bad_definition, wanted.span, fmt::format("index `{}` {} as replica identity", name, what),
                           "use a unique index over columns that are not null");
            return false;
        };
        std::vector<std::string> columns;
        if (of_key) {
            if (key->second.kind == ConstraintKind::exclude) return refuse("that is not unique");
            if (key->second.deferrable) return refuse("of a deferrable key");
            columns = key->second.columns;
        } else {
            if (!index->second.unique) return refuse("that is not unique");
            if (index->second.where) return refuse("with a condition");
            for (auto const& element : index->second.elements) columns.push_back(element.column);
        }
        for (auto const& each : columns) {
            auto const* column = table().column(each);
            if (!column) return refuse("over an expression");
            if (!column->not_null) return refuse(fmt::format("with column `{}`, which may be null,", each));
        }
        return true;
    }

    // A permanent table may not refer to an unlogged one (SQLSTATE 42P16).
    bool may_persist(Persistence after, Span span) {
        if (after == table().facts.persistence) return true;
        std::optional<Name> other;
        if (after == Persistence::permanent) {
            for (auto const& [name, constraint] : table().constraints)
                if (constraint.kind == ConstraintKind::foreign_key && constraint.references != name_ &&
                    context_.catalog.table(constraint.references)->facts.persistence == Persistence::unlogged)
                    other = constraint.references;
        } else {
            for (auto const& key : context_.catalog.dependants({Kind::table, name_, {}}))
                if (key.kind == Kind::constraint && context_.catalog.table(key.name)->facts.persistence == Persistence::permanent)
                    other = key.name;
        }
        if (!other) return true;
        context_.error(Code::bad_definition, span,
                       fmt::format("a foreign key ties table `{}` to `{}`, and the permanent one of them may not refer to an unlogged one",
                                   context_.shown(name_), context_.shown(*other)),
                       fmt::format("change table `{}` first", context_.shown(*other)));
        return false;
    }

    // What the server asks of the new type before it looks at any row.
    bool may_convert(Column const& column, Type const& type, ast::SetType const& action) {
        auto const refuse = [&](std::string message, std::string help) {
            context_.error(Code::bad_definition, action.span, std::move(message), std::move(help));
            return false;
        };
        auto const from = spelled(column.type, context_.home()), to = spelled(type, context_.home());
        if (!retyped_.insert(column.name).second)
            return refuse(fmt::format("type of column `{}` changes twice", column.name), "remove one of the two subcommands");
        bool const integer = !type.array && (type.name == "smallint" || type.name == "integer" || type.name == "bigint");
        if (column.identity && !integer)
            return refuse(fmt::format("identity column `{}` of type {}", column.name, to), "use smallint, integer or bigint");
        if (!action.using_ && !converts(column.type, type))
            return refuse(fmt::format("column `{}` of type {} does not become {} by itself", column.name, from, to),
                          fmt::format("say how: `using {}::{}`", column.name, to));
        return keys_still_match(column, type, action.span);
    }

    /// Whether a value is converted without USING; true where a cast may come from outside.
    bool converts(Type const& from, Type const& to) const {
        auto const& catalog = context_.catalog;
        auto const known = [&](Type const& type) { return is_builtin_type(type) || catalog.type({type.schema, type.name}); };
        return catalog.open_world() || !known(from) || !known(to) || converts_by_itself(from, to);
    }

    bool keys_still_match(Column const& column, Type const& type, Span span) {
        auto const check = [&](Name const& owner, Constraint const& constraint) {
            if (constraint.kind != ConstraintKind::foreign_key) return true;
            for (std::size_t i = 0; i < constraint.columns.size(); ++i) {
                bool const refers = owner == name_ && constraint.columns[i] == column.name;
                bool const referred = constraint.references == name_ && constraint.referenced[i] == column.name;
                if (refers == referred) continue; // neither, or a column that refers to itself
                auto const* other = refers ? context_.catalog.table(constraint.references)->column(constraint.referenced[i])
                                           : context_.catalog.table(owner)->column(constraint.columns[i]);
                if (refers ? may_reference(type, other->type) : may_reference(other->type, type)) continue;
                context_.error(Code::bad_foreign_key, span,
                               fmt::format("column `{}` would be {}, and `{}` at the other end of foreign key `{}` is {}", column.name,
                                           spelled(type, context_.home()), other->name, constraint.name,
                                           spelled(other->type, context_.home())),
                               "drop the foreign key, change both columns, and add it again");
                return false;
            }
            return true;
        };
        for (auto const& [name, constraint] : table().constraints)
            if (!check(name_, constraint)) return false;
        for (auto const& key : context_.catalog.dependants({Kind::table, name_, {}}, column.name))
            if (key.kind == Kind::constraint && !check(key.name, context_.catalog.table(key.name)->constraints.at(key.part))) return false;
        return true;
    }

    // Views, triggers and generated columns hold the type (SQLSTATE 0A000).
    bool type_may_change(Column const& column, Span span) {
        std::vector<Key> in_the_way;
        for (auto const& key : outside_dependants(context_.catalog, {Kind::table, name_, {}}, column.name))
            if (key.kind == Kind::view || key.kind == Kind::routine) in_the_way.push_back(key);
        for (auto const& [name, trigger] : table().triggers) {
            auto const& list = trigger.update_columns;
            auto const mentioned = columns_of(trigger.rest);
            if (std::find(list.begin(), list.end(), column.name) != list.end() ||
                std::find(mentioned.begin(), mentioned.end(), column.name) != mentioned.end())
                in_the_way.push_back({Kind::trigger, name_, name});
        }
        for (auto const& other : table().columns) {
            if (other.generated == Generated::no || !other.default_value || other.name == column.name) continue;
            auto const mentioned = columns_of(*other.default_value);
            if (std::find(mentioned.begin(), mentioned.end(), column.name) != mentioned.end())
                in_the_way.push_back({Kind::column, name_, other.name});
        }
        if (in_the_way.empty()) return true;
        needed_by(context_, context_.shown({Kind::column, name_, column.name}), in_the_way, span,
                  "drop it before the type changes and create it again behind");
        return false;
    }

    void make_not_null(std::vector<std::string> const& columns) {
        for (auto const& name : columns) {
            auto const before = *table().column(name);
            if (before.not_null) continue;
            auto after = before;
            after.not_null = true;
            context_.perform(Alter{{Kind::column, name_, name}, before, std::move(after), {}}, true);
        }
    }

    // `using index` turns an index into a constraint of its own name, or of the one given.
    std::optional<Index> taken_index(ast::Constraint const& node, Constraint& constraint) {
        auto const* unique = std::get_if<ast::Unique>(&node.body);
        auto const* key = std::get_if<ast::PrimaryKey>(&node.body);
        auto const* parameters = unique ? &unique->parameters : key ? &key->parameters : nullptr;
        if (!parameters || !parameters->using_index) return std::nullopt;
        auto const found = table().indexes.find(std::string(parameters->using_index->text));
        if (found == table().indexes.end()) {
            unknown_relation(context_, {std::nullopt, *parameters->using_index, parameters->using_index->span}, Kind::index);
            return std::nullopt;
        }
        auto const& index = found->second;
        bool const plain = index.unique && !index.where && index.method == "btree" &&
                           std::all_of(index.elements.begin(), index.elements.end(), [](IndexElement const& element) {
                               return !element.column.empty() && !element.descending && element.operator_class.empty();
                           });
        if (!plain) {
            context_.error(Code::bad_definition, node.span, fmt::format("index `{}` cannot be a key", index.name.name),
                           "use a unique btree index over plain columns in their default order");
            return std::nullopt;
        }
        if (key && table().primary_key()) {
            context_.error(Code::second_primary_key, node.span, fmt::format("second primary key of table `{}`", context_.shown(name_)),
                           "make it `unique`");
            return std::nullopt;
        }
        constraint.name = node.name ? std::string(node.name->text) : index.name.name;
        if (table().constraints.contains(constraint.name)) {
            duplicate(context_, {Kind::constraint, name_, constraint.name}, node.span);
            return std::nullopt;
        }
        constraint.kind = key ? ConstraintKind::primary_key : ConstraintKind::unique;
        for (auto const& element : index.elements) constraint.columns.push_back(element.column);
        constraint.include = index.include;
        constraint.nulls_not_distinct = index.nulls_not_distinct;
        constraint.with = index.with;
        constraint.tablespace = index.tablespace;
        constraint.deferrable = node.attributes.deferrable.value_or(false);
        constraint.initially_deferred = node.attributes.initially_deferred.value_or(false);
        return index;
    }

    static bool uses_index(ast::Constraint const& node) {
        auto const* unique = std::get_if<ast::Unique>(&node.body);
        auto const* key = std::get_if<ast::PrimaryKey>(&node.body);
        return (unique && unique->parameters.using_index) || (key && key->parameters.using_index);
    }

    void add_constraint(ast::Constraint const& node, ast::Identifier const* column, bool implied) {
        std::optional<Constraint> constraint;
        if (uses_index(node)) {
            Constraint made;
            auto const index = taken_index(node, made);
            if (!index) return;
            context_.perform(Drop{{Kind::index, index->name, name_.name}, *index}, true);
            constraint = std::move(made);
        } else {
            constraint = define_constraint(context_, table(), node, column, false);
        }
        if (!constraint || context_.failed()) return;
        if (constraint->kind == ConstraintKind::primary_key) make_not_null(constraint->columns);
        Key const key{Kind::constraint, name_, constraint->name};
        context_.perform(Create{key, std::move(*constraint)}, implied);
    }

    Context& context_;
    Name name_;
    std::vector<ast::Column const*> added_;
    std::set<std::string> retyped_;
};

// ALTER TABLE … OWNER TO takes any relation: pg_dump writes it for sequences and views.
ast::ChangeOwner const* only_owner(ast::AlterTable const& statement) {
    return statement.actions.size() == 1 ? std::get_if<ast::ChangeOwner>(&statement.actions.front()) : nullptr;
}

} // namespace

void perform(Context& context, ast::AlterTable const& statement) {
    if (auto const* change = only_owner(statement)) {
        ast::ObjectName const object{ast::ObjectKind::table, statement.name, std::nullopt, std::nullopt, statement.name.span};
        perform(context, ast::AlterOwner{statement.if_exists, object, change->owner, statement.span});
        return;
    }
    if (statement.if_exists && !context.find_relation(statement.name)) return;
    auto const* table = context.table(statement.name);
    if (!table) return;
    std::vector<ast::TableAction const*> actions;
    for (auto const& action : statement.actions) actions.push_back(&action);
    std::stable_sort(actions.begin(), actions.end(), [](auto const* left, auto const* right) {
        return std::visit(PassOf{}, *left) < std::visit(PassOf{}, *right);
    });
    TableAlteration alteration(context, table->name);
    for (auto const* action : actions) {
        if (std::visit(PassOf{}, *action) >= Pass::constraints) alteration.constrain_added_columns();
        std::visit(alteration, *action);
    }
    alteration.constrain_added_columns();
}

} // namespace migc::catalog
