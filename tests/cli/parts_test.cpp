// SPDX-License-Identifier: MIT
#include "app/cli/console.h"
#include "app/cli/outputs.h"
#include "app/cli/text.h"
#include "core/base/plain_text.h"
#include "tests/support/test_registry.h"

using namespace scotopic::cli;

class PartsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void outputsNeverMeet()
    {
        const std::vector<PhotoInput> inputs{
            {"a/night.arw", {}}, {"b/NIGHT.dng", {}}, {"c/night.arw", {}}, {"lamp.arw", {}}};
        const std::vector<std::filesystem::path> expected{"out/night.arw.png", "out/NIGHT.dng.png",
                                                          "out/night.arw-2.png", "out/lamp.png"};
        QVERIFY(outputNames(inputs, "out", ".png") == expected);
    }

    void anOutputNamedLikeANumberedCopyIsNotTakenTwice()
    {
        const std::vector<PhotoInput> inputs{{"a/n.arw", {}}, {"b/n.arw", {}}, {"n.arw-2.dng", {}}};
        const std::vector<std::filesystem::path> expected{"n.arw.png", "n.arw-2.png", "n.arw-2-2.png"};
        QVERIFY(outputNames(inputs, "", ".png") == expected);
    }

    void foldersKeepTheirNames()
    {
        const std::vector<PhotoInput> inputs{
            {"p/n.arw", {}}, {"p/a/n.arw", "a"}, {"p/a/n.dng", "a"}, {"p/a/b/n.arw", "a/b"}};
        const std::vector<std::filesystem::path> expected{"out/n.png", "out/a/n.arw.png", "out/a/n.dng.png",
                                                          "out/a/b/n.png"};
        QVERIFY(outputNames(inputs, "out", ".png") == expected);
    }

    void aProgressLineFitsTheTerminal()
    {
        QCOMPARE(progressLine("network", 0.431, 12.0, 80), std::string("network   43 %  12 s left"));
        QCOMPARE(progressLine("network", {}, {}, 80), std::string("network"));
        for (const std::size_t columns : {8U, 20U, 40U}) {
            const std::string line = progressLine("a very long path of a photo: network", 0.5, {}, columns);
            QVERIFY2(line.size() < columns, line.c_str());
        }
        QVERIFY(progressLine("a very long path of a photo: network", 0.5, {}, 30).find(": network")
                != std::string::npos);
    }

    void timesReadAsPeopleSayThem()
    {
        QCOMPARE(durationText(0.123), std::string("0.12 s"));
        QCOMPARE(durationText(3.21), std::string("3.2 s"));
        QCOMPARE(durationText(61), std::string("61 s"));
        QCOMPARE(durationText(200), std::string("3:20 min"));
        QCOMPARE(durationText(7500), std::string("2:05 h"));
    }

    void bytesAreBinary()
    {
        QCOMPARE(scotopic::bytesText(512U << 20U), std::string("512 MiB"));
        QCOMPARE(scotopic::bytesText(std::size_t{5} << 28U), std::string("1.25 GiB"));
    }

    void aLineStaysALine()
    {
        QCOMPARE(scotopic::withoutControls("a\nb\tc\x1b[2J\xc3\xa9"), std::string("a?b?c?[2J\xc3\xa9"));
    }
};

SCOTOPIC_TEST(PartsTest)
#include "parts_test.moc"
