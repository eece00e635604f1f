"""One step, timed: the course's versions beside scikit-learn, JAX, PyTorch and numba, where there.

    python -m tests.bench_step [--threads 1 2] [--shapes 30x569 784x1000] [--seconds 1]

Functions take turns, so that a busy moment hits all; the median of each counts. Every one gets the
memory order it is fastest in; versions with loops are left out where X has above a million entries.
Printed are times as multiples of the fastest of scikit-learn, JAX and PyTorch, fast.Step / numba,
the share of the one-pass limit (X read once, at the bandwidth measured), how times grow with n and
m, the memory each takes beside X, and how many times faster fast.Step is with more threads.
"""

import argparse
import functools
import importlib.util
import math
import os
import statistics
import subprocess
import sys
import time

SHAPES = ["2x100", "2x10000", "30x569", "64x1797", "784x1000", "784x10000", "12288x209"]
SHAPES += ["1000x100000", "12288x4096"]
MEMORY = "784x10000", "64x100000"
PEERS = "scikit-learn", "JAX", "PyTorch", "PyTorch autograd"
LOOPS = 10**6  # entries of X, up to which versions with loops are timed
MODULES = {"scikit-learn": "sklearn", "JAX": "jax", "PyTorch": "torch", "numba": "numba"}


def made(n, m, kind, order="F"):
    """w, b, X, Y of random numbers; F is the order in which an example is contiguous."""
    import numpy as np

    rng = np.random.default_rng(0)
    X = rng.standard_normal((m, n), dtype=kind).T
    w = (rng.standard_normal((n, 1)) / math.sqrt(n)).astype(kind)
    return w, 0.1, np.asarray(X, order=order), (rng.random((1, m)) < 0.5).astype(kind)


# The competitors: each takes w, b, X, Y once and gives a function without arguments -> J, dw, db


def of_course(name):
    def prepare(*given):
        from helpers import logistic  # here, as all that imports NumPy

        return functools.partial(getattr(logistic, name), *given)

    return prepare


def fast_step(w, b, X, Y):
    from helpers.fast import Step

    step = Step(X, Y, threads=int(os.environ.get("OMP_NUM_THREADS", 1)))
    return lambda: step(w, b)


def scikit_learn(w, b, X, Y):
    import numpy as np
    from sklearn._loss import HalfBinomialLoss
    from sklearn.linear_model._linear_loss import LinearModelLoss

    loss = LinearModelLoss(base_loss=HalfBinomialLoss(), fit_intercept=True)
    rows, labels, coefficients = X.T, Y.ravel(), np.append(w, X.dtype.type(b))

    def step():
        J, slopes = loss.loss_gradient(coefficients, rows, labels)
        return J, slopes[:-1], slopes[-1]

    return step


def jax_jit(w, b, X, Y):
    import jax
    import jax.numpy as jnp

    jax.config.update("jax_enable_x64", True)
    rows, labels = jnp.asarray(X.T if X.flags.f_contiguous else X), jnp.asarray(Y.ravel())

    def cost(parameters, table):
        w, b = parameters
        z = (table @ w if X.flags.f_contiguous else w @ table) + b
        return jnp.mean(jnp.logaddexp(0, z) - labels * z)

    step = jax.jit(jax.value_and_grad(cost))
    given = jnp.asarray(w.ravel()), jnp.asarray(b, w.dtype)

    def run():
        J, (dw, db) = jax.block_until_ready(step(given, rows))
        return J, dw, db

    return run


def torch_by_hand(w, b, X, Y):
    import torch

    table, labels = torch.from_numpy(X), torch.from_numpy(Y.ravel())
    weights, m = torch.from_numpy(w.ravel()), Y.size

    def step():
        z = weights @ table + b
        J = torch.nn.functional.binary_cross_entropy_with_logits(z, labels)
        dz = torch.sigmoid(z) - labels
        return J, table @ dz / m, dz.mean()

    return step


def torch_autograd(w, b, X, Y):
    import torch

    table, labels = torch.from_numpy(X), torch.from_numpy(Y.ravel())
    weights = torch.from_numpy(w.ravel().copy()).requires_grad_()
    bias = torch.tensor(b, dtype=weights.dtype, requires_grad=True)

    def step():
        weights.grad = bias.grad = None
        J = torch.nn.functional.binary_cross_entropy_with_logits(weights @ table + bias, labels)
        J.backward()
        return J.detach(), weights.grad, bias.grad

    return step


