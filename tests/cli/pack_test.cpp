// SPDX-License-Identifier: MIT
#include "tests/cli/run_cli.h"
#include "tests/support/test_data.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QStandardPaths>

using namespace scotopic::test;

namespace {

/// The study's packing on the counts that LibRaw's own `unprocessed_raw` gives, compared with our array.
constexpr const char* kTranscription = R"(
import subprocess, sys, numpy as np
raw, npy, ratio, black, white = sys.argv[1], sys.argv[2], *map(float, sys.argv[3:6])
subprocess.run(['unprocessed_raw', raw], check=True, stdout=subprocess.DEVNULL)
with open(raw + '.pgm', 'rb') as f:
    assert f.readline().strip() == b'P5'
    words = []
    while len(words) < 3:
        line = f.readline()
        if not line.startswith(b'#'):
            words += line.split()
    w, h = int(words[0]), int(words[1])
    im = np.frombuffer(f.read(), '>u2').reshape(h, w).astype(np.float32)
im = np.maximum(im - black, 0) / (white - black)
packed = np.stack([im[0::2, 0::2], im[0::2, 1::2], im[1::2, 1::2], im[1::2, 0::2]])
expected = np.minimum(packed * np.float32(ratio), 1)
ours = np.load(npy)
assert ours.dtype == np.float32 and ours.flags.c_contiguous, ours.dtype
assert ours.shape == expected.shape, (ours.shape, expected.shape)
assert expected.std() > 0.01
print('%.3g' % np.abs(ours - expected).max())
)";

/// Debian's own Python first, because NumPy is a package of it; empty without NumPy.
QString pythonWithNumPy()
{
    for (const char* python : {"/usr/bin/python3", "python3"}) {
        if (runProgram(python, {"-c", "import numpy"}).exitCode == 0) {
            return python;
        }
    }
    return {};
}

bool hasTools()
{
    return !QStandardPaths::findExecutable("unprocessed_raw").isEmpty() && !pythonWithNumPy().isEmpty();
}

/// Largest difference, or the reason why there is none.
QByteArray differenceFromNumPy(const QString& photo, const QString& ratio, const QString& black, const QString& white)
{
    const Folder folder;
    const QString raw = folder.path("photo.dng");
    const QString npy = folder.path("photo.npy");
    QFile::copy(photo, raw);
    QFile::setPermissions(raw, QFile::ReadOwner | QFile::WriteOwner);
    if (const CliResult packed = runCli({"pack", raw, "-o", npy, "--ratio", ratio}); packed.exitCode != 0) {
        return packed.describe();
    }
    const CliResult compared = runProgram(pythonWithNumPy(), {"-c", kTranscription, raw, npy, ratio, black, white});
    return compared.exitCode == 0 ? compared.output.trimmed() : compared.messages;
}

}  // namespace

class PackTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRealSonyCropPacksAsInTheStudy()
    {
        SCOTOPIC_REAL_FILE(folder, "sid-mini/Sony/short");
        if (!hasTools()) {
            QSKIP("needs python3 with NumPy and LibRaw's unprocessed_raw");
        }
        const auto photo = std::filesystem::directory_iterator(folder)->path();
        const QByteArray difference = differenceFromNumPy(QString::fromStdString(photo), "250", "512", "16383");
        bool isNumber = false;
        QVERIFY2(difference.toDouble(&isNumber) < 1e-6 && isNumber, difference.constData());
    }

    void theArrayHasFourPlanesOfHalfTheSize()
    {
        const Folder folder;
        const CliResult result = runCli({"pack", sampleDng(), "-o", folder.path("s.npy"), "--ratio", "100"});
        QVERIFY2(result.exitCode == 0, result.describe().constData());
        const QByteArray file = contentsOf(folder.path("s.npy"));
        QVERIFY(file.startsWith(QByteArray("\x93NUMPY\x01\x00", 8)));
        QVERIFY(file.contains("'descr': '<f4', 'fortran_order': False, 'shape': (4, 224, 320), }"));
        const int headerBytes = 10 + static_cast<unsigned char>(file[8]) + 256 * static_cast<unsigned char>(file[9]);
        QCOMPARE(headerBytes % 64, 0);
        QCOMPARE(file.size(), headerBytes + 4 * 224 * 320 * 4);
    }

    void theRatioIsAskedFor()
    {
        const Folder folder;
        const CliResult result = runCli({"pack", sampleDng(), "-o", folder.path("s.npy")});
        QCOMPARE(result.exitCode, 2);
        QVERIFY(result.messages.contains("--ratio"));
        QVERIFY(folder.entries().isEmpty());
    }
};

SCOTOPIC_TEST(PackTest)
#include "pack_test.moc"
