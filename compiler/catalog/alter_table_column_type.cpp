// ALTER TABLE … SET DATA TYPE, and what must hold for it. Manual: ALTER TABLE.
#include "compiler/catalog/alter_table.hpp"

#include "compiler/catalog/comparable_types.hpp"
#include "compiler/catalog/default_value.hpp"
#include "compiler/catalog/define.hpp"
#include "compiler/catalog/define_checks.hpp"
#include "compiler/catalog/dependants.hpp"
#include "compiler/catalog/named_errors.hpp"
#include "compiler/catalog/operands.hpp"
#include "compiler/catalog/partition_parts.hpp"
#include "compiler/catalog/replay.hpp"
#include "compiler/catalog/server_names.hpp"
#include "compiler/catalog/shared_identity.hpp"
#include "compiler/catalog/type_change.hpp"
#include "compiler/catalog/type_uses.hpp"
#include "compiler/catalog/typed_table.hpp"
#include "grammar/quote.hpp"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <set>

namespace migc::catalog {

namespace {

// `c::text` or `text(c)`, where the column becomes text.
bool casts_to(std::string const& text, std::string const& column, std::string const& type) {
    auto const is_part = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '"'; };
    for (auto const& wanted : {column + "::" + type, type + "(" + column + ")"})
        for (auto at = text.find(wanted); at != text.npos; at = text.find(wanted, at + 1)) {
            auto const behind = at + wanted.size();
            bool const whole = (at == 0 || !is_part(text[at - 1])) && (behind == text.size() || !is_part(text[behind]));
            if (whole) return true;
        }
    return false;
}

// `c > 0` becomes `c > 0::numeric`, and with the old type back `c::numeric > 0::numeric`.
bool casts_literals(Type const& from, Type const& to) {
    auto const among = [](Type const& type, std::initializer_list<std::string_view> names) {
        return !type.array && type.schema.empty() && std::find(names.begin(), names.end(), type.name) != names.end();
    };
    return among(from, {"smallint", "integer", "bigint"}) && among(to, {"numeric", "real", "double precision"});
}

// The server reads checks and indexes again from their text: a cast to the type that the column now has is gone then,
// and literals may get one. With the old type back they would not be valid, or not the same. They are made anew there,
// which is what the inverse of these says.
std::vector<std::pair<Key, Object>> read_anew(Context const& context, Table const& table, Column const& column,
                                              Type const& type) {
    auto const name = quoted_identifier(column.name);
    auto const bare = spelled({type.schema, type.name, {}, type.suffix, type.array}, context.home());
    bool const literals = casts_literals(base_type(context.catalog, column.type), base_type(context.catalog, type));
    auto const loses = [&](Expression const& expression) {
        auto const mentioned = columns_of(expression);
        bool const mentions = std::find(mentioned.begin(), mentioned.end(), column.name) != mentioned.end();
        return mentions && (literals || casts_to(expression.text, name, bare));
    };
    std::vector<std::pair<Key, Object>> out;
    for (auto const& [constraint_name, constraint] : table.constraints)
        if (constraint.kind == ConstraintKind::check && constraint.condition && loses(*constraint.condition) &&
            constraint.inheritance.parents == 0)
            out.emplace_back(Key{Kind::constraint, table.name, constraint_name}, constraint);
    for (auto const& [index_name, index] : table.indexes) {
        bool const lost = (index.where && loses(*index.where)) ||
                          std::any_of(index.elements.begin(), index.elements.end(), [&](IndexElement const& element) {
                              return element.expression && loses(*element.expression);
                          });
        if (lost && index.parent.name.empty() && !table.partitioned)
            out.emplace_back(Key{Kind::index, index.name, table.name.name}, index);
    }
    return out;
}

} // namespace

