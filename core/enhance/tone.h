// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/tone.h"
