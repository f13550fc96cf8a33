// SPDX-License-Identifier: MIT
#include "tests/support/test_registry.h"

#include <QCoreApplication>

SCOTOPIC_TEST_MAIN(QCoreApplication)
