// SPDX-License-Identifier: MIT
#include "core/network/file_kind.h"

#include "core/network/printable.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace scotopic {

namespace {

struct Magic {
    std::size_t offset;
    std::string_view bytes;
    const char* kind;
};

using namespace std::string_view_literals;

/// First bytes as their formats' specifications and file(1) have them.
constexpr std::array kMagics{
    Magic{0, "\x1F\x8B"sv, "is compressed by gzip; unpack it first (gunzip)"},
    Magic{0, "BZh"sv, "is compressed by bzip2; unpack it first (bunzip2)"},
    Magic{0,
          "\xFD"
          "7zXZ"sv,
          "is compressed by xz; unpack it first (unxz)"},
    Magic{0, "\x28\xB5\x2F\xFD"sv, "is compressed by zstd; unpack it first (unzstd)"},
    Magic{0, "7z\xBC\xAF\x27\x1C"sv, "is a 7z archive; unpack it first"},
    Magic{0, "Rar!"sv, "is a RAR archive; unpack it first"},
    Magic{257, "ustar"sv,
          "is a tar archive; unpack it first (where PyTorch before 0.1.10 wrote it, load and save it again"
          " in a newer PyTorch)"},
    Magic{0, "\x89HDF"sv, "is an HDF5 file (Keras), which is not among the formats that can be imported"},
    Magic{0, "GGUF"sv, "is a language model (GGUF), not a SID U-Net"},
    Magic{4, "TFL3"sv, "is a TensorFlow Lite model, which is not among the formats that can be imported"},
    Magic{0, "\x93NUMPY"sv, "is a NumPy array, not a model"},
    Magic{0, "MATLAB 5.0"sv, "is a MATLAB file, which is not among the formats that can be imported"},
    Magic{0, "\xFF\xD8\xFF"sv, "is a JPEG picture, not a model"},
    Magic{0, "\x89PNG"sv, "is a PNG picture, not a model"},
    Magic{0, "II*\0"sv, "is a TIFF picture or a raw photo, not a model"},
    Magic{0, "MM\0*"sv, "is a TIFF picture or a raw photo, not a model"},
    Magic{0, "FUJIFILMCCD-RAW"sv, "is a raw photo, not a model"},
    Magic{0, "%PDF"sv, "is a PDF document, not a model"},
    Magic{0,
          "\x7F"
          "ELF"sv,
          "is a program, not a model"},
};

std::string lowerText(std::string_view text)
{
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return lower;
}

std::string_view withoutMarkAndBlanks(std::string_view text)
{
    if (text.starts_with("\xEF\xBB\xBF")) {
        text.remove_prefix(3);
    }
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    return begin == std::string_view::npos ? std::string_view() : text.substr(begin);
}

/// " ('Google Drive - Virus scan warning')"
std::string titleOf(std::string_view page)
{
    constexpr std::string_view kOpen = "<title>";
    const std::string lower = lowerText(page);
    const std::size_t begin = lower.find(kOpen);
    const std::size_t end = lower.find("</title>", begin);
    if (begin == std::string::npos || end == std::string::npos) {
        return "";
    }
    return " ('" + printable(page.substr(begin + kOpen.size(), end - begin - kOpen.size())) + "')";
}

std::optional<std::string> kindOfText(std::string_view head)
{
    const std::string_view text = withoutMarkAndBlanks(head);
    const std::string lower = lowerText(text.substr(0, 64));
    if (text.starts_with("version https://git-lfs.github.com/spec/")) {
        return "is a Git LFS pointer in place of the model; fetch the model itself (git lfs pull, or the download link "
               "of"
               " the web page)";
    }
    if (lower.starts_with("<!doctype html") || lower.starts_with("<html") || lower.starts_with("<head")) {
        return "is a web page" + titleOf(text) + " that was saved in place of the model; download the model again";
    }
    if (lower.starts_with("<?xml") || lower.starts_with("{\"error")) {
        return "is a server's answer that was saved in place of the model (" + printable(text.substr(0, 100))
               + "); download the model again";
    }
    const bool isOldPickle = text.starts_with("(dp") || text.starts_with("(lp") || text.starts_with("ccollections\n");
    if (isOldPickle || text.starts_with("}q") || text.starts_with("(d")) {
        return "is a pickle of protocol 0 or 1, but not one that torch.save wrote; save it again with torch.save";
    }
    const bool isText = !text.empty() && std::ranges::none_of(head, [](char c) {
        return (c >= '\0' && c < ' ' && c != '\t' && c != '\r' && c != '\n' && c != '\f') || c == '\x7F';
    });
    return isText
               ? std::optional("is a text file (it begins with '" + printable(text.substr(0, 40)) + "'), not a model")
               : std::nullopt;
}

}  // namespace

std::string notAModelBecause(std::span<const std::byte> head, const std::filesystem::path& file)
{
    const std::string_view bytes(reinterpret_cast<const char*>(head.data()), std::min(head.size(), kFileKindBytes));
    for (const Magic& magic : kMagics) {
        if (bytes.size() >= magic.offset && bytes.substr(magic.offset).starts_with(magic.bytes)) {
            return magic.kind;
        }
    }
    if (std::optional<std::string> kind = kindOfText(bytes)) {
        return *kind;
    }
    if (bytes.find_first_not_of('\0') == std::string_view::npos) {
        return "begins with nothing but zeros: a download that was not finished, or a damaged file; fetch it again";
    }
    const std::string extension = lowerText(file.extension().string());
    if (extension == ".onnx") {
        return "is an ONNX model, which is not among the formats that can be imported";
    }
    if (extension == ".pb") {
        return "is a TensorFlow graph, which is not among the formats that can be imported; name the checkpoint instead"
               " (model.ckpt.index)";
    }
    return "is not a model file that can be imported (PyTorch state dict, TensorFlow V2 checkpoint, safetensors)";
}

}  // namespace scotopic
