// SPDX-License-Identifier: MIT
#include "ui/recipe/recipe_form.h"

#include "ui/enhance/photo.h"

#include <QComboBox>
#include <QFont>
#include <QScrollArea>
#include <QSignalBlocker>

#include <algorithm>
#include <charconv>
#include <string>

namespace scotopic {

namespace {

using Options = TrainingOptions;

/// Reads and writes a number of any kind that lies in the options themselves.
template <typename Value>
auto reader(Value Options::*member)
{
    return [member](const Options& options) { return static_cast<double>(options.*member); };
}
template <typename Value>
auto writer(Value Options::*member)
{
    return [member](Options& options, double value) { options.*member = static_cast<Value>(value); };
}
template <typename Value>
auto optionalReader(std::optional<Value> Options::*member)
{
    return [member](const Options& options) -> std::optional<double> {
        return options.*member ? std::optional(static_cast<double>(*(options.*member))) : std::nullopt;
    };
}
template <typename Value>
auto optionalWriter(std::optional<Value> Options::*member)
{
    return [member](Options& options, std::optional<double> value) {
        options.*member = value ? std::optional(static_cast<Value>(*value)) : std::nullopt;
    };
}

QString latin(std::string_view word)
{
    return QString::fromLatin1(word.data(), static_cast<qsizetype>(word.size()));
}

std::optional<std::uint64_t> seedFrom(const QString& text)
{
    const std::string word = text.trimmed().toStdString();
    std::uint64_t seed = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), seed);
    return error == std::errc{} && end == word.data() + word.size() && !word.empty() ? std::optional(seed)
                                                                                     : std::nullopt;
}

}  // namespace

RecipeForm::RecipeForm(QWidget* parent) : QTabWidget(parent)
{
    setObjectName(QStringLiteral("recipeForm"));
    setAccessibleName(tr("Recipe"));
    addNetwork();
    addLearning();
    addSteadying();
    addCourse();
    addDevice();
    setOptions({});
}

FieldMaker RecipeForm::addGroup(const QString& title)
{
    auto* page = new QWidget;
    auto* form = new QFormLayout(page);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    auto* area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(page);
    addTab(area, title);
    return {form, m_editors, [this] { onChange(); }};
}

void RecipeForm::addNetwork()
{
    FieldMaker fields = addGroup(tr("Network"));
    fields.addWord(
        {"architecture", tr("&Architecture"), tr("The study's three networks, and group normalisation")},
        {{QStringLiteral("baseline"), tr("baseline: the U-Net of 'Learning to See in the Dark'")},
         {QStringLiteral("single-bn"), tr("single BN: normalised after the second convolution of each block")},
         {QStringLiteral("double-bn"), tr("double BN: normalised after both convolutions of each block")},
         {QStringLiteral("group-norm"), tr("group norm: the same for every size of batch")}},
        [](const Options& options) { return latin(nameOf(options.network.normalisation)); },
        [](Options& options, const QString& word) {
            options.network.normalisation = parseNormalisation(word.toStdString());
        });
    fields.addWhole(
        {"baseWidth", tr("Base &width"), tr("Channels of the first level; the study's: 32")}, 1,
        [](const Options& options) { return options.network.baseWidth; },
        [](Options& options, double value) { options.network.baseWidth = static_cast<int>(value); });
    fields.addWord(
        {"headKernel", tr("&Head"),
         tr("The last convolution; the study's: 3x3, that of 'Learning to See in the Dark': 1x1")},
        {{QStringLiteral("1"), QStringLiteral("1x1")}, {QStringLiteral("3"), QStringLiteral("3x3")}},
        [](const Options& options) { return QString::number(options.network.headKernel); },
        [](Options& options, const QString& word) { options.network.headKernel = word.toInt(); });
    fields.addFlag(
        {"upsampleBias", tr("Upsampling with &bias"), tr("Of the transposed convolutions; the study's: yes")},
        [](const Options& options) { return options.network.upsampleBias; },
        [](Options& options, bool isOn) { options.network.upsampleBias = isOn; });
    fields.addWord(
        {"initialWeights", tr("&Random weights as"), tr("How they are drawn before the first step")},
        {{QStringLiteral("pytorch"), tr("PyTorch draws them (the study)")},
         {QStringLiteral("kaiming"), tr("Kaiming He, for leaky ReLU")}},
        [](const Options& options) { return latin(toText(options.initialWeights)); },
        [](Options& options, const QString& word) {
            options.initialWeights = parseInitialWeights(word.toStdString());
        });
    fields.addFile(
        {"initialModel", tr("Begin with &model"), tr("Its weights instead of random ones; of the same network")},
        tr("Models (*.safetensors)"), [](const Options& options) { return fromPath(options.initialModel); },
        [](Options& options, const QString& file) { options.initialModel = toPath(file); });
}

