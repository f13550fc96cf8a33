// SPDX-License-Identifier: MIT
#include "ui/main_window/theme.h"

#include "ui/enhance/icons.h"
#include "ui/main_window/theme_colours.h"
#include "ui/viewer/surround.h"

#include <QApplication>
#include <QEvent>
#include <QFile>
#include <QFontInfo>
#include <QPainter>
#include <QPointer>
#include <QProxyStyle>
#include <QRegularExpression>
#include <QStyleFactory>
#include <QStyleHints>
#include <QStyleOption>

#include <array>

namespace scotopic {

namespace {

struct ThemeWord {
    Theme theme;
    const char* word;  // in the settings
};
constexpr std::array kWords{ThemeWord{Theme::System, "system"}, ThemeWord{Theme::Dark, "dark"},
                            ThemeWord{Theme::Light, "light"}};

QString key()
{
    return QStringLiteral("window/theme");
}

/// Style sheets know lengths in em, but no font sizes: "font-size: 1.5em" becomes points.
QString withPoints(const QString& sheet, double fontPoints)
{
    static const QRegularExpression relativeSize(QStringLiteral("(?<=font-size: )([0-9.]+)em\\b"));
    QString text;
    qsizetype end = 0;
    for (const QRegularExpressionMatch& match : relativeSize.globalMatch(sheet)) {
        text += QStringView(sheet).mid(end, match.capturedStart() - end);
        text += QString::number(match.captured(1).toDouble() * fontPoints, 'f', 2) + QStringLiteral("pt");
        end = match.capturedEnd();
    }
    text += QStringView(sheet).mid(end);
    return text;
}

/// What the desktop wishes; dark if it does not tell.
ColourSet systemColours()
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    return QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Light ? ColourSet::Light : ColourSet::Dark;
#else
    QApplication::setPalette(QPalette());  // without our own, the application has the desktop's
    return isDark(QApplication::palette()) ? ColourSet::Dark : ColourSet::Light;
#endif
}

/// Fusion frames its boxes in the ground's own shade: on dark ground, one that is not checked could not be seen.
class FramedBoxes : public QProxyStyle {
public:
    FramedBoxes() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) {}

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override
    {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        if (element == PE_IndicatorCheckBox || element == PE_IndicatorItemViewItemCheck) {
            QColor frame = option->palette.color(QPalette::Text);
            frame.setAlpha((option->state & State_Enabled) != 0 ? kFrameAlpha : kFrameAlpha / 2);
            painter->save();
            painter->setRenderHint(QPainter::Antialiasing, false);
            painter->setPen(frame);
            painter->setBrush(Qt::NoBrush);
            painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
            painter->restore();
        }
    }

private:
    static constexpr int kFrameAlpha = 140;
};

/// Follows the desktop's font, and its colours if that is wished for, while the program runs.
class ThemeFollower : public QObject {
public:
    explicit ThemeFollower(QApplication& application) : QObject(&application), m_application(application)
    {
        QFile file(QStringLiteral(":/theme.qss"));
        [[maybe_unused]] const bool isThere = file.open(QIODevice::ReadOnly);
        Q_ASSERT(isThere);
        m_sheet = QString::fromUtf8(file.readAll());
        application.installEventFilter(this);
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
        connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, &ThemeFollower::followSystem);
#endif
    }

    void setTheme(Theme theme)
    {
        m_theme = theme;
        m_colours = theme == Theme::System ? systemColours()
                    : theme == Theme::Dark ? ColourSet::Dark
                                           : ColourSet::Light;
        QApplication::setPalette(paletteOf(m_colours));
        setSheet();
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (watched == &m_application && event->type() == QEvent::ApplicationFontChange) {
            setSheet();
        }
#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
        if (event->type() == QEvent::ThemeChange) {
            followSystem();
        }
#endif
        return QObject::eventFilter(watched, event);
    }

private:
    void followSystem()
    {
        if (m_theme == Theme::System) {
            setTheme(m_theme);
        }
    }

    void setSheet()
    {
        const QString sheet = withPoints(withColours(m_sheet, m_colours), QFontInfo(QApplication::font()).pointSizeF());
        if (m_application.styleSheet() != sheet) {  // every widget is styled anew by it
            m_application.setStyleSheet(sheet);
        }
    }

    QApplication& m_application;
    QString m_sheet;
    Theme m_theme = Theme::Dark;
    ColourSet m_colours = ColourSet::Dark;
};

}  // namespace

Theme readTheme(const QSettings& settings)
{
    const QString chosen = settings.value(key()).toString();
    for (const ThemeWord& one : kWords) {
        if (chosen == QLatin1String(one.word)) {
            return one.theme;
        }
    }
    return Theme::Dark;
}

void writeTheme(QSettings& settings, Theme theme)
{
    for (const ThemeWord& one : kWords) {
        if (one.theme == theme) {
            settings.setValue(key(), QLatin1String(one.word));
        }
    }
}

void applyTheme(QApplication& application, Theme theme)
{
    static QPointer<ThemeFollower> follower;
    if (!follower) {
        QApplication::setWindowIcon(loadIcon("scotopic"));  // and with it come the resources
        QApplication::setStyle(new FramedBoxes);
        follower = new ThemeFollower(application);  // the application's
    }
    follower->setTheme(theme);
}

}  // namespace scotopic
