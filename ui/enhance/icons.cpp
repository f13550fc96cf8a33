// SPDX-License-Identifier: MIT
#include "ui/enhance/icons.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QSvgRenderer>

// At file scope, as Qt asks: a static library's resources are dropped by the linker unless someone names them.
static void initialiseResources()
{
    Q_INIT_RESOURCE(scotopic);
}

namespace scotopic {

namespace {

constexpr const char* kInk = "#dcdcdc";  // in our drawings it stands for the colour of text

/// Drawn when it is shown, so that it has the colours of the theme of that moment.
class DrawingEngine : public QIconEngine {
public:
    explicit DrawingEngine(QByteArray svg) : m_svg(std::move(svg)) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State /*state*/) override
    {
        const QPalette::ColorGroup group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
        const QColor ink = QGuiApplication::palette().color(group, QPalette::ButtonText);
        QByteArray svg = m_svg;
        QSvgRenderer renderer(svg.replace(kInk, ink.name().toLatin1()));
        renderer.setAspectRatioMode(Qt::KeepAspectRatio);
        renderer.render(painter, QRectF(rect));
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        return pixmap;
    }

    [[nodiscard]] QIconEngine* clone() const override { return new DrawingEngine(*this); }

private:
    QByteArray m_svg;
};

}  // namespace

QIcon loadIcon(const char* name)
{
    initialiseResources();
    QFile file(QStringLiteral(":/icons/%1.svg").arg(QLatin1String(name)));
    [[maybe_unused]] const bool isThere = file.open(QIODevice::ReadOnly);
    Q_ASSERT(isThere);
    return QIcon(new DrawingEngine(file.readAll()));
}

}  // namespace scotopic
