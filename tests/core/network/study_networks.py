# SPDX-License-Identifier: MIT
"""The study's three networks in PyTorch, built from the field's definitions and not from core/network: the
independent side of the parity tests."""
import torch
from torch import nn
from torch.nn import functional as F


class StudyNetwork(nn.Module):
    """norms: batch normalisations per block of two convolutions (0, 1 or 2), or "group" for group normalisation after
    both. Its names are the study's."""

    def __init__(self, norms=0, planes=4, width=32, head_kernel=3, upsample_bias=True):
        super().__init__()
        self.norms = 2 if norms == "group" else norms
        self.kind = "gn" if norms == "group" else "bn"
        norm = (lambda wide: nn.GroupNorm(8, wide)) if norms == "group" else nn.BatchNorm2d
        self.upscale = 3 if planes == 9 else 2
        widths = [width * 2 ** (n - 1 if n <= 5 else 9 - n) for n in range(1, 10)]
        channels = planes
        for n, wide in enumerate(widths, start=1):
            if n > 5:
                setattr(self, f"up{n}", nn.ConvTranspose2d(channels, wide, 2, stride=2, bias=upsample_bias))
            setattr(self, f"conv{n}", nn.Conv2d(channels, wide, 3, padding=1))
            if self.norms == 2:
                setattr(self, f"{self.kind}{n}", norm(wide))
            setattr(self, f"conv{n}_2", nn.Conv2d(wide, wide, 3, padding=1))
            if self.norms:
                setattr(self, f"{self.kind}{n}_1" if self.norms == 2 else f"bn{n}", norm(wide))
            channels = wide
        out = 3 * self.upscale**2
        self.conv10 = nn.Conv2d(width, out, head_kernel, padding=head_kernel // 2)

    def block(self, n, x):
        x = getattr(self, f"conv{n}")(x)
        if self.norms == 2:
            x = getattr(self, f"{self.kind}{n}")(x)
        x = getattr(self, f"conv{n}_2")(torch.max(0.2 * x, x))
        if self.norms:
            x = getattr(self, f"{self.kind}{n}_1" if self.norms == 2 else f"bn{n}")(x)
        return torch.max(0.2 * x, x)

    def forward(self, x):
        skips = []
        for n in range(1, 5):
            skips.append(self.block(n, x))
            x = F.max_pool2d(skips[-1], 2)
        x = self.block(5, x)
        for n in range(6, 10):
            x = self.block(n, torch.cat([getattr(self, f"up{n}")(x), skips.pop()], 1))
        return F.pixel_shuffle(self.conv10(x), self.upscale)


def make(seed=0, steps=3, **options):
    """A network whose running statistics are those of a few batches rather than 0 and 1."""
    torch.manual_seed(seed)
    network = StudyNetwork(**options)
    network.train()
    with torch.no_grad():
        for _ in range(steps if network.norms and network.kind == "bn" else 0):
            network(torch.rand(1, network.conv1.in_channels, 32, 32))
    return network