void TableAlteration::operator()(ast::SetType const& action) {
    auto const* column = find(action.column);
    if (!column) return;
    auto type = context_.resolve_type(action.type);
    if (!has_own_columns(context_, table(), "type of a column", action.span)) return;
    if (action.using_ && !is_stored("`using`", action.using_->span)) return;
    if (!type || !check_value_type(context_, *type, fmt::format("column `{}`", column->name), action.type.span)) return;
    std::string using_expression;
    if (action.using_) using_expression = bind(context_, action.using_->tokens, {&table()}).text;
    if (context_.failed() || !may_convert(*column, *type, action) || !type_may_change(*column, action.span)) return;
    if (!is_own(*column, action.span, "type") || must_reach_children(action.span, "type changed in")) return;
    for (auto const& child : context_.catalog.children(name_)) {
        TableAlteration(context_, child, Reach::inherited)(action);
        if (context_.failed()) return;
    }
    auto after = *column;
    if (column->default_value && column->generated == Generated::no)
        after.default_value =
            kept_default(context_.catalog, *column->default_value, column->type, *type, context_.home());
    after.type = std::move(*type);
    after.collation.clear();
    if (action.collation) {
        check_collatable(context_, after.type, action.collation->span);
        after.collation = collation_text(*action.collation);
    }
    if (after.identity && !is_shared(*after.identity)) retype(after.identity->sequence.options, after.type.name);
    make_parts_anew(*column);
    auto const losing = read_anew(context_, table(), *column, after.type);
    for (auto const& [key, object] : losing) context_.perform(Drop{key, object, at_end}, true);
    change(*column, std::move(after), std::move(using_expression));
    for (auto const& [key, object] : losing) context_.perform(Create{key, object, at_end, false}, true);
}

// Names are made of those that the columns have now.
void TableAlteration::make_parts_anew(Column const& column) {
    if (!table().partitioned) return;
    auto const contains = [&](std::vector<std::string> const& names) {
        return std::find(names.begin(), names.end(), column.name) != names.end();
    };
    auto const is_over_column = [&](Index const& index) {
        return contains(index.include) || (index.where && contains(columns_of(*index.where))) ||
               std::any_of(index.elements.begin(), index.elements.end(), [&](IndexElement const& element) {
                   return element.expression ? contains(columns_of(*element.expression))
                                             : element.column == column.name;
               });
    };
    auto const constraints = table().constraints;
    for (auto const& [name, key] : constraints) {
        if (!key.has_index() || !key.parent.name.empty() || (!contains(key.columns) && !contains(key.include)))
            continue;
        auto anew = key;
        anew.labels.names = key.columns;
        anew.labels.names.insert(anew.labels.names.end(), key.include.begin(), key.include.end());
        context_.propagate(Alter{{Kind::constraint, name_, name}, key, anew, {}});
        make_partition_parts_anew(context_, name_, anew);
    }
    auto const indexes = table().indexes;
    for (auto const& [name, index] : indexes) {
        if (!index.parent.name.empty() || !is_over_column(index)) continue;
        auto anew = index;
        for (auto& element : anew.elements)
            if (!element.expression) element.label.names = {element.column};
        context_.propagate(Alter{{Kind::index, index.name, name_.name}, index, anew, {}});
        make_partition_parts_anew(context_, name_, anew);
    }
}

void TableAlteration::retype(SequenceOptions& options, std::string const& type) {
    auto const old = default_sequence_options(options.type, options.increment);
    auto const fresh = default_sequence_options(type, options.increment);
    if (options.max_value == old.max_value) options.max_value = fresh.max_value;
    if (options.min_value == old.min_value) options.min_value = fresh.min_value;
    options.type = type;
}

// What the server asks of the new type before it looks at any row.
bool TableAlteration::may_convert(Column const& column, Type const& type, ast::SetType const& action) {
    auto const refuse = [&](std::string message, std::string help) {
        context_.error(Code::bad_definition, action.span, std::move(message), std::move(help));
        return false;
    };
    auto const from = spelled(column.type, context_.home()), to = spelled(type, context_.home());
    if (!retyped_.insert(column.name).second)
        return refuse(fmt::format("type of column `{}` changes twice", column.name),
                      "remove one of the two subcommands");
    bool const integer = !type.array && (type.name == "smallint" || type.name == "integer" || type.name == "bigint");
    if (column.identity && !integer)
        return refuse(fmt::format("identity column `{}` of type {}", column.name, to),
                      "use smallint, integer or bigint");
    if (column.generated != Generated::no && action.using_)
        return refuse(fmt::format("`using` for generated column `{}`", column.name),
                      "remove it: the server computes the values again");
    if (!action.using_ && !assigns(context_.catalog, column.type, type))
        return refuse(fmt::format("column `{}` of type {} does not become {} by itself", column.name, from, to),
                      fmt::format("say how: `using {}::{}`", column.name, to));
    auto const held = column.default_value && column.generated == Generated::no
                          ? type_of_default(*column.default_value, column.type)
                          : std::nullopt;
    if (held && !assigns(context_.catalog, *held, type))
        return refuse(fmt::format("the default of column `{}` does not become {} by itself", column.name, to),
                      fmt::format("write `alter column {0} drop default` in front, and `set default` behind",
                                  quoted_identifier(column.name)));
    return keys_still_match(column, type, action.span) && expressions_still_stand(column, type, action.span);
}

