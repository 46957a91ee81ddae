// The page's side of LiveTraining. From the kernel: controls, total; size, frame and map (RGB bytes), curve [[updates, KL, AUC],
// ...], running, caption, wrong, and drawn, which changes last. To the kernel: choice, a number a control; messages {do: "run", on}, {do: "reset"}.
const WIDTH = 300, HEIGHT = 150, LEFT = 34, BOTTOM = 18, TOP = 20;

// A curve over all updates, from `least` to `most`, or to the first round number above its values, as a piece of SVG.
const round = value => [.02, .05, .1, .2, .5, 1, 2, 5, 10].find(most => value <= most) ?? value;
function chart(title, total, least, most) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
  svg.setAttribute("role", "img");
  const x = updates => LEFT + (WIDTH - LEFT - 8) * updates / total;
  const y = (value, top) => HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * Math.min(1, Math.max(0, (value - least) / (top - least)));
  const text = (at, anchor, words) => `<text x="${at[0]}" y="${at[1]}" text-anchor="${anchor}">${words}</text>`;
  const axes = top => `<path d="M${LEFT} ${TOP}V${HEIGHT - BOTTOM}H${WIDTH - 8}"/>` + text([LEFT, 12], "start", title)
    + text([LEFT - 4, TOP + 5], "end", top) + text([LEFT - 4, HEIGHT - BOTTOM], "end", least)
    + text([LEFT, HEIGHT - 4], "start", 0) + text([WIDTH - 8, HEIGHT - 4], "end", `${total} updates`);
  const show = points => {
    const top = most ?? round(Math.max(...points.map(([, v]) => v), 0));
    svg.innerHTML = axes(top) + `<polyline points="${points.map(([u, v]) => `${x(u).toFixed(1)},${y(v, top).toFixed(1)}`).join(" ")}"/>`;
    const last = points.length ? `, now ${points.at(-1)[1].toFixed(3)}` : "";
    svg.setAttribute("aria-label", `${title}${last}`);
  };
  return { svg, show };
}

function render({ model, el }) {
  const frame = picture("the state", "a state"), map = picture("the student's gradient there", "the student's gradient there");
  const { root, caption, ask, answered } = lines(model);
  const run = element("button", { onclick: () => ask(() => model.send({ do: "run", on: !model.get("running") })) });
  const reset = element("button", { textContent: "Reset", onclick: () => ask(() => model.send({ do: "reset" })) });
  const kl = chart("acts like the teacher: KL (nat)", model.get("total"), 0);
  const auc = chart("finds what matters: AUC", model.get("total"), .4, 1);
  el.classList.add("digr-live");
  el.append(element("div", { className: "digr-live-buttons" }, run, reset), element("div", { className: "digr-live-row" },
    controls(model, send => send()), frame.figure, map.figure, element("div", { className: "digr-live-charts" }, kl.svg, auc.svg)), root);
  const started = () => {
    const done = model.get("curve")?.at(-1)?.[0] ?? 0;
    run.disabled = done >= model.get("total");
    run.textContent = run.disabled ? "Trained" : model.get("running") ? "Pause" : done ? "Go on" : "Train";
  };
  const draw = () => {
    answered();
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
    if (model.get("running")) model.send({ do: "run", on: false });
    answered();
  });
}

export default { render };
