"""Measures what the course promises of its speed and size, and prints it. It judges nothing.

python -m tests.measure [NOTEBOOK ...]          for these lessons or for every one
"""

import pathlib
import statistics
import subprocess
import sys
import time

from tests import lab
from tests.environment import ROOT
from tests.notebooks import code, lessons, read, run

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


def measure_import():
    """The median time of `import helpers` in fresh interpreters."""
    clock = "import time; t = time.perf_counter(); import helpers; print(time.perf_counter() - t)"
    command = [sys.executable, "-c", clock]
    times = [1000 * float(subprocess.check_output(command, cwd=ROOT)) for _ in range(IMPORTS)]
    print(f"import helpers: {statistics.median(times):.2f} ms (median of {IMPORTS})")


def measure_memory(paths):
    """A line for each notebook: its kernel's resident memory after the last cell; the time."""
    print("\nKernel after its notebook ran: MB (1,000,000 bytes), seconds with start")
    for path in paths:
        notebook, start = read(path), time.perf_counter()
        notebook.cells.append(code("import psutil; psutil.Process().memory_info().rss / 1e6"))
        (size,) = run(notebook, path.parent).cells[-1].outputs
        seconds = time.perf_counter() - start
        print(f"  {float(size.data['text/plain']):6.1f} {seconds:6.1f}  {path.stem}", flush=True)


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
                times = statistics.median(changed), statistics.median(painted), max(painted)
                line = explorer.evaluate(lab.SOURCE).splitlines()[-1]
                print(*(f"{time:6.1f}" for time in times), f"  {path.stem}  {line}", flush=True)
            notebook.close()


def latencies(notebook, explorer):
    """[changed, painted], in milliseconds from each press of the right or left arrow, in turn."""
    explorer.evaluate(WATCH)
    assert notebook.step_into(explorer), "Tab does not reach the explorer's first control"
    counted = "([root, count]) => root.latencies.length > count"
    for press in range(PRESSES):
        notebook.page.keyboard.press("ArrowLeft" if press % 2 else "ArrowRight")
        notebook.page.wait_for_function(counted, arg=[explorer.element_handle(), press])
        notebook.page.wait_for_timeout(50)
    return explorer.evaluate("root => root.latencies")


if __name__ == "__main__":
    chosen = [pathlib.Path(path) for path in sys.argv[1:]] or lessons()
    measure_import()
    measure_memory(chosen)
    measure_latency(chosen)
