"""The same operations through torch.compile and Liger, on the same GPU, checked and then timed.

Prints a line for each: what, whose, microseconds, and the share of the bandwidth that torch's copy of as
many bytes reaches. Times are of graphs with many calls, by the device's events.
"""

import sys

try:
    import torch
except ImportError as error:
    sys.exit(f"expected PyTorch, found none: {error}")
try:
    from liger_kernel.ops.fused_add_rms_norm import LigerFusedAddRMSNormFunction
    from liger_kernel.ops.swiglu import LigerSiLUMulFunction
except ImportError:
    LigerFusedAddRMSNormFunction = LigerSiLUMulFunction = None

EPS = 1e-6
ROUNDS = 7


@torch.compile
def norm(x, r, w):
    u = x + r
    f = u.float()
    return (f * torch.rsqrt(f.pow(2).mean(-1, keepdim=True) + EPS) * w.float()).to(x.dtype), u


@torch.compile
def swiglu(g, u):
    return torch.nn.functional.silu(g) * u


def microseconds(call, calls):
    for _ in range(3):
        call()
    graph, stream = torch.cuda.CUDAGraph(), torch.cuda.Stream()
    with torch.cuda.stream(stream), torch.cuda.graph(graph, stream=stream):
        for _ in range(calls):
            call()
    graph.replay()
    torch.cuda.synchronize()
    begin, end = (torch.cuda.Event(enable_timing=True) for _ in range(2))
    times = []
    for _ in range(ROUNDS):
        begin.record()
        graph.replay()
        end.record()
        end.synchronize()
        times.append(begin.elapsed_time(end) / calls * 1e3)
    return sorted(times)[ROUNDS // 2]


def check(found, expected):
    error = ((found.double() - expected).abs() / (expected.abs() + 1e-2)).max().item()
    if not error < 0.02:
        sys.exit(f"a peer's result is wrong by {error}")


def row(what, whose, call, copied, calls):
    torch.cuda.synchronize()
    time = microseconds(call, calls)
    source = torch.empty(copied // 2, dtype=torch.uint8, device="cuda")
    target = torch.empty_like(source)
    share = microseconds(lambda: target.copy_(source), calls) / time
    print(f"{what}\t{whose}\t{time:.3f}\t{share:.3f}", flush=True)


def norms(rows, d):
    x, r = (torch.randn(rows, d, device="cuda", dtype=torch.bfloat16) for _ in range(2))
    w = torch.randn(d, device="cuda", dtype=torch.bfloat16)
    sums = (x + r).double()
    expected = sums * torch.rsqrt(sums.pow(2).mean(-1, keepdim=True) + EPS) * w.double()
    what, copied, calls = f"rms_norm_residual {rows}x{d}", 8 * rows * d, 20 if rows > 1 else 1000
    check(norm(x, r, w)[0], expected)
    row(what, "torch.compile", lambda: norm(x, r, w), copied, calls)
    if LigerFusedAddRMSNormFunction:
        liger = lambda: LigerFusedAddRMSNormFunction.apply(x, r, w, EPS, 0.0, "llama", False)
        check(liger()[0], expected)
        row(what, "Liger", liger, copied, calls)


def swiglus(rows, d):
    g, u = (torch.randn(rows, d, device="cuda", dtype=torch.bfloat16) for _ in range(2))
    expected = g.double() * torch.sigmoid(g.double()) * u.double()
    what, copied, calls = f"swiglu {rows}x{d}", 6 * rows * d, 20 if rows > 1 else 1000
    check(swiglu(g, u), expected)
    row(what, "torch.compile", lambda: swiglu(g, u), copied, calls)
    if LigerSiLUMulFunction:
        check(LigerSiLUMulFunction.apply(g, u), expected)
        row(what, "Liger", lambda: LigerSiLUMulFunction.apply(g, u), copied, calls)


for rows, d in [(4096, 4096), (16384, 2048), (1, 4096), (1, 2048)]:
    norms(rows, d)
for rows, d in [(4096, 11008), (1, 11008)]:
    swiglus(rows, d)
