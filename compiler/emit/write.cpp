#include "compiler/emit/write.hpp"

#include "compiler/emit/write_parts.hpp"

#include <cassert>

namespace migc::emit {

// Defined in write_rename.cpp: a new name or schema, for every kind.
void rename(catalog::Rename const& change, Style const& style, Statements& out);

namespace {

struct Writer {
    Style const& style;
    Statements& out;
    bool only;

    void operator()(catalog::Create const& change) const {
        std::visit([&](auto const& object) { create({change.key, style, out, only}, object); }, change.after);
    }
    void operator()(catalog::Drop const& change) const {
        std::visit([&](auto const& object) { drop({change.key, style, out, only}, object); }, change.before);
    }
    void operator()(catalog::Alter const& change) const {
        assert(change.before.index() == change.after.index());
        std::visit(
            [&]<class Object>(Object const& before) {
                auto const& after = std::get<Object>(change.after);
                Context const context{change.key, style, out, only};
                if constexpr (std::is_same_v<Object, catalog::Column>)
                    alter(context, before, after, change.using_expression);
                else
                    alter(context, before, after);
            },
            change.before);
    }
    void operator()(catalog::Rename const& change) const { rename(change, style, out); }
    void operator()(catalog::ChangeRows const&) const {}
    void operator()(catalog::Unseen const&) const {}
};

} // namespace

std::string alter_table(Context const& context) {
    return std::string("alter table ") + (context.only ? "only " : "") + qualified(context.key.name, context.style) +
           " ";
}

std::vector<std::string> write(catalog::Operation const& operation, Style const& style) {
    Statements out;
    std::visit(Writer{style, out, operation.only}, operation.change);
    return out;
}

} // namespace migc::emit
