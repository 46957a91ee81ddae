// What the scripts of live views share; the kernel puts it before each of them.

// JupyterLab takes keys from an element in focus unless the element itself says otherwise.
function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.dataset.lmSuppressShortcuts = "true";
  made.append(...children);
  return made;
}

// A picture with a caption below.
function picture(name, caption) {
  const canvas = element("canvas");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", name);
  const below = element("figcaption", { textContent: caption });
  return { canvas, below, figure: element("figure", {}, canvas, below) };
}

// bytes: a DataView of RGB; empty for no picture, or nothing before the first has come
function paint(canvas, bytes, size) {
  if (!bytes || !size) return;
  [canvas.width, canvas.height] = size;
  if (bytes.byteLength === 0) return;
  const pen = canvas.getContext("2d"), image = pen.createImageData(canvas.width, canvas.height);
  for (let i = 0; i < canvas.width * canvas.height; i++) {
    for (let c = 0; c < 3; c++) image.data[4 * i + c] = bytes.getUint8(3 * i + c);
    image.data[4 * i + 3] = 255;
  }
  pen.putImageData(image, 0, 0);
}

// A menu or slider as LiveControl describes it; a slider of powers counts in powers of ten.
function control({ name, options, unit, powers, ...range }, value, choose) {
  if (options) {
    const menu = element("select", { onchange: () => choose(menu.selectedIndex) }, ...options.map(option => new Option(option)));
    menu.selectedIndex = value;
    return element("label", {}, name, menu);
  }
  const readout = element("output");
  const number = () => powers ? +(10 ** slider.value).toPrecision(3) : +slider.value;
  const show = () => {
    readout.textContent = `${+number().toPrecision(powers ? 2 : 3)} ${unit}`.trim();
    slider.setAttribute("aria-valuetext", readout.textContent);
  };
  const slider = element("input", { type: "range", ...range, oninput: () => { show(); choose(number()); } });
  slider.value = powers ? Math.log10(value) : value;
  show();
  return element("label", {}, name, slider, readout);
}

// All controls of a model; what is chosen goes to the kernel as its value `choice`.
function controls(model, ask) {
  return element("div", { className: "digr-live-controls" }, ...model.get("controls").map(of =>
    control(of, model.get("choice")[of.name], value => {
      if (value === model.get("choice")[of.name]) return; // Jupyter sends nothing then, and nothing would be answered
      ask(asked => {
        model.set("choice", { ...model.get("choice"), [of.name]: value });
        model.set("asked", asked);
        model.save_changes();
      });
    })));
}

// A row an action: what `first` makes of its name, a bar, its probability. The rows stay, so that a button keeps its focus.
function bars(names, first) {
  const rows = names.map((name, a) => ({ first: first(name, a), bar: element("span", { className: "digr-live-bar" }), number: element("span") }));
  rows.forEach(({ first }, a) => { first.dataset.name = names[a]; });
  const root = element("div", { className: "digr-live-bars" }, ...rows.flatMap(row => [row.first, row.bar, row.number]));
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", "probability of each action");
  const show = probabilities => {
    const likeliest = Math.max(...probabilities);
    rows.forEach(({ first, bar, number }, a) => {
      const p = probabilities[a]; // of a refused policy there is none
      first.style.fontWeight = p === likeliest ? "bold" : "";
      bar.style.width = `${100 * (p ?? 0)}%`;
      number.textContent = p?.toFixed(2) ?? "";
    });
  };
  return { root, show };
}

const GONE = "The kernel was restarted or stopped. Run the notebook's cells again.";

// What nobody sees would run as long as the kernel. Returns what to call when the view is taken away.
function whenGone(leave) {
  addEventListener("pagehide", leave);
  return () => {
    removeEventListener("pagehide", leave);
    leave();
  };
}

// The lines of a view: what it says, what is wrong, and whether it waits for the kernel. What is asked has a number; once the
// kernel has heard it, it says so by the value `heard`, or by an answer. Where `over` is true, nobody answers any more.
function lines(model, el) {
  const caption = element("div"), wrong = element("div", { className: "digr-live-wrong" }), waiting = element("div");
  wrong.setAttribute("role", "alert");
  waiting.setAttribute("role", "status");
  let timers = [], asked = Date.now(); // no number comes twice, though a page is loaded anew
  const say = (text, millis) => timers.push(setTimeout(() => { waiting.textContent = text; }, millis));
  const answered = () => {
    timers.forEach(clearTimeout);
    timers = [];
    waiting.textContent = "";
  };
  const ask = send => {
    answered();
    asked++;
    say("Waiting for the kernel: it computes, or runs a cell.", 500);
    say("The kernel runs a cell; this view answers after it. If it was restarted, run the notebook's cells again.", 4000);
    try {
      send(asked);
    } catch {
      answered();
      waiting.textContent = GONE;
    }
  };
  const complain = () => {
    wrong.textContent = model.get("wrong");
    if (model.get("wrong")) answered();
  };
  model.on("change:wrong", complain);
  model.on("change:heard", () => { if (model.get("heard") === asked) answered(); });
  const rest = () => {
    if (model.get("over")) el.querySelectorAll("button, select, input").forEach(control => { control.disabled = true; });
  };
  model.on("change:over", rest);
  queueMicrotask(rest); // once the view has its controls
  model.on("comm_live_update", () => { // Jupyter says it when the kernel starts anew
    answered();
    waiting.textContent = GONE;
  });
  complain();
  return { root: element("div", { className: "digr-live-lines" }, caption, wrong, waiting), caption, ask, answered };
}
