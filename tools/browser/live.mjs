// Works the live views of a notebook in the real JupyterLab: node live.mjs URL TOKEN FOLDER. A line a test: ok, FAILED or
// skipped; exits with 0. Its notebook is made by ../live.py: an explorer, two games, a training, each in a cell. With one more
// argument, a file, it only times moves of a slider and writes what a benchmark reads there.
import { writeFileSync } from "node:fs";
import { expect, launch, test } from "./common.mjs";

const [url, token, folder, timesFile] = process.argv.slice(2);
const START_MILLIS = 300000 * (process.env.DIGR_PATIENCE ?? 1), ANSWER_MILLIS = 60000 * (process.env.DIGR_PATIENCE ?? 1), MOVES = 50, WARM_UP = timesFile ? 50 : 0;
const EXPLORER = 0, ROOM = 1, DRIVE = 2, TRAINING = 3;

const browser = await launch(folder, "live views in JupyterLab");
const page = await browser.newPage({ viewport: { width: 1280, height: 1100 } });
page.setDefaultTimeout(ANSWER_MILLIS);
const wrong = [];
page.on("pageerror", error => wrong.push(error.message));
const hosts = new Set();
page.on("request", request => hosts.add(new URL(request.url()).host));

const view = n => page.locator(".digr-live").nth(n);
const canvas = (n, which) => view(n).locator("canvas").nth(which);
const pixels = on => on.evaluate(c =>
  c.getContext("2d").getImageData(0, 0, c.width, c.height).data.reduce((sum, v, i) => sum + v * (i % 9973 + 1), 0));

// Does something, and waits until the view has drawn another picture.
async function changes(n, counter, what) {
  const before = await view(n).getAttribute(counter);
  await what();
  await page.waitForFunction(([of, name, was]) => of.getAttribute(name) !== was,
    [await view(n).elementHandle(), counter, before]);
}

async function runAll() {
  await page.goto(`${url}lab/tree/views.ipynb?token=${token}`, { timeout: START_MILLIS });
  await page.waitForFunction(() => { // what is asked before the kernel is there is lost
    const notebook = window.jupyterapp?.shell.currentWidget;
    return notebook?.content?.widgets?.length === 4 && notebook.sessionContext.session?.kernel?.status === "idle";
  }, null, { timeout: START_MILLIS });
  await page.evaluate(() => { window.jupyterapp.commands.execute("notebook:run-all-cells"); });
  await page.waitForFunction(() => document.querySelectorAll(".digr-live[data-drawn]").length === 4, null, { timeout: START_MILLIS });
}

async function slider() {
  const range = view(EXPLORER).getByLabel("state", { exact: false }).first(), map = canvas(EXPLORER, 1);
  const first = await pixels(map);
  await range.focus();
  await changes(EXPLORER, "data-drawn", () => range.press("ArrowRight"));
  expect(await pixels(map) !== first, "the map stays");
  await changes(EXPLORER, "data-drawn", () => range.press("ArrowLeft"));
  expect(await pixels(map) === first, "another map of the same state");
}

async function probabilities() {
  const numbers = (await view(EXPLORER).locator(".digr-live-bars > span:nth-child(3n)").allTextContents()).map(Number);
  expect(numbers.length === 7 && Math.abs(numbers.reduce((a, b) => a + b) - 1) < .04, `they are ${numbers}`);
}

async function menu() {
  const first = await pixels(canvas(EXPLORER, 1));
  await changes(EXPLORER, "data-drawn", () => view(EXPLORER).getByLabel("policy").selectOption("student"));
  expect(await pixels(canvas(EXPLORER, 1)) !== first, "the map stays");
}

