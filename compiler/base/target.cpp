#include "compiler/base/target.hpp"

namespace migc {

std::string_view spelling(Reversal reversal) {
    switch (reversal) {
    case Reversal::exact: return "exact";
    case Reversal::sheds_new_data: return "sheds-new-data";
    case Reversal::loses_old_data: return "loses-old-data";
    case Reversal::unproven: return "unproven";
    case Reversal::irreversible: return "irreversible";
    }
    return "unproven";
}

std::optional<Reversal> reversal_named(std::string_view word) {
    for (auto const reversal : {Reversal::exact, Reversal::sheds_new_data, Reversal::loses_old_data, Reversal::unproven,
                                Reversal::irreversible})
        if (spelling(reversal) == word) return reversal;
    return std::nullopt;
}

} // namespace migc