def numba_loops(w, b, X, Y):
    import numba
    import numpy as np

    @numba.njit(fastmath=True)
    def loops(w, b, rows, labels):
        m, n = rows.shape
        J, dw, db = 0.0, np.zeros_like(w), 0.0
        for i in range(m):
            z = b
            for j in range(n):
                z += rows[i, j] * w[j]
            e = math.exp(-abs(z))
            J += max(z, 0) - labels[i] * z + math.log1p(e)
            dz = (1 / (1 + e) if z >= 0 else e / (1 + e)) - labels[i]
            for j in range(n):
                dw[j] += rows[i, j] * dz
            db += dz
        return J / m, dw / m, db / m

    weights, bias, rows, labels = w.ravel(), w.dtype.type(b), X.T, Y.ravel()
    return lambda: loops(weights, bias, rows, labels)


COMPETITORS = {
    **{name: of_course(name) for name in ("two_loops", "one_loop", "zero_loops")},
    "fast.Step": fast_step,
    "scikit-learn": scikit_learn,
    "JAX": jax_jit,
    "PyTorch": torch_by_hand,
    "PyTorch autograd": torch_autograd,
    "numba": numba_loops,
}


def is_there(name):
    module = MODULES.get(name.removesuffix(" autograd"))
    return not module or importlib.util.find_spec(module) is not None


# Time


def medians(steps, seconds):
    """The median time of each step, which take turns for about so many seconds each."""
    calls = {}
    for name, step in steps.items():
        step()  # compiles
        calls[name] = max(1, int(seconds / 20 / max(clock(step), 1e-7)))
    rounds = {name: [] for name in steps}
    for _ in range(21):
        for name, step in steps.items():
            if len(rounds[name]) * calls[name] * min(rounds[name], default=0) < 3 * seconds:
                step()  # finds its own X where the last call of it would have left it
                rounds[name].append(clock(step, calls[name]))
    return {name: statistics.median(times) for name, times in rounds.items()}


def clock(step, calls=1):
    start = time.perf_counter()
    for _ in range(calls):
        step()
    return (time.perf_counter() - start) / calls


def timed(n, m, kind, seconds):
    """The median of each competitor, in the memory order in which it is faster."""
    import numpy as np

    steps = {}
    for order in "FC":
        given = made(n, m, kind, order)
        for name, prepare in COMPETITORS.items():
            dear = n * m > LOOPS and name in ("two_loops", "one_loop")
            if is_there(name) and not dear and (order == "F" or name != "numba"):
                steps[name, order] = prepare(*given)
    expected = steps["zero_loops", "F"]()
    for (name, _), step in steps.items():
        for found, right in zip(step(), expected, strict=True):
            gap = np.abs(np.ravel(np.asarray(found)) - np.ravel(right)).max()
            assert gap < (1e-9 if kind == "float64" else 1e-4), (name, gap)
    best = {}
    for (name, _), each in medians(steps, seconds).items():
        best[name] = min(each, best.get(name, math.inf))
    return best


def bandwidth():
    """Bytes per second that are read from an array much larger than any cache, at best."""
    import numpy as np

    table, ones = np.ones((2**17, 1000)), np.ones(1000)  # 1 GB
    return table.nbytes / min(clock(lambda: table @ ones) for _ in range(20))


def tell_times(shapes, threads, seconds):
    limit = bandwidth()
    names = [name for name in COMPETITORS if is_there(name)]
    print(f"\n{threads} thread(s); {limit / 1e9:.1f} GB/s are read; times / the fastest peer's")
    head = ["n x m", "type", "peer", "ms", "fast.Step ms", *names, "fast.Step / numba"]
    print(" | ".join([*head, "share of the limit"]))
    for shape in shapes:
        n, m = map(int, shape.split("x"))
        for kind in "float64", "float32":
            found = timed(n, m, kind, seconds)
            peers = {k: found[k] for k in PEERS if k in found}
            peer, ours = min(peers, key=peers.get), found["fast.Step"]
            words = [shape, kind, peer, *(f"{1e3 * each:.4g}" for each in (peers[peer], ours))]
            words += [f"{found[k] / peers[peer]:.2f}" if k in found else "-" for k in names]
            words.append(f"{ours / found['numba']:.2f}" if "numba" in found else "-")
            share = n * m * int(kind[-2:]) / 8 / limit / ours
            print(" | ".join([*words, f"{share:.2f}"]), flush=True)


