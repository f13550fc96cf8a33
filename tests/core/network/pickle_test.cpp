// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/network/byte_reader.h"
#include "core/network/import_model.h"
#include "core/network/pickle.h"
#include "core/network/state_dict.h"
#include "core/network/zip_archive.h"
#include "tests/core/network/network_support.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>

#include <memory>
#include <random>
#include <set>
#include <string_view>

using namespace scotopic;
using namespace std::string_literals;

namespace {

Pickle pickleOf(std::string_view text)
{
    ByteReader reader(std::as_bytes(std::span(text)));
    return readPickle(reader);
}

std::string repeated(std::string_view text, int count)
{
    std::string all;
    for (int i = 0; i < count; ++i) {
        all += text;
    }
    return all;
}

std::vector<ForeignGroup> groupsOf(const Pickle& pickle)
{
    return tensorGroups(*pickle.root, [](const std::string&) { return std::make_shared<std::vector<std::byte>>(); });
}

/// A storage of these four numbers, whatever its key.
FileBytes fourNumbers(const std::string&)
{
    const std::vector<float> numbers{1.0F, 2.0F, 3.0F, 4.0F};
    const auto bytes = std::as_bytes(std::span(numbers));
    return std::make_shared<std::vector<std::byte>>(bytes.begin(), bytes.end());
}

std::string asTensor(const std::string& place)
{
    return "ctorch._utils\n_rebuild_tensor_v2\n(" + place + "\x89Nt\x52";
}

const std::string kStorage = "(X\7\0\0\0storagectorch\nFloatStorage\nX\1\0\0\0"
                             "0X\3\0\0\0cpuK\4tQ"s;

}  // namespace

class PickleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void plainDataAreRead()
    {
        const Pickle pickle = pickleOf("\x80\2}(X\1\0\0\0aK\7X\1\0\0\0bJ\xff\xff\xff\xffX\1\0\0\0c\x88u."s);
        const auto* dict = pickle.root->as<PickleDict>();
        QVERIFY(dict != nullptr);
        QCOMPARE(dict->entries.size(), std::size_t{3});
        QCOMPARE(*dict->entries[0].second->as<std::int64_t>(), std::int64_t{7});
        QCOMPARE(*dict->entries[1].second->as<std::int64_t>(), std::int64_t{-1});
        QVERIFY(*dict->entries[2].second->as<bool>());
    }

    void objectsOfOtherProgramsAreNamedAndLeftAlone_data()
    {
        QTest::addColumn<QByteArray>("pickle");
        QTest::newRow("NEWOBJ, BUILD") << QByteArray("\x80\2comegaconf.dictconfig\nDictConfig\n)\x81}X\1\0\0\0aK\1sb.",
                                                     54);
        QTest::newRow("a dict's class") << QByteArray("\x80\2comegaconf.dictconfig\nDictConfig\n)\x81X\1\0\0\0aK\1s.",
                                                      52);
        QTest::newRow("a list's class") << QByteArray("\x80\2comegaconf.dictconfig\nDictConfig\n)\x81K\1\x61.");
        QTest::newRow("an enumeration") << QByteArray("\x80\2comegaconf.dictconfig\nDictConfig\nK\1\x85R.");
        QTest::newRow("protocol 0") << QByteArray("ccopy_reg\n_reconstructor\n(comegaconf.dictconfig\nDictConfig\n"
                                                  "c__builtin__\nobject\nNtRp0\n.");
        QTest::newRow("protocol 0, INST") << QByteArray("(iomegaconf.dictconfig\nDictConfig\np0\n(dp1\nb.");
        QTest::newRow("protocol 1, OBJ") << QByteArray("(comegaconf.dictconfig\nDictConfig\noq\1.");
    }
    void objectsOfOtherProgramsAreNamedAndLeftAlone()
    {
        QFETCH(QByteArray, pickle);
        const Pickle read = pickleOf(pickle.toStdString());
        QCOMPARE(read.unloaded, (std::set<std::string>{"omegaconf.dictconfig.DictConfig"}));
        QVERIFY(read.root->as<PickleOpaque>() != nullptr);
        QVERIFY(groupsOf(read).front().tensors.empty());
    }

    void theOldestProtocolsAreRead()
    {
        const Pickle pickle =
            pickleOf("(dp0\nS'a'\np1\nI7\nsVb\\u00e4\xe4\np2\nI01\nsS\"c\"\nL-5L\nsS'd'\nF2.5\nsg1\nNs.");
        const auto* dict = pickle.root->as<PickleDict>();
        QVERIFY(dict != nullptr);
        QCOMPARE(dict->entries.size(), std::size_t{5});
        QCOMPARE(*dict->entries[0].second->as<std::int64_t>(), std::int64_t{7});
        QCOMPARE(*dict->entries[1].first->as<std::string>(), std::string("b\xC3\xA4\xC3\xA4"));
        QVERIFY(*dict->entries[1].second->as<bool>());
        QCOMPARE(*dict->entries[2].second->as<std::int64_t>(), std::int64_t{-5});
        QCOMPARE(*dict->entries[3].second->as<double>(), 2.5);
        QCOMPARE(*dict->entries[4].first->as<std::string>(), std::string("a"));
        QVERIFY_CONTAINS(test::sentenceOf<UnsupportedInput>([] { (void)pickleOf("(dp0\nPstorage\n."); }), "protocol 0");
        for (const char* nonsense : {"I\n.", "Ix\n.", "L\n.", "Fx\n.", "S'a\n.", "V\\u00g0\n.", "gx\n.", "(o."}) {
            QVERIFY_CONTAINS(test::sentenceOf<CorruptInput>([&] { (void)pickleOf(nonsense); }), "damaged");
        }
    }

    void tensorsAreFoundInListsModulesAndOtherDicts()
    {
        const std::string tensor = asTensor(kStorage + "K\0K\1\x85K\1\x85"s);
        const std::string named = "X\1\0\0\0w"s + tensor + "s";
        const auto pathOf = [](const std::string& pickle) {
            const std::vector<ForeignGroup> groups = groupsOf(pickleOf(pickle));
            return groups.back().path + ":"
                   + (groups.back().tensors.empty() ? "" : groups.back().tensors.begin()->first);
        };
        QCOMPARE(pathOf("\x80\2(K\1}"s + named + "t."), std::string("[1]:w"));
        QCOMPARE(pathOf("\x80\2]]}"s + named + "aa."), std::string("[0].[0]:w"));
        QCOMPARE(pathOf("\x80\2ceasydict\nEasyDict\n)\x81"s + named + "."), std::string(":w"));
        // {'net': Module} whose _modules hold a module 'c' with a parameter 'w'
        const std::string inner = "}(X\13\0\0\0_parameters}"s + named + "X\10\0\0\0_modules}u"s;
        const std::string outer =
            "}(X\13\0\0\0_parameters}X\10\0\0\0_modules}X\1\0\0\0ccmine\nConv\n)\x81"s + inner + "bsu";
        QCOMPARE(pathOf("\x80\2}X\3\0\0\0netcmine\nNet\n)\x81"s + outer + "bs."), std::string("net:c.w"));
    }

    void aTensorOfAnUnknownKindHurtsNobody()
    {
        const std::string storage = "(X\7\0\0\0storagectorch\nComplexFloatStorage\nX\1\0\0\0"
                                    "0X\3\0\0\0cpuK\4tQ"s;
        const Pickle pickle = pickleOf("\x80\2}(X\1\0\0\0z"s + asTensor(storage + "K\0K\1\x85K\1\x85"s) + "X\1\0\0\0w"s
                                       + asTensor(kStorage + "K\0K\1\x85K\1\x85"s) + "u.");
        const std::vector<ForeignGroup> groups = groupsOf(pickle);
        QCOMPARE(groups[0].tensors.size(), std::size_t{1});
        QCOMPARE(groups[0].others, std::vector<std::string>{"z"});
    }

    void whatOnlyAttacksNameIsRefused_data()
    {
        QTest::addColumn<QByteArray>("pickle");
        QTest::newRow("function") << QByteArray("\x80\2cposix\nsystem\n.");
        QTest::newRow("function, protocol 4") << QByteArray("\x80\4\x8c\5posix\x8c\6system\x93.");
        QTest::newRow("instance, protocol 0") << QByteArray("(iposix\nsystem\n.");
        QTest::newRow("torch's own back door") << QByteArray("\x80\2ctorch.storage\n_load_from_bytes\n.");
        QTest::newRow("attribute of a listed one")
            << QByteArray("\x80\4\x8c\13collections\x8c\24OrderedDict.__init__\x93.");
        QTest::newRow("builtins") << QByteArray("\x80\2cbuiltins\ngetattr\n.");
    }
    void whatOnlyAttacksNameIsRefused()
    {
        QFETCH(QByteArray, pickle);
        QVERIFY_CONTAINS(test::sentenceOf<UnsupportedInput>([&] { (void)pickleOf(pickle.toStdString()); }),
                         "never loaded or run");
    }

    void namesAreShownWithoutControlCharacters()
    {
        const std::string sentence =
            test::sentenceOf<UnsupportedInput>([] { (void)pickleOf("\x80\2cposix\n\x1b[2Jname\n."s); });
        QVERIFY_CONTAINS(sentence, "posix.?[2Jname");
        const Pickle other = pickleOf("\x80\2cevil\n\x1b[2JName\n)\x81."s);
        QCOMPARE(other.unloaded, (std::set<std::string>{"evil.?[2JName"}));
    }

    void nonsenseIsCorrupt_data()
    {
        QTest::addColumn<QByteArray>("pickle");
        QTest::newRow("nothing to pop") << QByteArray("\x80\2"
                                                      "0.",
                                                      4);
        QTest::newRow("no mark") << QByteArray("\x80\2t.");
        QTest::newRow("pop below the mark") << QByteArray("\x80\2N(0t.");
        QTest::newRow("absent memo") << QByteArray("\x80\2h\7.");
        QTest::newRow("no end") << QByteArray("\x80\2N");
        QTest::newRow("odd dict") << QByteArray("\x80\2}(Nu.");
        QTest::newRow("append to a number") << QByteArray("\x80\2K\1Na.");
        QTest::newRow("call of a number") << QByteArray("\x80\2K\1)R.");
        QTest::newRow("text of 2^62 bytes") << QByteArray("\x80\4\x8d\0\0\0\0\0\0\0\x40.", 12);
        QTest::newRow("integer of 2 GB") << QByteArray("\x80\2\x8b\xff\xff\xff\x7f.", 8);
        QTest::newRow("storage that is none") << QByteArray("\x80\2NQ.");
        QTest::newRow("tensor without a storage") << QByteArray("\x80\2"
                                                                "ctorch._utils\n_rebuild_tensor_v2\n(NNNNt\x52.");
    }
    void nonsenseIsCorrupt()
    {
        QFETCH(QByteArray, pickle);
        const std::string text(pickle.constData(), static_cast<std::size_t>(pickle.size()));
        QVERIFY_CONTAINS(test::sentenceOf<CorruptInput>([&] { (void)pickleOf(text); }), "damaged");
    }

    void deepNestingDoesNotOverflowTheStack()
    {
        const Pickle pickle = pickleOf("\x80\2}X\1\0\0\0a"s + repeated("]", 500'000) + repeated("a", 499'999) + "s.");
        QCOMPARE(groupsOf(pickle).size(), std::size_t{1});
    }

    void sharedAndCyclicDictsAreVisitedOnce()
    {
        // Thirty dicts, each holding the one before twice: a billion paths lead to the first.
        std::string laughs = "\x80\2}q\0"s;
        for (char i = 1; i <= 30; ++i) {
            laughs += "}(X\1\0\0\0ah"s + char(i - 1) + "X\1\0\0\0bh"s + char(i - 1) + "uq" + i;
        }
        QCOMPARE(groupsOf(pickleOf(laughs + ".")).size(), std::size_t{1});
        QCOMPARE(groupsOf(pickleOf("\x80\2}q\0(X\1\0\0\0ah\0u."s)).size(), std::size_t{1});
    }

    void copiesOfAListHaveALimit()
    {
        const std::string list = "\x80\2"
                                 "ccollections\nOrderedDict\nq\0]q\1(NN\x86q\2"s
                                 + repeated("h\2"s, 5000) + "e0";
        const std::string copies = list + repeated("h\0h\1\x85R0"s, 100'000);
        QVERIFY_CONTAINS(test::sentenceOf<CorruptInput>([&] { (void)pickleOf(copies + "N."); }), "damaged");
    }

    void tooManyInstructionsAreRefused()
    {
        const std::string endless = "\x80\2" + std::string(3'000'000, 'N') + ".";
        QVERIFY_CONTAINS(test::sentenceOf<UnsupportedInput>([&] { (void)pickleOf(endless); }), "more objects");
    }

    void tensorsCannotReachOutsideTheirStorage_data()
    {
        QTest::addColumn<QByteArray>("place");  // offset, shape and strides
        QTest::newRow("offset") << QByteArray("K\3K\2\x85K\1\x85");
        QTest::newRow("stride") << QByteArray("K\0"
                                              "K\2\x85K\4\x85",
                                              8);
        QTest::newRow("shape") << QByteArray("K\0"
                                             "K\5\x85K\1\x85",
                                             8);
        QTest::newRow("expanded") << QByteArray("K\0\x8a\6\0\0\0\0\0\1\x85K\0\x85", 14);
        QTest::newRow("huge stride") << QByteArray("K\0"
                                                   "K\2\x85\x8a\x08\xff\xff\xff\xff\xff\xff\xff\x7f\x85",
                                                   16);
        QTest::newRow("huge offset") << QByteArray("\x8a\x08\xff\xff\xff\xff\xff\xff\xff\x7fK\2\x85K\1\x85", 16);
    }
    void tensorsCannotReachOutsideTheirStorage()
    {
        QFETCH(QByteArray, place);
        const std::string bytes(place.constData(), static_cast<std::size_t>(place.size()));
        const Pickle pickle =
            pickleOf("\x80\2}X\1\0\0\0actorch._utils\n_rebuild_tensor_v2\n("s + kStorage + bytes + "\x89Nt\x52s.");
        const auto groups = tensorGroups(*pickle.root, fourNumbers);
        QCOMPARE(groups.at(0).tensors.size(), std::size_t{1});
        QVERIFY_EXCEPTION_THROWN((void)groups[0].tensors.at("a").read(), CorruptInput);
    }

    void anAxisOfOneElementMayHaveAnyStride()
    {
        const Pickle pickle = pickleOf("\x80\2}X\1\0\0\0actorch._utils\n_rebuild_tensor_v2\n("s + kStorage
                                       + "K\0K\1K\2\x86\x8a\x08\xff\xff\xff\xff\xff\xff\xff\x7fK\2\x86\x89Nt\x52s."s);
        const auto groups = tensorGroups(*pickle.root, fourNumbers);
        QCOMPARE(groups.at(0).tensors.at("a").read(), (std::vector<float>{1.0F, 3.0F}));
    }

    void damagedPicklesAreRefusedAndNeverCrash()
    {
        const QTemporaryDir folder;
        const std::filesystem::path file = std::filesystem::path(folder.path().toStdString()) / "model.pth";
        exportPth(file, makeRandomModel({.normalisation = Normalisation::Double, .baseWidth = 1}, 1), IfExists::Refuse);
        const std::vector<std::byte> content =
            ZipArchive(std::make_shared<const InputFile>(file)).read("archive/data.pkl");
        const std::string whole(reinterpret_cast<const char*>(content.data()), content.size());
        std::mt19937_64 random(1);
        int refused = 0;
        for (int i = 0; i < 1500; ++i) {
            std::string damaged = whole;
            for (std::uint64_t flips = 1 + random() % 4; flips-- > 0;) {
                damaged[random() % damaged.size()] = static_cast<char>(random());
            }
            damaged.resize(i % 5 == 0 ? random() % damaged.size() : damaged.size());
            try {
                (void)groupsOf(pickleOf(damaged));
            } catch (const Error&) {
                ++refused;
            }
        }
        QVERIFY(refused > 300);
    }
};

SCOTOPIC_TEST(PickleTest)
#include "pickle_test.moc"
