// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

namespace scotopic {

/// packaging/run, which goes on without a window then, knows it too.
inline constexpr int kNoDisplayExitCode = 3;

/// Qt's message handler while QApplication is made: where Qt would abort because no display answers, this says so in
/// one sentence and ends the program.
void endWithoutDisplay(QtMsgType type, const QMessageLogContext& context, const QString& text);

}  // namespace scotopic
