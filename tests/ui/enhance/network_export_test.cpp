// SPDX-License-Identifier: MIT
#include "tests/support/test_registry.h"
#include "tests/ui/enhance/page_fixture.h"

#include <QProgressBar>

namespace scotopic {

using test::PageFixture;

class NetworkExportTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aNetworksExportIsCancelledWhileItRuns()
    {
        const PageFixture fixture;
        fixture.openAndSettle(fixture.noisePhoto("large.dng", {2000, 1500}));
        fixture.settleAfter([&] { fixture.page->chooseModel(fixture.model("wide.safetensors", /*baseWidth=*/16)); });
        const std::filesystem::path target = fixture.path("out.png");
        int progressCount = 0;
        connect(fixture.find<QProgressBar>("progress"), &QProgressBar::valueChanged, this, [&] {
            if (fixture.page->isExporting() && ++progressCount == 1) {
                fixture.page->actions().cancel->trigger();
            }
        });
        fixture.page->exportTo({target, {}});
        QTRY_VERIFY_WITH_TIMEOUT(!fixture.page->isExporting(), 30'000);
        QVERIFY(progressCount > 0);
        QCOMPARE(fixture.bannerText(), QStringLiteral("Export cancelled; nothing was written."));
        QCOMPARE(QDir(fixture.folder.path()).entryList({QStringLiteral("*out*")}, QDir::Files | QDir::Hidden),
                 QStringList());
    }
};

SCOTOPIC_TEST(NetworkExportTest)

}  // namespace scotopic

#include "network_export_test.moc"
