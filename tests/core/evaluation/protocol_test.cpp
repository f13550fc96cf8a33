// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/evaluation/protocol.h"
#include "tests/support/test_registry.h"

#include <set>

namespace scotopic {

namespace {

ImagePair pairOf(const std::string& scene, int burst)
{
    ImagePair pair;
    pair.scene = scene;
    pair.name = scene + "_0" + std::to_string(burst) + "_0.1s";
    pair.burstIndex = burst;
    return pair;
}

}  // namespace

class ProtocolTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theStudyTruncatesTheFirstOfEachBurst()
    {
        const Protocol protocol = parseProtocol("study");
        QVERIFY(protocol.quantisation == Quantisation::Truncate8);
        QVERIFY(protocol.ssim == SsimKind::Uniform7);
        QVERIFY(takes(protocol, pairOf("10034", 0)));
        QVERIFY(!takes(protocol, pairOf("10003", 1)));
    }

    void thePaperRoundsAndUsesMatlabsVolume()
    {
        const Protocol protocol = parseProtocol("paper");
        QVERIFY(protocol.quantisation == Quantisation::Round8);
        QVERIFY(protocol.ssim == SsimKind::Gaussian11Volume);
        QVERIFY(protocol.onlyFirstOfBurst);
    }

    void changesFollowAPlusSign()
    {
        const Protocol protocol = parseProtocol("study+all+aligned+float+matlab-grey+crop512+gain");
        QCOMPARE(protocol.name, std::string("study+all+aligned+float+matlab-grey+crop512+gain"));
        QVERIFY(takes(protocol, pairOf("10003", 7)));
        for (const char* misaligned : {"10034", "10045", "10172"}) {
            QVERIFY(!takes(protocol, pairOf(misaligned, 0)));
        }
        QVERIFY(protocol.quantisation == Quantisation::Float);
        QVERIFY(protocol.ssim == SsimKind::Gaussian11Luminance);
        QCOMPARE(protocol.centreCropPx, 512);
        QVERIFY(protocol.fitsBrightness);
    }

    void everyChangeIsToldInTheDescription()
    {
        std::set<std::string> descriptions;
        const std::vector<std::string> names{"study",       "study+all",    "study+aligned",     "study+round8",
                                             "study+float", "study+matlab", "study+matlab-grey", "study+crop64",
                                             "study+gain",  "study+fit"};
        for (const std::string& name : names) {
            descriptions.insert(describe(parseProtocol(name)));
        }
        QCOMPARE(descriptions.size(), names.size());
    }

    void choosingOtherImagesDoesNotChangeAPicturesScore()
    {
        QCOMPARE(describePixels(parseProtocol("study")), describePixels(parseProtocol("study+all+aligned")));
        QVERIFY(describePixels(parseProtocol("study")) != describePixels(parseProtocol("study+float")));
    }

    void eachNameOfAListCountsOnce()
    {
        const std::vector<Protocol> protocols = parseProtocols("study,paper,study");
        QCOMPARE(protocols.size(), std::size_t{2});
        QCOMPARE(protocols[1].name, std::string("paper"));
    }

    void unknownWordsAreRefused_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text :
             {"", "studie", "study+", "study+fast", "study+crop", "study+crop4", "study+crop9x", ","}) {
            QTest::newRow(text) << QString(text);
        }
    }
    void unknownWordsAreRefused()
    {
        QFETCH(QString, text);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(parseProtocols(text.toStdString())), InvalidArgument);
    }
};

SCOTOPIC_TEST(ProtocolTest)

}  // namespace scotopic

#include "protocol_test.moc"
