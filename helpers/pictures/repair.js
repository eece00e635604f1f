// Invisible, beside the controls: hides the still while they live, and them when their kernel is gone; names them,
// keeps their keys, lets Enter answer, announces.
// Lab gives slider handles no name, and in command mode takes arrow keys and letters from controls
// (ipywidgets issue 3912).
const OUTPUT = ".jp-OutputArea, .output_area, .cell-output-ipywidget-background, .jp-Cell-outputArea";
const CHILD = ".jp-OutputArea-child";

function show(element, shown) {
  (element.closest(CHILD) || element).style.display = shown ? "" : "none";
}

function repair(root) {
  const dead = root.querySelector(".jupyter-widgets-disconnected");
  root.querySelectorAll(".still-only").forEach((still) => show(still, dead));
  if (dead) show(dead, false);
  root.querySelectorAll(".widget-slider").forEach((slider) => {
    const label = slider.querySelector(".widget-label");
    slider.querySelectorAll("[role=slider]").forEach((handle) => {
      if (label && handle.getAttribute("aria-label") !== label.textContent) {
        handle.setAttribute("aria-label", label.textContent);
      }
    });
  });
  root.querySelectorAll("select, input, button, [role=slider], [tabindex]").forEach((control) => {
    control.dataset.lmSuppressShortcuts = "true";
  });
  // Enter presses the button beside a field; leaving the field sends nothing but what stands in it.
  root.querySelectorAll(".zl-answer").forEach((row) => {
    row.querySelector("input").onkeydown = ({ key, target, isComposing }) => {
      if (key !== "Enter" || isComposing) return;
      target.dispatchEvent(new Event("change", { bubbles: true }));
      row.querySelector("button:not([disabled])").click();
    };
  });
  root.querySelectorAll(".zl-status").forEach((status) => status.setAttribute("role", "status"));
  root.querySelectorAll("[title=null]").forEach((titled) => titled.removeAttribute("title"));
  // An upload's button counts what was chosen last: beside how many pictures there are that is a riddle.
  root.querySelectorAll(".widget-upload").forEach(({ lastChild }) => {
    const label = lastChild.textContent.replace(/ \(\d+\)$/, "");
    if (lastChild.textContent !== label) lastChild.textContent = label;
  });
}

export default {
  render({ el }) {
    el.style.display = "none";
    let observer;
    requestAnimationFrame(() => {
      const root = el.closest(OUTPUT) || document.body;
      repair(root);
      observer = new MutationObserver(() => repair(root));
      observer.observe(root, { childList: true, subtree: true, attributeFilter: ["class"] });
    });
    return () => observer && observer.disconnect();
  },
};
