// SPDX-License-Identifier: MIT
#include "ui/main_window/theme_colours.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <string_view>

namespace scotopic {

namespace {

struct NamedColour {
    const char* name;  // in resources/theme.qss, after an @
    QRgb dark;
    QRgb light;
};

// Texts keep a contrast of 4.5 to 1 on what they lie on, disabled ones excepted.
constexpr std::array kColours{
    NamedColour{"window", 0x2b2b2b, 0xe6e6e6},
    NamedColour{"windowText", 0xd6d6d6, 0x222222},
    NamedColour{"base", 0x1e1e1e, 0xf8f8f8},
    NamedColour{"alternateBase", 0x262626, 0xededed},
    NamedColour{"text", 0xdcdcdc, 0x1c1c1c},
    NamedColour{"placeholder", 0x888888, 0x707070},
    NamedColour{"disabledText", 0x727272, 0x8e8e8e},
    NamedColour{"highlight", 0x6a6a6a, 0x6a6a6a},
    NamedColour{"highlightedText", 0xffffff, 0xffffff},
    NamedColour{"link", 0x9fc3e6, 0x1f5f9e},
    NamedColour{"page", 0x242424, 0xdedede},
    NamedColour{"line", 0x1c1c1c, 0xbdbdbd},
    NamedColour{"title", 0x9a9a9a, 0x595959},
    NamedColour{"headline", 0xe8e8e8, 0x1e1e1e},
    NamedColour{"strongText", 0xf2f2f2, 0x0c0c0c},
    NamedColour{"warningText", 0xd9b36c, 0x7a4d00},
    NamedColour{"menu", 0x262626, 0xf4f4f4},
    NamedColour{"menuBorder", 0x161616, 0x9c9c9c},
    NamedColour{"menuSelected", 0x4a4a4a, 0xcccccc},
    NamedColour{"separator", 0x3a3a3a, 0xcecece},
    NamedColour{"toolTip", 0x1a1a1a, 0xfcfcfc},
    NamedColour{"toolTipBorder", 0x454545, 0x9c9c9c},
    NamedColour{"bar", 0x232323, 0xd8d8d8},
    NamedColour{"barLine", 0x1a1a1a, 0xb6b6b6},
    NamedColour{"barText", 0xa8a8a8, 0x4c4c4c},
    NamedColour{"barTextHover", 0xe4e4e4, 0x1c1c1c},
    NamedColour{"barMark", 0xd8d8d8, 0x3a3a3a},
    NamedColour{"barFocus", 0x333333, 0xc8c8c8},
    NamedColour{"chosenText", 0xffffff, 0x000000},
    NamedColour{"tool", 0xc8c8c8, 0x303030},
    NamedColour{"toolHover", 0x3c3c3c, 0xd4d4d4},
    NamedColour{"toolChecked", 0x5c5c5c, 0xb4b4b4},
    NamedColour{"toolFocus", 0x484848, 0xc6c6c6},
    NamedColour{"bannerFailure", 0x4a3a2a, 0xf0d9bd},
    NamedColour{"bannerNote", 0x383838, 0xd2d2d2},
    NamedColour{"bannerSuccess", 0x333833, 0xd3dfd3},
    NamedColour{"button", 0x3c3c3c, 0xf6f6f6},
    NamedColour{"buttonText", 0xe0e0e0, 0x1c1c1c},
    NamedColour{"buttonBorder", 0x1e1e1e, 0xa6a6a6},
    NamedColour{"buttonHover", 0x484848, 0xffffff},
    NamedColour{"buttonPressed", 0x323232, 0xcfcfcf},
    NamedColour{"buttonDisabled", 0x303030, 0xe0e0e0},
    NamedColour{"buttonFocus", 0xa0a0a0, 0x4c4c4c},
    NamedColour{"groove", 0x161616, 0xb4b4b4},
    NamedColour{"grooveFilled", 0x9c9c9c, 0x666666},
    NamedColour{"grooveDisabled", 0x4a4a4a, 0xc4c4c4},
    NamedColour{"handle", 0xe0e0e0, 0xf6f6f6},
    NamedColour{"handleHover", 0xffffff, 0xffffff},
    NamedColour{"handleBorder", 0x141414, 0x6c6c6c},
    NamedColour{"handleFocus", 0x8c8c8c, 0x262626},
    NamedColour{"handleDisabled", 0x5a5a5a, 0xd4d4d4},
    NamedColour{"progress", 0xb4b4b4, 0x5c5c5c},
};

QColor colour(std::string_view name, ColourSet set)
{
    const auto found =
        std::find_if(kColours.begin(), kColours.end(), [&](const NamedColour& one) { return one.name == name; });
    Q_ASSERT(found != kColours.end());
    return QColor(set == ColourSet::Dark ? found->dark : found->light);
}

QColor grey(int dark, int light, ColourSet set)
{
    const int value = set == ColourSet::Dark ? dark : light;
    return {value, value, value};
}

}  // namespace

QPalette paletteOf(ColourSet set)
{
    QPalette palette;
    palette.setColor(QPalette::Window, colour("window", set));
    palette.setColor(QPalette::WindowText, colour("windowText", set));
    palette.setColor(QPalette::Base, colour("base", set));
    palette.setColor(QPalette::AlternateBase, colour("alternateBase", set));
    palette.setColor(QPalette::Text, colour("text", set));
    palette.setColor(QPalette::PlaceholderText, colour("placeholder", set));
    palette.setColor(QPalette::Button, grey(0x3a, 0xe2, set));
    palette.setColor(QPalette::ButtonText, colour("text", set));
    palette.setColor(QPalette::BrightText, Qt::white);
    palette.setColor(QPalette::ToolTipBase, colour("toolTip", set));
    palette.setColor(QPalette::ToolTipText, colour("text", set));
    palette.setColor(QPalette::Highlight, colour("highlight", set));
    palette.setColor(QPalette::HighlightedText, colour("highlightedText", set));
    palette.setColor(QPalette::Link, colour("link", set));
    palette.setColor(QPalette::LinkVisited, colour("link", set));
    palette.setColor(QPalette::Light, grey(0x4a, 0xff, set));
    palette.setColor(QPalette::Midlight, grey(0x42, 0xf0, set));
    palette.setColor(QPalette::Mid, grey(0x1c, 0xb4, set));
    palette.setColor(QPalette::Dark, grey(0x16, 0x98, set));
    palette.setColor(QPalette::Shadow, grey(0x0c, 0x6a, set));
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(QPalette::Disabled, role, colour("disabledText", set));
    }
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, grey(0x72, 0xc8, set));
    return palette;
}

QString withColours(QString sheet, ColourSet set)
{
    for (const NamedColour& one : kColours) {
        const QRegularExpression name(QStringLiteral("@%1\\b").arg(QLatin1String(one.name)));
        sheet.replace(name, colour(one.name, set).name());
    }
    return sheet;
}

}  // namespace scotopic
