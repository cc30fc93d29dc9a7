// A queue with a written limit, between threads.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace panier::base {

// First in, first out; push() refuses when `capacity` values wait, so that a flood costs its sender, not our memory.
// Thread: any number of senders and receivers.
template <typename T>
class BoundedQueue {
public:
    explicit BoundedQueue(std::size_t capacity) : m_capacity(capacity) {}

    // False when the queue is full or closed; the value is then dropped.
    [[nodiscard]] bool push(T value) {
        {
            const std::lock_guard lock(m_mutex);
            if (m_closed || m_values.size() >= m_capacity)
                return false;
            m_values.push_back(std::move(value));
        }
        m_ready.notify_one();
        return true;
    }

    // Waits for a value; nullopt once the queue is closed and empty.
    [[nodiscard]] std::optional<T> pop() {
        std::unique_lock lock(m_mutex);
        m_ready.wait(lock, [this] { return m_closed || !m_values.empty(); });
        if (m_values.empty())
            return std::nullopt;
        std::optional<T> value(std::move(m_values.front()));
        m_values.pop_front();
        return value;
    }

    // No more values come in; those that wait still come out.
    void close() {
        {
            const std::lock_guard lock(m_mutex);
            m_closed = true;
        }
        m_ready.notify_all();
    }

private:
    const std::size_t m_capacity;
    std::mutex m_mutex;
    std::condition_variable m_ready;
    std::deque<T> m_values;
    bool m_closed = false;
};

} // namespace panier::base
