// SPDX-License-Identifier: MIT
// Debian's LibTorch lies in the system's include folder, where CMake's PRIVATE hides nothing. This does.
#include "core/base/device_worker.h"
#include "core/enhance/auto_ratio.h"
#include "core/enhance/enhancer.h"
#include "core/enhance/proxy.h"
#include "core/image/picture_file.h"
#include "core/inference/engine.h"
#include "core/inference/frame.h"
#include "core/inference/machine.h"
#include "core/raw/read_raw.h"
#include "ui/enhance/busy_bar.h"
#include "ui/enhance/enhance_page.h"
#include "ui/enhance/enhance_panel.h"
#include "ui/enhance/enhance_passes.h"
#include "ui/enhance/export_dialog.h"
#include "ui/enhance/photo_info.h"
#include "ui/enhance/session.h"
#include "ui/jobs/job_runner.h"
#include "ui/main_window/main_window.h"
#include "ui/viewer/histogram_view.h"
#include "ui/viewer/picture_view.h"

#if defined(C10_API) || defined(TORCH_API)
#error "torch has leaked into a header that ui includes"
#endif
