// The hard pass beside the interactive one: on a thread of its own, the newest picture wins.
#pragma once

#include "base/clock.h"
#include "vision/decode/decoder.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace panier::vision::decode {

// What a picture that was taken some time ago holds after all.
struct LateLook {
    base::TimeMs takenMs = 0;
    std::vector<Decoded> codes;
};

// A copy of a picture, to be looked at later.
struct TakenPicture {
    TakenPicture(base::TimeMs takenMs, const GreyView &picture);
    [[nodiscard]] GreyView view() const { return {grey.data(), width, height, width}; }

    base::TimeMs ms = 0;
    std::vector<std::uint8_t> grey; // without padding
    int width = 0;
    int height = 0;
};

// Somebody who has time to look hard at a picture. Keeps one picture at most beside the one that is looked at.
class HardPass {
public:
    virtual ~HardPass() = default;
    // Takes a copy; what was offered before and isn't looked at yet is forgotten.
    virtual void offer(base::TimeMs takenMs, const GreyView &picture) = 0;
    // The newest look that is done; nullopt if none is since the last call.
    [[nodiscard]] virtual std::optional<LateLook> take(base::TimeMs nowMs) = 0;
};

// On the processor that has nothing else to do. Thread: any; it has one of its own.
class HardThread : public HardPass {
public:
    // What is called on its thread before and after each picture.
    struct Watcher {
        std::function<void(const GreyView &)> begins;
        std::function<void()> ends;
    };
    explicit HardThread(Watcher watcher = {});
    ~HardThread() override; // waits for the picture that is looked at
    HardThread(const HardThread &) = delete;
    HardThread &operator=(const HardThread &) = delete;

    void offer(base::TimeMs takenMs, const GreyView &picture) override;
    [[nodiscard]] std::optional<LateLook> take(base::TimeMs nowMs) override;
    // For how long it has been looking at one picture.
    [[nodiscard]] base::TimeMs busyMs(base::TimeMs nowMs) const;

private:
    void run(const std::stop_token &stop);

    const Watcher m_watcher;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::optional<TakenPicture> m_next;
    std::optional<LateLook> m_done;
    std::optional<base::TimeMs> m_lookingSinceMs; // of offer()'s clock
    base::TimeMs m_offeredMs = 0;
    std::jthread m_thread; // last: stops before what it uses is gone
};

} // namespace panier::vision::decode
