// SPDX-License-Identifier: MIT
#include "core/training/distributed.h"

#include "core/base/error.h"

#ifdef SCOTOPIC_GLOO
#include <ATen/ATen.h>
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>
#ifdef SCOTOPIC_NCCL
#include <torch/csrc/distributed/c10d/ProcessGroupNCCL.hpp>
#endif

#include <cstdlib>
#include <sstream>
#include <thread>
#endif

namespace scotopic {

#ifdef SCOTOPIC_GLOO

namespace {

// LibTorch 2.4 and later ask for libuv by default, which distributions build without.
template <class Options>
void useSockets(Options& options)
{
    if constexpr (requires { options.useLibUV; }) {
        options.useLibUV = false;
    }
}

constexpr std::chrono::milliseconds kBetweenLooks{200};

std::string firstLine(const std::string& text)
{
    return text.substr(0, text.find('\n'));
}

std::string reasonOf(const std::exception& error)
{
    const auto* ofTorch = dynamic_cast<const c10::Error*>(&error);
    return firstLine(ofTorch == nullptr ? error.what() : ofTorch->what_without_backtrace());
}

/// As torch.distributed chooses them.
std::vector<std::shared_ptr<gloo::transport::Device>> glooDevices()
{
    std::vector<std::shared_ptr<gloo::transport::Device>> devices;
    if (const char* names = std::getenv("GLOO_SOCKET_IFNAME")) {
        std::istringstream list(names);
        for (std::string name; std::getline(list, name, ',');) {
            devices.push_back(c10d::ProcessGroupGloo::createDeviceForInterface(name));
        }
    }
    if (devices.empty()) {
        devices.push_back(c10d::ProcessGroupGloo::createDefaultDevice());
    }
    return devices;
}

class Processes : public GradientExchange {
public:
    Processes(const ProcessPlace& place, DeviceId device, const ExchangeTimeouts& timeouts) : m_place(place)
    {
        try {
            join(device, timeouts);
        } catch (const std::exception& error) {
            throw DeviceFailed(name() + ": could not meet the others at " + place.masterAddress + ":"
                               + std::to_string(place.masterPort) + " (" + reasonOf(error) + ")");
        }
    }

    [[nodiscard]] int rank() const override { return m_place.rank; }
    [[nodiscard]] int size() const override { return m_place.size; }

    void average(const std::vector<at::Tensor>& tensors) override
    {
        exchange(tensors, [this](auto& group, std::vector<at::Tensor>& flat) {
            group.allreduce(flat, c10d::AllreduceOptions())->wait();
            flat.front().div_(m_place.size);
        });
    }

    void broadcast(const std::vector<at::Tensor>& tensors) override
    {
        exchange(tensors, [](auto& group, std::vector<at::Tensor>& flat) {
            group.broadcast(flat, c10d::BroadcastOptions())->wait();
        });
    }

    void waitForFirst(const JobContext& context) override
    {
        const std::string key = "first is done " + std::to_string(m_waitCount++);
        try {
            if (m_place.rank == 0) {
                m_store->set(key, std::vector<std::uint8_t>{1});
                return;
            }
            while (!m_store->check({key})) {  // throws when process 0, which keeps the store, is gone
                context.throwIfCancelled();
                std::this_thread::sleep_for(kBetweenLooks);
            }
        } catch (const std::exception& error) {
            throwLost(error);
        }
    }

private:
    void join(DeviceId device, const ExchangeTimeouts& timeouts)
    {
        c10d::TCPStoreOptions store;
        useSockets(store);
        store.port = static_cast<std::uint16_t>(m_place.masterPort);
        store.isServer = m_place.rank == 0 && !m_place.attempt;
        store.numWorkers = static_cast<std::size_t>(m_place.size);
        store.timeout = timeouts.join;
        m_store = c10::make_intrusive<c10d::TCPStore>(m_place.masterAddress, store);
        if (m_place.attempt) {
            m_store = c10::make_intrusive<c10d::PrefixStore>("scotopic/attempt_" + *m_place.attempt, m_store);
        }

        const auto gloo = c10d::ProcessGroupGloo::Options::create(timeouts.operation);
        gloo->devices = glooDevices();
        m_gloo = c10::make_intrusive<c10d::ProcessGroupGloo>(c10::make_intrusive<c10d::PrefixStore>("gloo", m_store),
                                                             m_place.rank, m_place.size, gloo);
#ifdef SCOTOPIC_NCCL
        if (device.kind == DeviceKind::Cuda) {
            const auto nccl = c10d::ProcessGroupNCCL::Options::create();
            nccl->timeout = timeouts.operation;
            m_nccl = c10::make_intrusive<c10d::ProcessGroupNCCL>(
                c10::make_intrusive<c10d::PrefixStore>("nccl", m_store), m_place.rank, m_place.size, nccl);
        }
#else
        static_cast<void>(device);
#endif
    }

    /// One message for all: `operation` on the values of every tensor one after the other, then back into place.
    template <typename Operation>
    void exchange(const std::vector<at::Tensor>& tensors, const Operation& operation)
    {
        const at::NoGradGuard noGrad;
        std::vector<at::Tensor> parts;
        for (const at::Tensor& tensor : tensors) {
            parts.push_back(tensor.reshape({-1}));
        }
        std::vector<at::Tensor> flat{at::cat(parts)};
        try {
            run(flat, operation);
        } catch (const std::exception& error) {
            throwLost(error);
        }
        std::int64_t first = 0;
        for (const at::Tensor& tensor : tensors) {
            tensor.copy_(flat.front().narrow(0, first, tensor.numel()).reshape(tensor.sizes()));
            first += tensor.numel();
        }
    }

    template <typename Operation>
    void run(std::vector<at::Tensor>& flat, const Operation& operation)
    {
#ifdef SCOTOPIC_NCCL
        if (m_nccl && flat.front().is_cuda()) {
            operation(*m_nccl, flat);
            return;
        }
#endif
        const at::Device device = flat.front().device();
        flat.front() = flat.front().cpu();
        operation(*m_gloo, flat);
        flat.front() = flat.front().to(device);
    }

    [[noreturn]] void throwLost(const std::exception& error) const
    {
        throw DeviceFailed(name() + ": another process of the run was lost (" + reasonOf(error) + ")");
    }

    [[nodiscard]] std::string name() const
    {
        return "process " + std::to_string(m_place.rank) + " of " + std::to_string(m_place.size);
    }

    ProcessPlace m_place;
    int m_waitCount = 0;
    c10::intrusive_ptr<c10d::Store> m_store;
    c10::intrusive_ptr<c10d::ProcessGroupGloo> m_gloo;
#ifdef SCOTOPIC_NCCL
    c10::intrusive_ptr<c10d::ProcessGroupNCCL> m_nccl;
#endif
};

}  // namespace

std::unique_ptr<GradientExchange> joinProcesses(const ProcessPlace& place, DeviceId device,
                                                const ExchangeTimeouts& timeouts)
{
    return std::make_unique<Processes>(place, device, timeouts);
}

#else

std::unique_ptr<GradientExchange> joinProcesses(const ProcessPlace& place, DeviceId /*device*/,
                                                const ExchangeTimeouts& /*timeouts*/)
{
    throw UnsupportedInput(
        "WORLD_SIZE " + std::to_string(place.size)
        + ": this build of Scotopic trains in one process (its LibTorch came without Gloo's headers)");
}

#endif

}  // namespace scotopic
