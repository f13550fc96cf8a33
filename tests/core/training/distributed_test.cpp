// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/training/distributed.h"
#include "tests/core/network/network_support.h"
#include "tests/core/training/training_support.h"
#include "tests/support/test_registry.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>

#include <array>
#include <memory>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace scotopic;

namespace {

constexpr int kPatienceMs = 120'000;

/// A port that was free a moment ago.
int freePort()
{
    const int listener = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    socklen_t size = sizeof address;
    bind(listener, reinterpret_cast<sockaddr*>(&address), size);
    getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
    close(listener);
    return ntohs(address.sin_port);
}

std::unique_ptr<QProcess> startWorker(int rank, int port, const QStringList& arguments)
{
    auto process = std::make_unique<QProcess>();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("RANK", QString::number(rank));
    environment.insert("WORLD_SIZE", "2");
    environment.insert("MASTER_ADDR", "127.0.0.1");
    environment.insert("MASTER_PORT", QString::number(port));
    environment.insert("GLOO_SOCKET_IFNAME", "lo");
    environment.insert("OMP_NUM_THREADS", "1");
    process->setProcessEnvironment(environment);
    process->start(EXCHANGE_WORKER, arguments);
    return process;
}

}  // namespace

class DistributedTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup()
    {
        for (const char* variable : {"RANK", "WORLD_SIZE", "LOCAL_RANK", "SLURM_LOCALID", "MASTER_ADDR", "MASTER_PORT",
                                     "TORCHELASTIC_USE_AGENT_STORE", "TORCHELASTIC_RESTART_COUNT"}) {
            qunsetenv(variable);
        }
    }

    void oneProcessIsNoRunOfSeveral()
    {
        QVERIFY(!processFromEnvironment());
        qputenv("WORLD_SIZE", "1");
        QVERIFY(!processFromEnvironment());
    }

    void theEnvironmentTellsThePlace()
    {
        qputenv("WORLD_SIZE", "4");
        qputenv("RANK", "3");
        qputenv("LOCAL_RANK", "1");
        qputenv("MASTER_ADDR", "10.0.0.1");
        const std::optional<ProcessPlace> place = processFromEnvironment();
        QVERIFY(place);
        QCOMPARE(place->rank, 3);
        QCOMPARE(place->size, 4);
        QCOMPARE(place->localRank, 1);
        QCOMPARE(place->masterAddress, std::string("10.0.0.1"));
        QCOMPARE(place->masterPort, 29500);
        QVERIFY(!place->attempt);
        qputenv("TORCHELASTIC_USE_AGENT_STORE", "True");
        qputenv("TORCHELASTIC_RESTART_COUNT", "2");
        QCOMPARE(processFromEnvironment()->attempt.value(), std::string("2"));
    }

    void slurmTellsTheLocalRankWhereNobodyElseDoes()
    {
        const QByteArray visible = qgetenv("CUDA_VISIBLE_DEVICES");
        qputenv("WORLD_SIZE", "8");
        qputenv("RANK", "7");
        qputenv("MASTER_ADDR", "10.0.0.1");
        qputenv("SLURM_LOCALID", "3");
        qputenv("CUDA_VISIBLE_DEVICES", "0,1,2,3");
        QCOMPARE(processFromEnvironment()->localRank, 3);
        qputenv("CUDA_VISIBLE_DEVICES", "2");  // one for each process
        QCOMPARE(processFromEnvironment()->localRank, 0);
        qunsetenv("CUDA_VISIBLE_DEVICES");
        QCOMPARE(processFromEnvironment()->localRank, 3);
        qputenv("LOCAL_RANK", "1");
        QCOMPARE(processFromEnvironment()->localRank, 1);
        visible.isNull() ? qunsetenv("CUDA_VISIBLE_DEVICES") : qputenv("CUDA_VISIBLE_DEVICES", visible);
    }

    void eachProcessOfAMachineHasAGpuOfItsOwn()
    {
        ProcessPlace third;
        third.localRank = 2;
        QCOMPARE(deviceOf(third, {DeviceKind::Cuda, 0}).index, 2);
        QCOMPARE(deviceOf(third, {DeviceKind::Auto, 0}).index, 2);
        QVERIFY(deviceOf(third, {DeviceKind::Cpu, 0}).kind == DeviceKind::Cpu);
        QVERIFY_CONTAINS(test::sentenceOf<InvalidArgument>([&] {
                             static_cast<void>(deviceOf(third, {DeviceKind::Cuda, 1}));
                         }),
                         "device cuda:1: of several processes each has the GPU of its LOCAL_RANK");
    }

    void anEnvironmentThatMakesNoSenseIsRefused()
    {
        const auto sentence = [] {
            return test::sentenceOf<InvalidArgument>([] { static_cast<void>(processFromEnvironment()); });
        };
        qputenv("WORLD_SIZE", "two");
        QVERIFY_CONTAINS(sentence(), "WORLD_SIZE 'two'");
        qputenv("WORLD_SIZE", "2");
        QVERIFY_CONTAINS(sentence(), "RANK is not set");
        qputenv("RANK", "2");
        QVERIFY_CONTAINS(sentence(), "RANK '2': must be a whole number from 0 to 1");
        qputenv("RANK", "1");
        QVERIFY_CONTAINS(sentence(), "MASTER_ADDR is not set");
    }

    void twoProcessesTakeTheStepsOfOneWithTheDoubledBatch()
    {
        constexpr int kSteps = 3;
        const QTemporaryDir folder;
        const int port = freePort();
        const QStringList arguments{folder.path(), QString::number(kSteps)};
        const std::array workers{startWorker(0, port, arguments), startWorker(1, port, arguments)};
        for (const auto& worker : workers) {
            QVERIFY(worker->waitForFinished(kPatienceMs));
            QVERIFY2(worker->exitCode() == 0, worker->readAllStandardError().constData());
        }
        // Both printed the loss over all examples.
        QCOMPARE(workers[0]->readAllStandardOutput(), workers[1]->readAllStandardOutput());

        TrainingOptions options = test::smallTraining(Normalisation::None);
        options.seed = 0;
        options.batch = 2;
        Trainer trainer(options, nullptr);
        for (std::uint64_t step = 0; step < kSteps; ++step) {
            trainer.step(test::randomExamples(options.network, 32, 2, 2 * step), 1e-3);
        }
        const std::vector<float> gradients = test::allValues(trainer.gradients());
        const std::vector<float> weights = test::allValues(trainer.weights(false));
        const std::filesystem::path path(folder.path().toStdString());
        const std::vector<float> first = test::floatsOf(path / "0.bin");
        const auto split = first.begin() + static_cast<std::ptrdiff_t>(gradients.size());
        QCOMPARE(first.size(), gradients.size() + weights.size());
        const double gradientDifference = test::relativeDifference({first.begin(), split}, gradients);
        const double weightDifference = test::relativeDifference({split, first.end()}, weights);
        qInfo("after %d steps gradients differ by %.2g, weights by %.2g", kSteps, gradientDifference, weightDifference);
        QVERIFY(gradientDifference <= 1e-4);
        QVERIFY(weightDifference <= 1e-5);
        QVERIFY(test::bytesOf(path / "0.bin") == test::bytesOf(path / "1.bin"));
    }

    void aLostProcessIsNoticedAtOnce_data()
    {
        QTest::addColumn<int>("lost");
        QTest::newRow("the first") << 0;
        QTest::newRow("the second") << 1;
    }
    void aLostProcessIsNoticedAtOnce()
    {
        QFETCH(int, lost);
        const QTemporaryDir folder;
        const int port = freePort();
        const QStringList forever{folder.path(), "1000000"};
        const QStringList dying{folder.path(), "1000000", "3"};
        const std::array workers{startWorker(0, port, lost == 0 ? dying : forever),
                                 startWorker(1, port, lost == 1 ? dying : forever)};
        QProcess& dead = *workers[static_cast<std::size_t>(lost)];
        QProcess& alive = *workers[static_cast<std::size_t>(1 - lost)];
        QVERIFY(dead.waitForFinished(kPatienceMs));
        QCOMPARE(dead.exitCode(), 9);
        QVERIFY(alive.waitForFinished(30'000));
        const QByteArray sentence = alive.readAllStandardError();
        QCOMPARE(alive.exitCode(), 7);
        QVERIFY2(sentence.contains("another process of the run was lost"), sentence.constData());
        qInfo("%s", sentence.trimmed().constData());
    }

    void othersWaitForTheFirstLongerThanForAnExchange()
    {
        const int port = freePort();
        const QStringList arguments{"wait", "7"};
        const std::array workers{startWorker(0, port, arguments), startWorker(1, port, arguments)};
        for (const auto& worker : workers) {
            QVERIFY(worker->waitForFinished(kPatienceMs));
            QVERIFY2(worker->exitCode() == 0, worker->readAllStandardError().constData());
            QCOMPARE(worker->readAllStandardOutput().trimmed(), QByteArray("through"));
        }
    }

    void othersDoNotWaitForAFirstThatIsLost()
    {
        const int port = freePort();
        const QStringList arguments{"wait", "1", "vanish"};
        const std::array workers{startWorker(0, port, arguments), startWorker(1, port, arguments)};
        QVERIFY(workers[0]->waitForFinished(kPatienceMs) && workers[1]->waitForFinished(30'000));
        QCOMPARE(workers[0]->exitCode(), 9);
        QCOMPARE(workers[1]->exitCode(), 7);
        const QByteArray sentence = workers[1]->readAllStandardError();
        QVERIFY2(sentence.contains("another process of the run was lost"), sentence.constData());
    }

    void missingProcessesAreReportedAfterTheTimeout()
    {
        ProcessPlace place{.rank = 1,
                           .size = 2,
                           .localRank = 0,
                           .masterAddress = "127.0.0.1",
                           .masterPort = freePort(),
                           .attempt = {}};
        const auto join = [&place] {
            static_cast<void>(
                joinProcesses(place, {}, {.join = std::chrono::seconds(2), .operation = std::chrono::seconds(2)}));
        };
        QElapsedTimer timer;
        timer.start();
        QVERIFY_CONTAINS(test::sentenceOf<DeviceFailed>(join), "process 1 of 2: could not meet the others");
        QVERIFY(timer.elapsed() < 60'000);
    }
};

SCOTOPIC_TEST(DistributedTest)
#include "distributed_test.moc"
