// SPDX-License-Identifier: MIT
#include "core/base/csv.h"
#include "core/base/error.h"
#include "tests/support/shell.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <sstream>

using namespace scotopic;
using scotopic::test::outputOfShell;

class CsvTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fieldsReadBackWhateverIsInThem_data()
    {
        QTest::addColumn<QStringList>("fields");
        QTest::addColumn<QByteArray>("record");
        QTest::newRow("plain") << QStringList{"a", "b c", "1.5"} << QByteArray("a,b c,1.5");
        QTest::newRow("separators") << QStringList{"a,b", "c"} << QByteArray("\"a,b\",c");
        QTest::newRow("quotes") << QStringList{"the \"dark\" one", "\""} << QByteArray(R"("the ""dark"" one","""")");
        QTest::newRow("line breaks") << QStringList{"two\nlines", "x\r"} << QByteArray("\"two\nlines\",\"x\r\"");
        QTest::newRow("empty ones") << QStringList{"", "", "a", ""} << QByteArray(",,a,");
        QTest::newRow("one empty") << QStringList{""} << QByteArray();
    }
    void fieldsReadBackWhateverIsInThem()
    {
        QFETCH(const QStringList, fields);
        QFETCH(const QByteArray, record);
        std::vector<std::string> words;
        for (const QString& field : fields) {
            words.push_back(field.toStdString());
        }
        QCOMPARE(QByteArray::fromStdString(joinFields(words)), record);
        QVERIFY(splitFields(record.toStdString()) == words);
        QVERIFY(splitFields(joinFields(words, ';'), ';') == words);
        // A list within a field of a table.
        QVERIFY(splitFields(splitFields(joinFields({"1", joinFields(words, ';')}))[1], ';') == words);
    }

    void recordsEndWhereNoQuoteStandsOpen()
    {
        std::istringstream stream("a,b\r\n\"two\nlines\",c\nhalf,\"a li");
        std::string record;
        QVERIFY(readRecord(stream, record));
        QCOMPARE(record, std::string("a,b"));
        QVERIFY(readRecord(stream, record) && !stream.eof());
        QCOMPARE(record, std::string("\"two\nlines\",c"));
        QVERIFY(readRecord(stream, record) && stream.eof());  // killed while it was written
        QVERIFY(!readRecord(stream, record));
        QVERIFY_THROWS_EXCEPTION(CorruptInput, static_cast<void>(splitFields("half,\"a li")));
    }

    void pythonReadsWhatIsWritten()
    {
        QTemporaryDir folder;
        const std::string file = folder.filePath("table.csv").toStdString();
        std::ofstream(file) << joinFields({"a,b", "say \"x\"", "", "plain;"}) << '\n';
        const QByteArray output = outputOfShell(
            "/usr/bin/python3 -c \"import csv, sys; print(*csv.reader(open(sys.argv[1])))\" '" + file + "'");
        if (output.isEmpty()) {
            QSKIP("no python3");
        }
        QCOMPARE(output.trimmed(), QByteArray(R"(['a,b', 'say "x"', '', 'plain;'])"));
    }
};

SCOTOPIC_TEST(CsvTest)
#include "csv_test.moc"
