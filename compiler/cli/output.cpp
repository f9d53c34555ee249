#include "compiler/cli/output.hpp"

#include "compiler/base/diagnostic.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fmt/format.h>
#include <unistd.h>

namespace migc::cli {

namespace {

bool write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        auto const written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

} // namespace

bool is_terminal(Stream stream) { return ::isatty(static_cast<int>(stream)) == 1; }

std::string read_standard_input() {
    std::string text;
    char buffer[1 << 16];
    for (;;) {
        auto const count = ::read(STDIN_FILENO, buffer, sizeof buffer);
        if (count == 0) return text;
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) throw SystemError(fmt::format("cannot read standard input: {}", std::strerror(errno)));
        text.append(buffer, static_cast<std::size_t>(count));
    }
}

void write_standard_output(std::string_view bytes) {
    if (!write_all(STDOUT_FILENO, bytes))
        throw SystemError(fmt::format("cannot write to standard output: {}", std::strerror(errno)));
}

void write_standard_error(std::string_view bytes) { static_cast<void>(write_all(STDERR_FILENO, bytes)); }

void ignore_broken_pipes() { std::signal(SIGPIPE, SIG_IGN); }

} // namespace migc::cli
