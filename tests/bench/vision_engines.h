// Everybody who reads codes, behind one call, each in a process of its own that may crash.
#pragma once

#include "tests/bench/vision_pictures.h"

#include <optional>
#include <string>
#include <vector>

namespace panier::bench {

// The engines' names, for runEngine and the tables: ours first.
[[nodiscard]] const std::vector<std::string> &engineNames();

// The child: grey pictures from standard input (u32 width, u32 height in the machine's order, then the bytes), for each
// a line of JSON on standard output, {"ms": processor time, "codes": [{"format", "text", "pass"}]}. Returns at the end
// of the input; false if there is no engine of that name.
[[nodiscard]] bool serveEngine(const std::string &name);

// Milliseconds of processor time that the motion gate takes to say that nothing has changed in a picture of that size.
[[nodiscard]] double idleMs(int width, int height);

// Whether readWith has it.
[[nodiscard]] bool runsHere(const std::string &engine);
// What the engine reads off the picture, in this process: for processes that may die.
[[nodiscard]] std::vector<ReadCode> readWith(const std::string &engine, const Picture &picture);

// What one engine made of one picture.
struct Look {
    bool died = false; // the process ended, or said nothing for 30 s
    double ms = 0;
    std::vector<ReadCode> codes;
};

// The parent's end. A child that dies is started again for the next picture.
class EngineProcess {
public:
    // `program` is this bench itself. Nothing runs until the first look.
    EngineProcess(std::string program, std::string engine);
    ~EngineProcess();
    EngineProcess(const EngineProcess &) = delete;
    EngineProcess &operator=(const EngineProcess &) = delete;

    [[nodiscard]] Look look(const Picture &picture);

private:
    [[nodiscard]] bool start();
    void stop();
    [[nodiscard]] bool send(const Picture &picture) const;
    [[nodiscard]] std::optional<std::string> receive();

    std::string m_program;
    std::string m_engine;
    int m_child = -1;
    int m_to = -1;
    int m_from = -1;
};

} // namespace panier::bench
