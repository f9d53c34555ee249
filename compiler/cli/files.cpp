#include "compiler/cli/files.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace migc::cli {

namespace {

namespace fs = std::filesystem;

// A file descriptor that is closed on every way out.
class File {
public:
    explicit File(int descriptor) : descriptor_(descriptor) {}
    ~File() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    File(File const&) = delete;
    File& operator=(File const&) = delete;

    explicit operator bool() const { return descriptor_ >= 0; }
    int get() const { return descriptor_; }
    // Closing may report what writing did not (a full disk on a network file system).
    bool close() { return ::close(std::exchange(descriptor_, -1)) == 0; }

private:
    int descriptor_;
};

bool write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        auto const written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

constexpr std::uint64_t size_limit = 1ULL << 30; // what the lexer refuses

} // namespace

void fail(std::string_view what, fs::path const& path) {
    throw SystemError(fmt::format("{} `{}`: {}", what, path.string(), std::strerror(errno)));
}

bool is_readable_file(fs::path const& path) {
    std::error_code error;
    return fs::is_regular_file(path, error);
}

bool is_folder(fs::path const& path) {
    std::error_code error;
    return fs::is_directory(path, error);
}

std::string read_file(fs::path const& path) {
    // O_NONBLOCK: opening a named pipe must not wait for a writer.
    File const file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat status {};
    if (!file || ::fstat(file.get(), &status) != 0) fail("cannot read", path);
    if (!S_ISREG(status.st_mode))
        throw SystemError(fmt::format("cannot read `{}`: it is not a regular file", path.string()));
    auto const size = std::min<std::uint64_t>(static_cast<std::uint64_t>(status.st_size), size_limit + 1);
    std::string text(size, '\0');
    std::size_t filled = 0;
    while (filled < text.size()) {
        auto const count = ::read(file.get(), text.data() + filled, text.size() - filled);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) fail("cannot read", path);
        if (count == 0) break;
        filled += static_cast<std::size_t>(count);
    }
    text.resize(filled);
    return text;
}

void replace_file(fs::path const& path, std::string_view bytes) {
    // Through a link, so that the link stays.
    std::error_code none;
    auto const place = fs::is_symlink(path, none) ? fs::weakly_canonical(path, none) : path;
    struct stat status {};
    bool const exists = ::stat(place.c_str(), &status) == 0;
    // A device or a pipe (`-o /dev/stdout`) cannot be renamed over.
    if (exists && !S_ISREG(status.st_mode)) {
        File file(::open(place.c_str(), O_WRONLY | O_CLOEXEC));
        if (!file || !write_all(file.get(), bytes) || !file.close()) fail("cannot write", path);
        return;
    }
    auto name = place.string() + ".XXXXXX";
    File file(::mkostemp(name.data(), O_CLOEXEC));
    if (!file) fail("cannot write", path);
    auto const mask = ::umask(0);
    ::umask(mask);
    auto const mode = exists ? status.st_mode & 07777 : 0666 & ~mask;
    bool const written = ::fchmod(file.get(), mode) == 0 && write_all(file.get(), bytes) && ::fsync(file.get()) == 0 &&
                         file.close() && ::rename(name.c_str(), place.c_str()) == 0;
    if (!written) {
        auto const reason = errno;
        ::unlink(name.c_str());
        errno = reason;
        fail("cannot write", path);
    }
}

bool create_file(fs::path const& path, std::string_view bytes) {
    File file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (!file && errno == EEXIST) return false;
    if (!file) fail("cannot write", path);
    if (!write_all(file.get(), bytes) || ::fsync(file.get()) != 0 || !file.close()) {
        auto const reason = errno;
        ::unlink(path.c_str());
        errno = reason;
        fail("cannot write", path);
    }
    return true;
}

void remove_file(fs::path const& path) {
    std::error_code error;
    fs::remove(path, error);
    if (!error) return;
    errno = error.value();
    fail("cannot remove", path);
}

void create_folder(fs::path const& path) {
    std::error_code error;
    fs::create_directories(path, error);
    if (!error) return;
    errno = error.value();
    fail("cannot make", path);
}

std::vector<FolderEntry> list_folder(fs::path const& path) {
    std::vector<FolderEntry> entries;
    std::error_code error;
    for (fs::directory_iterator at(path, error), end; !error && at != end; at.increment(error)) {
        auto name = at->path().filename().string();
        if (name.front() == '.') continue;
        std::error_code none;
        entries.push_back({std::move(name), at->is_symlink(none), at->is_directory(none)});
    }
    if (error) {
        errno = error.value();
        fail("cannot read", path);
    }
    std::sort(entries.begin(), entries.end(),
              [](auto const& left, auto const& right) { return left.name < right.name; });
    return entries;
}

fs::path canonical_path(fs::path const& path) {
    std::error_code error;
    auto out = fs::canonical(path, error);
    if (!error) return out;
    errno = error.value();
    fail("cannot read", path);
}

bool lies_in(fs::path const& path, fs::path const& folder) {
    return std::mismatch(folder.begin(), folder.end(), path.begin(), path.end()).first == folder.end();
}

fs::path working_folder() {
    std::error_code error;
    auto out = fs::current_path(error);
    if (!error) return out;
    errno = error.value();
    fail("cannot read", ".");
}

void change_working_folder(std::string const& path) {
    if (::chdir(path.c_str()) != 0) fail("cannot enter", path);
}

} // namespace migc::cli