// The server reads checks and indexes again, as they would be written for the new type.
bool TableAlteration::expressions_still_stand(Column const& column, Type const& type, Span span) {
    auto const stands = [&](Key const& key, std::optional<Expression> const& expression) {
        auto const text = expression ? misfit(context_, table(), *expression, column, type) : std::nullopt;
        if (!text) return true;
        context_.error(Code::unknown_function, span,
                       fmt::format("{} would not stand: nothing takes {} in `{}`", context_.shown(key),
                                   spelled(type, context_.home()), *text),
                       "drop it in front, and create it again behind with a cast");
        return false;
    };
    auto const stands_in_index = [&](Key const& key, std::optional<Expression> const& expression) {
        if (!stands(key, expression)) return false;
        auto const text = expression ? changing_cast(context_, table(), *expression, column, type) : std::nullopt;
        if (!text) return true;
        context_.error(Code::bad_definition, span,
                       fmt::format("{} would not stand: of {}, the result of `{}` hangs on settings of the session",
                                   context_.shown(key), spelled(type, context_.home()), *text),
                       "drop it in front, and create another one behind");
        return false;
    };
    for (auto const& [name, constraint] : table().constraints)
        if (!stands({Kind::constraint, name_, name}, constraint.condition)) return false;
    for (auto const& [name, index] : table().indexes) {
        Key const key{Kind::index, index.name, name_.name};
        if (!stands_in_index(key, index.where)) return false;
        for (auto const& element : index.elements)
            if (!stands_in_index(key, element.expression)) return false;
    }
    return true;
}

bool TableAlteration::keys_still_match(Column const& column, Type const& type, Span span) {
    auto const check = [&](Name const& owner, Constraint const& constraint) {
        if (constraint.kind != ConstraintKind::foreign_key) return true;
        for (std::size_t i = 0; i < constraint.columns.size(); ++i) {
            bool const refers = owner == name_ && constraint.columns[i] == column.name;
            bool const referred = constraint.references == name_ && constraint.referenced[i] == column.name;
            if (refers == referred) continue; // neither, or a column that refers to itself
            auto const* other = refers ? context_.catalog.table(constraint.references)->column(constraint.referenced[i])
                                       : context_.catalog.table(owner)->column(constraint.columns[i]);
            auto const& catalog = context_.catalog;
            if (refers ? may_reference(catalog, type, other->type) : may_reference(catalog, other->type, type))
                continue;
            context_.error(Code::bad_foreign_key, span,
                           fmt::format("column `{}` would be {}, and `{}` at the other end of foreign key `{}` is {}",
                                       column.name, spelled(type, context_.home()), other->name, constraint.name,
                                       spelled(other->type, context_.home())),
                           "drop the foreign key, change both columns, and add it again");
            return false;
        }
        return true;
    };
    for (auto const& [name, constraint] : table().constraints)
        if (!check(name_, constraint)) return false;
    for (auto const& key : context_.catalog.dependants({Kind::table, name_, {}}, column.name))
        if (key.kind == Kind::constraint &&
            !check(key.name, context_.catalog.table(key.name)->constraints.at(key.part)))
            return false;
    return true;
}

// Views, triggers and generated columns hold the type (SQLSTATE 0A000).
bool TableAlteration::type_may_change(Column const& column, Span span) {
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
    for (auto const& [name, policy] : table().policies)
        for (auto const* condition : {&policy.using_expression, &policy.check}) {
            if (!*condition) continue;
            auto const mentioned = columns_of(**condition);
            bool const mentions = std::find(mentioned.begin(), mentioned.end(), column.name) != mentioned.end();
            if (mentions && (in_the_way.empty() || in_the_way.back().part != name))
                in_the_way.push_back({Kind::policy, name_, name});
        }
    // Rows of this table's row type stand elsewhere, and the server rewrites none of them.
    if (auto const holder = holder_of_values(context_.catalog, name_)) in_the_way.push_back(*holder);
    if (in_the_way.empty()) return true;
    needed_by(context_, context_.shown({Kind::column, name_, column.name}), in_the_way, span,
              "drop it before the type changes and create it again behind");
    return false;
}

} // namespace migc::catalog
