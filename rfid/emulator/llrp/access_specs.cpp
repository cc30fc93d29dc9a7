#include "rfid/emulator/llrp/access_specs.h"

#include "rfid/emulator/llrp/capabilities.h"

#include <algorithm>

namespace panier::rfid::emulator {

using llrp::MemoryBank;
using llrp::ParameterType;
using llrp::StatusCode;

namespace {

constexpr unsigned bankShift = 6;
constexpr std::uint8_t matchBit = 0x20;
constexpr std::uint16_t ucodeConfigWord = 0x20;
constexpr std::size_t maxWords = 64;

// Results of C1G2Read and C1G2Write, clauses 16.2.1.5.7.1 and .2.
constexpr std::uint8_t done = 0;
constexpr std::uint8_t readOverrun = 4;
constexpr std::uint8_t readPassword = 6;
constexpr std::uint8_t writeOverrun = 1;
constexpr std::uint8_t writeLocked = 2;
constexpr std::uint8_t writeNoPower = 3;
constexpr std::uint8_t writeTagError = 4;
constexpr std::uint8_t writePassword = 7; // since LLRP 1.1; before, the tag just errs

} // namespace

Result AccessSpecs::add(base::ByteView body) {
    const auto parameter = need(body, ParameterType::AccessSpec);
    if (!parameter)
        return tl::make_unexpected(parameter.error());
    base::ByteReader reader(*parameter);
    const auto id = reader.u32();
    reader.skip(2 + 1); // antenna: any; the air protocol
    const bool enabled = (reader.u8() & 0x80U) != 0;
    reader.skip(4); // ROSpec: any
    if (!reader.ok() || id == 0 || enabled)
        return refuse(StatusCode::ParameterFieldError, "a new AccessSpec has an id and is disabled");
    if (m_specs.contains(id))
        return refuse(StatusCode::FieldInvalid, "an AccessSpec with this id is there already");
    if (m_specs.size() >= maxAccessSpecs)
        return refuse(StatusCode::MessageFieldError, "no room for another AccessSpec");
    const auto rest = after(*parameter, reader);
    const auto stop = need(rest, ParameterType::AccessSpecStopTrigger);
    if (!stop)
        return tl::make_unexpected(stop.error());
    base::ByteReader fields(*stop);
    const bool counts = fields.u8() == 1;
    Spec spec;
    spec.timesLeft = counts ? fields.u16() : std::uint16_t{0};
    const auto command = need(rest, ParameterType::AccessCommand);
    if (!command)
        return tl::make_unexpected(command.error());
    if (const auto read = readTarget(*command, spec); !read)
        return read;
    if (const auto read = readOperation(*command, spec); !read)
        return read;
    m_specs[id] = spec;
    return {};
}

Result AccessSpecs::readTarget(base::ByteView command, Spec &spec) {
    const auto tagSpec = need(command, ParameterType::C1G2TagSpec);
    if (!tagSpec)
        return tl::make_unexpected(tagSpec.error());
    const auto target = need(*tagSpec, ParameterType::C1G2TargetTag);
    if (!target)
        return tl::make_unexpected(target.error());
    base::ByteReader fields(*target);
    const auto bits = fields.u8();
    const auto pointer = fields.u16();
    const std::size_t maskBits = fields.u16();
    const auto mask = fields.take((maskBits + 7) / 8);
    const std::size_t dataBits = fields.u16();
    const auto data = fields.take((dataBits + 7) / 8);
    if (!fields.ok() || maskBits != dataBits)
        return refuse(StatusCode::ParameterFieldError, "C1G2TargetTag is broken");
    if (bits >> bankShift != static_cast<unsigned>(MemoryBank::Epc) || pointer != llrp::epcPointerBits ||
        (bits & matchBit) == 0 || maskBits % 8 != 0)
        return refuse(StatusCode::ParameterUnsupported, "this reader finds a tag by whole bytes of its EPC alone");
    spec.mask.assign(mask.begin(), mask.end());
    spec.data.assign(data.begin(), data.end());
    return {};
}

Result AccessSpecs::readOperation(base::ByteView command, Spec &spec) {
    const auto reads = llrp::findParameter(command, ParameterType::C1G2Read);
    const auto writes = llrp::findParameter(command, ParameterType::C1G2Write);
    if (!reads || !writes || (!*reads && !*writes))
        return refuse(StatusCode::ParameterUnsupported, "this reader reads and writes, nothing else");
    spec.reads = reads->has_value();
    base::ByteReader fields(spec.reads ? (*reads)->body : (*writes)->body);
    spec.opSpecId = fields.u16();
    spec.password = fields.u32();
    spec.bank = static_cast<MemoryBank>(fields.u8() >> bankShift);
    spec.pointer = fields.u16();
    const std::size_t count = fields.u16();
    if (!fields.ok() || count == 0 || count > maxWords)
        return refuse(StatusCode::ParameterFieldError, "an operation has 1 to 64 words");
    for (std::size_t i = 0; i < count; ++i)
        spec.words.push_back(spec.reads ? std::uint16_t{0} : fields.u16());
    return fields.ok() ? Result() : refuse(StatusCode::ParameterFieldError, "C1G2Write is too short");
}

Result AccessSpecs::change(llrp::MessageType type, base::ByteView body) {
    base::ByteReader reader(body);
    const auto id = reader.u32();
    if (!reader.ok())
        return refuse(StatusCode::MessageFieldError, "AccessSpecID is missing");
    if (type == llrp::MessageType::DeleteAccessSpec && id == 0) {
        m_specs.clear();
        return {};
    }
    const auto found = m_specs.find(id);
    if (found == m_specs.end())
        return refuse(StatusCode::FieldInvalid, "there is no such AccessSpec");
    if (type == llrp::MessageType::DeleteAccessSpec)
        m_specs.erase(found);
    else
        found->second.enabled = true;
    return {};
}

bool AccessSpecs::fits(const Spec &spec, const codes::Epc &epc) {
    const auto bytes = epc.bytes();
    if (spec.mask.size() > bytes.size())
        return false;
    for (std::size_t i = 0; i < spec.mask.size(); ++i)
        if ((bytes[i] & spec.mask[i]) != (spec.data[i] & spec.mask[i]))
            return false;
    return true;
}

std::optional<AccessSpecs::Performed> AccessSpecs::meet(const codes::Epc &epc, TagMemory &memory,
                                                        llrp::Version version) {
    const auto found = std::find_if(m_specs.begin(), m_specs.end(),
                                    [&](const auto &entry) { return entry.second.enabled && fits(entry.second, epc); });
    if (found == m_specs.end())
        return std::nullopt;
    auto &spec = found->second;
    base::ByteWriter writer;
    {
        auto words = spec.words;
        const auto code = spec.reads ? read(spec, memory, words) : write(spec, memory, version);
        const llrp::TlvScope result(writer, spec.reads ? ParameterType::C1G2ReadOpSpecResult
                                                       : ParameterType::C1G2WriteOpSpecResult);
        writer.u8(code);
        writer.u16(spec.opSpecId);
        writer.u16(static_cast<std::uint16_t>(code == done ? words.size() : 0));
        if (spec.reads && code == done)
            for (const auto word : words)
                writer.u16(word);
    }
    Performed performed{found->first, std::move(writer).take()};
    if (spec.timesLeft == 1)
        m_specs.erase(found);
    else if (spec.timesLeft > 1)
        --spec.timesLeft;
    return performed;
}

std::uint8_t AccessSpecs::read(const Spec &spec, const TagMemory &memory, std::vector<std::uint16_t> &words) {
    if (spec.password != 0 && spec.password != memory.accessPassword)
        return readPassword;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto at = spec.pointer + i;
        if (spec.bank == MemoryBank::User && at < memory.user.size())
            words[i] = memory.user[at];
        else if (spec.bank == MemoryBank::Epc && at == ucodeConfigWord && memory.ucode)
            words[i] = *memory.ucode;
        else
            return readOverrun;
    }
    return done;
}

std::uint8_t AccessSpecs::write(const Spec &spec, TagMemory &memory, llrp::Version version) {
    if (spec.password != 0 && spec.password != memory.accessPassword)
        return version == llrp::Version::V1_1 ? writePassword : writeTagError;
    const bool secured = spec.password == memory.accessPassword;
    if (memory.locked && !secured)
        return writeLocked;
    if (spec.bank == MemoryBank::Epc && spec.pointer == ucodeConfigWord && spec.words.size() == 1 && memory.ucode) {
        if (memory.weak)
            return writeNoPower;
        *memory.ucode ^= spec.words.front(); // every 1 turns a bit over
        return done;
    }
    if (spec.bank != MemoryBank::User || spec.pointer + spec.words.size() > memory.user.size())
        return writeOverrun;
    if (memory.weak)
        return writeNoPower;
    std::copy(spec.words.begin(), spec.words.end(), memory.user.begin() + spec.pointer);
    return done;
}

} // namespace panier::rfid::emulator
