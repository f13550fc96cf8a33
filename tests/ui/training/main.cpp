// SPDX-License-Identifier: MIT
#include "tests/support/test_registry.h"

#include <QApplication>

SCOTOPIC_TEST_MAIN(QApplication)
