#include "compiler/catalog/replay.hpp"

namespace migc::catalog {

std::vector<Operation> replay(Context& context, ast::Statement const& statement, grammar::TokenRange tokens) {
    context.begin_statement(tokens.span());
    std::visit([&](auto const& node) { perform(context, node); }, statement);
    if (context.failed()) context.undo();
    return context.take_operations();
}

} // namespace migc::catalog
