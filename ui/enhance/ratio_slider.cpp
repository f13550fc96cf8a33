// SPDX-License-Identifier: MIT
#include "ui/enhance/ratio_slider.h"

#include "ui/enhance/ratio_scale.h"
#include "ui/enhance/ratio_text.h"

#include <QAccessibleWidget>
#include <QSignalBlocker>

namespace scotopic {

namespace {

/// Qt's own interface of a slider tells its position, 0 to 1000.
class AccessibleRatioSlider : public QAccessibleWidget, public QAccessibleValueInterface {
public:
    explicit AccessibleRatioSlider(RatioSlider* slider)
        : QAccessibleWidget(slider, QAccessible::Slider), m_slider(slider)
    {
    }

    void* interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ValueInterface ? static_cast<QAccessibleValueInterface*>(this)
                                                   : QAccessibleWidget::interface_cast(type);
    }
    QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Value ? textOf(m_slider->ratio()) : QAccessibleWidget::text(kind);
    }

    QVariant currentValue() const override
    {
        return QString::fromStdString(toShortText(m_slider->ratio())).mid(1).toDouble();  // rounded as it is shown
    }
    void setCurrentValue(const QVariant& ratio) override { m_slider->setValue(sliderFromRatio({ratio.toFloat()})); }
    QVariant minimumValue() const override { return static_cast<double>(kSmallestRatio.value); }
    QVariant maximumValue() const override { return static_cast<double>(kLargestRatio.value); }
    QVariant minimumStepSize() const override { return 0.0; }  // its steps are equal in EV, not in this

private:
    RatioSlider* m_slider;
};

QAccessibleInterface* makeAccessible(const QString& /*className*/, QObject* object)
{
    auto* slider = qobject_cast<RatioSlider*>(object);
    return slider != nullptr ? new AccessibleRatioSlider(slider) : nullptr;
}

}  // namespace

RatioSlider::RatioSlider(QWidget* parent) : QSlider(Qt::Horizontal, parent)
{
    [[maybe_unused]] static const bool isInstalled = [] {
        QAccessible::installFactory(&makeAccessible);
        return true;
    }();
    setRange(0, kRatioSliderSteps);
    setSingleStep(10);
    setPageStep(121);  // one stop
    setRatio(m_ratio);
}

void RatioSlider::setRatio(ExposureRatio ratio)
{
    m_ratio = ratio;
    setAccessibleDescription(textOf(ratio));
    const QSignalBlocker blocked(this);
    setValue(sliderFromRatio(ratio));
}

}  // namespace scotopic
