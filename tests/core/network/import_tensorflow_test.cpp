// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/network/checksum.h"
#include "core/network/import_model.h"
#include "tests/core/network/network_support.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>

#include <algorithm>
#include <cstring>

using namespace scotopic;

class ImportTensorFlowTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    [[nodiscard]] std::filesystem::path path(const std::string& name) const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QString python = test::pythonWith("numpy");
        if (python.isEmpty()) {
            QSKIP("needs Python with numpy");
        }
        const QString folder = m_folder.path();
        QVERIFY(!test::runScript(python, "make_tensorflow_checkpoint.py",
                                 {folder + "/model.ckpt", "4", "1", folder + "/in.bin", folder + "/out.bin"})
                     .isEmpty());
    }

    void theChecksumsAreTheStandardOnes()
    {
        const char digits[] = "123456789";  // the check value of each in the catalogue of CRCs
        const auto bytes = std::as_bytes(std::span(digits, 9));
        QCOMPARE(crc32(bytes), 0xCBF43926U);
        QCOMPARE(crc32c(bytes), 0xE3069283U);
    }

    void theCheckpointOpensByAnyOfItsNames_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name :
             {"model.ckpt", "model.ckpt.index", "model.ckpt.meta", "model.ckpt.data-00000-of-00001"}) {
            QTest::newRow(name) << QString(name);
        }
    }
    void theCheckpointOpensByAnyOfItsNames()
    {
        QFETCH(QString, name);
        const ImportedModel imported = importModel(path(name.toStdString()));
        QCOMPARE(imported.report.format, std::string("TensorFlow V2 checkpoint"));
        QCOMPARE(imported.report.layout, std::string("original"));
        QVERIFY(imported.model.options == (UNetOptions{.baseWidth = 1, .headKernel = 1, .upsampleBias = false}));
        QCOMPARE(imported.report.mapped.size(), std::size_t{42});
    }

    void adamsSlotsAreLeftOver()
    {
        const ImportReport report = importModel(path("model.ckpt")).report;
        QCOMPARE(report.leftOver.size(), std::size_t{2 * 42 + 2});
        for (const char* name : {"beta1_power", "Variable_3/Adam_1", "g_conv10/biases/Adam"}) {
            QVERIFY2(std::ranges::find(report.leftOver, name) != report.leftOver.end(), name);
        }
    }

    void aChangedWeightIsNoticed()
    {
        copyCheckpoint("changed.ckpt");
        std::vector<std::byte> data = test::bytesOf(path("changed.ckpt.data-00000-of-00001"));
        data[0] ^= std::byte{1};  // of Variable, the first by name
        test::writeBytesTo(path("changed.ckpt.data-00000-of-00001"), data);
        QVERIFY_CONTAINS(test::sentenceOf<CorruptInput>([this] { (void)importModel(path("changed.ckpt")); }),
                         "checksum of Variable");
    }

    void aShortOrMissingDataFileIsNamed()
    {
        copyCheckpoint("short.ckpt");
        test::writeBytesTo(path("short.ckpt.data-00000-of-00001"), {std::byte{0}});
        QVERIFY_CONTAINS(test::sentenceOf<CorruptInput>([this] { (void)importModel(path("short.ckpt")); }),
                         "short.ckpt.data-00000-of-00001 ends before");
        std::filesystem::remove(path("short.ckpt.data-00000-of-00001"));
        QVERIFY_CONTAINS(test::sentenceOf<UnreadableInput>([this] { (void)importModel(path("short.ckpt")); }),
                         "short.ckpt.data-00000-of-00001: no such file");
    }

    void compressedBlocksAreUnsupported()
    {
        // The first block ends where its own checksum says; its kind of compression is the byte before that.
        std::vector<std::byte> index = test::bytesOf(path("model.ckpt.index"));
        const std::size_t typeOffset = kindOfFirstBlock(index);
        index[typeOffset] = std::byte{1};
        const std::uint32_t crc = crc32c(std::span(index).first(typeOffset + 1));
        const std::uint32_t masked = ((crc >> 15U) | (crc << 17U)) + 0xA282EAD8U;
        std::memcpy(index.data() + typeOffset + 1, &masked, sizeof masked);
        copyCheckpoint("snappy.ckpt");
        test::writeBytesTo(path("snappy.ckpt.index"), index);
        QVERIFY_CONTAINS(test::sentenceOf<UnsupportedInput>([this] { (void)importModel(path("snappy.ckpt")); }),
                         "compressed");
    }

    void damagedIndexesAreRefusedAndNeverCrash()
    {
        copyCheckpoint("damaged.ckpt");
        const int refused = test::refusedVariants(test::bytesOf(path("model.ckpt.index")), path("damaged.ckpt.index"),
                                                  [](const std::filesystem::path& file) { (void)importModel(file); });
        QVERIFY(refused >= 250);  // nearly every byte is under a checksum
    }

private:
    void copyCheckpoint(const std::string& prefix) const
    {
        for (const char* ending : {".index", ".data-00000-of-00001"}) {
            std::filesystem::copy_file(path("model.ckpt" + std::string(ending)), path(prefix + ending),
                                       std::filesystem::copy_options::overwrite_existing);
        }
    }

    static std::size_t kindOfFirstBlock(const std::vector<std::byte>& index)
    {
        for (std::size_t offset = 8; offset + 5 < index.size(); ++offset) {
            std::uint32_t masked = 0;
            std::memcpy(&masked, index.data() + offset + 1, sizeof masked);
            const std::uint32_t crc = crc32c(std::span(index).first(offset + 1));
            if (masked == ((crc >> 15U) | (crc << 17U)) + 0xA282EAD8U) {
                return offset;
            }
        }
        return 0;
    }
};

SCOTOPIC_TEST(ImportTensorFlowTest)
#include "import_tensorflow_test.moc"
