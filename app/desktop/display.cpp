// SPDX-License-Identifier: MIT
#include "app/desktop/display.h"

#include <QString>

#include <cstdio>
#include <cstdlib>

namespace scotopic {

void endWithoutDisplay(QtMsgType type, const QMessageLogContext& context, const QString& text)
{
    if (type != QtFatalMsg) {
        std::fprintf(stderr, "%s\n", qPrintable(qFormatLogMessage(type, context, text)));
        return;
    }
    std::fprintf(stderr, "%s\n", qPrintable(text));  // a missing plugin reads differently from a missing screen
    std::fputs("scotopic: no display answers, so there can be no window; scotopic-cli needs none\n", stderr);
    std::_Exit(kNoDisplayExitCode);
}

}  // namespace scotopic
