// SPDX-License-Identifier: MIT
#pragma once

namespace scotopic {

/// Whether the process that started this one had `signal` ignored: SIGHUP under nohup, SIGINT in a background job of a
/// script. Such a signal stays ignored (signal(7); POSIX, "nohup" and "Signals and Error Handling" of the shell).
/// Looked at before the initialiser of any library runs, since some take signals over when they are loaded:
/// LibTorch 2.6 takes SIGHUP and SIGINT before main().
[[nodiscard]] bool wasIgnoredAtStart(int signal);
[[nodiscard]] bool anyWasIgnoredAtStart();

/// For the start of main(): what libraries made of SIGHUP, SIGINT, SIGQUIT and SIGTERM is undone, so that they end the
/// program or are ignored, as at its start.
void takeSignalsBack();

/// Ignores again what was ignored at the start. To be called after libraries were loaded and now and then, since nobody
/// tells when one is loaded.
void ignoreInheritedSignals();

}  // namespace scotopic
