"""Factorizations on an NVIDIA GPU beside cuSOLVER and cuBLAS through PyTorch: the same shapes in one run.

    cargo build --release -p kernsmith-linalg --example linalg_device_bench
    python linalg_device_bench.py target/release/examples/linalg_device_bench [CASE ...]

The program verifies in float64 before it times; an error of more than 1e-5 fails the run, of more than 3e-5 of singular
values and vectors and what is made of them, whose rotations are rounded thousands of times. Times are medians of 20 calls
with all that they wait for. `copy` is a copy of as many bytes as a projection reads, and counts twice of them.
"""

import json
import statistics
import subprocess
import sys
import time

import torch

torch.backends.cuda.matmul.allow_tf32 = False
# Times as fast as the peer at least; of projections, a share of a copy's speed.
TARGETS = {
    ("qr", 65536, 64): 3.0,
    ("qr", 16384, 256): 3.0,
    ("qr", 1024, 1024): 1.5,
    ("svd", 1024, 1024): 1.5,
    ("cholesky", 4096, 4096): 0.9,
    ("topk_svd", 4096, 4096, 32): 2.0,
    ("project_coeffs", 65536, 256): 0.9,
    ("update_vector", 65536, 256): 0.9,
}


def milliseconds(call):
    times = []
    for turn in range(22):
        torch.cuda.synchronize()
        start = time.perf_counter()
        call()
        torch.cuda.synchronize()
        if turn >= 2:
            times.append(1e3 * (time.perf_counter() - start))
    return statistics.median(times)


def captured(call, calls=50):
    stream = torch.cuda.Stream()
    with torch.cuda.stream(stream):
        call()
    torch.cuda.synchronize()
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        for _ in range(calls):
            call()
    return milliseconds(graph.replay) / calls


def peer(case, shape):
    if case == "qr":
        a = torch.randn(*shape, device="cuda")
        return milliseconds(lambda: torch.linalg.qr(a))
    if case == "cholesky":
        a = torch.randn(*shape, device="cuda")
        a = a @ a.T / shape[0] + torch.eye(shape[0], device="cuda")
        return milliseconds(lambda: torch.linalg.cholesky_ex(a))
    if case == "svd":
        a = torch.randn(*shape, device="cuda")
        return milliseconds(lambda: torch.linalg.svd(a, full_matrices=False))
    if case == "topk_svd":
        rows, columns, rank = shape
        a = torch.randn(rows, columns, device="cuda")
        return milliseconds(lambda: torch.svd_lowrank(a, q=rank + 8, niter=2))
    if case == "solve":
        rows, columns, sides = shape
        a, b = torch.randn(rows, columns, device="cuda"), torch.randn(rows, sides, device="cuda")
        return milliseconds(lambda: torch.linalg.solve(a, b))
    if case == "inv":
        a = torch.randn(*shape, device="cuda")
        return milliseconds(lambda: torch.linalg.inv(a))
    if case == "eigh":
        a = torch.randn(*shape, device="cuda")
        a = a + a.T
        return milliseconds(lambda: torch.linalg.eigh(a))
    if case == "lstsq":
        a, b = torch.randn(*shape, device="cuda"), torch.randn(shape[0], 1, device="cuda")
        return milliseconds(lambda: torch.linalg.lstsq(a, b))
    # Reads as much as it writes, so half of it is what a reader takes.
    a = torch.randn(*shape, device="cuda")
    b = torch.empty_like(a)
    return captured(lambda: b.copy_(a)) / 2


program = subprocess.run([sys.argv[1], *sys.argv[2:]], stdout=subprocess.PIPE, text=True, check=True)
print(f"{torch.cuda.get_device_name()}, PyTorch {torch.__version__}")
print("case            shape               ours ms   peer ms  peer / ours    error  target  met  how")
bad = False
for line in program.stdout.splitlines():
    found = json.loads(line)
    case, shape, ours = found["case"], found["shape"], found["ms"]
    theirs = peer(case, shape)
    target = TARGETS.get((case, *shape))
    word, asked = "", ""
    if target is not None:
        word, asked = ("yes" if theirs / ours >= target else "no"), f">= {target}"
    bad = bad or not found["error"] <= (3e-5 if case in ("svd", "eigh", "lstsq") else 1e-5)
    sides = "x".join(map(str, shape))
    print(
        f"{case:15} {sides:16} {ours:10.4f} {theirs:9.4f} {theirs / ours:12.2f} {found['error']:8.1e}"
        f" {asked:>7} {word:>4}  {found['how']}",
        flush=True,
    )
sys.exit("an error is too large" if bad else 0)