void RecipeForm::addLearning()
{
    FieldMaker fields = addGroup(tr("Learning"));
    fields.addWhole({"epochs", tr("&Epochs"), tr("Each shows every scene once; the study's: 4000")}, 1,
                    reader(&Options::epochs), writer(&Options::epochs));
    fields.addWhole({"stepsPerEpoch", tr("S&teps an epoch"), tr("Of a clean set, whose examples are endless")}, 1,
                    reader(&Options::stepsPerEpoch), writer(&Options::stepsPerEpoch));
    fields.addWhole({"patchPx", tr("Patc&h"), tr("Edge in packed pixels, a multiple of 16; the study's: 512")}, 16,
                    reader(&Options::patchPx), writer(&Options::patchPx));
    fields.addWhole({"batch", tr("&Batch"), tr("Patches at once; the study's: 1")}, 1, reader(&Options::batch),
                    writer(&Options::batch));
    fields.addWhole({"accumulate", tr("B&atches a step"), tr("Gradients of so many are averaged; the study's: 1")}, 1,
                    reader(&Options::accumulate), writer(&Options::accumulate));
    fields.addWord(
        {"loss", tr("&Loss"), tr("What a step makes smaller; the study's: L1")},
        {{QStringLiteral("l1"), tr("L1: mean absolute difference")},
         {QStringLiteral("tone-mapped-l1"), tr("tone-mapped L1: linear light as it is seen")}},
        [](const Options& options) { return latin(toText(options.loss)); },
        [](Options& options, const QString& word) { options.loss = parseLoss(word.toStdString()); });
    fields.addReal({"learningRate", tr("Learnin&g rate"), tr("Of Adam; the study's: 1e-4")},
                   reader(&Options::learningRate), writer(&Options::learningRate));
    fields.addWord(
        {"schedule", tr("S&chedule"), tr("How the rate changes; the study's: steps")},
        {{QStringLiteral("steps"), tr("steps: constant, then the drop")},
         {QStringLiteral("cosine"), tr("cosine: down to nothing at the end")}},
        [](const Options& options) { return latin(toText(options.schedule)); },
        [](Options& options, const QString& word) { options.schedule = parseSchedule(word.toStdString()); });
    fields.addOptionalWhole(
        {"dropAfterEpoch", tr("Drop a&fter epoch"), tr("With the schedule 'steps'; the study's: 2000")}, 0, 2000,
        [](const Options& options) {
            return options.drop ? std::optional<double>(options.drop->afterEpoch) : std::nullopt;
        },
        [](Options& options, std::optional<double> epoch) {
            options.drop = epoch ? std::optional(LearningRateDrop{static_cast<int>(*epoch), 1e-5}) : std::nullopt;
        });
    fields.addReal(
        {"dropValue", tr("&Rate after it"), tr("The study's: 1e-5")},
        [](const Options& options) { return options.drop.value_or(LearningRateDrop{}).value; },
        [](Options& options, double value) {
            if (options.drop) {
                options.drop->value = value;
            }
        });
    fields.addWhole({"warmUpSteps", tr("&Warm-up steps"), tr("Before a cosine: the rate rises from nothing")}, 0,
                    reader(&Options::warmUpSteps), writer(&Options::warmUpSteps));
}

void RecipeForm::addSteadying()
{
    FieldMaker fields = addGroup(tr("Steadying"));
    fields.addOptionalReal(
        {"gradientClipNorm", tr("Largest &gradient"), tr("Longer ones are shortened; the study's: off")}, 1,
        optionalReader(&Options::gradientClipNorm), optionalWriter(&Options::gradientClipNorm));
    fields.addOptionalReal({"emaDecay", tr("&Moving average"),
                            tr("Validate and keep a moving average of the weights with this decay; the study's: off")},
                           0.999, optionalReader(&Options::emaDecay), optionalWriter(&Options::emaDecay));
    fields.addOptionalWhole({"freezeNormAfterEpoch", tr("&Freeze BN after epoch"),
                             tr("Batch normalisation keeps its running statistics from then on; the study's: off")},
                            0, 2000, optionalReader(&Options::freezeNormAfterEpoch),
                            optionalWriter(&Options::freezeNormAfterEpoch));
    fields.addOptionalWhole({"stopAfterEpochsWithoutGain", tr("Stop earl&y"),
                             tr("After so many epochs without gain in validation; the study's: off")},
                            1, 200, optionalReader(&Options::stopAfterEpochsWithoutGain),
                            optionalWriter(&Options::stopAfterEpochsWithoutGain));
    fields.addText(
        {"seed", tr("S&eed"), tr("Of weights and patches: the same seed gives the same run")},
        [](const Options& options) { return QString::number(options.seed); },
        [](Options& options, const QString& text) { options.seed = seedFrom(text).value_or(options.seed); },
        [](const QString& text) { return seedFrom(text).has_value(); });
}

