// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/network/checksum.h"
#include "core/network/import_model.h"
#include "tests/core/network/network_support.h"
#include "tests/support/test_registry.h"

#include <QCryptographicHash>
#include <QTemporaryDir>

#include <algorithm>
#include <cstring>
#include <random>
#include <span>
#include <string>

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

    void theCheckpointsStateFileNamesIt()
    {
        const auto writeState = [this](const std::string& named) {
            const std::string text = "model_checkpoint_path: \"" + named + "\"\nall_model_checkpoint_paths: \"x\"\n";
            const auto bytes = std::as_bytes(std::span(text));
            test::writeBytesTo(path("checkpoint"), {bytes.begin(), bytes.end()});
        };
        for (const char* named : {"model.ckpt", "/home/somebody/elsewhere/model.ckpt"}) {  // people move folders
            writeState(named);
            QCOMPARE(openModel(path("checkpoint")).report.value().mapped.size(), std::size_t{42});
        }
        writeState("gone.ckpt");
        QVERIFY_CONTAINS(test::sentenceOf<UnreadableInput>([this] { (void)openModel(path("checkpoint")); }),
                         "gone.ckpt.index: no such file");
        std::filesystem::remove(path("checkpoint"));
    }

    void aPartWithoutItsIndexIsSaidToBeOne()
    {
        test::writeBytesTo(path("lonely.ckpt.meta"), {std::byte{1}});
        QVERIFY_CONTAINS(test::sentenceOf<UnreadableInput>([this] { (void)openModel(path("lonely.ckpt.meta")); }),
                         "part of a TensorFlow checkpoint whose lonely.ckpt.index is not beside it");
    }

    void adamsSlotsAreLeftOver()
    {
        const ImportReport report = importModel(path("model.ckpt")).report;
        QCOMPARE(report.leftOver.size(), std::size_t{2 * 42 + 2});
        for (const char* name : {"beta1_power", "Variable_3/Adam_1", "g_conv10/biases/Adam"}) {
            QVERIFY2(std::ranges::find(report.leftOver, name) != report.leftOver.end(), name);
        }
    }

    void theHashCoversIndexAndValues()
    {
        QCryptographicHash hash(QCryptographicHash::Sha256);
        for (const char* name : {"model.ckpt.index", "model.ckpt.data-00000-of-00001"}) {
            const std::vector<std::byte> bytes = test::bytesOf(path(name));
            hash.addData(QByteArray(reinterpret_cast<const char*>(bytes.data()), std::ssize(bytes)));
        }
        QCOMPARE(QByteArray::fromStdString(importModel(path("model.ckpt")).model.sha256), hash.result().toHex());
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
        std::vector<std::byte> index = test::bytesOf(path("model.ckpt.index"));
        const std::size_t end = endOfFirstBlock(index);
        index[end] = std::byte{1};  // the kind of compression: Snappy
        sign(index, end);
        copyCheckpoint("snappy.ckpt");
        test::writeBytesTo(path("snappy.ckpt.index"), index);
        QVERIFY_CONTAINS(test::sentenceOf<UnsupportedInput>([this] { (void)importModel(path("snappy.ckpt")); }),
                         "compressed");
    }

    void correctlySignedNonsenseIsRefusedAndNeverCrashes()
    {
        const std::vector<std::byte> whole = test::bytesOf(path("model.ckpt.index"));
        const std::size_t end = endOfFirstBlock(whole);
        copyCheckpoint("forged.ckpt");
        std::mt19937_64 random(5);
        int refused = 0;
        for (int i = 0; i < 400; ++i) {
            std::vector<std::byte> forged = whole;
            for (std::uint64_t flips = 1 + random() % 3; flips-- > 0;) {
                forged[random() % end] = static_cast<std::byte>(random());
            }
            sign(forged, end);
            test::writeBytesTo(path("forged.ckpt.index"), forged);
            try {
                (void)importModel(path("forged.ckpt.index"));
            } catch (const Error&) {
                ++refused;
            }
        }
        QVERIFY(refused > 50);  // the rest hit entries of Adam's slots, which nobody reads
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

    static std::uint32_t maskedCrc(std::span<const std::byte> bytes)
    {
        const std::uint32_t crc = crc32c(bytes);
        return ((crc >> 15U) | (crc << 17U)) + 0xA282EAD8U;
    }

    /// The first block ends where its own checksum says.
    static std::size_t endOfFirstBlock(const std::vector<std::byte>& index)
    {
        for (std::size_t end = 8; end + 5 < index.size(); ++end) {
            std::uint32_t masked = 0;
            std::memcpy(&masked, index.data() + end + 1, sizeof masked);
            if (masked == maskedCrc(std::span(index).first(end + 1))) {
                return end;
            }
        }
        return 0;
    }

    static void sign(std::vector<std::byte>& index, std::size_t end)
    {
        const std::uint32_t masked = maskedCrc(std::span(index).first(end + 1));
        std::memcpy(index.data() + end + 1, &masked, sizeof masked);
    }
};

SCOTOPIC_TEST(ImportTensorFlowTest)
#include "import_tensorflow_test.moc"
