"""Products of matrices through PyTorch, that is cuBLAS, on the same GPU: what and teraflops a line.

Products of float32 take no tensor cores, and those of bfloat16 sum in float32.
"""

import sys

try:
    import torch
except ImportError as error:
    sys.exit(f"expected PyTorch, found none: {error}")

torch.backends.cuda.matmul.allow_tf32 = False
torch.backends.cuda.matmul.allow_bf16_reduced_precision_reduction = False
torch.backends.cuda.matmul.allow_fp16_reduced_precision_reduction = False
TYPES = {"float32": torch.float32, "float16": torch.float16, "bfloat16": torch.bfloat16}


def teraflops(m, n, k, dtype, calls):
    a, b = (torch.rand(shape, device="cuda").sub(0.5).to(dtype) for shape in [(m, k), (k, n)])
    out = torch.empty(m, n, device="cuda", dtype=dtype)
    torch.matmul(a, b, out=out)
    begin, end = (torch.cuda.Event(enable_timing=True) for _ in range(2))
    times = []
    for _ in range(9):
        begin.record()
        for _ in range(calls):
            torch.matmul(a, b, out=out)
        end.record()
        end.synchronize()
        times.append(begin.elapsed_time(end) / calls)
    return 2 * m * n * k / sorted(times)[4] / 1e9


for line in sys.stdin:
    dtype, m, n, k = line.split()
    print(f"{dtype} {m} {n} {k}\t{teraflops(int(m), int(n), int(k), TYPES[dtype], 10):.1f}", flush=True)
