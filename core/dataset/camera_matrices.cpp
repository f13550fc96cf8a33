// SPDX-License-Identifier: MIT
#include "core/dataset/camera_matrices.h"

#include <algorithm>

namespace scotopic {

namespace {

// CIE XYZ (D65) from linear sRGB, IEC 61966-2-1.
constexpr Matrix3<double> kXyzFromSrgb{0.4124564, 0.3575761, 0.1804375, 0.2126729, 0.7151522,
                                       0.0721750, 0.0193339, 0.1191920, 0.9503041};

// Camera RGB from XYZ (D65): the published matrices that dcraw and LibRaw carry.
constexpr std::array<Matrix3<double>, 10> kCamerasFromXyz{{
    {0.5838, -0.1430, -0.0246, -0.3497, 1.1477, 0.2297, -0.0748, 0.1885, 0.5778},   // Sony A7S, A7S II
    {0.5271, -0.0712, -0.0347, -0.6153, 1.3653, 0.2763, -0.1601, 0.2366, 0.7242},   // Sony A7, A7 II
    {0.6629, -0.1900, -0.0483, -0.4618, 1.2349, 0.2550, -0.0622, 0.1381, 0.6514},   // Sony A7R II
    {0.9020, -0.2890, -0.0715, -0.4535, 1.2436, 0.2348, -0.0934, 0.1919, 0.7086},   // Nikon D750
    {0.6722, -0.0635, -0.0963, -0.4287, 1.2460, 0.2028, -0.0908, 0.2162, 0.5668},   // Canon 5D Mark III
    {0.6446, -0.0366, -0.0864, -0.4436, 1.2204, 0.2513, -0.0952, 0.2496, 0.6348},   // Canon 5D Mark IV
    {0.6941, -0.1164, -0.0857, -0.3825, 1.1597, 0.2534, -0.0416, 0.1540, 0.6039},   // Canon 550D
    {0.9766, -0.2953, -0.1254, -0.4276, 1.2116, 0.2433, -0.0437, 0.1336, 0.5131},   // Canon R5
    {1.0234, -0.2969, -0.2266, -0.5625, 1.6328, -0.0469, -0.0703, 0.2188, 0.6406},  // a phone of Brooks et al. 2019
    {0.8380, -0.2630, -0.0639, -0.2887, 1.0725, 0.2496, -0.0627, 0.1427, 0.5438},   // a compact of theirs
}};

}  // namespace

Matrix3<double> balancedCameraFromSrgb(const Matrix3<double>& cameraFromXyz)
{
    Matrix3<double> matrix = product(cameraFromXyz, kXyzFromSrgb);
    for (std::size_t row = 0; row < 3; ++row) {
        const double sum = matrix[row * 3] + matrix[row * 3 + 1] + matrix[row * 3 + 2];
        for (std::size_t column = 0; column < 3; ++column) {
            matrix[row * 3 + column] /= sum;
        }
    }
    return matrix;
}

Matrix3<float> drawCameraFromSrgb(RandomNumbers& random)
{
    const auto drawCamera = [&random] {
        const auto index = static_cast<std::size_t>(random.uniform() * static_cast<double>(kCamerasFromXyz.size()));
        return balancedCameraFromSrgb(kCamerasFromXyz[index]);
    };
    const Matrix3<double> first = drawCamera();
    const Matrix3<double> second = drawCamera();
    const double share = random.uniform();
    Matrix3<float> mixed{};
    std::transform(first.begin(), first.end(), second.begin(), mixed.begin(),
                   [share](double a, double b) { return static_cast<float>(share * a + (1 - share) * b); });
    return mixed;
}

}  // namespace scotopic
