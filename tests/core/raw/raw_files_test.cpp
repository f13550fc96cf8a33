// SPDX-License-Identifier: MIT
#include "core/raw/raw_files.h"
#include "core/raw/write_dng.h"
#include "tests/core/raw/tools.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>

#include <algorithm>

namespace scotopic {

class RawFilesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void endingsAreListedOnce()
    {
        const auto extensions = rawExtensions();
        QVERIFY(std::is_sorted(extensions.begin(), extensions.end()));
        QVERIFY(std::adjacent_find(extensions.begin(), extensions.end()) == extensions.end());
        for (const std::string_view extension : {".arw", ".bay", ".cap", ".cine", ".cr3", ".dcr", ".dcs", ".dng",
                                                 ".drf", ".k25", ".mdc", ".ptx", ".pxn", ".qtk", ".rwz", ".x3f"}) {
            QVERIFY2(std::find(extensions.begin(), extensions.end(), extension) != extensions.end(), extension.data());
        }
        for (const std::string_view ambiguous : ambiguousRawExtensions()) {
            QVERIFY(std::find(extensions.begin(), extensions.end(), ambiguous) == extensions.end());
        }
    }

    // Also one that does not open: whoever takes it says why.
    void aRawsEndingIsEnoughInAnyCase()
    {
        for (const char* name : {"a.arw", "b.NEF", "c.QtK"}) {
            test::writeFile(path(name), "not a raw at all");
            QVERIFY2(isRawFile(path(name)), name);
        }
    }

    void otherNamesAreTakenByWhatTheyHold()
    {
        for (const char* name : {"IMG_0001.TIF", "raw.jpg", "no-ending"}) {
            writeDng(path(name), test::smallBayer({32, 32}), IfExists::Overwrite);
            QVERIFY2(isRawFile(path(name)), name);
        }
        test::writeFile(path("text.tif"), "II*");
        test::writeFile(path("empty.tif"), "");
        test::writeFile(path("notes.txt"), "some notes of the night");
        test::writeFile(path("picture.jpg"), "\xFF\xD8\xFF\xE0 and so on");
        test::writeFile(path("picture.tif"), QByteArray("II*\0\x08\0\0\0\0\0\0\0\0\0", 14));
        for (const char* name : {"text.tif", "empty.tif", "notes.txt", "picture.jpg", "picture.tif", "absent.dng"}) {
            QVERIFY2(!isRawFile(path(name)), name);
        }
    }

    void aFolderIsNone()
    {
        std::filesystem::create_directory(path("album.dng"));
        QVERIFY(!isRawFile(path("album.dng")));
    }

private:
    [[nodiscard]] std::filesystem::path path(const char* name) const { return m_folder.filePath(name).toStdString(); }

    QTemporaryDir m_folder;
};

SCOTOPIC_TEST(RawFilesTest)

}  // namespace scotopic

#include "raw_files_test.moc"
