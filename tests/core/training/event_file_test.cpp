// SPDX-License-Identifier: MIT
#include "core/training/event_file.h"
#include "tests/core/network/network_support.h"
#include "tests/core/training/run_support.h"
#include "tests/support/test_data.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

using namespace scotopic;

class EventFileTest : public QObject {
    Q_OBJECT

    /// What Google's protocol buffers read in the file, one JSON object an event.
    static QJsonArray eventsIn(const std::filesystem::path& file)
    {
        const QString python = test::pythonWith("google.protobuf");
        if (python.isEmpty()) {
            return {};
        }
        QProcess process;
        process.start(python, {QString::fromStdString(test::sourceFolder() / "tests/core/training/read_events.py"),
                               QString::fromStdString(file)});
        process.waitForFinished(120'000);
        const QByteArray output = process.readAllStandardOutput();
        if (process.exitCode() != 0) {
            qWarning("%s", process.readAllStandardError().constData());
        }
        return QJsonDocument::fromJson(output).array();
    }

private Q_SLOTS:
    void protocolBuffersReadWhatWasWritten()
    {
        if (test::pythonWith("google.protobuf").isEmpty()) QSKIP("needs Python with google.protobuf");
        const QTemporaryDir folder;
        EventFile events(folder.path().toStdString(), /*firstStep=*/0);
        events.addScalars(1, {{"train/loss", 0.125}, {"train/learning_rate", 1e-4}});
        const std::string png = "\x89PNG and so on, \xFF\x00 included";
        events.addPng(300, "samples/a", {640, 200}, std::as_bytes(std::span(png)));
        const QJsonArray read = eventsIn(events.file());
        QCOMPARE(read.size(), 3);
        QCOMPARE(read[0]["fileVersion"].toString(), QString("brain.Event:2"));
        QVERIFY(read[0]["wallTime"].toDouble() > 1.7e9);
        QCOMPARE(read[1]["step"].toString(), QString("1"));
        const QJsonArray values = read[1]["summary"]["value"].toArray();
        QCOMPARE(values.size(), 2);
        QCOMPARE(values[0]["tag"].toString(), QString("train/loss"));
        QCOMPARE(values[0]["simpleValue"].toDouble(), 0.125);
        QCOMPARE(values[1]["tag"].toString(), QString("train/learning_rate"));
        const QJsonObject image = read[2]["summary"]["value"][0]["image"].toObject();
        QCOMPARE(read[2]["step"].toString(), QString("300"));
        QCOMPARE(image["width"].toInt(), 640);
        QCOMPARE(image["height"].toInt(), 200);
        QCOMPARE(image["colorspace"].toInt(), 3);
        QCOMPARE(QByteArray::fromBase64(image["encodedImageString"].toString().toUtf8()),
                 QByteArray::fromStdString(png));
    }

    void aContinuedRunDropsWhatWasLost()
    {
        if (test::pythonWith("google.protobuf").isEmpty()) QSKIP("needs Python with google.protobuf");
        const QTemporaryDir folder;
        const EventFile events(folder.path().toStdString(), /*firstStep=*/42);
        const QJsonArray read = eventsIn(events.file());
        QCOMPARE(read.size(), 2);
        QCOMPARE(read[1]["step"].toString(), QString("42"));
        QCOMPARE(read[1]["sessionLog"]["status"].toString(), QString("START"));
    }
};

SCOTOPIC_TEST(EventFileTest)
#include "event_file_test.moc"
