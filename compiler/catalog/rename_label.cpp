#include "compiler/catalog/rename_label.hpp"

#include "grammar/quote.hpp"

#include <algorithm>

namespace migc::catalog {

namespace {

bool is_of(LabelRename const& rename, Name const& type) {
    return type == rename.type || std::find(rename.domains.begin(), rename.domains.end(), type) != rename.domains.end();
}
bool is_of(LabelRename const& rename, Type const& type) { return is_of(rename, Name{type.schema, type.name}); }

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

// One element of an array's text form, quoted where it must be (manual 8.15.6).
std::string array_element(std::string const& label) {
    bool const plain = !label.empty() && label.find_first_of("{}\",\\ \t\n") == std::string::npos &&
                       !(label.size() == 4 && (label[0] | 0x20) == 'n' && (label[1] | 0x20) == 'u' &&
                         (label[2] | 0x20) == 'l' && (label[3] | 0x20) == 'l');
    if (plain) return label;
    std::string out = "\"";
    for (char const c : label) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + "\"";
}

std::string doubled_quotes(std::string const& text) {
    auto const literal = quoted_literal(text);
    return literal.substr(1, literal.size() - 2);
}

// The text of an array literal with one label in place of another; the same text where it does not stand there.
std::string with_element(std::string const& text, LabelRename const& rename) {
    std::string out;
    auto const bare = doubled_quotes(rename.from), quoted = "\"" + bare + "\"";
    auto const to = doubled_quotes(array_element(rename.to));
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] == '{' || text[at] == '}' || text[at] == ',' || text[at] == ' ' || text[at] == '\'') {
            out += text[at++];
            continue;
        }
        auto const end =
            text[at] == '"' ? end_of_quoted(text, at) : std::min(text.find_first_of("{},", at), text.size());
        auto const element = text.substr(at, end - at);
        out += element == bare || element == quoted ? to : element;
        at = end;
    }
    return out;
}

class Follower {
public:
    /// `table`: whose columns the expressions mention; none for a domain.
    Follower(LabelRename const& rename, Table const* table)
        : rename_(rename), table_(table), from_(quoted_literal(rename.from)), to_(quoted_literal(rename.to)) {}

    void follow(Expression& expression, Type const* owner = nullptr) const {
        for (std::size_t at = 0; at < expression.text.size();) {
            char const c = expression.text[at];
            if (c != '\'' && c != '"') {
                ++at;
                continue;
            }
            auto end = end_of_quoted(expression.text, at);
            auto const literal = expression.text.substr(at, end - at);
            bool const array = literal.size() > 1 && literal[1] == '{' && literal != from_;
            if ((array || literal == from_) && is_label(expression, at, end, owner)) {
                auto const text = array ? with_element(literal, rename_) : to_;
                replace(expression, at, end, text);
                end = at + text.size();
            }
            at = end;
        }
    }
    void follow(std::optional<Expression>& expression, Type const* owner = nullptr) const {
        if (expression) follow(*expression, owner);
    }

private:
    bool is_label(Expression const& expression, std::size_t begin, std::size_t end, Type const* owner) const {
        if (expression.text.compare(end, 2, "::") == 0)
            return std::any_of(expression.bindings.begin(), expression.bindings.end(), [&](Binding const& binding) {
                return binding.kind == Kind::type && binding.begin >= end && binding.begin <= end + 3 &&
                       is_of(rename_, binding.object);
            });
        if (auto const* column = nearest_column(expression, begin)) return is_of(rename_, column->type);
        return owner && is_of(rename_, *owner);
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
        return nearest && table_ ? table_->column(nearest->column) : nullptr;
    }

    static void replace(Expression& expression, std::size_t begin, std::size_t end, std::string const& text) {
        expression.text.replace(begin, end - begin, text);
        auto const moved = [&](std::uint32_t at) {
            return static_cast<std::uint32_t>(at + text.size() - (end - begin));
        };
        for (auto& binding : expression.bindings) {
            if (binding.begin < end) continue;
            binding.begin = moved(binding.begin);
            binding.end = moved(binding.end);
        }
    }

    LabelRename const& rename_;
    Table const* table_;
    std::string from_;
    std::string to_;
};

} // namespace

void follow_label(LabelRename const& rename, Table& table) {
    Follower const follower(rename, &table);
    for (auto& column : table.columns) follower.follow(column.default_value, &column.type);
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

void follow_label(LabelRename const& rename, Domain& domain) {
    Follower const follower(rename, nullptr);
    follower.follow(domain.default_value, &domain.base);
    for (auto& [name, check] : domain.checks) follower.follow(check.condition, &domain.base);
}

void follow_label(LabelRename const& rename, View& view) {
    view.stale |= view.query.find(quoted_literal(rename.from)) != std::string::npos;
}

} // namespace migc::catalog
