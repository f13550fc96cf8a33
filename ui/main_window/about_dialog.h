// SPDX-License-Identifier: MIT
#pragma once

#include "ui/jobs/job_runner.h"
#include "ui/jobs/workers.h"

#include <QDialog>

namespace scotopic {

/// What this is, which versions of what it stands on, and under which licence.
class AboutDialog : public QDialog {
    Q_OBJECT
public:
    AboutDialog(const Workers& workers, QWidget* parent);

private:
    JobRunner m_versions;  // asking the devices for their names may take a while
};

}  // namespace scotopic
