// SPDX-License-Identifier: MIT
#include "ui/jobs/reason_text.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <vector>

namespace scotopic {

namespace {

// %1 stands for whatever is said there. tests/translations/check holds the list to core's sources.
constexpr const char* kReasons[] = {
    // clang-format off
    QT_TRANSLATE_NOOP("ReasonText", "the disk is full"),
    QT_TRANSLATE_NOOP("ReasonText", "the file is too large here"),
    QT_TRANSLATE_NOOP("ReasonText", "the disk quota is used up"),
    QT_TRANSLATE_NOOP("ReasonText", "no permission"),
    QT_TRANSLATE_NOOP("ReasonText", "the file system is read-only"),
    QT_TRANSLATE_NOOP("ReasonText", "no such file or folder"),
    QT_TRANSLATE_NOOP("ReasonText", "no such file"),
    QT_TRANSLATE_NOOP("ReasonText", "no such file, but %1 names it"),
    QT_TRANSLATE_NOOP("ReasonText", "is a folder"),
    QT_TRANSLATE_NOOP("ReasonText", "is a folder, not a file"),
    QT_TRANSLATE_NOOP("ReasonText", "is not a regular file"),
    QT_TRANSLATE_NOOP("ReasonText", "is empty"),
    QT_TRANSLATE_NOOP("ReasonText", "exists already and is not overwritten"),
    QT_TRANSLATE_NOOP("ReasonText", "cannot be written: %1"),
    QT_TRANSLATE_NOOP("ReasonText", "cannot be read"),
    QT_TRANSLATE_NOOP("ReasonText", "cannot be read: %1"),
    QT_TRANSLATE_NOOP("ReasonText", "cannot be made: %1"),
    QT_TRANSLATE_NOOP("ReasonText", "the folder cannot be made: %1"),
    QT_TRANSLATE_NOOP("ReasonText", "cannot be locked: %1"),
    QT_TRANSLATE_NOOP("ReasonText", "cannot be mapped into memory"),
    QT_TRANSLATE_NOOP("ReasonText", "there is not enough memory"),
    QT_TRANSLATE_NOOP("ReasonText", "needs more memory than there is"),
    QT_TRANSLATE_NOOP("ReasonText", "unexpected failure: %1"),
    QT_TRANSLATE_NOOP("ReasonText", "unexpected failure without a reason"),
    QT_TRANSLATE_NOOP("ReasonText", "is damaged"),
    QT_TRANSLATE_NOOP("ReasonText", "is damaged: %1"),
    QT_TRANSLATE_NOOP("ReasonText", "is not a camera raw that LibRaw %1 can open"),
    QT_TRANSLATE_NOOP("ReasonText", "contains no raw picture"),
    QT_TRANSLATE_NOOP("ReasonText", "is a Foveon raw: its sensor has no colour filter mosaic"),
    QT_TRANSLATE_NOOP("ReasonText", "is a floating-point DNG: a processed picture, not sensor counts"),
    QT_TRANSLATE_NOOP("ReasonText", "is a reduced-size raw (sRAW), which the camera has already demosaiced"),
    QT_TRANSLATE_NOOP("ReasonText", "is a monochrome raw: its sensor has no colour filter mosaic"),
    QT_TRANSLATE_NOOP("ReasonText", "is a linear DNG, which is already demosaiced"),
    QT_TRANSLATE_NOOP("ReasonText", "is an already rendered picture, not a sensor readout"),
    QT_TRANSLATE_NOOP("ReasonText", "comes from a sensor whose photosites lie on the diagonal (Fuji Super CCD)"),
    QT_TRANSLATE_NOOP("ReasonText", "says it has %1 photosites, which cannot be in %2 bytes"),
    QT_TRANSLATE_NOOP("ReasonText", "says that nothing of its %1 photosites is visible"),
    QT_TRANSLATE_NOOP("ReasonText", "is truncated: the picture data ends too early"),
    QT_TRANSLATE_NOOP("ReasonText", "%1 errors in the picture data"),
    QT_TRANSLATE_NOOP("ReasonText", "does not decode to one count per photosite"),
    QT_TRANSLATE_NOOP("ReasonText", "its calibration cannot be applied"),
    QT_TRANSLATE_NOOP("ReasonText", "has a colour filter pattern that is neither Bayer nor X-Trans"),
    QT_TRANSLATE_NOOP("ReasonText", "its black level is no usable number"),
    QT_TRANSLATE_NOOP("ReasonText", "its white level is not above its black level"),
    QT_TRANSLATE_NOOP("ReasonText", "cannot be developed: %1"),
    QT_TRANSLATE_NOOP("ReasonText", "does not develop to three colours"),
    QT_TRANSLATE_NOOP("ReasonText", "is not a PNG, TIFF or JPEG picture"),
    QT_TRANSLATE_NOOP("ReasonText", "claims to be %1 x %2 pixels"),
    QT_TRANSLATE_NOOP("ReasonText", "has samples of type %1; 8- and 16-bit pictures can be read"),
    QT_TRANSLATE_NOOP("ReasonText", "has %1 colour channels; grey and RGB can be read"),
    QT_TRANSLATE_NOOP("ReasonText", "cannot be encoded: %1"),
    QT_TRANSLATE_NOOP("ReasonText", "JPEG has 8 bits per channel; choose PNG or TIFF for 16"),
    QT_TRANSLATE_NOOP("ReasonText", "is not a model file (.safetensors); networks of other programs are imported first (scotopic-cli model import)"),
    QT_TRANSLATE_NOOP("ReasonText", "is not a safetensors file"),
    QT_TRANSLATE_NOOP("ReasonText", "has a damaged header"),
    QT_TRANSLATE_NOOP("ReasonText", "has a damaged header: %1"),
    QT_TRANSLATE_NOOP("ReasonText", "is truncated: %1 lies beyond its end"),
    QT_TRANSLATE_NOOP("ReasonText", "%1 holds NaN or infinity, so the network would give a black picture"),
    QT_TRANSLATE_NOOP("ReasonText", "has no '%1' in its metadata"),
    QT_TRANSLATE_NOOP("ReasonText", "has no metadata that say how to use it; import it first (scotopic-cli model import)"),
    QT_TRANSLATE_NOOP("ReasonText", "was written by another version of Scotopic (model format %1, not %2)"),
    QT_TRANSLATE_NOOP("ReasonText", "is a network of the architecture '%1', not %2"),
    QT_TRANSLATE_NOOP("ReasonText", "is a camera-linear model for X-Trans; this version uses those for Bayer"),
    QT_TRANSLATE_NOOP("ReasonText", "the network takes %1 planes, not %2"),
    QT_TRANSLATE_NOOP("ReasonText", "the network takes %1 planes, but the data have %2"),
    QT_TRANSLATE_NOOP("ReasonText", "out of memory; try smaller tiles"),
    QT_TRANSLATE_NOOP("ReasonText", "not there; this machine has %1"),
    QT_TRANSLATE_NOOP("ReasonText", "trains in fp32 only"),
    QT_TRANSLATE_NOOP("ReasonText", "computes on the cpu only, not on %1"),
    QT_TRANSLATE_NOOP("ReasonText", "this build of Scotopic has none; use torch"),
    QT_TRANSLATE_NOOP("ReasonText", "holds a run already; go on with it (--resume) or choose another folder"),
    QT_TRANSLATE_NOOP("ReasonText", "is not empty; a run has a folder of its own"),
    QT_TRANSLATE_NOOP("ReasonText", "is in use by another process"),
    QT_TRANSLATE_NOOP("ReasonText", "is in use by another process (%1 on %2)"),
    QT_TRANSLATE_NOOP("ReasonText", "holds no training run (no run.json)"),
    QT_TRANSLATE_NOOP("ReasonText", "is not a checkpoint of a training run"),
    QT_TRANSLATE_NOOP("ReasonText", "is a checkpoint of another version (format %1, not %2)"),
    QT_TRANSLATE_NOOP("ReasonText", "does not say where training stood"),
    QT_TRANSLATE_NOOP("ReasonText", "the %1 is no longer a number at %2"),
    QT_TRANSLATE_NOOP("ReasonText", "the loss has exploded: over the last %1 steps it is above that of any picture, at %2"),
    QT_TRANSLATE_NOOP("ReasonText", "no sample can be read"),
    QT_TRANSLATE_NOOP("ReasonText", "not one of the training examples can be read"),
    QT_TRANSLATE_NOOP("ReasonText", "has no pair to train on"),
    QT_TRANSLATE_NOOP("ReasonText", "there are no pairs to train on"),
    QT_TRANSLATE_NOOP("ReasonText", "was begun with other data than those of %1"),
    QT_TRANSLATE_NOOP("ReasonText", "the data no longer have the pair %1, which the run was begun with"),
    QT_TRANSLATE_NOOP("ReasonText", "early stopping needs a validation split, and the data have none"),
    QT_TRANSLATE_NOOP("ReasonText", "the disk has %1 MiB left, but checkpoints and models take %2 MiB"),
    QT_TRANSLATE_NOOP("ReasonText", "is not the record of a training run"),
    QT_TRANSLATE_NOOP("ReasonText", "is the record of a run of another version (run format %1, not %2)"),
    QT_TRANSLATE_NOOP("ReasonText", "a field is missing or of another kind"),
    QT_TRANSLATE_NOOP("ReasonText", "'%1' is not a field of a recipe"),
    QT_TRANSLATE_NOOP("ReasonText", "is not a recipe: a JSON object is expected"),
    QT_TRANSLATE_NOOP("ReasonText", "is not true or false"),
    QT_TRANSLATE_NOOP("ReasonText", "is not a text"),
    QT_TRANSLATE_NOOP("ReasonText", "is not a number"),
    QT_TRANSLATE_NOOP("ReasonText", "is not a whole number from 0 on"),
    QT_TRANSLATE_NOOP("ReasonText", "does not begin with the columns of this version"),
    QT_TRANSLATE_NOOP("ReasonText", "row %1: %2"),
    QT_TRANSLATE_NOOP("ReasonText", "has %1 columns instead of SHORT LONG ISO F (file names with spaces need a CSV file)"),
    QT_TRANSLATE_NOOP("ReasonText", "'%1' is not a column: short, long, split, scene, short_seconds, long_seconds, ratio"),
    QT_TRANSLATE_NOOP("ReasonText", "has no first line that names the columns"),
    QT_TRANSLATE_NOOP("ReasonText", "scene %1 is in two splits: %2"),
    QT_TRANSLATE_NOOP("ReasonText", "holds no decoded data set"),
    QT_TRANSLATE_NOOP("ReasonText", "its checksum does not fit"),
    QT_TRANSLATE_NOOP("ReasonText", "is truncated: it has %1 of %2 bytes"),
    QT_TRANSLATE_NOOP("ReasonText", "is not the file that this cache was built with; build the cache again"),
    QT_TRANSLATE_NOOP("ReasonText", "the decoded data set needs %1 there, but only %2 are free"),
    QT_TRANSLATE_NOOP("ReasonText", "has %1 bits per channel; a ground truth has 16"),
    QT_TRANSLATE_NOOP("ReasonText", "is %1, but its short exposure %2 is %3"),
    QT_TRANSLATE_NOOP("ReasonText", "is brighter than white nearly everywhere, so it shows nothing to learn"),
    QT_TRANSLATE_NOOP("ReasonText", "a patch of %1 packed pixels does not fit %2, which has %3"),
    QT_TRANSLATE_NOOP("ReasonText", "%1 (%2 of %3 samples of epoch %4 failed, more than allowed)"),
    QT_TRANSLATE_NOOP("ReasonText", "the automatic ratio needs the raws, which this build cannot open"),
    QT_TRANSLATE_NOOP("ReasonText", "%1 takes %2 planes; %3 has %4"),
    QT_TRANSLATE_NOOP("ReasonText", "%1 (nor can any other pair be read)"),
    QT_TRANSLATE_NOOP("ReasonText", "is not the result of an evaluation: %1"),
    QT_TRANSLATE_NOOP("ReasonText", "holds no evaluation: neither results.json nor known-scores.csv is there"),
    QT_TRANSLATE_NOOP("ReasonText", "it is not known which model file %1 was scored from; evaluate it again to see its pictures"),
    QT_TRANSLATE_NOOP("ReasonText", "is another model than the one that was scored; evaluate it again"),
    QT_TRANSLATE_NOOP("ReasonText", "the region to be scored lies outside of the picture"),
    QT_TRANSLATE_NOOP("ReasonText", "an amplification is a number from %1 to %2"),
    QT_TRANSLATE_NOOP("ReasonText", "'%1' is not an amplification: %2"),
    QT_TRANSLATE_NOOP("ReasonText", "%1 cannot be used: %2"),
    // clang-format on
};

/// "cannot be written: %1" -> what finds it at a sentence's end, after the file or option concerned.
QRegularExpression expressionFor(const char* reason)
{
    static const QRegularExpression place(QStringLiteral("%[1-9]"));
    QString pattern;
    QString rest = QString::fromUtf8(reason);
    for (QRegularExpressionMatch match = place.match(rest); match.hasMatch(); match = place.match(rest)) {
        pattern += QRegularExpression::escape(rest.left(match.capturedStart())) + QStringLiteral("(.+?)");
        rest.remove(0, match.capturedEnd());
    }
    pattern += QRegularExpression::escape(rest);
    return QRegularExpression(QStringLiteral("^(.+?: )??%1$").arg(pattern),
                              QRegularExpression::DotMatchesEverythingOption);
}

const std::vector<QRegularExpression>& expressions()
{
    static const std::vector<QRegularExpression> all = [] {
        std::vector<QRegularExpression> result;
        for (const char* reason : kReasons) {
            result.push_back(expressionFor(reason));
        }
        return result;
    }();
    return all;
}

struct Found {
    const char* reason = nullptr;
    QRegularExpressionMatch match;
};

/// The one that says most: of which least comes before, and whose words are most.
Found reasonIn(const QString& sentence)
{
    Found best;
    const auto wordsOf = [](const Found& found) { return qsizetype(qstrlen(found.reason)); };
    for (std::size_t i = 0; i < expressions().size(); ++i) {
        const Found found{kReasons[i], expressions()[i].match(sentence)};
        if (!found.match.hasMatch()) {
            continue;
        }
        const qsizetype before = found.match.capturedLength(1);
        const qsizetype beforeBest = best.reason != nullptr ? best.match.capturedLength(1) : 0;
        if (best.reason == nullptr || before < beforeBest || (before == beforeBest && wordsOf(found) > wordsOf(best))) {
            best = found;
        }
    }
    return best;
}

QString translated(const QString& sentence)
{
    const Found found = reasonIn(sentence);
    if (found.reason == nullptr) {
        return sentence;
    }
    QStringList told;
    for (int i = 2; i <= found.match.lastCapturedIndex(); ++i) {
        told << translated(found.match.captured(i));
    }
    static const QRegularExpression place(QStringLiteral("%([1-9])"));
    QString text = QCoreApplication::translate("ReasonText", found.reason);
    qsizetype from = 0;
    for (QRegularExpressionMatch match = place.match(text); match.hasMatch(); match = place.match(text, from)) {
        const QString one = told.value(match.captured(1).toInt() - 1);
        text.replace(match.capturedStart(), match.capturedLength(), one);
        from = match.capturedStart() + one.size();  // what is put in may look like a place
    }
    return found.match.captured(1) + text;
}

}  // namespace

QString reasonText(const std::string& sentence)
{
    return translated(QString::fromStdString(sentence));
}

}  // namespace scotopic
