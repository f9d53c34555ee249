// Reads SQL from standard input with PostgreSQL's own parser (libpg_query), for tests/live: prints how many statements
// it holds, or on standard error what is wrong and where, with exit status 1.
#include <cstddef>
#include <iostream>
#include <iterator>
#include <string>

#include <pg_query.h>

int main() {
    std::string const text{std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
    auto const result = pg_query_split_with_parser(text.c_str());
    int status = 0;
    if (result.error != nullptr) {
        auto const at = static_cast<std::size_t>(result.error->cursorpos > 0 ? result.error->cursorpos - 1 : 0);
        std::cerr << result.error->message << " at `" << text.substr(at < text.size() ? at : text.size(), 80) << "`\n";
        status = 1;
    } else {
        std::cout << result.n_stmts << '\n';
    }
    pg_query_free_split_result(result);
    return status;
}