void RecipeForm::addCourse()
{
    FieldMaker fields = addGroup(tr("Course"));
    fields.addWhole({"validateEveryEpochs", tr("Valid&ate every"), tr("Epochs between validations")}, 1,
                    reader(&Options::validateEveryEpochs), writer(&Options::validateEveryEpochs));
    fields.addWhole({"sampleEveryEpochs", tr("Sa&mple pictures every"),
                     tr("Epochs between sample pictures, with which models are kept; the study's: 500")},
                    1, reader(&Options::sampleEveryEpochs), writer(&Options::sampleEveryEpochs));
    fields.addWhole({"checkpointEveryEpochs", tr("&Checkpoint every"),
                     tr("Epochs between checkpoints: so much is lost at most when the power fails")},
                    1, reader(&Options::checkpointEveryEpochs), writer(&Options::checkpointEveryEpochs));
    fields.addReal(
        {"allowedFailureShare", tr("Unreada&ble share"), tr("Of an epoch's samples, 0 to 1; more of them end the run")},
        reader(&Options::allowedFailureShare), writer(&Options::allowedFailureShare));
    fields.addFlag(
        {"debug", tr("Debu&g"), tr("Five scenes, sample pictures every other epoch")},
        [](const Options& options) { return options.debug; },
        [](Options& options, bool isOn) { options.debug = isOn; });
}

void RecipeForm::addDevice()
{
    FieldMaker fields = addGroup(tr("Device"));
    fields.addWord(
        {"device", tr("D&evice"), tr("Where the network is computed")},
        {{QStringLiteral("auto"), tr("automatic: a GPU where there is one")}, {QStringLiteral("cpu"), tr("processor")}},
        [](const Options& options) { return QString::fromStdString(toText(options.device)); },
        [](Options& options, const QString& word) { options.device = parseDevice(word.toStdString()); });
    fields.addWord(
        {"precision", tr("P&recision"), tr("Of the network's numbers; the study's: fp32")},
        {{QStringLiteral("fp32"), tr("fp32: 32 bits")},
         {QStringLiteral("bf16"), tr("bf16: 16 bits, quicker where the device computes it itself")},
         {QStringLiteral("auto"), tr("automatic: bf16 where the device computes it itself")}},
        [](const Options& options) { return latin(toText(options.precision)); },
        [](Options& options, const QString& word) { options.precision = parsePrecision(word.toStdString()); });
}

void RecipeForm::setOptions(const TrainingOptions& options)
{
    m_isFilling = true;
    m_options = options;
    for (const FieldEditor& editor : m_editors) {
        editor.show(options);
    }
    m_isFilling = false;
    onChange();
}

TrainingOptions RecipeForm::options() const
{
    TrainingOptions options = m_options;
    for (const FieldEditor& editor : m_editors) {
        editor.take(options);
    }
    if (options.schedule == Schedule::Cosine) {
        options.drop.reset();  // a cosine falls by itself
    } else {
        options.warmUpSteps = 0;
    }
    return options;
}

std::optional<QString> RecipeForm::problem() const
{
    for (const FieldEditor& editor : m_editors) {
        if (!editor.isUsable()) {
            return tr("'%1' is not a number that can be used.").arg(QString(editor.label).remove(QLatin1Char('&')));
        }
    }
    return std::nullopt;
}

void RecipeForm::setClean(bool isClean)
{
    findChild<QWidget*>(QStringLiteral("stepsPerEpoch"))->setEnabled(isClean);
}

void RecipeForm::setDevices(const std::vector<DeviceInfo>& devices)
{
    auto* box = findChild<QComboBox*>(QStringLiteral("device"));
    const QSignalBlocker blocker(box);
    for (const DeviceInfo& device : devices) {
        const QString id = QString::fromStdString(device.id);
        const QString text = QStringLiteral("%1: %2").arg(id, QString::fromStdString(device.name));
        if (const int known = box->findData(id); known >= 0) {
            box->setItemText(known, text);
        } else {
            box->addItem(text, id);
        }
    }
}

void RecipeForm::onChange()
{
    if (m_isFilling) {
        return;
    }
    for (const FieldEditor& editor : m_editors) {
        QFont font = this->font();
        font.setBold(!editor.isUsable());
        editor.widget->setFont(font);
        editor.widget->setProperty("isWrong", !editor.isUsable());
    }
    const bool isCosine = options().schedule == Schedule::Cosine;
    for (const char* name : {"dropAfterEpochOn", "dropValue"}) {
        findChild<QWidget*>(QLatin1String(name))->setEnabled(!isCosine);
    }
    findChild<QWidget*>(QStringLiteral("warmUpSteps"))->setEnabled(isCosine);
    Q_EMIT changed();
}

}  // namespace scotopic
