// SPDX-License-Identifier: MIT
#include "core/training/adam.h"
#include "tests/core/network/network_support.h"
#include "tests/support/test_registry.h"

#include <ATen/ATen.h>
#include <QTemporaryDir>

using namespace scotopic;

class AdamTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itsStepsAreTorchOptims()
    {
        const QString python = test::pythonWith("torch, numpy");
        if (python.isEmpty()) {
            QSKIP("needs Python with torch and numpy");
        }
        const QTemporaryDir folder;
        QVERIFY(!test::runScript(python, "../training/adam_in_pytorch.py", {folder.path()}).isEmpty());
        const std::filesystem::path path(folder.path().toStdString());
        const auto read = [&path](const std::string& name) { return test::floatsOf(path / (name + ".bin")); };

        std::vector<float> start = read("start");
        at::Tensor parameter = at::from_blob(start.data(), {static_cast<std::int64_t>(start.size())});
        Adam adam({parameter});
        for (int step = 0; step < 6; ++step) {
            std::vector<float> gradient = read("gradient" + std::to_string(step));
            adam.step({at::from_blob(gradient.data(), parameter.sizes())}, step < 3 ? 1e-2 : 1e-3);
            std::vector<float> expected = read("after" + std::to_string(step));
            const at::Tensor difference = (parameter - at::from_blob(expected.data(), parameter.sizes())).abs();
            QVERIFY(difference.max().item<float>() <= 2e-7F);
        }
        QCOMPARE(adam.steps, 6L);
    }
};

SCOTOPIC_TEST(AdamTest)
#include "adam_test.moc"
