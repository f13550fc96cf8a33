// SPDX-License-Identifier: MIT
#include "ui/training/run_details.h"

#include "core/network/model.h"
#include "core/training/recipe.h"
#include "ui/enhance/photo.h"
#include "ui/recipe/quantity_text.h"

#include <QDateTime>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSplitter>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace scotopic {

namespace {

constexpr int kMostLogLines = 2000;

QString local(const std::string& utc)
{
    const QDateTime time = QDateTime::fromString(QString::fromStdString(utc), Qt::ISODate).toLocalTime();
    return QLocale().toString(time, QLocale::ShortFormat);
}

/// A two-column table as rich text; empty values are left out.
class Facts {
public:
    void add(const QString& name, const QString& value)
    {
        if (!value.isEmpty()) {
            m_rows += QStringLiteral("<tr><td style='padding-right: 18px'>%1</td><td>%2</td></tr>")
                          .arg(name.toHtmlEscaped(), value.toHtmlEscaped());
        }
    }
    [[nodiscard]] QString table() const { return QStringLiteral("<table>%1</table>").arg(m_rows); }

private:
    QString m_rows;
};

void addCourse(Facts& facts, const RunInfo& run)
{
    const RunRecord& record = *run.record;
    facts.add(RunDetails::tr("State"), textOf(run.status));
    facts.add(RunDetails::tr("Reason"), run.reason);
    facts.add(RunDetails::tr("Epoch"), RunDetails::tr("%1 of %2").arg(run.epoch).arg(record.options.epochs));
    facts.add(RunDetails::tr("Steps"), QLocale().toString(static_cast<qlonglong>(run.step)));
    if (record.best) {
        facts.add(RunDetails::tr("Best in validation"), RunDetails::tr("%1 dB in epoch %2")
                                                            .arg(QLocale().toString(record.best->psnrDb, 'f', 2))
                                                            .arg(record.best->epoch));
    }
    facts.add(RunDetails::tr("Left out"),
              record.failureCount > 0 ? QLocale().toString(record.failureCount) : QString());
    facts.add(RunDetails::tr("Begun"), local(record.startedAt));
    facts.add(RunDetails::tr("Last written"), local(record.updatedAt));
}

void addNeeds(Facts& facts, const RunRecord& record)
{
    facts.add(RunDetails::tr("Device"), QString::fromStdString(record.device));
    facts.add(RunDetails::tr("Machine"), QString::fromStdString(record.host));
    if (record.processes > 1) {
        facts.add(RunDetails::tr("Processes"), QLocale().toString(record.processes));
    }
    if (record.estimate) {
        facts.add(RunDetails::tr("Estimate"), RunDetails::tr("%1 s a step, %2 an epoch, %3 of memory, %4 on disk")
                                                  .arg(QLocale().toString(record.estimate->secondsPerStep, 'g', 3),
                                                       QuantityText::ofDuration(record.estimate->secondsPerEpoch),
                                                       QuantityText::ofBytes(record.estimate->memoryBytes),
                                                       QuantityText::ofBytes(record.estimate->diskBytes)));
    }
    if (record.times.totalSeconds > 0) {
        facts.add(RunDetails::tr("Trained for"), RunDetails::tr("%1, of it %2 waiting for data and %3 in validation")
                                                     .arg(QuantityText::ofDuration(record.times.totalSeconds),
                                                          QuantityText::ofDuration(record.times.waitingSeconds),
                                                          QuantityText::ofDuration(record.times.validationSeconds)));
    }
    facts.add(RunDetails::tr("Peak memory"),
              record.peakMemoryBytes > 0 ? QuantityText::ofBytes(record.peakMemoryBytes) : QString());
    facts.add(RunDetails::tr("Version"),
              QStringLiteral("Scotopic %1, LibTorch %2")
                  .arg(QString::fromStdString(record.version), QString::fromStdString(record.torchVersion)));
}

void addData(Facts& facts, const RunRecord& record)
{
    facts.add(RunDetails::tr("Data"), QString::fromStdString(record.dataRoot));
    facts.add(RunDetails::tr("Decoded in"), QString::fromStdString(record.cacheFolder));
    facts.add(RunDetails::tr("Learns from"),
              RunDetails::tr("%n picture(s)", nullptr, static_cast<int>(record.trainPairs.size())));
    facts.add(RunDetails::tr("Validated on"),
              RunDetails::tr("%n picture(s)", nullptr, static_cast<int>(record.validationPairs.size())));
}

QString pageOf(const RunInfo& run)
{
    QString page = QStringLiteral("<h3>%1</h3>").arg(run.name().toHtmlEscaped());
    Facts facts;
    facts.add(RunDetails::tr("Folder"), fromPath(run.folder));
    if (!run.record) {
        facts.add(RunDetails::tr("Problem"), run.reason);
        return page + facts.table();
    }
    addCourse(facts, run);
    addData(facts, *run.record);
    addNeeds(facts, *run.record);
    return page + facts.table()
           + QStringLiteral("<h4>%1</h4><pre>%2</pre>")
                 .arg(RunDetails::tr("Recipe").toHtmlEscaped(),
                      QString::fromStdString(recipeJson(run.record->options)).toHtmlEscaped());
}

}  // namespace

RunDetails::RunDetails(QWidget* parent)
    : QWidget(parent), m_facts(new QTextBrowser(this)), m_log(new QPlainTextEdit(this))
{
    setObjectName(QStringLiteral("runDetails"));
    m_facts->setObjectName(QStringLiteral("runFacts"));
    m_facts->setAccessibleName(tr("Facts of the run"));
    m_facts->setOpenLinks(false);
    m_log->setObjectName(QStringLiteral("runLog"));
    m_log->setAccessibleName(tr("Log"));
    m_log->setReadOnly(true);
    m_log->setTabChangesFocus(true);
    m_log->setMaximumBlockCount(kMostLogLines);
    m_log->setPlaceholderText(tr("What runs tell while they go on is written here."));
    auto* log = new QWidget(this);
    auto* title = new QLabel(tr("Log"), log);
    title->setObjectName(QStringLiteral("sectionTitle"));
    auto* logLayout = new QVBoxLayout(log);
    logLayout->setContentsMargins(8, 6, 8, 6);
    logLayout->addWidget(title);
    logLayout->addWidget(m_log, 1);
    auto* parts = new QSplitter(Qt::Vertical, this);
    parts->addWidget(m_facts);
    parts->addWidget(log);
    parts->setStretchFactor(0, 3);
    parts->setStretchFactor(1, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(parts);
    setRun(nullptr);
}

void RunDetails::setRun(const RunInfo* run)
{
    const QString page = run != nullptr ? pageOf(*run) : tr("Choose a run to see what it is made of.").toHtmlEscaped();
    if (page == m_shown) {
        return;
    }
    m_shown = page;
    const int place = m_facts->verticalScrollBar()->value();
    m_facts->setHtml(page);
    m_facts->verticalScrollBar()->setValue(place);
}

void RunDetails::addToLog(const QString& run, const QString& sentence)
{
    const QString time = QLocale().toString(QDateTime::currentDateTime(), QLocale::ShortFormat);
    m_log->appendPlainText(QStringLiteral("%1  %2: %3").arg(time, run, sentence));
}

}  // namespace scotopic
