// A new name, another schema, or both, for every kind of object.
#include "compiler/emit/write_parts.hpp"

#include "grammar/quote.hpp"

namespace migc::emit {

namespace {

using catalog::Key;
using catalog::Kind;

/// Keys of schemas and extensions may keep their one name in either half.
std::string only_name(Key const& key) { return key.name.name.empty() ? key.name.schema : key.name.name; }

struct Renamer {
    catalog::Rename const& change;
    Style const& style;
    Statements& out;

    /// `alter table t rename column a to b`
    void part(std::string_view word) const {
        move("table", {});
        if (change.from.part != change.to.part)
            out.push_back("alter table " + qualified(change.to.name, style) + " rename " + std::string(word) + " " +
                          quoted_identifier(change.from.part) + " to " + quoted_identifier(change.to.part));
    }

    /// Name, then schema; `arguments` tell a routine's overloads apart.
    void move(std::string_view kind, std::string const& arguments) const {
        auto at = change.from.name;
        auto const start = [&] {
            auto const name = change.from.kind == Kind::type ? qualified_type(at, style) : qualified(at, style);
            return "alter " + std::string(kind) + " " + name + arguments;
        };
        if (at.name != change.to.name.name) {
            out.push_back(start() + " rename to " + quoted_identifier(change.to.name.name));
            at.name = change.to.name.name;
        }
        if (at.schema != change.to.name.schema)
            out.push_back(start() + " set schema " + quoted_identifier(change.to.name.schema));
    }
};

} // namespace

// A name stands in front of what tells overloads apart, and behind the words of the kind.
void rename_named(catalog::Rename const& change, Style const& style, Statements& out) {
    auto at = change.from;
    auto const start = [&] {
        return "alter " + std::string(catalog::spelling(at.named)) + " " + named_name(at, style);
    };
    if (at.name.name != change.to.name.name) {
        out.push_back(start() + " rename to " + quoted_identifier(change.to.name.name));
        at.name.name = change.to.name.name;
    }
    if (at.name.schema != change.to.name.schema)
        out.push_back(start() + " set schema " + quoted_identifier(change.to.name.schema));
}

void rename(catalog::Rename const& change, Style const& style, Statements& out) {
    Renamer const renamer{change, style, out};
    auto const& from = change.from;
    switch (from.kind) {
    case Kind::schema:
        out.push_back("alter schema " + quoted_identifier(only_name(from)) + " rename to " +
                      quoted_identifier(only_name(change.to)));
        return;
    case Kind::extension:
        out.push_back("alter extension " + quoted_identifier(from.name.name) + " set schema " +
                      quoted_identifier(change.to.name.schema));
        return;
    case Kind::type: return renamer.move("type", {});
    case Kind::sequence: return renamer.move("sequence", {});
    case Kind::table: return renamer.move("table", {});
    case Kind::view: return renamer.move("table", {}); // which says it of materialized views, too
    case Kind::routine: return renamer.move("routine", "(" + from.part + ")");
    case Kind::named: return rename_named(change, style, out);
    case Kind::index:
        // An index moves along with its table (manual: ALTER INDEX has no SET SCHEMA).
        out.push_back("alter index " + qualified(from.name, style) + " rename to " +
                      quoted_identifier(change.to.name.name));
        return;
    case Kind::column: return renamer.part("column");
    case Kind::constraint: return renamer.part("constraint");
    case Kind::policy:
    case Kind::rule:
    case Kind::trigger:
        out.push_back("alter " + std::string(catalog::spelling(from.kind)) + " " + quoted_identifier(from.part) +
                      " on " + qualified(change.to.name, style) + " rename to " + quoted_identifier(change.to.part));
        return;
    }
}

} // namespace migc::emit
