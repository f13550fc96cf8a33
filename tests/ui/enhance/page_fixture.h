// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/model_file.h"
#include "core/raw/sample.h"
#include "core/raw/write_dng.h"
#include "ui/enhance/enhance_page.h"
#include "ui/enhance/message_banner.h"
#include "ui/viewer/picture_view.h"

#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include <functional>
#include <memory>

namespace scotopic::test {

/// A page in a window of its own, with a folder of files and settings that vanish with it.
struct PageFixture {
    PageFixture()
    {
        qputenv("SCOTOPIC_MODEL", "classical");  // whatever comes with the program
        openPage();
    }

    void openPage()
    {
        settings = std::make_unique<QSettings>(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
        page = std::make_unique<EnhancePage>(workers, *settings, std::nullopt);
        page->resize(900, 600);
        page->show();
    }

    [[nodiscard]] std::filesystem::path path(const char* name) const
    {
        return toPath(folder.filePath(QLatin1String(name)));
    }

    /// The night scene, small, x100 too dark.
    [[nodiscard]] std::filesystem::path photo(const char* name = "night.dng", PixelSize size = {640, 480}) const
    {
        std::filesystem::path file = path(name);
        writeDng(file, makeSampleRaw({.size = size, .ratio = {100.0F}, .seed = 1}), IfExists::Overwrite);
        return file;
    }

    /// Large, and written without the cost of drawing a scene: noise just above black.
    [[nodiscard]] std::filesystem::path noisePhoto(const char* name, PixelSize size) const
    {
        RawImage raw = makeSampleRaw({.size = {64, 64}, .ratio = {100.0F}, .seed = 1});
        raw.size = size;
        raw.photosites.resize(raw.size.area());
        for (std::size_t i = 0; i < raw.photosites.size(); ++i) {
            raw.photosites[i] = static_cast<std::uint16_t>(520 + (i * 2654435761U >> 20) % 160);
        }
        std::filesystem::path file = path(name);
        writeDng(file, raw, IfExists::Overwrite);
        return file;
    }

    [[nodiscard]] std::filesystem::path model(const char* name = "tiny.safetensors", int baseWidth = 4) const
    {
        std::filesystem::path file = path(name);
        Model tiny = makeRandomModel({.baseWidth = baseWidth}, /*seed=*/3);
        tiny.notes["name"] = "tiny";
        writeModelFile(file, tiny, IfExists::Overwrite);
        return file;
    }

    /// Opens `file` and waits until what is visible is final.
    void openAndSettle(const std::filesystem::path& file) const
    {
        QSignalSpy settled(page.get(), &EnhancePage::settled);
        page->open(file);
        QTRY_VERIFY_WITH_TIMEOUT(page->state() == EnhancePage::State::Ready && settled.count() > 0, 20'000);
    }

    /// Until what is visible is final again, after something that changed it.
    void settleAfter(const std::function<void()>& change) const
    {
        QSignalSpy settled(page.get(), &EnhancePage::settled);
        change();
        QTRY_VERIFY_WITH_TIMEOUT(settled.count() > 0, 30'000);
    }

    template <class Widget>
    [[nodiscard]] Widget* find(const char* name) const
    {
        return page->findChild<Widget*>(QLatin1String(name));
    }
    [[nodiscard]] PictureView* view() const { return page->findChild<PictureView*>(); }
    [[nodiscard]] QString bannerText() const { return page->findChild<MessageBanner*>()->sentence(); }

    /// Mean of the view's middle third, 0..255, away from captions and divider.
    [[nodiscard]] double brightness() const
    {
        const QImage shown = view()->grab().toImage();
        return brightnessOf(shown, QRect(shown.width() / 3, shown.height() / 3, shown.width() / 3, shown.height() / 3));
    }
    [[nodiscard]] static double brightnessOf(const QImage& image, const QRect& rect)
    {
        double sum = 0;
        for (int y = rect.top(); y <= rect.bottom(); ++y) {
            for (int x = rect.left(); x <= rect.right(); ++x) {
                sum += qGray(image.pixel(x, y));
            }
        }
        return sum / (static_cast<double>(rect.width()) * rect.height());
    }

    QTemporaryDir folder;
    Workers workers;
    std::unique_ptr<QSettings> settings;
    std::unique_ptr<EnhancePage> page;
};

}  // namespace scotopic::test
