// SPDX-License-Identifier: MIT
#include "core/evaluation/html_page.h"

#include <cstdint>

namespace scotopic {

std::string escapedForHtml(std::string_view text)
{
    std::string result;
    for (const char c : text) {
        switch (c) {
        case '&': result += "&amp;"; break;
        case '<': result += "&lt;"; break;
        case '>': result += "&gt;"; break;
        case '"': result += "&quot;"; break;
        case '\'': result += "&#39;"; break;
        default: result += c;
        }
    }
    return result;
}

std::string_view reportStyle()
{
    return R"(
:root { --ink: #1d1f21; --soft: #6a6f75; --rule: #d9dcdf; --paper: #fff; --shade: #f5f6f7; --dark: #232425; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1500px; padding: 2.5rem 2rem 4rem; background: var(--paper); color: var(--ink);
       font: 16px/1.5 system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .3rem; font-weight: 650; }
h2 { font-size: 1.25rem; margin: 2.8rem 0 .4rem; font-weight: 650; }
h3 { font-size: 1rem; margin: 1.6rem 0 .4rem; font-weight: 650; }
p { margin: .3rem 0 .8rem; max-width: 78ch; }
.soft, figcaption, .published td { color: var(--soft); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; margin: .8rem 0; font-variant-numeric: tabular-nums; }
th, td { padding: .34rem .95rem .34rem 0; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--rule); }
th { font-weight: 600; font-size: .86rem; color: var(--soft); border-bottom: 1.5px solid var(--ink); }
th:first-child, td:first-child, .facts td { text-align: left; }
tr.best td.score { font-weight: 650; }
td.best { font-weight: 680; }
.count { color: var(--soft); font-size: .82em; padding-left: .35em; }
.facts td { white-space: normal; vertical-align: top; overflow-wrap: anywhere; }
.facts td:first-child { white-space: nowrap; color: var(--soft); }
.published td:first-child::before { content: "published"; font-size: .72rem; letter-spacing: .04em; margin-right: .6em;
       padding: .08em .5em; border: 1px solid var(--rule); border-radius: 1em; }
.warning { border-left: 4px solid #c98a00; background: #fff8e6; padding: .6rem 1rem; margin: .8rem 0; max-width: 78ch; }
.views { margin: 1rem 0 0; }
.views input { position: absolute; opacity: 0; }
.views > label { display: inline-block; padding: .3rem .9rem; margin: 0 .4rem .8rem 0; border: 1px solid var(--rule);
       border-radius: 1.2em; cursor: pointer; font-size: .9rem; }
#view-whole:checked ~ label[for=view-whole], #view-detail:checked ~ label[for=view-detail],
#view-error:checked ~ label[for=view-error] { background: var(--dark); color: #fff; border-color: var(--dark); }
.views input:focus-visible + label { outline: 2px solid #2a6fd6; outline-offset: 2px; }
.figure { background: var(--dark); color: #e8e8e8; border-radius: 10px; padding: 1.1rem; overflow-x: auto; }
.grid { display: grid; gap: .9rem; width: 100%; }
.row-name { grid-column: 1 / -1; font-size: .9rem; margin-top: .5rem; color: #bdbdbd; }
.row-name b { color: #f2f2f2; font-weight: 600; margin-right: .7em; }
.cell { margin: 0; min-width: 0; }
.cell img { display: block; width: 100%; height: auto; border-radius: 4px; background: #111; }
.cell a { display: block; }
.cell figcaption { font-size: .84rem; line-height: 1.35; margin-top: .35rem; color: #bdbdbd; }
.cell figcaption b { color: #f2f2f2; font-weight: 600; display: block; }
.cell .none { aspect-ratio: 1; place-items: center; color: #777; font-size: .85rem; background: #1b1b1b;
       border-radius: 4px; }
.cell .whole.none { display: grid; }
.cell .detail, .cell .error { display: none; }
#view-detail:checked ~ .figure .whole, #view-error:checked ~ .figure .whole { display: none !important; }
#view-detail:checked ~ .figure .cell .detail, #view-error:checked ~ .figure .cell .error { display: block; }
#view-detail:checked ~ .figure .cell .detail.none, #view-error:checked ~ .figure .cell .error.none { display: grid; }
.cell .detail img { image-rendering: pixelated; }
.scale { display: none; align-items: center; gap: .7rem; font-size: .84rem; color: #bdbdbd; margin-top: 1rem; }
.scale i { width: 15rem; height: .8rem; border-radius: 3px;
       background: linear-gradient(90deg, #000004, #51127c, #b73779, #fc8961, #fcfdbf); }
#view-error:checked ~ .figure .scale { display: flex; }
footer { margin-top: 3rem; font-size: .85rem; color: var(--soft); }
@media print { body { max-width: none; padding: 0; font-size: 11px; } .views > label { display: none; }
       .figure { background: none; color: inherit; padding: 0; } .cell figcaption, .cell figcaption b, .row-name,
       .row-name b { color: inherit; } }
)";
}

std::string dataUri(std::string_view mediaType, std::string_view bytes)
{
    static constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string uri = "data:" + std::string(mediaType) + ";base64,";
    uri.reserve(uri.size() + bytes.size() / 3 * 4 + 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t three = 0;
        for (std::size_t k = 0; k < 3; ++k) {
            three = three << 8U | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U);
        }
        for (std::size_t k = 0; k < 4; ++k) {
            uri += i + k <= bytes.size() ? kDigits[three >> (18U - 6U * static_cast<unsigned>(k)) & 63U] : '=';
        }
    }
    return uri;
}

}  // namespace scotopic
