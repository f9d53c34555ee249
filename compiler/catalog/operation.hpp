// What a statement does to a catalog: names resolved, the values before and after inside. Reversal, comparison,
// dumps and the writer are functions over this data.
#pragma once

#include "compiler/base/source.hpp"
#include "compiler/catalog/objects.hpp"

#include <optional>
#include <variant>
#include <vector>

namespace migc::catalog {

/// `position`: where a column stands, or where an enum label does; the last place when it is `at_end`.
inline constexpr std::size_t at_end = static_cast<std::size_t>(-1);

struct Create {
    Key key;
    Object after;
    std::size_t position = at_end;
    bool may_have_existed = false; // `if not exists` (RULINGS 20)
};

/// Everything that goes with the object stands inside `before`; what `cascade` takes elsewhere is an operation of
/// its own, in front of this one.
struct Drop {
    Key key;
    Object before;
    std::size_t position = at_end;
};

/// Same object, other values.
struct Alter {
    Key key;
    Object before;
    Object after;
    std::string using_expression; // of a type change, as normalised text
};

/// A new name, or another schema.
struct Rename {
    Key from;
    Key to;
};

/// Rows change; the schema does not.
enum class RowChangeKind : std::uint8_t { insert, update, remove, truncate, other };
struct ChangeRows {
    RowChangeKind kind{};
    std::vector<Name> tables;
    std::vector<std::string> columns; // written ones, where the statement names them
};

/// Something the catalog cannot see into (RULINGS 11); reports from here on say "seen only up to". With `part_of` it is
/// no more than a part of that object, which goes with it.
struct Unseen {
    std::string what;
    std::optional<Key> part_of = std::nullopt;
};

struct Operation {
    std::variant<Create, Drop, Alter, Rename, ChangeRows, Unseen> change;
    Place place;          // the statement
    bool implied = false; // came along with another operation of the same statement (cascade)
    /// The server does it along with another operation of the statement, and takes it back along with that
    /// one's inverse (a column that a child inherits), so that no statement of its own is ever written.
    bool propagated = false;
    bool only = false; // of this table alone, although others inherit from it
};

/// The operation that takes this one back. ChangeRows and Unseen have none: what is written in `reversed by` stands
/// for it, so asking is a programmer's error.
Operation inverse(Operation const& operation);

/// The inverses of a list, last first.
std::vector<Operation> inverse(std::vector<Operation> const& operations);

bool has_inverse(Operation const& operation);

} // namespace migc::catalog
