#include "compiler/replay/doubtful.hpp"

#include "grammar/lexer.hpp"

namespace migc::replay {

void Doubtful::add(ast::Statement const& statement) {
    if (auto const* schema = std::get_if<ast::CreateSchema>(&statement); schema && schema->name) add(schema->name->text);
    if (auto const* extension = std::get_if<ast::CreateExtension>(&statement)) add(extension->name.text);
    if (auto const* type = std::get_if<ast::CreateEnum>(&statement)) add(type->name);
    if (auto const* sequence = std::get_if<ast::CreateSequence>(&statement)) add(sequence->name);
    if (auto const* table = std::get_if<ast::CreateTable>(&statement)) add(table->name);
    if (auto const* index = std::get_if<ast::CreateIndex>(&statement); index && index->name) add(index->name->text);
    if (auto const* view = std::get_if<ast::CreateView>(&statement)) add(view->name);
    if (auto const* routine = std::get_if<ast::CreateRoutine>(&statement)) add(routine->name);
    if (auto const* trigger = std::get_if<ast::CreateTrigger>(&statement)) add(trigger->name.text);
    if (auto const* value = std::get_if<ast::AddEnumValue>(&statement)) add(value->label.value);
    if (auto const* rename = std::get_if<ast::Rename>(&statement)) add(rename->to.text);
    if (auto const* move = std::get_if<ast::SetSchema>(&statement)) add(move->object.name);
    auto const* alter = std::get_if<ast::AlterTable>(&statement);
    if (!alter) return;
    for (auto const& action : alter->actions) {
        if (auto const* column = std::get_if<ast::AddColumn>(&action)) add(column->column.name.text);
        if (auto const* constraint = std::get_if<ast::AddConstraint>(&action); constraint && constraint->constraint.name)
            add(constraint->constraint.name->text);
    }
}

void Doubtful::add(grammar::ParsedFile const& file) {
    Diagnostics reported_before;
    for (auto const& token : file.tokens)
        if (grammar::is_label(token.kind)) add(grammar::name_value(*file.source, token, reported_before));
}

bool Doubtful::explains(Diagnostic const& diagnostic) const {
    switch (diagnostic.code) {
    case Code::unknown_schema:
    case Code::unknown_relation:
    case Code::unknown_column:
    case Code::unknown_type:
    case Code::unknown_function:
    case Code::unknown_routine:
    case Code::unknown_part:
    case Code::unknown_extension: break;
    default: return false; // the codes are hundreds, and a new one explains nothing until it is listed here
    }
    if (names_.empty() || !diagnostic.place.source) return false;
    SourceFile at(diagnostic.place.source->path, std::string(diagnostic.place.source->slice(diagnostic.place.span)));
    Diagnostics reported_before;
    for (auto const& token : grammar::lex(at, grammar::TextKind::revision, reported_before)) {
        bool const label = token.kind == grammar::TokenKind::string;
        if (label && names_.contains(grammar::string_value(at, token, reported_before))) return true;
        if (grammar::is_label(token.kind) && names_.contains(grammar::name_value(at, token, reported_before))) return true;
    }
    return false;
}

} // namespace migc::replay
