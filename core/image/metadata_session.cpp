// SPDX-License-Identifier: MIT
#include "core/image/metadata_session.h"

#include <exiv2/exiv2.hpp>

namespace scotopic {

namespace {

std::mutex& exiv2Mutex()
{
    static std::mutex only;
    return only;
}

}  // namespace

Exiv2Session::Exiv2Session() : m_lock(exiv2Mutex())
{
    static const bool isSetUp = [] {
        Exiv2::LogMsg::setLevel(Exiv2::LogMsg::mute);
        Exiv2::XmpParser::initialize();
        Exiv2::XmpProperties::registerNs(kRecordNamespace, kRecordPrefix);
        Exiv2::XmpProperties::registerNs(kEarlierRecordNamespace, kEarlierRecordPrefix);
#if !EXIV2_TEST_VERSION(0, 28, 0)
        Exiv2::enableBMFF(true);  // CR3; newer versions always read it
#endif
        return true;
    }();
    static_cast<void>(isSetUp);
}

}  // namespace scotopic
