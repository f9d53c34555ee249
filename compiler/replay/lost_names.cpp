#include "compiler/replay/lost_names.hpp"

#include "grammar/lexer.hpp"

namespace migc::replay {

namespace {

bool says_unknown(Code code) {
    switch (code) {
    case Code::unknown_schema:
    case Code::unknown_relation:
    case Code::unknown_column:
    case Code::unknown_type:
    case Code::unknown_function:
    case Code::unknown_routine:
    case Code::unknown_part:
    case Code::unknown_object: return true;
    default: return false;
    }
}

} // namespace

void LostNames::remember(SourceFile& source, grammar::TokenRange tokens) {
    Diagnostics quiet;
    for (auto const& token : tokens)
        if (grammar::is_column_or_table_name(token.kind)) names_.emplace(grammar::name_value(source, token, quiet));
}

void LostNames::remember(grammar::ParsedFile const& file) {
    remember(*file.source, {file.tokens.data(), file.tokens.data() + file.tokens.size()});
}

// The span of such a diagnostic is a name: `t`, `s.t`, `f(integer)`.
bool LostNames::is_consequence(Diagnostic const& diagnostic) const {
    if (names_.empty() || !says_unknown(diagnostic.code) || !diagnostic.place.source) return false;
    Diagnostics quiet;
    auto spelled =
        std::make_unique<SourceFile>("name", std::string(diagnostic.place.source->slice(diagnostic.place.span)));
    for (auto const& token : grammar::lex(*spelled, grammar::TextKind::revision, quiet))
        if (grammar::is_column_or_table_name(token.kind) &&
            names_.contains(grammar::name_value(*spelled, token, quiet)))
            return true;
    return false;
}

Diagnostics LostNames::without_consequences(Diagnostics const& trouble) const {
    Diagnostics out;
    for (auto const& diagnostic : trouble.items())
        if (!is_consequence(diagnostic)) out.add(diagnostic);
    return out;
}

} // namespace migc::replay