// From the page's event to the drawn picture. Java compiles what it runs often: a benchmark times the moves after that.
async function moves() {
  const millis = await view(EXPLORER).locator("input[type=range]").first().evaluate(async (slider, [warmUp, n]) => {
    const view = slider.closest(".digr-live"), times = [];
    for (let i = 0; i < warmUp + n; i++) {
      const start = performance.now();
      slider.value = (i + 1) % 20 + 1; // begins at another state than the present
      const drawn = new Promise(done => new MutationObserver((_, observer) => { observer.disconnect(); done(); })
        .observe(view, { attributes: true, attributeFilter: ["data-drawn"] }));
      slider.dispatchEvent(new Event("input"));
      await drawn;
      times.push(performance.now() - start);
    }
    return times.slice(warmUp).sort((a, b) => a - b);
  }, [WARM_UP, MOVES]);
  const within = percent => millis[Math.ceil(percent / 100 * MOVES) - 1];
  if (timesFile) writeFileSync(timesFile, JSON.stringify([50, 95].map(percent =>
    ({ name: `LiveExplorer.move[${percent} % of ${MOVES}]`, who: "digr", score: within(percent), unit: "ms/op" }))));
  return `live explorer: ${MOVES} moves, each to its picture: half within ${Math.round(within(50))} ms, 95 % within ${
    Math.round(within(95))} ms`;
}

async function keys() {
  const frame = canvas(ROOM, 0), first = await pixels(frame);
  await frame.focus();
  await changes(ROOM, "data-drawn", () => frame.press("ArrowLeft"));
  expect(await pixels(frame) !== first, "the picture stays");
  await changes(ROOM, "data-drawn", () => frame.press("ArrowRight"));
  expect(await pixels(frame) === first, "left and right do not cancel");
  const cells = await page.locator(".jp-Cell").count();
  await frame.press("a");
  expect(await page.locator(".jp-Cell").count() === cells, "JupyterLab took the key a: it inserted a cell");
}

// A kernel that runs a cell hears no button; pictures that go on are no answer.
async function unheard() {
  const policy = view(ROOM).getByRole("button", { name: "Let the policy play" });
  await policy.click();
  await view(ROOM).getByRole("button", { name: "Pause" }).waitFor();
  const cell = value("Thread.sleep(3000); 1");
  await page.waitForTimeout(300);
  await view(ROOM).getByRole("button", { name: "Pause" }).click();
  await view(ROOM).getByText("Waiting for the kernel").waitFor();
  await cell;
  await view(ROOM).getByText("Waiting for the kernel").waitFor({ state: "hidden" });
  await policy.waitFor();
}

// The cell, [column, row], with most green pixels.
const green = () => canvas(ROOM, 0).evaluate(c => {
  const { data } = c.getContext("2d").getImageData(0, 0, c.width, c.height), found = {};
  for (let i = 0; i < data.length; i += 4)
    if (data[i + 1] > 200 && data[i] < 80 && data[i + 2] < 80) {
      const cell = [i / 4 % c.width >> 3, Math.floor(i / 4 / c.width) >> 3];
      found[cell] = (found[cell] ?? 0) + 1;
    }
  return Object.keys(found).sort((a, b) => found[b] - found[a])[0].split(",").map(Number);
});

async function drag() {
  await canvas(ROOM, 0).scrollIntoViewIfNeeded();
  const box = await canvas(ROOM, 0).boundingBox();
  const to = ([x, y]) => page.mouse.move(box.x + (x + .5) * box.width / 8, box.y + (y + .5) * box.height / 8);
  const from = await green(), map = await pixels(canvas(ROOM, 1));
  const free = await canvas(ROOM, 0).evaluate((c, [x, y]) => { // a floor beside it
    const pen = c.getContext("2d");
    return [[1, 0], [-1, 0], [0, 1], [0, -1]].map(([dx, dy]) => [x + dx, y + dy]).find(([a, b]) =>
      a > 0 && a < 7 && b > 0 && b < 7 && pen.getImageData(8 * a + 1, 8 * b + 1, 6, 6).data.every((v, i) => i % 4 === 3 || v === 0));
  }, from);
  await changes(ROOM, "data-mapped", async () => {
    await to(from);
    await page.mouse.down();
    await to(free);
    await page.mouse.up();
  });
  expect(String(await green()) === String(free), `green was dragged to ${free}, it is in ${await green()}`);
  expect(await pixels(canvas(ROOM, 1)) !== map, "the map did not follow");
}

