// The page's side of LiveExplorer. From the kernel: controls, actions; size, frame and map (RGB bytes), probabilities,
// caption, wrong, and drawn, which changes last. To the kernel: choice, a number a control. While an update is on its way,
// Jupyter keeps of the others only the newest.
function render({ model, el }) {
  const frame = picture("the state", "what the policy sees");
  const map = picture("the state with its saliency map", "what matters to it, yellow the most");
  const { root, caption, ask, answered } = lines(model, el);
  const probabilities = bars(model.get("actions"), name => element("span", { textContent: name }));
  el.classList.add("digr-live");
  el.append(element("div", { className: "digr-live-row" }, controls(model, ask), frame.figure, map.figure, probabilities.root, root));
  const draw = () => {
    answered();
    if (!model.get("drawn")) return;
    paint(frame.canvas, model.get("frame"), model.get("size"));
    paint(map.canvas, model.get("map"), model.get("size"));
    if (model.get("probabilities")) probabilities.show(model.get("probabilities"));
    caption.textContent = model.get("caption") ?? "";
    for (const { below } of [frame, map]) below.hidden = !model.get("map")?.byteLength;
    el.dataset.drawn = model.get("drawn");
  };
  model.on("change:drawn", draw);
  draw();
  return answered;
}

export default { render };
