#include "compiler/catalog/replay.hpp"

#include "compiler/catalog/version_gate.hpp"

namespace migc::catalog {

std::vector<Operation> replay(Context& context, ast::Statement const& statement, grammar::TokenRange tokens) {
    context.begin_statement(tokens.span());
    if (known_to_target(context, tokens)) std::visit([&](auto const& node) { perform(context, node); }, statement);
    if (context.failed()) context.undo();
    return context.take_operations();
}

} // namespace migc::catalog
