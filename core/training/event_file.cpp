// SPDX-License-Identifier: MIT
#include "core/training/event_file.h"

#include "core/base/error.h"
#include "core/base/here_and_now.h"
#include "core/network/byte_writer.h"
#include "core/network/checksum.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <system_error>
#include <unistd.h>

namespace scotopic {

namespace {

/// Fields of a protocol buffers message, one after the other.
class Message {
public:
    /// Nothing for 0, as proto3 has it.
    Message& number(unsigned field, std::uint64_t value)
    {
        if (value == 0) {
            return *this;
        }
        key(field, 0);
        varint(value);
        return *this;
    }
    Message& real(unsigned field, double value) { return fixed(field, 1, value); }
    Message& real(unsigned field, float value) { return fixed(field, 5, value); }
    Message& bytes(unsigned field, std::string_view value)
    {
        key(field, 2);
        varint(value.size());
        m_text += value;
        return *this;
    }
    [[nodiscard]] const std::string& text() const { return m_text; }

private:
    void key(unsigned field, unsigned wireType) { varint(field << 3U | wireType); }
    void varint(std::uint64_t value)
    {
        for (; value >= 0x80U; value >>= 7U) {
            m_text += static_cast<char>(static_cast<unsigned char>((value & 0x7FU) | 0x80U));
        }
        m_text += static_cast<char>(static_cast<unsigned char>(value));
    }
    template <typename Real>
    Message& fixed(unsigned field, unsigned wireType, Real value)
    {
        key(field, wireType);
        std::array<char, sizeof value> raw{};
        std::memcpy(raw.data(), &value, sizeof value);
        m_text.append(raw.data(), raw.size());
        return *this;
    }

    std::string m_text;
};

// Field numbers of event.proto and summary.proto (TensorFlow 2).
namespace event {
constexpr unsigned kWallTime = 1;
constexpr unsigned kStep = 2;
constexpr unsigned kFileVersion = 3;
constexpr unsigned kSummary = 5;
constexpr unsigned kSessionLog = 7;
}  // namespace event
namespace summary {
constexpr unsigned kValue = 1;
constexpr unsigned kTag = 1;
constexpr unsigned kSimpleValue = 2;
constexpr unsigned kImage = 4;
constexpr unsigned kHeight = 1;
constexpr unsigned kWidth = 2;
constexpr unsigned kColorSpace = 3;
constexpr unsigned kEncodedImage = 4;
}  // namespace summary
constexpr unsigned kSessionStatus = 1;
constexpr std::uint64_t kSessionStart = 1;
constexpr std::uint64_t kRgb = 3;

Message eventAt(long step)
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return Message()
        .real(event::kWallTime, std::chrono::duration<double>(now).count())
        .number(event::kStep, static_cast<std::uint64_t>(step));
}

/// tensorflow/core/lib/hash/crc32c.h: rotated and shifted, so that a checksum of checksums keeps its strength.
std::uint32_t maskedChecksum(std::string_view text)
{
    const std::uint32_t crc = crc32c(std::as_bytes(std::span(text)));
    return ((crc >> 15U) | (crc << 17U)) + 0xA282EAD8U;
}

std::string viewOf(const ByteWriter& writer)
{
    const std::vector<std::byte>& bytes = writer.bytes();
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string framed(const std::string& payload)
{
    ByteWriter length;
    length.put(static_cast<std::uint64_t>(payload.size()));
    ByteWriter record;
    record.putText(viewOf(length));
    record.put(maskedChecksum(viewOf(length)));
    record.putText(payload);
    record.put(maskedChecksum(payload));
    return viewOf(record);
}

/// TensorBoard reads the files of a folder in the order of their names.
std::string newName()
{
    static std::atomic<unsigned> counter{0};
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    const std::string millis = std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
    return "events.out.tfevents." + millis + "." + hostName() + "." + std::to_string(::getpid()) + "."
           + std::to_string(counter++);
}

}  // namespace

EventFile::EventFile(const std::filesystem::path& folder, long firstStep)
    : m_file(folder / newName()), m_stream(m_file, std::ios::binary | std::ios::app)
{
    write(eventAt(0).bytes(event::kFileVersion, "brain.Event:2").text());
    if (firstStep > 0) {
        const Message start = Message().number(kSessionStatus, kSessionStart);
        write(eventAt(firstStep).bytes(event::kSessionLog, start.text()).text());
    }
}

void EventFile::addScalars(long step, const std::vector<Scalar>& scalars)
{
    Message values;
    for (const auto& [tag, value] : scalars) {
        const Message one = Message().bytes(summary::kTag, tag).real(summary::kSimpleValue, static_cast<float>(value));
        values.bytes(summary::kValue, one.text());
    }
    write(eventAt(step).bytes(event::kSummary, values.text()).text());
}

void EventFile::addPng(long step, const std::string& tag, PixelSize size, std::span<const std::byte> png)
{
    const Message image =
        Message()
            .number(summary::kHeight, static_cast<std::uint64_t>(size.height))
            .number(summary::kWidth, static_cast<std::uint64_t>(size.width))
            .number(summary::kColorSpace, kRgb)
            .bytes(summary::kEncodedImage, std::string_view(reinterpret_cast<const char*>(png.data()), png.size()));
    const Message one = Message().bytes(summary::kTag, tag).bytes(summary::kImage, image.text());
    write(eventAt(step).bytes(event::kSummary, Message().bytes(summary::kValue, one.text()).text()).text());
}

void EventFile::write(const std::string& event)
{
    errno = 0;
    const std::string record = framed(event);
    if (!m_stream.write(record.data(), static_cast<std::streamsize>(record.size())).flush()) {
        throw OutputFailed(m_file, "cannot be written: " + std::generic_category().message(errno != 0 ? errno : EIO));
    }
}

}  // namespace scotopic
