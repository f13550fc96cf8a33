// SPDX-License-Identifier: MIT
#pragma once

class QApplication;

namespace scotopic {

/// Dark and neutral: the surround of a picture changes how it is seen, so it has no colour of its own.
void applyTheme(QApplication& application);

}  // namespace scotopic
