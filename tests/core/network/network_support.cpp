// SPDX-License-Identifier: MIT
#include "tests/core/network/network_support.h"

#include "core/base/error.h"
#include "tests/support/test_data.h"

#include <QProcess>
#include <QProcessEnvironment>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <random>

namespace scotopic::test {

namespace {

constexpr int kScriptTimeoutMilliseconds = 120'000;

bool canImport(const QString& python, const QString& modules)
{
    QProcess process;
    process.start(python, {"-c", "import " + modules});
    return process.waitForFinished(kScriptTimeoutMilliseconds) && process.exitStatus() == QProcess::NormalExit
           && process.exitCode() == 0;
}

bool isRefused(const std::filesystem::path& file, const std::function<void(const std::filesystem::path&)>& read)
{
    try {
        read(file);
    } catch (const Error&) {
        return true;
    }
    return false;
}

}  // namespace

QString pythonWith(const QString& modules)
{
    for (const char* python : {"python3", "/usr/bin/python3"}) {
        if (canImport(python, modules)) {
            return python;
        }
    }
    return {};
}

QByteArray runScript(const QString& python, const QString& script, const QStringList& arguments)
{
    const std::filesystem::path path = sourceFolder() / "tests/core/network" / script.toStdString();
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("PYTHONDONTWRITEBYTECODE", "1");
    process.setProcessEnvironment(environment);
    process.start(python, QStringList{QString::fromStdString(path.string())} + arguments);
    if (!process.waitForFinished(kScriptTimeoutMilliseconds) || process.exitCode() != 0) {
        qWarning("%s: %s", qPrintable(script), process.readAllStandardError().constData());
        return {};
    }
    return "\n" + process.readAllStandardOutput();
}

std::vector<std::byte> bytesOf(const std::filesystem::path& file)
{
    std::vector<std::byte> bytes(std::filesystem::file_size(file));
    std::ifstream(file, std::ios::binary)
        .read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    return bytes;
}

void writeBytesTo(const std::filesystem::path& file, const std::vector<std::byte>& bytes)
{
    std::ofstream(file, std::ios::binary | std::ios::trunc)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

std::vector<float> floatsOf(const std::filesystem::path& file)
{
    const std::vector<std::byte> bytes = bytesOf(file);
    std::vector<float> values(bytes.size() / sizeof(float));
    std::memcpy(values.data(), bytes.data(), values.size() * sizeof(float));
    return values;
}

Model smallModel(const UNetOptions& options, std::uint64_t seed)
{
    Model model = makeRandomModel(options, seed);
    std::mt19937_64 random(seed);
    for (auto& [name, weight] : model.weights) {
        for (float& value : weight.values) {
            if (name.ends_with(".num_batches_tracked")) {
                value = 17.0F;
            } else if (name.starts_with("bn")) {
                value = 0.5F + static_cast<float>(random() % 1000) / 1000.0F;
            }
        }
    }
    return model;
}

int refusedVariants(const std::vector<std::byte>& whole, const std::filesystem::path& file,
                    const std::function<void(const std::filesystem::path&)>& read)
{
    constexpr std::size_t kLengths = 60;
    constexpr int kFlips = 250;
    int refused = 0;
    std::mt19937_64 random(7);
    for (std::size_t i = 0; i < kLengths; ++i) {
        std::vector<std::byte> shorter = whole;
        shorter.resize(i < 20 ? i : whole.size() * i / kLengths);
        writeBytesTo(file, shorter);
        refused += isRefused(file, read) ? 1 : 0;
    }
    for (int i = 0; i < kFlips; ++i) {
        std::vector<std::byte> damaged = whole;
        // Most of a model file is weights; half of the damage goes to its first and last 4 kB, where the structure is.
        const std::size_t place = random() % (i % 2 == 0 ? whole.size() : std::min<std::size_t>(4096, whole.size()));
        damaged[i % 4 == 1 ? whole.size() - 1 - place : place] = static_cast<std::byte>(random());
        writeBytesTo(file, damaged);
        refused += isRefused(file, read) ? 1 : 0;
    }
    return refused;
}

}  // namespace scotopic::test
