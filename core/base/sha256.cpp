// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/base/files.h"

#include <array>
#include <fstream>
#include <memory>
#include <new>
#include <openssl/evp.h>
#include <vector>

namespace scotopic {

namespace fs = std::filesystem;

namespace {

class Sha256 {
public:
    Sha256() : m_state(EVP_MD_CTX_new(), &EVP_MD_CTX_free)
    {
        if (!m_state || EVP_DigestInit_ex(m_state.get(), EVP_sha256(), nullptr) != 1) {
            throw std::bad_alloc();
        }
    }

    void add(const void* bytes, std::size_t count) { EVP_DigestUpdate(m_state.get(), bytes, count); }

    [[nodiscard]] std::string hexDigits()
    {
        std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
        unsigned length = 0;
        EVP_DigestFinal_ex(m_state.get(), digest.data(), &length);
        static constexpr char kHex[] = "0123456789abcdef";
        std::string text;
        for (unsigned i = 0; i < length; ++i) {
            text += kHex[digest[i] >> 4U];
            text += kHex[digest[i] & 15U];
        }
        return text;
    }

private:
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> m_state;
};

void addFile(Sha256& hash, const fs::path& file, const JobContext& context)
{
    requireReadable(file);
    std::ifstream stream(file, std::ios::binary);
    std::vector<char> block(std::size_t{1} << 20);
    while (stream.read(block.data(), static_cast<std::streamsize>(block.size())) || stream.gcount() > 0) {
        context.throwIfCancelled();
        hash.add(block.data(), static_cast<std::size_t>(stream.gcount()));
    }
    if (!stream.eof()) {
        throw UnreadableInput(file, "cannot be read to its end");
    }
}

}  // namespace

std::string sha256Of(std::span<const std::byte> bytes)
{
    Sha256 hash;
    hash.add(bytes.data(), bytes.size());
    return hash.hexDigits();
}

std::string sha256OfFile(const fs::path& file, const JobContext& context)
{
    return sha256OfFiles({&file, 1}, context);
}

std::string sha256OfFiles(std::span<const fs::path> files, const JobContext& context)
{
    Sha256 hash;
    for (const fs::path& file : files) {
        addFile(hash, file, context);
    }
    return hash.hexDigits();
}

}  // namespace scotopic