async function slowMap() {
  const caption = view(ROOM).locator("figcaption").nth(1);
  await view(ROOM).getByLabel("map").first().selectOption({ index: 1 });
  await caption.getByText("The kernel computes the map of this picture.").waitFor();
  await caption.getByText(/it took [\d.]+ s$/).waitFor();
  await changes(ROOM, "data-mapped", () => view(ROOM).getByLabel("map").first().selectOption({ index: 0 }));
}

async function drive() {
  const first = await pixels(canvas(DRIVE, 0));
  await canvas(DRIVE, 0).focus();
  await changes(DRIVE, "data-drawn", () => page.keyboard.down("ArrowRight"));
  await changes(DRIVE, "data-mapped", () => page.keyboard.up("ArrowRight"));
  expect(await pixels(canvas(DRIVE, 0)) !== first, "the road stands still");
  await view(DRIVE).getByRole("button", { name: "Pause" }).click();
  await view(DRIVE).getByRole("button", { name: "Start the clock" }).waitFor();
  expect(/^Vanilla gradient of .* it took [\d.]+ ms$/.test(await view(DRIVE).locator("figcaption").nth(1).innerText()), "no delay is told");
}

// What a line of Java says in the kernel.
const value = code => page.evaluate(async code => {
  const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
  const asked = kernel.requestExecute({ code, store_history: false });
  let said;
  asked.onIOPub = ({ header, content }) => { if (header.msg_type === "execute_result") said = content.data["text/plain"]; };
  await asked.done;
  return said;
}, code);

const MOVES_ON = "byte[] was = road.saveState(); Thread.sleep(500); !Arrays.equals(was, road.saveState())";

// Nobody sees it: its steps and maps would be for nothing, as long as the kernel lives.
async function takenAway() {
  await view(DRIVE).getByLabel("steered by").selectOption("the policy");
  await view(DRIVE).getByRole("button", { name: "Start the clock" }).click();
  await view(DRIVE).getByRole("button", { name: "Pause" }).waitFor();
  await page.evaluate(n => {
    const { content } = window.jupyterapp.shell.currentWidget;
    content.deselectAll();
    content.activeCellIndex = n;
    return content.scrollToItem(0);
  }, DRIVE);
  expect(await value(MOVES_ON) === "true", "the clock stands while its view is out of sight");
  await page.evaluate(() => window.jupyterapp.commands.execute("notebook:clear-cell-output"));
  await value("Thread.sleep(1000)");
  expect(await value(MOVES_ON) === "false", "the clock of a view that is gone runs on");
  await page.evaluate(() => window.jupyterapp.commands.execute("notebook:run-cell"));
  await page.waitForFunction(() => document.querySelectorAll(".digr-live[data-drawn]").length === 4);
}

// From the teacher's weights distillation alone leaves the map as it is.
async function training() {
  await view(TRAINING).getByText("Distillation only").waitFor();
  await view(TRAINING).getByLabel("selective loss").focus();
  await page.keyboard.press("End");
  await view(TRAINING).getByText("Distillation only").waitFor({ state: "hidden" });
  await changes(TRAINING, "data-drawn", () => view(TRAINING).getByRole("button", { name: "Train" }).click());
  const map = await pixels(canvas(TRAINING, 1));
  await changes(TRAINING, "data-drawn", () => {});
  expect(await pixels(canvas(TRAINING, 1)) !== map, "the map stays");
  await view(TRAINING).getByRole("button", { name: "Pause" }).click();
  await view(TRAINING).getByRole("button", { name: "Go on" }).waitFor();
  expect(/^[1-9]\d* of \d+ updates/.test(await view(TRAINING).locator(".digr-live-lines").innerText()), "no updates are counted");
  await view(TRAINING).getByRole("button", { name: "Reset" }).click();
  await view(TRAINING).getByText("0 of ").waitFor();
}

