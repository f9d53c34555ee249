#include "compiler/replay/rebuild_enum.hpp"

#include "compiler/catalog/bind.hpp"
#include "compiler/catalog/dependants.hpp"
#include "compiler/catalog/server_names.hpp"
#include "grammar/quote.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace migc::replay {

using catalog::Key;
using catalog::Kind;
using catalog::Operation;

namespace {

bool contains(std::vector<std::string> const& list, std::string const& name) {
    return std::find(list.begin(), list.end(), name) != list.end();
}

bool mentions(std::optional<catalog::Expression> const& expression, std::string const& column) {
    return expression && contains(catalog::columns_of(*expression), column);
}

// The server reads such expressions again when the column's type changes, with constants of the old type in
// them.
bool reads(catalog::Constraint const& constraint, std::string const& column) {
    bool const key = constraint.kind == catalog::ConstraintKind::foreign_key && contains(constraint.columns, column);
    return key || mentions(constraint.condition, column) || mentions(constraint.exclude_elements, column) ||
           mentions(constraint.where, column);
}
bool reads(catalog::Index const& index, std::string const& column) {
    return mentions(index.where, column) ||
           std::any_of(index.elements.begin(), index.elements.end(),
                       [&](catalog::IndexElement const& each) { return mentions(each.expression, column); });
}
bool reads(catalog::Trigger const& trigger, std::string const& column) {
    return contains(trigger.update_columns, column) || mentions(trigger.rest, column);
}

class Rebuilder {
public:
    Rebuilder(catalog::Context& context, catalog::Alter const& back, emit::Style const& style)
        : context_(context), catalog_(context.catalog), back_(back), style_(style),
          type_(std::get<catalog::EnumType>(back.before)) {}

    Rebuild run() {
        find_columns();
        set_aside();
        auto aside = context_.take_operations();
        for (auto const& operation : aside) refuse_loss(operation);
        if (!out_.reasons.empty()) {
            for (auto it = aside.rbegin(); it != aside.rend(); ++it) catalog_.apply(catalog::inverse(*it));
            return std::move(out_);
        }
        for (auto const& operation : aside) write(operation);
        convert();
        for (auto it = aside.rbegin(); it != aside.rend(); ++it) {
            auto back = catalog::inverse(*it);
            catalog_.apply(back);
            write(back);
        }
        return std::move(out_);
    }

private:
    struct Place {
        catalog::Name table;
        std::string column;
    };

    bool is_of_type(catalog::Type const& type) const {
        return type.schema == type_.name.schema && type.name == type_.name.name;
    }

    catalog::Column const* column(Key const& key) const {
        auto const* table = key.kind == Kind::column ? catalog_.table(key.name) : nullptr;
        return table ? table->column(key.part) : nullptr;
    }

    void find_columns() {
        for (auto const& key : catalog_.dependants(back_.key))
            if (auto const* found = column(key); found && is_of_type(found->type))
                columns_.push_back({key.name, key.part});
    }

    void write(Operation const& operation) {
        for (auto& text : emit::write(operation, style_)) out_.statements.push_back(std::move(text));
        out_.operations.push_back(operation);
    }

    // --- what is in the way ---

    void set_aside() {
        for (auto const& place : columns_) {
            auto const owner = Key{Kind::table, place.table, {}};
            for (auto const& key : catalog::outside_dependants(catalog_, owner, place.column)) drop(key);
            drop_parts(place, &catalog::Table::constraints, Kind::constraint);
            drop_parts(place, &catalog::Table::indexes, Kind::index);
            drop_parts(place, &catalog::Table::triggers, Kind::trigger);
            for (auto const& each : catalog_.table(place.table)->columns)
                if (each.generated != catalog::Generated::no && mentions(each.default_value, place.column))
                    out_.reasons.push_back(fmt::format("generated column `{}` of `{}` is made of a column of the type",
                                                       each.name, context_.shown(place.table)));
            drop_default({Kind::column, place.table, place.column});
        }
        for (auto const& key : catalog_.dependants(back_.key)) {
            auto const* found = column(key);
            if (found && is_of_type(found->type)) continue;
            if (found)
                drop_default(key);
            else
                drop(key);
        }
        if (context_.failed()) out_.reasons.push_back("what needs the type cannot be set aside");
    }

