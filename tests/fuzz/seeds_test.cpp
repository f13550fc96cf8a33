// SPDX-License-Identifier: MIT
#include "tests/fuzz/targets.h"
#include "tests/support/test_data.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QtTest>

#include <filesystem>

namespace fs = std::filesystem;

/// What the fuzzers found once, and the small files they start from, through the same readers in every build.
class SeedsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyFolderIsATargets()
    {
        for (const fs::directory_entry& folder : fs::directory_iterator(seedsFolder())) {
            QVERIFY2(scotopic::fuzz::targetNamed(folder.path().filename().string()) != nullptr, folder.path().c_str());
        }
    }

    void nothingWorseThanASentenceComesOfIt_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("file");
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(seedsFolder())) {
            if (entry.is_regular_file()) {
                const std::string target = entry.path().parent_path().filename().string();
                QTest::newRow((target + "/" + entry.path().filename().string()).c_str())
                    << QString::fromStdString(target) << QString::fromStdString(entry.path().string());
            }
        }
    }

    void nothingWorseThanASentenceComesOfIt()
    {
        QFETCH(QString, target);
        QFETCH(QString, file);
        QFile seed(file);
        QVERIFY(seed.open(QIODevice::ReadOnly));
        const QByteArray bytes = seed.readAll();
        scotopic::fuzz::run(*scotopic::fuzz::targetNamed(target.toStdString()),
                            std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size()))));
    }

private:
    static fs::path seedsFolder() { return scotopic::test::sourceFolder() / "tests" / "fuzz" / "seeds"; }
};

SCOTOPIC_TEST(SeedsTest)

#include "seeds_test.moc"
