"""Searches on a GPU beside a matrix product and a top-k of PyTorch, in one run.

    cargo build --release -p kernsmith-search --example search_device_bench
    python search_device_bench.py target/release/examples/search_device_bench

Needs numpy and PyTorch with a GPU. Ours is the whole call, with queries from the host and neighbors back to it; PyTorch
begins and ends on the GPU. Verifies before it times: a search on the GPU finds what the host finds, entry by entry.
"""

import argparse
import os
import statistics
import subprocess
import tempfile

import numpy as np
import torch

parser = argparse.ArgumentParser()
parser.add_argument("program")
parser.add_argument("--vectors", type=int, default=1_000_000)
parser.add_argument("--dims", type=int, default=128)
parser.add_argument("--lists", type=int, default=1024)
parser.add_argument("--queries", type=int, default=1024)
parser.add_argument("--rounds", type=int, default=11)
arguments = parser.parse_args()

random = np.random.default_rng(1)
centers = random.standard_normal((5000, arguments.dims), dtype=np.float32)
size = random.dirichlet(np.full(5000, 2.0))


def vectors(count):
    which = random.choice(5000, count, p=size)
    return centers[which] + 0.6 * random.standard_normal((count, arguments.dims), dtype=np.float32)


base, queries = vectors(arguments.vectors), vectors(arguments.queries)
folder = tempfile.mkdtemp()
paths = [os.path.join(folder, name) for name in ("base", "queries")]
base.tofile(paths[0])
queries.tofile(paths[1])
words = [arguments.program, *paths, str(arguments.dims), str(arguments.lists)]
program = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
torch.backends.cuda.matmul.allow_tf32 = False
x, q = torch.from_numpy(base).cuda(), torch.from_numpy(queries).cuda()
norms = (x * x).sum(1)


def product_and_topk(batch, k):
    distances = torch.addmm(norms, q[:batch], x.T, alpha=-2)
    return torch.topk(distances, k, largest=False)


def milliseconds(work):
    times = []
    for _ in range(arguments.rounds + 2):
        start, end = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
        start.record()
        work()
        end.record()
        end.synchronize()
        times.append(start.elapsed_time(end))
    return statistics.median(times[2:])


def ours(probes, batch, k):
    program.stdin.write(f"{probes} {batch} {k} {arguments.rounds}\n")
    program.stdin.flush()
    return 1e3 * float(program.stdout.readline())


print(f"{arguments.vectors} x {arguments.dims}, {arguments.lists} lists, {torch.cuda.get_device_name()}, "
      f"PyTorch {torch.__version__}, {program.stdout.readline().strip()}; median of {arguments.rounds}")
print("| search | batch | k | PyTorch, product and top-k, ms | kernsmith, ms | PyTorch / kernsmith |")
print("| --- | --- | --- | --- | --- | --- |")
for batch in [1, 64, arguments.queries]:
    for k in [10, 100]:
        theirs = milliseconds(lambda: product_and_topk(batch, k))
        for probes in [0, 1, 8, 64]:
            mine = ours(probes, batch, k)
            name = f"{probes} lists" if probes else "flat"
            print(f"| {name} | {batch} | {k} | {theirs:.2f} | {mine:.2f} | {theirs / mine:.1f} |", flush=True)
program.stdin.close()