    void drop(Key const& key) {
        auto const span = context_.statement();
        if (!catalog_.value(key)) return;
        if (key.kind == Kind::constraint)
            catalog::drop_constraint(context_, key.name, key.part, true, span, true);
        else if (key.kind == Kind::column)
            drop_default(key);
        else
            catalog::drop_object(context_, key, true, span, {});
    }

    void drop_default(Key const& key) {
        auto const* found = column(key);
        if (!found || !found->default_value || found->generated != catalog::Generated::no) return;
        auto const before = *found;
        auto after = before;
        after.default_value.reset();
        context_.perform(catalog::Alter{key, before, std::move(after), {}}, true);
    }

    template <class Parts>
    void drop_parts(Place const& place, Parts catalog::Table::*parts, Kind kind) {
        std::vector<std::string> names;
        for (auto const& [name, part] : catalog_.table(place.table)->*parts)
            if (reads(part, place.column)) names.push_back(name);
        for (auto const& name : names) {
            bool const index = kind == Kind::index;
            drop({kind, index ? catalog::Name{place.table.schema, name} : place.table, index ? std::string() : name});
        }
    }

    void refuse_loss(Operation const& operation) {
        auto const* dropped = std::get_if<catalog::Drop>(&operation.change);
        auto const* altered = std::get_if<catalog::Alter>(&operation.change);
        bool const attribute = altered && std::holds_alternative<catalog::CompositeType>(altered->before);
        bool const values = dropped && (std::holds_alternative<catalog::Table>(dropped->before) ||
                                        std::holds_alternative<catalog::Column>(dropped->before));
        if (values || attribute)
            out_.reasons.push_back(
                fmt::format("{} would lose its values", context_.shown(values ? dropped->key : altered->key)));
    }

    // --- the type itself ---

    catalog::Name aside_name() const {
        for (int pass = 0;; ++pass) {
            auto const label = pass == 0 ? std::string("old") : fmt::format("old{}", pass);
            catalog::Name const name{type_.name.schema, catalog::object_name(type_.name.name, {}, label)};
            if (!catalog_.has_type(name) && !catalog_.relation(name)) return name;
        }
    }

    void convert() {
        auto const old = aside_name();
        catalog::Operation const away{catalog::Rename{back_.key, {Kind::type, old, {}}}, {}, false};
        for (auto& text : emit::write(away, style_)) out_.statements.push_back(std::move(text));
        catalog::Operation const fresh{catalog::Create{back_.key, back_.after, catalog::at_end, false}, {}, false};
        for (auto& text : emit::write(fresh, style_)) out_.statements.push_back(std::move(text));
        for (auto const& place : columns_) {
            auto const& type = catalog_.table(place.table)->column(place.column)->type;
            auto const to = catalog::spelled(type, style_.home_schema);
            auto const name = quoted_identifier(place.column);
            out_.statements.push_back(fmt::format("alter table {} alter column {} type {} using {}::text{}::{}",
                                                  qualified(place.table), name, to, name, type.array ? "[]" : "", to));
        }
        auto gone = type_;
        gone.name = old;
        catalog::Operation const drop_old{catalog::Drop{{Kind::type, old, {}}, gone, catalog::at_end}, {}, false};
        for (auto& text : emit::write(drop_old, style_)) out_.statements.push_back(std::move(text));
        Operation const change{back_, {}, false};
        catalog_.apply(change);
        out_.operations.push_back(change);
    }

    std::string qualified(catalog::Name const& name) const {
        return name.schema == style_.home_schema ? quoted_identifier(name.name)
                                                 : qualified_identifier(name.schema, name.name);
    }

    catalog::Context& context_;
    catalog::Catalog& catalog_;
    catalog::Alter const& back_;
    emit::Style const& style_;
    catalog::EnumType const type_;
    std::vector<Place> columns_;
    Rebuild out_;
};

} // namespace

Rebuild rebuild_enum(catalog::Context& context, catalog::Alter const& back, emit::Style const& style) {
    return Rebuilder(context, back, style).run();
}

} // namespace migc::replay
