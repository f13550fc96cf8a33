// SPDX-License-Identifier: MIT
// How the Train page and the others work together, and what happens to a run when the window is closed.
#include "ui/comparison/comparison_page.h"
#include "ui/enhance/enhance_page.h"
#include "ui/main_window/main_window.h"
#include "ui/training/interrupted_bar.h"
#include "ui/training/train_page.h"

#include <QAction>
#include <QMessageBox>
#include <QPushButton>
#include <QStackedWidget>
#include <QStatusBar>
#include <QVBoxLayout>

#include <utility>

namespace scotopic {

void MainWindow::connectTraining()
{
    m_pages->setObjectName(QStringLiteral("pages"));
    auto* bar = new InterruptedBar(this);
    auto* content = new QWidget(this);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(bar);
    layout->addWidget(m_pages, 1);
    setCentralWidget(content);
    connect(&m_train->queue(), &TrainingQueue::ended, this, [this](const QString&, RunEnd end) {
        m_closesWhenTrained = m_closesWhenTrained && end != RunEnd::Failed;  // what went wrong is to be read
    });
    connect(
        &m_train->queue(), &TrainingQueue::emptied, this,
        [this] {
            if (std::exchange(m_closesWhenTrained, false)) {
                close();
            }
        },
        Qt::QueuedConnection);
    connect(m_train, &TrainPage::interruptedFound, bar, &InterruptedBar::offer);
    connect(bar, &InterruptedBar::dismissed, m_train, &TrainPage::dismissInterrupted);
    // A photo of the last session may open while one looks at a run already.
    connect(m_enhance, &EnhancePage::titleChanged, this, &MainWindow::handPhotoToTraining, Qt::QueuedConnection);
    connect(bar, &InterruptedBar::resumeRequested, this, [this] {
        m_train->resumeInterrupted();
        m_modes[m_pages->indexOf(m_train)]->setChecked(true);
    });
    connect(m_train, &TrainPage::enhanceRequested, this, [this](const QString& model) {
        m_modes[m_pages->indexOf(m_enhance)]->setChecked(true);
        m_enhance->chooseModel(toPath(model));
    });
    connect(m_train, &TrainPage::compareRequested, this, [this](const QStringList& models) {
        std::vector<std::filesystem::path> files;
        for (const QString& model : models) {
            files.push_back(toPath(model));
        }
        m_modes[m_pages->indexOf(m_comparison)]->setChecked(true);
        m_comparison->askForSetup(files);
    });
}

void MainWindow::showMode(int index)
{
    m_pages->setCurrentIndex(index);
    handPhotoToTraining();
}

void MainWindow::handPhotoToTraining()
{
    if (m_pages->currentWidget() == m_train) {
        m_train->setPhoto(m_enhance->photo(), m_enhance->ratio());
    }
}

void MainWindow::askAboutTraining()
{
    if (m_trainingQuestion) {
        m_trainingQuestion->raise();
        return;
    }
    m_trainingQuestion =
        new QMessageBox(QMessageBox::Question, tr("Scotopic"),
                        tr("A network is being trained. What is to become of it?"), QMessageBox::NoButton, this);
    m_trainingQuestion->setObjectName(QStringLiteral("trainingQuestion"));
    m_trainingQuestion->setInformativeText(
        m_comparison->isEvaluating()
            ? tr("A run that is stopped can go on at any time after its last checkpoint. Closing stops the evaluation, "
                 "too; what it has scored is kept.")
            : tr("A run that is stopped can go on at any time after its last checkpoint."));
    m_trainingQuestion->setAttribute(Qt::WA_DeleteOnClose);
    const QPushButton* keep =
        m_trainingQuestion->addButton(tr("&Keep a checkpoint and close"), QMessageBox::AcceptRole);
    const QPushButton* epoch =
        m_trainingQuestion->addButton(tr("&Train until the epoch ends, then close"), QMessageBox::AcceptRole);
    QPushButton* stay = m_trainingQuestion->addButton(QMessageBox::Cancel);
    m_trainingQuestion->setDefaultButton(stay);
    m_trainingQuestion->setEscapeButton(stay);
    connect(stay, &QPushButton::clicked, this, [this] {
        m_closesWhenTrained = false;
        m_train->queue().trainOn();
        statusBar()->clearMessage();
    });
    connect(keep, &QPushButton::clicked, this, [this] {
        closeWhenTrained();
        m_train->queue().pauseAll();
    });
    connect(epoch, &QPushButton::clicked, this, [this] {
        closeWhenTrained();
        m_train->queue().pauseAfterEpoch();
    });
    connect(&m_train->queue(), &TrainingQueue::emptied, m_trainingQuestion, &QWidget::close);
    m_trainingQuestion->open();
}

void MainWindow::closeWhenTrained()
{
    m_closesWhenTrained = true;
    m_comparison->stopEvaluating();  // it would keep the device from the run
    statusBar()->showMessage(tr("Closing when the run has written its checkpoint\u2026"));
}

}  // namespace scotopic
