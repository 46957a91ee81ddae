// The page's side of LiveTraining. From the kernel: controls, total; size, frame and map (RGB bytes), curve [[updates, KL, AUC],
// ...], running, caption, wrong, heard, over, and drawn, which changes last. To the kernel: choice, a number a control, and asked;
// messages {do: "run", on}, {do: "reset"}, each with asked.
const WIDTH = 300, HEIGHT = 150, LEFT = 34, BOTTOM = 18, TOP = 20;

// A curve over all updates as a piece of SVG. Its axis begins at the largest of `lows` below all values, and ends at the
// smallest of `tops` above them; all ascend.
function chart(title, total, lows, tops) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
  svg.setAttribute("role", "img");
  const x = updates => LEFT + (WIDTH - LEFT - 8) * updates / total;
  const y = (value, low, top) => HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * Math.min(1, (value - low) / (top - low));
  const text = (at, anchor, words) => `<text x="${at[0]}" y="${at[1]}" text-anchor="${anchor}">${words}</text>`;
  const axes = (low, top) => `<path d="M${LEFT} ${TOP}V${HEIGHT - BOTTOM}H${WIDTH - 8}"/>` + text([LEFT, 12], "start", title)
    + text([LEFT - 4, TOP + 5], "end", top) + text([LEFT - 4, HEIGHT - BOTTOM], "end", low)
    + text([LEFT, HEIGHT - 4], "start", 0) + text([WIDTH - 8, HEIGHT - 4], "end", `${total} updates`);
  const show = points => {
    const low = lows.findLast(low => points.every(([, v]) => v >= low)) ?? lows[0];
    const top = tops.find(top => points.every(([, v]) => v <= top)) ?? tops.at(-1);
    svg.innerHTML = axes(low, top) + `<polyline points="${points.map(([u, v]) => `${x(u).toFixed(1)},${y(v, low, top).toFixed(1)}`).join(" ")}"/>`;
    const last = points.length ? `, now ${points.at(-1)[1].toFixed(3)}` : "";
    svg.setAttribute("aria-label", `${title}${last}`);
  };
  return { svg, show };
}

function render({ model, el }) {
  const frame = picture("the state", "the state"), map = picture("the student's gradient in it", "the student's gradient in it");
  const { root, caption, ask, answered } = lines(model, el);
  const run = element("button", { onclick: () => ask(asked => model.send({ do: "run", on: !model.get("running"), asked })) });
  const reset = element("button", { textContent: "Reset", onclick: () => ask(asked => model.send({ do: "reset", asked })) });
  const kl = chart("acts like the teacher: KL (nat)", model.get("total"), [0], [.02, .05, .1, .2, .5, 1, 2, 5]);
  const auc = chart("finds what matters: AUC", model.get("total"), [0, .5, .9], [1]);
  el.classList.add("digr-live");
  el.append(element("div", { className: "digr-live-buttons" }, run, reset), element("div", { className: "digr-live-row" },
    controls(model, ask), frame.figure, map.figure, element("div", { className: "digr-live-charts" }, kl.svg, auc.svg), root));
  const started = () => {
    const done = model.get("curve")?.at(-1)?.[0] ?? 0;
    run.disabled = done >= model.get("total");
    run.textContent = run.disabled ? "Trained" : model.get("running") ? "Pause" : done ? "Go on" : "Train";
  };
  const draw = () => {
    started();
    paint(frame.canvas, model.get("frame"), model.get("size"));
    paint(map.canvas, model.get("map"), model.get("size"));
    const curve = model.get("curve") ?? [];
    kl.show(curve.map(([updates, value]) => [updates, value]));
    auc.show(curve.map(([updates, , value]) => [updates, value]));
    caption.textContent = model.get("caption") ?? "";
    el.dataset.drawn = model.get("drawn");
  };
  model.on("change:running", started);
  model.on("change:drawn", draw);
  draw();
  return whenGone(() => {
    if (model.get("running")) ask(asked => model.send({ do: "run", on: false, asked }));
    answered();
  });
}

export default { render };