async function trainedOut() {
  await view(TRAINING).getByRole("button", { name: "Train" }).click();
  const over = view(TRAINING).getByRole("button", { name: "Trained" });
  await over.waitFor();
  expect(await over.isDisabled(), "a training that is over can be gone on with");
  const said = await view(TRAINING).locator("svg").last().getAttribute("aria-label"); // the teacher's AUC is .91
  expect(/^finds what matters: AUC, now 0.9[5-9]/.test(said), `it says: ${said}`);
  await view(TRAINING).getByRole("button", { name: "Reset" }).click();
  await view(TRAINING).getByRole("button", { name: "Train", exact: true }).waitFor();
}

// JupyterLab's output on a phone of 390 by 844 pixels, whose side bar is folded away: 270 wide, of which 720 are seen.
async function phone() {
  const HEIGHT = 720;
  await page.setViewportSize({ width: 390, height: 844 });
  for (const n of [EXPLORER, ROOM, DRIVE, TRAINING]) {
    await view(n).evaluate(el => { el.style.width = "270px"; });
    const small = await view(n).locator("input, select, button").evaluateAll(all => all.map(c => [c, c.getBoundingClientRect()])
      .filter(([c, box]) => box.height < 44 || c.type === "range" && box.width < 160)
      .map(([c, box]) => `a ${c.type} of ${Math.round(box.width)} x ${Math.round(box.height)}`));
    expect(small.length === 0, `view ${n} has ${small[0]}`);
    expect(await view(n).evaluate(el => el.scrollWidth <= el.clientWidth), `view ${n} is wider than its place`);
  }
  const top = async of => (await of.boundingBox()).y, bottom = async of => await top(of) + (await of.boundingBox()).height;
  const together = async (first, last, what) =>
    expect(await bottom(last) - await top(first) < HEIGHT, `${what}: ${Math.round(await bottom(last) - await top(first))} pixels`);
  const buttons = n => view(n).locator(".digr-live-bars");
  expect(await top(buttons(DRIVE)) < await top(canvas(DRIVE, 1)), "who steers does not see the road: the map is between them");
  expect(await top(buttons(ROOM)) > await top(canvas(ROOM, 1)), "who drags does not see the map: the buttons are between them");
  await together(canvas(EXPLORER, 1), view(EXPLORER).getByLabel("threshold"), "who moves the last slider does not see the map");
  await together(canvas(TRAINING, 1), view(TRAINING).getByLabel("filling"), "who moves the last weight does not see the map");
  await together(canvas(ROOM, 0), view(ROOM).locator("figcaption").nth(1), "who drags does not see the map");
  await together(canvas(DRIVE, 0), view(DRIVE).locator("figcaption").nth(1), "who drives does not see how late the map is");
  for (const n of [EXPLORER, ROOM, DRIVE, TRAINING]) await view(n).evaluate(el => { el.style.width = ""; });
  await page.setViewportSize({ width: 1280, height: 1100 });
}

// JupyterLab's output on a screen of 1280 pixels, with its side bar open.
async function desktop() {
  await view(TRAINING).evaluate(el => { el.style.width = "833px"; });
  const [map, chart] = [await canvas(TRAINING, 1).boundingBox(), await view(TRAINING).locator("svg").last().boundingBox()];
  await view(TRAINING).evaluate(el => { el.style.width = ""; });
  expect(chart.x > map.x + map.width, "the curves are below the map, out of sight");
}

// Another likeliest action is bold, and moves nothing; a bar that has no number has no length.
async function barsStay() {
  const moved = await view(EXPLORER).locator(".digr-live-bars").evaluate(bars => {
    const [bar, names] = [bars.children[1], [...bars.children].filter((_, i) => i % 3 === 0)];
    const places = names.map(bold => {
      names.forEach(name => { name.style.fontWeight = name === bold ? "bold" : ""; });
      return bar.getBoundingClientRect().x;
    });
    return Math.max(...places) - Math.min(...places);
  });
  expect(moved === 0, `the bars move by ${moved} pixels`);
  const empty = await view(EXPLORER).locator(".digr-live-bar").first().evaluate(bar => {
    const width = bar.style.width;
    bar.style.width = "";
    const { width: without } = bar.getBoundingClientRect();
    bar.style.width = width;
    return without;
  });
  expect(empty === 0, `an unknown probability is ${empty} pixels long`);
}

