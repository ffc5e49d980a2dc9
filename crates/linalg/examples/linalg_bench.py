"""Factorizations beside SciPy's LAPACK: the same matrices, turn by turn in one run.

    cargo build --release -p kernsmith-linalg --example linalg_bench
    OMP_NUM_THREADS=2 OPENBLAS_NUM_THREADS=2 RAYON_NUM_THREADS=2 \
        python linalg_bench.py target/release/examples/linalg_bench

`--sides 256 1024` and `--rounds` make it smaller. Needs numpy and scipy. Verifies before it times: R, values, L and x may
differ by 1e-3 of their largest element, which float32 needs for sides of 2048.
"""

import argparse
import os
import subprocess
import tempfile
import time

import numpy as np
import scipy
import scipy.linalg

parser = argparse.ArgumentParser()
parser.add_argument("program")
parser.add_argument("--sides", type=int, nargs="*", default=[256, 1024, 2048])
parser.add_argument("--tall", type=int, default=65536, help="rows of the matrix of 64 columns; 0 for none")
parser.add_argument("--rounds", type=int, default=3)
arguments = parser.parse_args()

random = np.random.default_rng(1)
path = os.path.join(tempfile.mkdtemp(), "matrix")
program = subprocess.Popen([arguments.program, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def rest():
    """Lets the other's threads fall asleep: OpenBLAS's spin for a while after each call."""
    time.sleep(0.1)


def ours(operation, a):
    rest()
    program.stdin.write(f"{operation} {a.shape[0]} {a.shape[1]} 1\n")
    program.stdin.flush()
    seconds = float(program.stdout.readline())
    return seconds, np.fromfile(path + ".found", dtype=np.float32)


def theirs(operation, a):
    ones = np.ones(a.shape[0], dtype=np.float32)
    run = {
        "qr": lambda: scipy.linalg.qr(a, mode="economic", check_finite=False)[1],
        "svd": lambda: scipy.linalg.svd(a, full_matrices=False, check_finite=False)[1],
        "cholesky": lambda: scipy.linalg.cholesky(a, lower=True, check_finite=False),
        "eigh": lambda: scipy.linalg.eigh(a, check_finite=False)[0],
        "solve": lambda: scipy.linalg.solve(a, ones, check_finite=False),
    }[operation]
    rest()
    start = time.perf_counter()
    found = run()
    seconds = time.perf_counter() - start
    if operation == "qr":
        found = found * np.where(np.diag(found) < 0, -1, 1)[:, None]
    return seconds, found.ravel()


def matrix(operation, rows, columns):
    a = random.standard_normal((rows, columns), dtype=np.float32)
    if operation == "cholesky":
        a = a @ a.T / rows + np.eye(rows, dtype=np.float32)
    if operation == "eigh":
        a = (a + a.T) / 2
    if operation == "solve":
        a += np.sqrt(rows).astype(np.float32) * 4 * np.eye(rows, dtype=np.float32)
    return np.ascontiguousarray(a, dtype=np.float32)


shapes = [(side, side) for side in arguments.sides]
threads = os.environ.get("OMP_NUM_THREADS", "all")
print(f"SciPy {scipy.__version__}, {threads} threads; float32, best of {arguments.rounds}")
print("operation       shape   SciPy ms  kernsmith ms  SciPy / kernsmith")
for operation in ["qr", "svd", "cholesky", "eigh", "solve"]:
    tall = [(arguments.tall, 64)] if arguments.tall and operation in ("qr", "svd") else []
    for rows, columns in shapes + tall:
        a = matrix(operation, rows, columns)
        a.tofile(path)
        mine, found = ours(operation, a)
        their, expected = theirs(operation, a)
        apart = np.abs(found - expected).max() / np.abs(expected).max()
        assert apart < 1e-3, f"{operation} {rows}x{columns} differs by {apart}"
        for _ in range(arguments.rounds):
            mine = min(mine, ours(operation, a)[0])
            their = min(their, theirs(operation, a)[0])
        shape = f"{rows:>7}x{columns:<4}"
        print(f"{operation:9} {shape} {1e3 * their:9.2f}  {1e3 * mine:12.2f}  {their / mine:17.2f}", flush=True)
program.stdin.close()
