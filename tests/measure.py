"""Measures what the course promises of its speed and size, and prints it. It judges nothing.

python -m tests.measure [NOTEBOOK ...]          all of it, for these lessons or for every one
python -m tests.measure --latency [NOTEBOOK ...]    key press to new picture, for each explorer
python -m tests.measure --memory [NOTEBOOK ...]     each kernel after its notebook ran
python -m tests.measure --import                    import helpers
"""

import argparse
import pathlib
import statistics
import subprocess
import sys
import time

import psutil

from tests import lab
from tests.environment import ROOT
from tests.notebooks import lessons, read, run

PRESSES, IMPORTS = 30, 9
# For each key press the time until another picture stands in the explorer, and until it is painted.
WATCH = f"""root => {{
  const seen = {lab.SEEN};
  let pressed = null, before = seen(root);
  root.latencies = [];
  document.addEventListener('keydown', () => {{ pressed = performance.now(); }}, true);
  new MutationObserver(() => {{
    const now = performance.now(), start = pressed, after = seen(root);
    if (start === null || after === '' || after === before) return;
    [pressed, before] = [null, after];
    const painted = new MessageChannel();
    painted.port1.onmessage = () => root.latencies.push([now - start, performance.now() - start]);
    requestAnimationFrame(() => painted.port2.postMessage(null));
  }}).observe(root, {{subtree: true, childList: true, attributes: true, characterData: true}});
}}"""
IMPORT = (
    "import time; start = time.perf_counter(); import helpers; "
    "print(1000 * (time.perf_counter() - start))"
)


def latencies(notebook, explorer):
    """[changed, painted], in milliseconds from each press of the right or left arrow, in turn."""
    explorer.evaluate(WATCH)
    if not notebook.step_into(explorer):
        raise RuntimeError("Tab does not reach the explorer's first control")
    page = notebook.page
    handle = explorer.element_handle()
    for press in range(PRESSES):
        page.keyboard.press("ArrowLeft" if press % 2 else "ArrowRight")
        page.wait_for_function(
            "([root, count]) => root.latencies.length > count", arg=[handle, press], timeout=10_000
        )
        page.wait_for_timeout(50)
    return explorer.evaluate("root => root.latencies")


def measure_latency(paths):
    """A line for each explorer: medians and the slowest press, its notebook and its source."""
    print(f"\nKey press to picture, {PRESSES} times, ms: median changed, median painted, slowest")
    with lab.copied_lessons() as folder, lab.Server(folder) as server, lab.browser() as browser:
        for path in paths:
            notebook = lab.OpenNotebook(browser, server, path.name)
            for error in notebook.run_all():
                print(f"  {path.stem}  {error}")
            for explorer in notebook.all(".zl-explorer"):
                changed, painted = zip(*latencies(notebook, explorer), strict=True)
                line = explorer.evaluate(lab.SOURCE).splitlines()[-1]
                print(
                    f"  {statistics.median(changed):6.1f} {statistics.median(painted):6.1f}"
                    f" {max(painted):6.1f}  {path.stem}  {line}",
                    flush=True,
                )
            notebook.close()


def resident(process):
    return psutil.Process(process).memory_info().rss


def measure_memory(paths):
    """A line for each notebook: its kernel's resident memory after the last cell; the time."""
    print("\nKernel after its notebook ran: MB (1,000,000 bytes), seconds with start")
    for path in paths:
        sizes, start = [], time.perf_counter()
        run(
            read(path),
            path.parent,
            after=lambda process, sizes=sizes: sizes.append(resident(process)),
        )
        seconds = time.perf_counter() - start
        print(f"  {sizes[0] / 1e6:6.1f} {seconds:6.1f}  {path.stem}", flush=True)


def measure_import():
    """The median time of `import helpers` in fresh interpreters."""
    program = [sys.executable, "-c", IMPORT]
    times = [
        float(subprocess.run(program, cwd=ROOT, capture_output=True, check=True).stdout)
        for _ in range(IMPORTS)
    ]
    print(f"\nimport helpers: {statistics.median(times):.2f} ms (median of {IMPORTS})")


def main(arguments=None):
    parser = argparse.ArgumentParser(
        prog="python -m tests.measure", description=__doc__.split("\n")[0]
    )
    parser.add_argument("notebooks", nargs="*", type=pathlib.Path, metavar="NOTEBOOK")
    parser.add_argument("--latency", action="store_true", help="key press to new picture")
    parser.add_argument("--memory", action="store_true", help="kernels after their notebooks")
    parser.add_argument("--import", action="store_true", dest="imports", help="import helpers")
    given = parser.parse_args(arguments)
    everything = not (given.latency or given.memory or given.imports)
    paths = given.notebooks or lessons()
    if given.imports or everything:
        measure_import()
    if given.memory or everything:
        measure_memory(paths)
    if given.latency or everything:
        measure_latency(paths)


if __name__ == "__main__":
    main()
