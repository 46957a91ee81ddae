// The page's side of LiveGame. From the kernel: actions, keys {key: action}, clocked, perSecond, methods; size, frame (RGB
// bytes), probabilities, things [[name, column, row], ...], playing, caption, wrong, heard, over, and drawn, which changes last;
// map (RGB bytes), mapCaption, late, and mapped, which changes last.
// To the kernel, messages with asked: {do: "act" | "hold", action}, {do: "play", on}, {do: "player", policy}, {do: "speed", perSecond},
// {do: "method", method}, {do: "reset"}, {do: "move", from: [column, row], to}.
const CELLS = 8;
const KEY_NAMES = { " ": "space", ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑" };
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function render({ model, el }) {
  const clocked = model.get("clocked"), keys = model.get("keys"), actions = model.get("actions");
  const named = Object.entries(keys).map(([key, action]) => `${KEY_NAMES[key] ?? key} ${actions[action]}`).join(", ");
  const frame = picture(`what the policy sees; keys: ${named}`, ""), map = picture("the same with the saliency map", "");
  const { root, caption, ask, answered } = lines(model, el);
  const ofKeys = textContent => element("span", { className: "digr-live-keys", textContent });
  frame.below.append(ofKeys(named));
  const send = message => ask(asked => model.send({ ...message, asked }));
  frame.canvas.tabIndex = 0;
  frame.canvas.setAttribute("role", "application");

  // where a clock runs, an action lasts as long as its key or button is pressed
  let pressed = null;
  const press = action => {
    if (!clocked) return send({ do: "act", action });
    if (pressed === action) return;
    pressed = action;
    if (player.selectedIndex !== 0) { // who presses a key steers
      player.selectedIndex = 0;
      send({ do: "player", policy: false });
    }
    if (!model.get("playing")) send({ do: "play", on: true });
    send({ do: "hold", action });
  };
  const release = () => {
    if (pressed === null) return;
    pressed = null;
    send({ do: "hold", action: model.get("idle") });
  };
  const button = (textContent, action) => {
    const made = element("button", { textContent });
    if (clocked) {
      made.onpointerdown = () => press(action);
      made.onkeydown = event => { if (["Enter", " "].includes(event.key)) press(action); };
      made.onpointerup = made.onpointerleave = made.onkeyup = made.onblur = release;
    } else made.onclick = () => press(action);
    return made;
  };
  const probabilities = bars(actions, button);

  const menu = (name, options, choose) => {
    const made = element("select", { onchange: () => choose(made.selectedIndex) }, ...options.map(option => new Option(option)));
    return [made, element("label", {}, name, made)];
  };
  const [player, playerLabel] = menu("steered by", ["you", "the policy"], chosen => send({ do: "player", policy: chosen === 1 }));
  const [, methodLabel] = menu("map", model.get("methods"), method => send({ do: "method", method }));
  const play = element("button", { onclick: () => {
    if (!clocked && !model.get("playing")) {
      player.selectedIndex = 1;
      send({ do: "player", policy: true });
    }
    send({ do: "play", on: !model.get("playing") });
  } });
  const anew = element("button", { textContent: "New episode", onclick: () => send({ do: "reset" }) });
  const speed = control({ name: "speed", min: 1, max: Math.max(20, model.get("perSecond")), step: 1, unit: "steps a second" },
    model.get("perSecond"), perSecond => send({ do: "speed", perSecond }));
  const menus = element("div", { className: "digr-live-controls" }, ...(clocked ? [playerLabel] : []), methodLabel, speed);

  frame.canvas.addEventListener("keydown", event => {
    if (event.shiftKey && things && STEPS[event.key]) {
      event.preventDefault();
      const [, x, y] = things[thing.selectedIndex], [dx, dy] = STEPS[event.key];
      return moveTo([x, y], [x + dx, y + dy]);
    }
    const action = keys[event.key];
    if (action === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    press(action);
  });
  frame.canvas.addEventListener("keyup", release);
  frame.canvas.addEventListener("blur", release);

  // objects are dragged from cell to cell; with keys, the one of the menu by shift and an arrow
  let things = null, dragged = null;
  const [thing, thingLabel] = menu("Shift + arrow moves", [], () => {});
  thingLabel.classList.add("digr-live-keys");
  const at = event => [event.offsetX / frame.canvas.clientWidth, event.offsetY / frame.canvas.clientHeight].map(v => Math.floor(v * CELLS));
  const there = ([x, y]) => things && things.find(([, a, b]) => a === x && b === y);
  const moveTo = (from, to) => {
    const moved = there(from);
    if (!moved || there(to) || to.some(v => v < 1 || v > CELLS - 2)) return false;
    [moved[1], moved[2]] = to;
    send({ do: "move", from, to });
    return true;
  };
  frame.canvas.addEventListener("pointerdown", event => {
    frame.canvas.focus();
    if (!there(at(event))) return;
    dragged = at(event);
    frame.canvas.setPointerCapture(event.pointerId);
  });
  frame.canvas.addEventListener("pointermove", event => {
    if (dragged && moveTo(dragged, at(event))) dragged = at(event);
    frame.canvas.style.cursor = dragged ? "grabbing" : there(at(event)) ? "grab" : "";
  });
  const drop = () => { dragged = null; };
  frame.canvas.addEventListener("pointerup", drop);
  frame.canvas.addEventListener("pointercancel", drop);

  const started = () => {
    play.textContent = model.get("playing") ? "Pause" : clocked ? "Start the clock" : "Let the policy play";
  };
  // the last map stays while the next is computed: where that takes long, its caption says so
  let slow;
  const draw = () => {
    if (!model.get("drawn")) return;
    paint(frame.canvas, model.get("frame"), model.get("size"));
    if (model.get("probabilities")) probabilities.show(model.get("probabilities"));
    caption.textContent = model.get("caption");
    if (model.get("things").length && !dragged) {
      things = model.get("things").map(of => [...of]);
      if (thing.length !== things.length) thing.replaceChildren(...things.map(([name]) => new Option(name)));
      if (!thingLabel.isConnected) menus.append(thingLabel);
      frame.canvas.style.touchAction = "none";
      frame.below.replaceChildren(ofKeys(`${named}; `), "drag an object or the agent", ofKeys(", or move it with Shift + arrow"));
    }
    el.dataset.drawn = model.get("drawn");
    clearTimeout(slow);
    if (model.get("wrong") || clocked && model.get("playing")) return; // no map comes, or the clock shows the last one at each tick
    slow = setTimeout(() => { map.below.textContent = "The kernel computes the map of this picture."; }, 300);
  };
  const drawMap = () => {
    clearTimeout(slow);
    paint(map.canvas, model.get("map"), model.get("size"));
    map.below.textContent = model.get("mapCaption") ?? "";
    map.below.classList.toggle("digr-live-late", model.get("late") > 1);
    el.dataset.mapped = model.get("mapped");
  };

  el.classList.add("digr-live");
  el.append(element("div", { className: "digr-live-buttons" }, play, anew),
    element("div", { className: `digr-live-row digr-live-${clocked ? "clocked" : "waits"}` }, menus, frame.figure, map.figure, probabilities.root, root));
  model.on("change:playing", started);
  model.on("change:drawn", draw);
  model.on("change:mapped", drawMap);
  started();
  draw();
  drawMap();

  return whenGone(() => {
    if (model.get("playing")) send({ do: "play", on: false });
    clearTimeout(slow);
    answered();
  });
}

export default { render };
