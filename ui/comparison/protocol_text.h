// SPDX-License-Identifier: MIT
#pragma once

#include "core/evaluation/protocol.h"

#include <QCoreApplication>
#include <QString>

namespace scotopic {

/// What describe() says of a protocol, in the language of the window.
class ProtocolText {
    Q_DECLARE_TR_FUNCTIONS(ProtocolText)
public:
    [[nodiscard]] static QString of(const Protocol& protocol);

private:
    [[nodiscard]] static QString pictures(const Protocol& protocol);
    [[nodiscard]] static QString quantisation(Quantisation quantisation);
    [[nodiscard]] static QString brightness(const Protocol& protocol);
    [[nodiscard]] static QString ssim(SsimKind kind);
};

}  // namespace scotopic
