#include "compiler/base/utf8.hpp"

namespace migc {

std::size_t character_length(std::string_view text, std::size_t offset) {
    auto const byte = [&](std::size_t ahead) -> unsigned {
        return offset + ahead < text.size() ? static_cast<unsigned char>(text[offset + ahead]) : 0;
    };
    auto const follows = [&](std::size_t count) {
        for (std::size_t ahead = 1; ahead <= count; ++ahead)
            if ((byte(ahead) & 0xC0) != 0x80) return false;
        return true;
    };
    auto const first = byte(0);
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first <= 0xDF) return follows(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        bool const overlong = first == 0xE0 && byte(1) < 0xA0;
        bool const surrogate = first == 0xED && byte(1) >= 0xA0;
        return follows(2) && !overlong && !surrogate ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        bool const overlong = first == 0xF0 && byte(1) < 0x90;
        bool const beyond = first == 0xF4 && byte(1) >= 0x90;
        return follows(3) && !overlong && !beyond ? 4 : 0;
    }
    return 0;
}

bool is_invisible(std::string_view character) {
    auto const byte = [&](std::size_t at) {
        return at < character.size() ? static_cast<unsigned char>(character[at]) : 0U;
    };
    if (character.size() == 1) return byte(0) < 0x20 || byte(0) == 0x7F;
    if (character.size() == 2) return byte(0) == 0xC2 && byte(1) < 0xA0;
    if (character == "\xEF\xBB\xBF") return true;
    if (character.size() != 3 || byte(0) != 0xE2) return false;
    bool const general_punctuation = byte(1) == 0x80 && (byte(2) >= 0x8B && byte(2) <= 0x8F);  // U+200B to U+200F
    bool const separators_and_turns = byte(1) == 0x80 && (byte(2) >= 0xA8 && byte(2) <= 0xAE); // U+2028 to U+202E
    bool const isolates = byte(1) == 0x81 && byte(2) >= 0xA0 && byte(2) <= 0xAF;               // U+2060 to U+206F
    return general_punctuation || separators_and_turns || isolates;
}

std::optional<Unreadable> first_unreadable(std::string_view text) {
    if (text.substr(0, 3) == "\xEF\xBB\xBF") return Unreadable{0, "a byte order mark"};
    for (std::size_t offset = 0; offset < text.size();) {
        auto const length = character_length(text, offset);
        if (length == 0) return Unreadable{offset, "a byte that is not part of a UTF-8 character"};
        auto const byte = static_cast<unsigned char>(text[offset]);
        if ((byte < 0x20 && byte != '\t' && byte != '\n') || byte == 0x7F)
            return Unreadable{offset, "a control character"};
        offset += length;
    }
    return std::nullopt;
}

} // namespace migc
