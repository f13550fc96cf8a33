// SPDX-License-Identifier: MIT
#pragma once

// Private to this room.
#include <mutex>

namespace scotopic {

/// Of the record that a picture carries of how it was made. A name without a host, which belongs to nobody else
/// (RFC 4122).
inline constexpr const char* kRecordNamespace = "urn:uuid:7d0f5b1e-3c52-4a0e-9b6f-5c1d2e8a4f90#";
inline constexpr const char* kRecordPrefix = "scotopic";
/// That of versions before 0.2, and the name that it has in memory.
inline constexpr const char* kEarlierRecordNamespace = "https://scotopic.example/ns/1.0/";
inline constexpr const char* kEarlierRecordPrefix = "scotopic1";

/// Whoever calls exiv2 holds one: its XMP toolkit is one for the whole process and not thread-safe.
class Exiv2Session {
public:
    Exiv2Session();

private:
    std::lock_guard<std::mutex> m_lock;
};

}  // namespace scotopic
