// Independent work over all processors.
#pragma once

#include <algorithm>
#include <atomic>
#include <exception>
#include <thread>
#include <vector>

namespace migc::cli {

/// Calls `work(i)` for every i below `count`, in no order, and returns when all are done. What the call of
/// the smallest i that failed has thrown is thrown again: the same failure whatever the number of processors.
template <class Work>
void in_parallel(std::size_t count, Work const& work) {
    constexpr std::size_t worth_a_thread = 32; // starting one costs about as much as parsing so many small files
    auto const most = std::max<std::size_t>(1, std::thread::hardware_concurrency());
    auto const workers = std::clamp<std::size_t>(count / worth_a_thread, 1, most);
    std::atomic<std::size_t> next{0};
    std::vector<std::exception_ptr> failures(count);
    auto const run = [&] {
        for (auto i = next++; i < count; i = next++) {
            try {
                work(i);
            } catch (...) {
                failures[i] = std::current_exception();
            }
        }
    };
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 1; i < workers; ++i) threads.emplace_back(run);
        run();
    }
    for (auto const& failure : failures)
        if (failure) std::rethrow_exception(failure);
}

} // namespace migc::cli
