"""IVF search beside FAISS: the same index, the same queries, turn by turn in one run.

    cargo build --release -p kernsmith-search --example search_bench
    OMP_NUM_THREADS=2 RAYON_NUM_THREADS=2 python search_bench.py target/release/examples/search_bench

`--vectors`, `--lists` and `--rounds` make it smaller. Needs numpy and faiss-cpu. Verifies before it times: what both find
may differ where distances are equal or round otherwise, so recall against each other has to be 0.999 and more (0.99
with `--parts`, where FAISS adds other terms).
"""

import argparse
import os
import subprocess
import tempfile
import time

import faiss
import numpy as np

parser = argparse.ArgumentParser()
parser.add_argument("program")
parser.add_argument("--vectors", type=int, default=1_000_000)
parser.add_argument("--dims", type=int, default=128)
parser.add_argument("--lists", type=int, default=1024)
parser.add_argument("--queries", type=int, default=256)
parser.add_argument("--parts", type=int, default=0, help="codes of so many parts of 8 bits instead of vectors")
parser.add_argument("--rounds", type=int, default=5)
parser.add_argument("--folder", default=tempfile.gettempdir())
arguments = parser.parse_args()

dims, count = arguments.dims, arguments.vectors
random = np.random.default_rng(1)
# Clusters of uneven size, as vectors of texts and images have them.
centers = random.standard_normal((5000, dims), dtype=np.float32)
size = random.dirichlet(np.full(5000, 2.0))


def vectors(count):
    out = np.empty((count, dims), dtype=np.float32)
    for start in range(0, count, 100_000):
        part = out[start : start + 100_000]
        which = random.choice(5000, len(part), p=size)
        part[:] = centers[which] + 0.6 * random.standard_normal(part.shape, dtype=np.float32)
    return out


path = os.path.join(arguments.folder, f"search_bench_{count}_{dims}_{arguments.lists}_{arguments.parts}.index")
base = vectors(count)
queries = vectors(arguments.queries)
if not os.path.exists(path):
    if arguments.parts:
        index = faiss.IndexIVFPQ(faiss.IndexFlatL2(dims), dims, arguments.lists, arguments.parts, 8, faiss.METRIC_L2)
    else:
        index = faiss.IndexIVFFlat(faiss.IndexFlatL2(dims), dims, arguments.lists, faiss.METRIC_L2)
    start = time.perf_counter()
    index.train(base[:: max(1, count // 200_000)])
    index.add(base)
    print(f"FAISS trained and added {count} vectors in {time.perf_counter() - start:.1f} s")
    faiss.write_index(index, path)
else:
    index = faiss.read_index(path)
queries_path = os.path.join(arguments.folder, "search_bench.queries")
queries.tofile(queries_path)
program = subprocess.Popen(
    [arguments.program, path, queries_path, str(dims)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
)
program.stdout.readline()


def ours(probes, batch, k, repeats):
    program.stdin.write(f"{probes} {batch} {k} {repeats}\n")
    program.stdin.flush()
    seconds = float(program.stdout.readline())
    return seconds, np.fromfile(queries_path + ".found", dtype=np.int64).reshape(-1, k)


def theirs(probes, batch, k, repeats):
    index.nprobe = probes
    best = float("inf")
    for _ in range(repeats):
        ids = []
        start = time.perf_counter()
        for first in range(0, len(queries), batch):
            ids.append(index.search(queries[first : first + batch], k)[1])
        best = min(best, time.perf_counter() - start)
    return best, np.concatenate(ids)


def recall(found, truth):
    hits = [len(np.intersect1d(a, b, assume_unique=True)) for a, b in zip(found, truth)]
    return sum(hits) / truth.size


flat = faiss.IndexFlatL2(dims)
flat.add(base)
truth = flat.search(queries, 100)[1]
del flat, base
print(f"{count} x {dims}, {arguments.lists} lists, {len(queries)} queries, FAISS {faiss.__version__} "
      f"({faiss.get_compile_options().strip()}), {faiss.omp_get_max_threads()} threads; best of {arguments.rounds}")
print("probes batch    k  recall  FAISS us/query  kernsmith us/query  FAISS / kernsmith")
for probes in [1, 8, 64]:
    for batch in [1, 256]:
        for k in [10, 100]:
            _, found = ours(probes, batch, k, 1)
            _, expected = theirs(probes, batch, k, 1)
            same = recall(found, expected)
            assert same >= (0.99 if arguments.parts else 0.999), f"what is found differs: {same}"
            mine = their = float("inf")
            for _ in range(arguments.rounds):
                mine = min(mine, ours(probes, batch, k, 1)[0])
                their = min(their, theirs(probes, batch, k, 1)[0])
            scale = 1e6 / len(queries)
            print(f"{probes:6} {batch:5} {k:4}  {recall(found, truth[:, :k]):.4f}  {their * scale:14.1f}  "
                  f"{mine * scale:18.1f}  {their / mine:17.2f}", flush=True)
program.stdin.close()
