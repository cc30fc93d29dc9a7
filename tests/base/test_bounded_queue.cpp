#include "base/bounded_queue.h"

#include <catch2/catch_test_macros.hpp>
#include <thread>

using panier::base::BoundedQueue;

TEST_CASE("a full queue refuses, a drained one takes again") {
    BoundedQueue<int> queue(2);
    CHECK(queue.push(1));
    CHECK(queue.push(2));
    CHECK_FALSE(queue.push(3));
    CHECK(queue.pop() == 1);
    CHECK(queue.push(4));
    CHECK(queue.pop() == 2);
    CHECK(queue.pop() == 4);
}

TEST_CASE("a closed queue gives what it holds, then nothing") {
    BoundedQueue<int> queue(2);
    CHECK(queue.push(1));
    queue.close();
    CHECK_FALSE(queue.push(2));
    CHECK(queue.pop() == 1);
    CHECK_FALSE(queue.pop().has_value());
}

TEST_CASE("values cross between threads in order") {
    BoundedQueue<int> queue(4);
    std::thread sender([&queue] {
        for (int i = 0; i < 1000;)
            i += queue.push(i) ? 1 : 0;
        queue.close();
    });
    int expected = 0;
    while (const auto value = queue.pop())
        CHECK(*value == expected++);
    sender.join();
    CHECK(expected == 1000);
}