// Presses JupyterLab's button: a view in focus keeps its keys.
async function save() {
  const saved = page.waitForResponse(answer => answer.request().method() === "PUT" && answer.url().includes("/api/contents/"));
  await page.locator("[data-command='docmanager:save'], jp-button[title^='Save']").first().click();
  await saved;
}

// A page that is loaded anew asks the kernel for all views. What nobody saw meanwhile stood still.
async function loadedAnew() {
  await save();
  await changes(TRAINING, "data-drawn", () => view(TRAINING).getByRole("button", { name: "Train" }).click());
  await page.reload({ timeout: START_MILLIS });
  await page.waitForFunction(() => document.querySelectorAll(".digr-live[data-drawn]").length === 4, null, { timeout: START_MILLIS });
  await slider();
  await view(TRAINING).getByRole("button", { name: "Go on" }).waitFor();
  await view(TRAINING).getByLabel("selective loss").press("ArrowLeft"); // its number is another than those before
  await page.waitForTimeout(1500);
  expect(!await view(TRAINING).getByText("Waiting for the kernel").isVisible(), "a move that was heard waits");
}

// A kernel that starts anew knows nothing of the views: each says so at once.
async function startedAnew() {
  await page.evaluate(() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart());
  for (const n of [EXPLORER, ROOM, DRIVE, TRAINING]) await view(n).getByText("Run the notebook's cells again").waitFor();
}

// Without its kernel a view that was saved shows its last picture, and says what to do.
async function kernelGone() {
  await page.evaluate(async ([base, key]) => {
    for (const { id } of await (await fetch(`${base}api/sessions?token=${key}`)).json())
      await fetch(`${base}api/sessions/${id}?token=${key}`, { method: "DELETE", headers: { Authorization: `token ${key}` } });
  }, [url, token]);
  await page.reload({ timeout: START_MILLIS });
  await page.waitForFunction(() => document.querySelectorAll(".digr-live[data-drawn]").length === 4, null, { timeout: START_MILLIS });
  expect(await pixels(canvas(EXPLORER, 1)) > 0, "the last picture is not there");
  await view(EXPLORER).locator("input[type=range]").first().press("ArrowRight");
  await view(EXPLORER).getByText("Run the notebook's cells again").waitFor();
}

if (!await test("live views: a cell shows each", runAll)) process.exit(0);
if (timesFile) {
  await test(`live explorer: ${MOVES} moves`, moves);
  await browser.close();
  process.exit(0);
}
await test("live explorer: the slider changes the map, and changes it back", slider);
await test("live explorer: seven probabilities sum to 1", probabilities);
await test("live explorer: another policy is another map", menu);
await test(`live explorer: ${MOVES} moves`, moves);
await test("live game: a key turns the agent, and JupyterLab leaves it its keys", keys);
await test("live game: what is dragged moves, and the map follows", drag);
await test("live game: says that the kernel runs a cell, while its pictures go on", unheard);
await test("live game: while a slow map is computed its caption says so", slowMap);
await test("live game: a held key drives, by the task's own clock", drive);
await test("live game: its clock stops when its view is taken away", takenAway);
await test("live training: trains, pauses, and begins anew", training);
await test("live training: the slider cleans the map, and a training that is over says so", trainedOut);
await test("live views: on a phone controls are large, and what is used together is in sight", phone);
await test("live training: on a desktop the curves stand beside the map", desktop);
await test("live views: bars stay where they are", barsStay);
await test("live views: live on in a page that is loaded anew", loadedAnew);
await test("live views: say at once that the kernel started anew", async () => {
  await save(); // once the kernel is another, Jupyter saves no views of the last
  await startedAnew();
});
await test("live views: show their last picture when the kernel is gone, and say so", kernelGone);
await test("live views: ask for no other host, and their scripts throw nothing", async () => {
  const others = [...hosts].filter(host => host && host !== new URL(url).host);
  expect(!others.length && !wrong.length, [...others, ...wrong].join("; "));
});
await browser.close();
