# SPDX-License-Identifier: MIT
"""Pictures and their scores by scikit-image, and by a transcription of MATLAB's ssim in NumPy and SciPy.

Usage: reference_scores.py FOLDER [PHOTO...]
Writes NAME.picture8, NAME.truth8 (uint8) and NAME.picture, NAME.truth (float32) into FOLDER, prints JSON.
Exit status 77: a library is missing.
"""
import json
import sys

try:
    import numpy as np
    from scipy import ndimage
    from skimage import io
    from skimage.metrics import peak_signal_noise_ratio, structural_similarity
except ImportError:
    sys.exit(77)


def uniform(a, b, peak):
    return structural_similarity(a, b, win_size=7, channel_axis=2, data_range=peak)


def gaussian_window(dimensions):
    axes = np.meshgrid(*[np.arange(-5, 6)] * dimensions, indexing="ij")
    window = np.exp(-sum(axis**2 for axis in axes) / (2 * 1.5**2))
    return window / window.sum()


def gaussian_map(a, b, peak):
    """ssim.m: a dense window over all dimensions of the array, replicated border, population covariance."""
    a, b = a.astype(np.float64), b.astype(np.float64)
    window = gaussian_window(a.ndim)

    def blurred(x):
        return ndimage.correlate(x, window, mode="nearest")

    c1, c2 = (0.01 * peak) ** 2, (0.03 * peak) ** 2
    mean_a, mean_b = blurred(a), blurred(b)
    variance_a = blurred(a * a) - mean_a**2
    variance_b = blurred(b * b) - mean_b**2
    covariance = blurred(a * b) - mean_a * mean_b
    return ((2 * mean_a * mean_b + c1) * (2 * covariance + c2)) / (
        (mean_a**2 + mean_b**2 + c1) * (variance_a + variance_b + c2))


def luminance(rgb):
    weights = np.linalg.inv(np.array([[1.0, 0.956, 0.621], [1.0, -0.272, -0.647], [1.0, -1.106, 1.703]]))[0]
    grey = rgb.astype(np.float64) @ weights
    return np.floor(grey + 0.5).astype(np.uint8) if rgb.dtype == np.uint8 else grey


def check_against_skimage(a, b, peak):
    """Away from the border scikit-image has the same Gaussian kind; it pads otherwise."""
    _, theirs = structural_similarity(a.astype(np.float64), b.astype(np.float64), gaussian_weights=True, sigma=1.5,
                                      use_sample_covariance=False, data_range=peak, full=True)
    ours = gaussian_map(a, b, peak)
    assert np.abs(ours - theirs)[5:-5, 5:-5].max() < 1e-9


def scores(a, b, peak):
    grey_a, grey_b = luminance(a), luminance(b)
    if min(a.shape[:2]) > 11:
        check_against_skimage(grey_a, grey_b, peak)
    return {
        "psnr": peak_signal_noise_ratio(b, a, data_range=peak),
        "uniform": uniform(a.astype(np.float64), b.astype(np.float64), peak),
        "volume": gaussian_map(a, b, peak).mean(),
        "luminance": gaussian_map(grey_a, grey_b, peak).mean(),
        "absolute": np.abs(a.astype(np.float64) - b).mean() / peak,
    }


def pictures(photos):
    random = np.random.default_rng(1)
    yield "noise", random.random((23, 37, 3)), random.random((23, 37, 3))
    yield "smallest", random.random((11, 11, 3)), random.random((11, 11, 3))
    dark = np.zeros((40, 300, 3))
    yield "dark and flat", dark, dark + 0.02 * random.random(dark.shape)
    ramp = np.linspace(0, 1, 301 * 129 * 3).reshape(301, 129, 3)
    yield "ramp", np.clip(ramp + 0.02 * random.standard_normal(ramp.shape), 0, 1), ramp
    for index, photo in enumerate(photos):
        truth = io.imread(photo)
        truth = truth[: 401 + 2 * index, : 333 + 2 * index, :3] / np.iinfo(truth.dtype).max
        noisy = ndimage.gaussian_filter(truth, (0.8, 0.8, 0)) + 0.05 * random.standard_normal(truth.shape)
        yield f"photo {index}", np.clip(noisy, 0, 1), truth


def main():
    folder, photos = sys.argv[1], sys.argv[2:]
    cases = []
    for name, a, b in pictures(photos):
        a, b = a.astype(np.float32), b.astype(np.float32)
        a8, b8 = (a * 255).astype(np.uint8), (b * 255).astype(np.uint8)
        for suffix, array in (("picture", a), ("truth", b), ("picture8", a8), ("truth8", b8)):
            array.tofile(f"{folder}/{name}.{suffix}")
        a, b = a.astype(np.float64), b.astype(np.float64)
        cases.append({"name": name, "width": a.shape[1], "height": a.shape[0],
                      "float": scores(a, b, 1.0), "bytes": scores(a8, b8, 255)})
    print(json.dumps(cases, allow_nan=False))


main()
