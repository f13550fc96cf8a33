// SPDX-License-Identifier: MIT
#include "core/network/model_file.h"
#include "core/raw/sample.h"
#include "core/raw/write_dng.h"
#include "tests/support/test_registry.h"
#include "tests/ui/training/train_fixture.h"
#include "ui/training/epoch_pictures.h"
#include "ui/viewer/picture_view.h"

#include <QComboBox>
#include <QLabel>
#include <QSlider>
#include <QTabWidget>
#include <QToolButton>

#include <algorithm>

namespace scotopic {

using test::kLongMs;
using test::TrainFixture;

class EpochPicturesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_fixture = std::make_unique<TrainFixture>();
        m_fixture->page->begin(m_fixture->smallNewRun("kept", 4));
        m_fixture->waitFor("kept", RunStatus::Finished);
        m_fixture->find<QTabWidget>("trainTabs")->setCurrentIndex(1);
        m_slider = m_fixture->find<QSlider>("epochSlider");
    }
    void cleanupTestCase() { m_fixture.reset(); }

    void everyKeptEpochHasItsPlaceOnTheSlider()
    {
        QTRY_COMPARE_WITH_TIMEOUT(m_slider->maximum(), 3, kLongMs);
        QCOMPARE(pictures().shownEpoch(), 4);  // the newest
        QCOMPARE(m_fixture->find<QComboBox>("samplePair")->count(), 2);
        m_fixture->find<QToolButton>("previousEpoch")->click();
        QCOMPARE(pictures().shownEpoch(), 3);
        m_fixture->find<QToolButton>("nextEpoch")->click();
        QCOMPARE(pictures().shownEpoch(), 4);
    }

    void movingTheSliderShowsAnotherSample()
    {
        auto* view = m_fixture->find<PictureView>("sampleView");
        const auto seenAt = [&](int place) {
            QSignalSpy shown(&pictures(), &EpochPictures::sampleShown);
            m_slider->setValue(place);
            if (!shown.wait(kLongMs)) {
                return QImage();
            }
            return view->grab().toImage();
        };
        m_slider->setValue(3);
        const QImage first = seenAt(0);
        const QImage last = seenAt(3);
        QVERIFY(!first.isNull() && !last.isNull());
        QVERIFY(first != last);  // it has learnt something
    }

    void theOpenPhotoIsSeenThroughEachEpoch()
    {
        QVERIFY(m_fixture->find<QLabel>("epochText")->isVisible());
        const std::filesystem::path raw = toPath(m_fixture->folder.filePath(QStringLiteral("sample.dng")));
        writeDng(raw, makeSampleRaw({.size = {640, 480}, .ratio = {100.0F}, .seed = 1}), IfExists::Refuse);
        const OpenedPhoto opened = openPhoto(raw, std::nullopt, {320, 240}, JobContext());
        QSignalSpy shown(&pictures(), &EpochPictures::photoShown);
        m_fixture->page->setPhoto(opened.photo, opened.ratio);
        QTRY_VERIFY_WITH_TIMEOUT(!shown.empty() && shown.back().front().toInt() == 4, kLongMs);
        auto* view = m_fixture->find<PictureView>("epochPhotoView");
        QVERIFY(view->isVisible());
        const QImage last = view->grab().toImage();
        shown.clear();
        m_slider->setValue(0);
        QTRY_VERIFY_WITH_TIMEOUT(!shown.empty() && shown.back().front().toInt() == 1, kLongMs);
        QVERIFY(view->grab().toImage() != last);
    }

    void whatCannotBeReadIsSaidInItsPlace()
    {
        const RunPaths paths{m_fixture->runFolder("kept")};
        test::writeText(paths.snapshot(2), "no model");
        for (const auto& sample : std::filesystem::directory_iterator(paths.samples())) {
            if (sample.path().filename().string().starts_with("epoch-0002")) {
                test::writeText(sample.path(), "no picture");
            }
        }
        m_slider->setValue(1);
        QTRY_VERIFY_WITH_TIMEOUT(hasHint("snapshots/epoch-0002") && hasHint("samples/epoch-0002"), kLongMs);
        QVERIFY(!m_fixture->find<PictureView>("epochPhotoView")->isVisible());
        m_slider->setValue(2);
        QTRY_VERIFY_WITH_TIMEOUT(m_fixture->find<PictureView>("epochPhotoView")->isVisible()
                                     && m_fixture->find<PictureView>("sampleView")->isVisible(),
                                 kLongMs);
    }

    void aModelThatIsWrittenAgainIsSeen()
    {
        QSignalSpy shown(&pictures(), &EpochPictures::photoShown);
        m_slider->setValue(3);
        QTRY_VERIFY_WITH_TIMEOUT(!shown.empty() && shown.back().front().toInt() == 4, kLongMs);
        auto* view = m_fixture->find<PictureView>("epochPhotoView");
        const QImage before = view->grab().toImage();
        Model other = readModelFile(RunPaths{m_fixture->runFolder("kept")}.snapshot(1));
        writeModelFile(RunPaths{m_fixture->runFolder("kept")}.snapshot(4), other, IfExists::Overwrite);
        QTRY_VERIFY_WITH_TIMEOUT(view->grab().toImage() != before, kLongMs);
    }

    void aRunThatKeptNothingSaysSo()
    {
        pictures().setRun(m_fixture->runFolder("nowhere"));
        QTRY_COMPARE(pictures().shownEpoch(), 0);
        QVERIFY(!m_slider->isVisible());
        pictures().setRun(m_fixture->runFolder("kept"));
        QTRY_COMPARE_WITH_TIMEOUT(m_slider->maximum(), 3, kLongMs);
    }

private:
    [[nodiscard]] bool hasHint(const char* words) const
    {
        const QList<QLabel*> hints = pictures().findChildren<QLabel*>(QStringLiteral("hint"));
        return std::any_of(hints.begin(), hints.end(), [words](const QLabel* hint) {
            return hint->isVisible() && hint->text().contains(QLatin1String(words));
        });
    }
    [[nodiscard]] EpochPictures& pictures() const { return m_fixture->page->pictures(); }

    std::unique_ptr<TrainFixture> m_fixture;
    QSlider* m_slider = nullptr;
};

SCOTOPIC_TEST(EpochPicturesTest)

}  // namespace scotopic

#include "epoch_pictures_test.moc"
