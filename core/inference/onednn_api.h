// SPDX-License-Identifier: MIT
#pragma once

#include <oneapi/dnnl/dnnl.hpp>
#include <oneapi/dnnl/dnnl_version.h>
#include <string>

// What differs between oneDNN 2 (Debian 12) and 3 (Debian 13): 3 has no operation descriptors and no scale in
// element-wise post-operations.
namespace scotopic::onednn {

using Memory = dnnl::memory;
using Description = dnnl::memory::desc;
using ConvolutionDescription = dnnl::convolution_forward::primitive_desc;

struct ConvolutionShape {
    Description source;
    Description weights;
    Description bias;
    Description target;
    int padding = 0;
};

inline void appendLeakyRelu(dnnl::post_ops& operations, float slope)
{
#if DNNL_VERSION_MAJOR >= 3
    operations.append_eltwise(dnnl::algorithm::eltwise_relu, slope, 0.0F);
#else
    operations.append_eltwise(1.0F, dnnl::algorithm::eltwise_relu, slope, 0.0F);
#endif
}

/// Throws dnnl::error when there is no implementation.
inline ConvolutionDescription describeConvolution(const dnnl::engine& engine, const ConvolutionShape& shape,
                                                  const dnnl::primitive_attr& attributes)
{
    const Memory::dims strides = {1, 1};
    const Memory::dims padding = {shape.padding, shape.padding};
#if DNNL_VERSION_MAJOR >= 3
    return {engine,
            dnnl::prop_kind::forward_inference,
            dnnl::algorithm::convolution_direct,
            shape.source,
            shape.weights,
            shape.bias,
            shape.target,
            strides,
            padding,
            padding,
            attributes};
#else
    return {{dnnl::prop_kind::forward_inference, dnnl::algorithm::convolution_direct, shape.source, shape.weights,
             shape.bias, shape.target, strides, padding, padding},
            attributes,
            engine};
#endif
}

inline std::string versionInUse()
{
    const dnnl_version_t* version = dnnl_version();
    return std::to_string(version->major) + "." + std::to_string(version->minor) + "." + std::to_string(version->patch);
}

}  // namespace scotopic::onednn
