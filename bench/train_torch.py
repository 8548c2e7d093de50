"""The trainings of bench/work.c in PyTorch; same options and output as bench/train.c.

    OMP_NUM_THREADS=N python3 bench/train_torch.py WORK [--epochs N] [--seed N]

All data lie in memory as tensors; a batch is one index operation."""
import argparse
import gzip
import os
import resource
import time

import numpy
import torch
from torch import nn
from torch.nn import functional

FOLDER = "/usr/share/datasets/fashion-mnist"
SIDE = 28


def read_idx(name):
    """An IDX file of bytes as a tensor."""
    with gzip.open(os.path.join(FOLDER, name)) as file:
        raw = file.read()
    shape = numpy.frombuffer(raw, ">i4", raw[3], 4)
    return torch.from_numpy(numpy.frombuffer(raw, numpy.uint8, -1, 4 + 4 * raw[3]).reshape(shape).copy())


def load(kind):
    """Pixels in [0, 1] and classes."""
    images = read_idx(kind + "-images-idx3-ubyte.gz")
    return images.float().div(255).flatten(1), read_idx(kind + "-labels-idx1-ubyte.gz").long()


def mlp(widths, drops, sd):
    """Linear layers with ReLU and dropout in between."""
    layers = []
    for n_in, n_out, drop in zip(widths, widths[1:], drops):
        linear = nn.Linear(n_in, n_out)
        if sd:
            nn.init.normal_(linear.weight, 0, sd)
        else:
            nn.init.kaiming_normal_(linear.weight, nonlinearity="relu")
        nn.init.zeros_(linear.bias)
        layers += [nn.Dropout(drop)] if drop else []
        layers += [linear, nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def cnn():
    """Chapter 6's network."""
    net = nn.Sequential(
        nn.Unflatten(1, (1, SIDE, SIDE)),
        nn.Conv2d(1, 32, 3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Dropout(0.3), nn.Linear(1600, 128), nn.ReLU(), nn.Linear(128, 10))
    for layer in net:
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
            nn.init.zeros_(layer.bias)
    return net


def sgd(lr):
    return lambda net: torch.optim.SGD(net.parameters(), lr)


def adam(lr):
    return lambda net: torch.optim.Adam(net.parameters(), lr, eps=1e-7)


WORKS = {  # network, optimiser, rows in a batch
    "mlp-sgd": (lambda: mlp([784, 256, 256, 10], [0, 0.2, 0.5], 0.01), sgd(0.5), 256),
    "mlp-adam": (lambda: mlp([784, 256, 128, 64, 10], [0, 0.3, 0.3, 0.3], 0), adam(0.001), 64),
    "cnn": (cnn, sgd(0.1), 256),
    "deep": (lambda: mlp([784] + [100] * 6 + [10], [0] * 7, 0), sgd(0.1), 64),
}


def epoch(net, optimiser, x, y, batch):
    """Trains; returns the mean loss that was seen."""
    total = 0.0
    order = torch.randperm(len(x))
    for first in range(0, len(x), batch):
        rows = order[first:first + batch]
        loss = functional.cross_entropy(net(x[rows]), y[rows])
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        total += loss.item() * len(rows)
    return total / len(x)


def accuracy(net, x, y, batch):
    net.eval()
    with torch.no_grad():
        right = sum((net(x[i:i + batch]).argmax(1) == y[i:i + batch]).sum().item()
                    for i in range(0, len(x), batch))
    return right / len(x)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("work", choices=WORKS)
    options.add_argument("--epochs", type=int, default=2)
    options.add_argument("--seed", type=int, default=1)
    o = options.parse_args()
    torch.manual_seed(o.seed)
    make, optimiser_of, batch = WORKS[o.work]
    x, y = load("train")
    net = make()
    optimiser = optimiser_of(net)
    net.train()
    for _ in range(o.epochs):
        begun = time.monotonic()
        loss = epoch(net, optimiser, x, y, batch)
        print(f"epoch\t{time.monotonic() - begun:.4f}\t{loss:.4f}", flush=True)
    print(f"accuracy\t{accuracy(net, *load('t10k'), batch):.4f}")
    print(f"memory\t{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}")


main()
