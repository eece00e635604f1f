"""Measures how soon the explorers answer a key, and prints it. It judges nothing.

python -m tests.measure [NOTEBOOK ...]          for these lessons or for every one
"""

import pathlib
import statistics
import sys

from tests import lab
from tests.notebooks import lessons

PRESSES = 30
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


def measure_latency(paths):
    """A line for each explorer: medians, 95th percentile, slowest; its notebook and its source."""
    print(
        f"Key press to picture, {PRESSES} times, ms: median changed; painted median, p95, slowest"
    )
    with lab.copied_lessons() as folder, lab.Server(folder) as server, lab.browser() as browser:
        for path in paths:
            notebook = lab.OpenNotebook(browser, server, path.name)
            for error in notebook.run_all():
                print(f"  {path.stem}  {error}")
            for explorer in notebook.all(".zl-explorer"):
                changed, painted = zip(*latencies(notebook, explorer), strict=True)
                late = statistics.quantiles(painted, n=20, method="inclusive")[-1]
                medians = map(statistics.median, (changed, painted))
                times = *medians, late, max(painted)
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
    measure_latency([pathlib.Path(path) for path in sys.argv[1:]] or lessons())
