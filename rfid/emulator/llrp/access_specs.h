// The AccessSpecs that clients have left in the emulated reader, and what they do to tags. LLRP 1.1, clauses
// 12, 16.2.1.3.
#pragma once

#include "codes/epc.h"
#include "rfid/emulator/llrp/reader_traits.h"
#include "rfid/emulator/tag_world.h"

#include <map>
#include <optional>

namespace panier::rfid::emulator {

// Reads and writes, on the tags under a mask of their EPC. A kill or a lock is refused: nobody asks for one.
class AccessSpecs {
public:
    // What an operation came to: its OpSpecResult, as a whole parameter.
    struct Performed {
        std::uint32_t accessSpecId = 0;
        base::Bytes result;
    };

    [[nodiscard]] Result add(base::ByteView body);
    // ENABLE_ or DELETE_ACCESSSPEC.
    [[nodiscard]] Result change(llrp::MessageType type, base::ByteView body);
    // The reader meets this tag: the first enabled spec that fits it is carried out, and gone after its last time.
    [[nodiscard]] std::optional<Performed> meet(const codes::Epc &epc, TagMemory &memory, llrp::Version version);
    [[nodiscard]] std::size_t count() const { return m_specs.size(); }
    void clear() { m_specs.clear(); }

private:
    struct Spec {
        bool enabled = false;
        std::uint16_t timesLeft = 0; // 0: no limit
        base::Bytes mask;            // over the EPC, from its first bit
        base::Bytes data;
        bool reads = false;
        std::uint16_t opSpecId = 0;
        std::uint32_t password = 0;
        llrp::MemoryBank bank{};
        std::uint16_t pointer = 0;
        std::vector<std::uint16_t> words; // to write, or as many to read
    };
    [[nodiscard]] static Result readTarget(base::ByteView command, Spec &spec);
    [[nodiscard]] static Result readOperation(base::ByteView command, Spec &spec);
    [[nodiscard]] static bool fits(const Spec &spec, const codes::Epc &epc);
    [[nodiscard]] static std::uint8_t read(const Spec &spec, const TagMemory &memory,
                                           std::vector<std::uint16_t> &words);
    [[nodiscard]] static std::uint8_t write(const Spec &spec, TagMemory &memory, llrp::Version version);

    std::map<std::uint32_t, Spec> m_specs;
};

} // namespace panier::rfid::emulator
