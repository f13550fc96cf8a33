// SPDX-License-Identifier: MIT
#include "core/enhance/tone.h"
