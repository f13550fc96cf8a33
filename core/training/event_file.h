// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/geometry.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace scotopic {

/// A TensorBoard event file: records of TFRecord framing (length, masked CRC-32C, payload, masked CRC-32C) with
/// `Event` messages of tensorflow/core/util/event.proto in protocol buffers' wire format.
class EventFile {
public:
    /// Makes a new file "events.out.tfevents.…" in `folder`. With a `firstStep`, TensorBoard drops what earlier files
    /// of the folder say of that step and later ones: they were lost with a killed process. Throws OutputFailed.
    EventFile(const std::filesystem::path& folder, long firstStep);

    using Scalar = std::pair<std::string, double>;  // tag and value, stored as float32
    /// Each call reaches the system at once. Throw OutputFailed.
    void addScalars(long step, const std::vector<Scalar>& scalars);
    void addPng(long step, const std::string& tag, PixelSize size, std::span<const std::byte> png);

    [[nodiscard]] const std::filesystem::path& file() const { return m_file; }

private:
    void write(const std::string& event);

    std::filesystem::path m_file;
    std::ofstream m_stream;
};

}  // namespace scotopic
