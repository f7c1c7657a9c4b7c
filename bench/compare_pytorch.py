"""Times training steps and inference of bench/network in PyTorch, for comparison alone.

The network is the one that GaNDLF builds: normalization, leaky ReLU, convolution; strided
convolutions down, trilinear interpolation and a 1x1x1 convolution up; or, in 2D, vgg16 with a
head of global average pooling. Arguments as for
bench/network; precisions are fp32 (what GaNDLF runs) and bf16 (autocast).
"""

import sys
import time

import torch
from torch import nn


class PreActivated(nn.Module):
    def __init__(self, norm, inputs, outputs, stride=1):
        super().__init__()
        self.norm = norm(inputs)
        self.conv = nn.Conv3d(inputs, outputs, 3, stride, 1)

    def forward(self, x):
        return self.conv(nn.functional.leaky_relu(self.norm(x), 0.01, inplace=True))


class Pair(nn.Module):
    def __init__(self, norm, filters, residual):
        super().__init__()
        self.layers = nn.Sequential(*(PreActivated(norm, filters, filters) for _ in range(2)))
        self.residual = residual

    def forward(self, x):
        return self.layers(x) + x if self.residual else self.layers(x)


class UNet(nn.Module):
    def __init__(self, filters, norm, residual, multilayer, depth=4, classes=3):
        super().__init__()
        sizes = [filters << level for level in range(depth + 1)]
        last = filters if multilayer else 2 * filters
        decoded = [last] + sizes[1:]
        self.initial = nn.Sequential(nn.Conv3d(1, filters, 3, 1, 1), Pair(norm, filters, residual))
        self.down = nn.ModuleList(
            nn.Sequential(PreActivated(norm, a, b, 2), Pair(norm, b, residual))
            for a, b in zip(sizes, sizes[1:]))
        self.up = nn.ModuleList(
            nn.Sequential(
                nn.Upsample(scale_factor=2, mode="trilinear", align_corners=True),
                nn.Conv3d(b, a, 1))
            for a, b in zip(sizes, sizes[1:]))
        self.decode = nn.ModuleList(
            nn.Sequential(PreActivated(norm, 2 * a, d), Pair(norm, d, residual))
            for a, d in zip(sizes[:-1], decoded))
        self.output = PreActivated(norm, last, classes)

    def forward(self, x):
        encoded = [self.initial(x)]
        for down in self.down:
            encoded.append(down(encoded[-1]))
        x = encoded.pop()
        for up, decode in zip(reversed(self.up), reversed(self.decode)):
            x = decode(torch.cat([up(x), encoded.pop()], 1))
        return self.output(x)


class VGG16(nn.Module):
    def __init__(self, norm, classes=3):
        super().__init__()
        layers, inputs = [], 1
        for filters, count in ((64, 2), (128, 2), (256, 3), (512, 3), (512, 3)):
            for _ in range(count):
                layers += [nn.Conv2d(inputs, filters, 3, 1, 1), norm(filters), nn.ReLU(True)]
                inputs = filters
            layers.append(nn.MaxPool2d(2))
        self.features = nn.Sequential(*layers)
        self.dropout = nn.Dropout()
        self.classifier = nn.Sequential(nn.ReLU(True), nn.Dropout(), nn.Linear(512, classes))

    def forward(self, x):
        return self.classifier(self.dropout(self.features(x)).mean((2, 3)))


def step(net, optimizer, images, labels, precision):
    net.train()
    started, processor = time.perf_counter(), time.process_time()
    with torch.autocast("cpu", torch.bfloat16, enabled=precision == "bf16"):
        logits = net(images)
    nn.functional.cross_entropy(logits.float(), labels).backward()
    optimizer.step()
    optimizer.zero_grad()
    return time.perf_counter() - started, time.process_time() - processor


def infer(net, images, precision):
    net.eval()
    started, processor = time.perf_counter(), time.process_time()
    with torch.inference_mode(), torch.autocast(
            "cpu", torch.bfloat16, enabled=precision == "bf16"):
        net(images)
    return time.perf_counter() - started, time.process_time() - processor


def main(architecture, filters, norm, patch, batch, steps, *precisions):
    torch.manual_seed(1)
    if architecture == "vgg16":
        net = VGG16({"BATCH": nn.BatchNorm2d, "NONE": lambda c: nn.Identity()}[norm])
    else:
        norms = {"BATCH": nn.BatchNorm3d, "INSTANCE": lambda c: nn.InstanceNorm3d(c, affine=True)}
        net = UNet(
            int(filters), norms[norm], architecture.startswith("res"), "multilayer" in architecture)
    optimizer = torch.optim.AdamW(net.parameters(), 1e-3)
    size = [int(axis) for axis in patch.split(",")]
    images = torch.randn(int(batch), 1, *size)
    units = [int(batch)] if architecture == "vgg16" else [int(batch), *size]
    labels = torch.randint(0, 3, units)
    training, inference = ({precision: [] for precision in precisions} for _ in range(2))
    for _ in range(int(steps)):
        for precision in precisions:
            training[precision].append(step(net, optimizer, images, labels, precision))
        for precision in precisions:
            inference[precision].append(infer(net, images, precision))
    for precision in precisions:
        for what, times in ("training", training), ("inference", inference):
            wall, processor = (sorted(t)[len(t) // 2] for t in zip(*times[precision][1:]))
            print(f"{architecture} {patch} PyTorch {precision} {what}: {wall:.3f} s, "
                  f"{processor:.3f} processor s")


if __name__ == "__main__":
    main(*sys.argv[1:])