def tell_slopes(seconds):
    """How times grow: the slope of log time over log m, and over log n."""
    along_m, along_n = [(64, 10**k) for k in (4, 5, 6)], [(n, 2000) for n in (64, 512, 4096)]
    for axis, shapes in ("m", along_m), ("n", along_n):
        for name in "zero_loops", "fast.Step":
            steps = (COMPETITORS[name](*made(*shape, "float64")) for shape in shapes)
            times = [medians({0: step}, seconds)[0] for step in steps]
            growth = math.log(times[-1] / times[0], math.prod(shapes[-1]) / math.prod(shapes[0]))
            print(f"{name}: time grows as {axis} to the power of {growth:.2f}", flush=True)


def tell_memory():
    """The memory of each, in a process of its own."""
    if not importlib.util.find_spec("resource"):  # on Windows
        print("\nMemory is left out: this Python has no module resource.")
        return
    for shape in MEMORY:
        print(f"\nmemory beside X and Y at {shape} of float64, as a multiple of X", flush=True)
        for name in filter(is_there, COMPETITORS):
            run = [sys.executable, "-m", "tests.bench_step", "--memory-of", name, "--shapes", shape]
            if name not in ("two_loops", "one_loop"):
                subprocess.run(run, check=True)


def memory_of(name, shape):
    import resource

    n, m = map(int, shape.split("x"))
    COMPETITORS[name](*made(5, 7, "float64"))()  # imports and compiles
    given = made(n, m, "float64")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    COMPETITORS[name](*given)()
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    unit = 1 if sys.platform == "darwin" else 1024  # bytes
    print(f"{name}: {grown * unit / given[2].nbytes:.2f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--threads", nargs="+", type=int, default=[1, 2])
    parser.add_argument("--shapes", nargs="*", default=SHAPES)
    parser.add_argument("--seconds", type=float, default=0.5, help="about so long for each")
    parser.add_argument("--memory-of", help=argparse.SUPPRESS)
    parser.add_argument("--in-this-process", type=int, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.memory_of:
        memory_of(chosen.memory_of, chosen.shapes[0])
    elif chosen.in_this_process:
        if hasattr(os, "sched_setaffinity"):  # before any import: JAX takes all cores that it may
            os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[-chosen.in_this_process :])
        tell_times(chosen.shapes, chosen.in_this_process, chosen.seconds)
        if chosen.in_this_process == 1:
            tell_slopes(chosen.seconds)
    else:
        missing = ", ".join(name for name in MODULES if not is_there(name))
        print(f"Not installed, so left out: {missing or 'nothing'}.")
        found = {threads: in_a_process(threads, chosen) for threads in chosen.threads}
        tell_memory()
        tell_threads(found)


def in_a_process(threads, chosen):
    """Milliseconds of fast.Step; a new process, as libraries read their number of threads once."""
    counts = ["OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"]
    run = [sys.executable, "-m", "tests.bench_step", "--in-this-process", str(threads)]
    run += ["--seconds", str(chosen.seconds), "--shapes", *chosen.shapes]
    env, found = os.environ | dict.fromkeys(counts, str(threads)), {}
    with subprocess.Popen(run, env=env, stdout=subprocess.PIPE, text=True) as child:
        for line in child.stdout:
            print(line, end="", flush=True)
            words = line.split(" | ")
            if words[0] in chosen.shapes:
                found[" ".join(words[:2])] = float(words[4])
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, run)
    return found


def tell_threads(found):
    """The time of fast.Step with the first number of threads / that with each other, by shape."""
    (first, times), *others = found.items()
    for threads, theirs in others:
        print(f"\nfast.Step, {first} thread(s) / {threads} threads")
        for shape, each in times.items():
            print(f"{shape}: {each / theirs[shape]:.2f}")


if __name__ == "__main__":
    main()
