// SHA-256 of libcrypto as a value that bytes are added to.
#pragma once

#include <memory>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace migc {

class Sha256 {
public:
    /// Throws a SystemError where the library refuses the algorithm.
    Sha256();
    void add(std::string_view bytes);
    /// The same with the length in front: no two lists of parts run together into the same bytes.
    void add_part(std::string_view part);
    /// Lower case. Nothing may be added behind it.
    std::string hexadecimal();

private:
    std::unique_ptr<evp_md_ctx_st, void (*)(evp_md_ctx_st*)> context_;
};

/// Of these bytes alone.
std::string sha256(std::string_view bytes);

} // namespace migc
