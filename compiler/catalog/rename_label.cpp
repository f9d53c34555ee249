#include "compiler/catalog/rename_label.hpp"

#include "grammar/quote.hpp"

#include <algorithm>

namespace migc::catalog {

namespace {

bool is_of(LabelRename const& rename, Type const& type) {
    return type.schema == rename.type.schema && type.name == rename.type.name;
}

// Behind the literal or quoted name that begins at `at`.
std::size_t end_of_quoted(std::string const& text, std::size_t at) {
    char const quote = text[at];
    for (++at; at < text.size(); ++at) {
        if (text[at] != quote) continue;
        if (at + 1 == text.size() || text[at + 1] != quote) return at + 1;
        ++at;
    }
    return text.size();
}

class Follower {
public:
    Follower(LabelRename const& rename, Table const& table)
        : rename_(rename), table_(table), from_(quoted_literal(rename.from)), to_(quoted_literal(rename.to)) {}

    void follow(Expression& expression, Column const* owner = nullptr) const {
        for (std::size_t at = 0; at < expression.text.size();) {
            char const c = expression.text[at];
            if (c != '\'' && c != '"') {
                ++at;
                continue;
            }
            auto end = end_of_quoted(expression.text, at);
            if (expression.text.compare(at, end - at, from_) == 0 && is_label(expression, at, end, owner)) {
                replace(expression, at, end);
                end = at + to_.size();
            }
            at = end;
        }
    }
    void follow(std::optional<Expression>& expression, Column const* owner = nullptr) const {
        if (expression) follow(*expression, owner);
    }

private:
    bool is_label(Expression const& expression, std::size_t begin, std::size_t end, Column const* owner) const {
        if (expression.text.compare(end, 2, "::") == 0)
            return std::any_of(expression.bindings.begin(), expression.bindings.end(), [&](Binding const& binding) {
                return binding.kind == Kind::type && binding.begin >= end && binding.begin <= end + 3 &&
                       binding.object == rename_.type;
            });
        if (auto const* column = nearest_column(expression, begin)) return is_of(rename_, column->type);
        return owner && is_of(rename_, owner->type);
    }

    Column const* nearest_column(Expression const& expression, std::size_t begin) const {
        Binding const* left = nullptr;
        Binding const* right = nullptr;
        for (auto const& binding : expression.bindings) {
            if (binding.kind != Kind::column) continue;
            if (binding.begin < begin) {
                auto const between = std::string_view(expression.text).substr(binding.end, begin - binding.end);
                bool const same_condition =
                    between.find(" and ") == std::string_view::npos && between.find(" or ") == std::string_view::npos;
                if (same_condition && (!left || left->begin < binding.begin)) left = &binding;
            } else if (!right || right->begin > binding.begin) {
                right = &binding;
            }
        }
        auto const* nearest = left ? left : right;
        return nearest ? table_.column(nearest->column) : nullptr;
    }

    void replace(Expression& expression, std::size_t begin, std::size_t end) const {
        expression.text.replace(begin, end - begin, to_);
        auto const moved = [&](std::uint32_t at) {
            return static_cast<std::uint32_t>(at + to_.size() - from_.size());
        };
        for (auto& binding : expression.bindings) {
            if (binding.begin < end) continue;
            binding.begin = moved(binding.begin);
            binding.end = moved(binding.end);
        }
    }

    LabelRename const& rename_;
    Table const& table_;
    std::string from_;
    std::string to_;
};

} // namespace

void follow_label(LabelRename const& rename, Table& table) {
    Follower const follower(rename, table);
    for (auto& column : table.columns) follower.follow(column.default_value, &column);
    for (auto& [name, constraint] : table.constraints) {
        follower.follow(constraint.condition);
        follower.follow(constraint.exclude_elements);
        follower.follow(constraint.where);
    }
    for (auto& [name, index] : table.indexes) {
        for (auto& element : index.elements) follower.follow(element.expression);
        follower.follow(index.where);
    }
    for (auto& [name, trigger] : table.triggers) follower.follow(trigger.rest);
}

void follow_label(LabelRename const& rename, View& view) {
    view.stale |= view.query.find(quoted_literal(rename.from)) != std::string::npos;
}

} // namespace migc::catalog
