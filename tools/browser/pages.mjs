// Opens every page of a folder from disk, in a real Chromium without network, at a phone's and a desktop's width, and
// works the explorers, players and mask pads on it: node pages.mjs FOLDER. A line a test: ok, FAILED or skipped; exits with 0.
import { existsSync, readdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, launch, test } from "./common.mjs";

const WIDTHS = { phone: 390, desktop: 1280 };
const folder = resolve(process.argv[2]);

// A page from disk; whatever it asks of a network, and whatever its scripts throw, is noted as wrong.
async function open(browser, path, options) {
  const page = await browser.newPage(options);
  page.wrong = [];
  page.on("pageerror", error => page.wrong.push(error.message));
  await page.route(url => !["file:", "data:"].includes(url.protocol), route => {
    page.wrong.push(`asks for ${route.request().url()}`);
    route.abort();
  });
  await page.goto(pathToFileURL(path).href);
  return page;
}

// What a picture shows: the sum of its pixels, each with a weight of its own, so that a moved one counts as changed.
const pixels = image => image.evaluate(async img => {
  await img.decode();
  const canvas = document.createElement("canvas");
  canvas.width = img.naturalWidth;
  canvas.height = img.naturalHeight;
  const pen = canvas.getContext("2d");
  pen.drawImage(img, 0, 0);
  return pen.getImageData(0, 0, canvas.width, canvas.height).data.reduce((sum, v, i) => sum + v * (i % 9973 + 1), 0);
});

// Links to other files of the folder, and to places on the page.
async function links(page) {
  for (const href of await page.locator("a[href]").evaluateAll(all => all.map(a => a.href))) {
    const { protocol, hash, pathname } = new URL(href);
    if (protocol !== "file:") continue;
    expect(existsSync(decodeURIComponent(pathname)), `${pathname} is not there`);
    if (hash && page.url().startsWith(href.split("#")[0]))
      expect(await page.locator(`[id="${decodeURIComponent(hash.slice(1))}"]`).count() === 1, `there is no ${hash}`);
  }
}

// A formula's letters are the text's, slanted: those of a mathematical font are blank where there is none. And none is
// left as it is written.
async function formulas(page) {
  const letters = page.locator("math mi:not([mathvariant])");
  const as = await letters.evaluateAll(all => all.map(mi => getComputedStyle(mi)).map(s => [s.textTransform, s.fontStyle].join()));
  const written = await page.locator("code.formula").allInnerTexts();
  expect(written.length === 0, `not shown: ${written.join(", ")}`);
  expect(as.every(s => s === "none,italic"), `a formula's letters are ${[...new Set(as)].join(" or ")}`);
}

const part = (root, name) => root.locator(`[data-part=${name}]`);

// Controls that no script brings to life say so; once it runs they no longer do.
async function asleep(browser, path, page, count) {
  const still = await open(browser, path, { javaScriptEnabled: false });
  const words = await part(still.locator("body"), "asleep").count();
  const live = await still.locator("[role=group] :is(input:not([readonly]), button, select):enabled").count();
  await still.close();
  expect(words === count && live === 0, `without scripts ${words} of ${count} say so, and ${live} controls seem to work`);
  expect(await part(page.locator("body"), "asleep").count() === 0, "with scripts one still says so");
}

async function seen(explorer) {
  return {
    frame: await pixels(part(explorer, "frame")),
    map: await pixels(part(explorer, "map")),
    bars: await part(explorer, "bars").innerText(),
    caption: await part(explorer, "caption").innerText(),
  };
}

async function slider(explorer) {
  const before = await seen(explorer);
  await part(explorer, "slider").press("ArrowRight");
  const after = await seen(explorer);
  for (const what of ["frame", "map"])
    expect(before[what] !== after[what], `the slider moved on, ${what} did not`);
  await part(explorer, "slider").press("ArrowLeft");
  const again = await seen(explorer);
  for (const what of Object.keys(before)) expect(before[what] === again[what], `the slider moved back, ${what} did not`);
}

// The last menu, of methods or of policies, changes the map of the state that is shown.
async function menus(explorer) {
  const before = await seen(explorer);
  const menu = explorer.locator("select").last();
  const offered = await menu.locator("option").allInnerTexts();
  expect(offered.length > 1, "there is one choice only");
  await menu.selectOption(offered[1]);
  const after = await seen(explorer);
  expect(before.map !== after.map, `the map stayed with ${offered[1]}`);
  expect(before.frame === after.frame, `the state changed with ${offered[1]}`);
  await menu.selectOption(offered[0]);
}

// Every choice of the first menu can be reached, and offers itself something.
async function everyFirstChoice(explorer) {
  const menu = explorer.locator("select").first();
  for (const choice of await menu.locator("option").allInnerTexts()) {
    await menu.selectOption(choice);
    expect(await menu.inputValue() === choice, `${choice} could not be chosen`);
    await seen(explorer);
  }
}

// A player's first and last frame, which are different moments of an episode.
async function frames(player) {
  const shown = async () => [await pixels(part(player, "frame")), await part(player, "caption").innerText()];
  const [frame, caption] = await shown();
  await part(player, "slider").press("End");
  const last = await shown();
  expect(last[0] !== frame, "the last frame is the first");
  expect(last[1] !== caption, "the last caption is the first");
  await part(player, "slider").press("Home");
  expect((await shown()).join() === [frame, caption].join(), "the slider moved back, the frame did not");
}

async function playing(explorer) {
  const last = await part(explorer, "slider").getAttribute("max");
  await part(explorer, "slider").fill("0");
  await part(explorer, "play").click();
  await explorer.page().waitForFunction(
    ([slider, max]) => slider.value === max, [await part(explorer, "slider").elementHandle(), last], { timeout: 60000 });
  await explorer.page().waitForFunction(
    button => button.textContent === "Play", await part(explorer, "play").elementHandle(), { timeout: 10000 });
}

// A press in the middle with a brush of 8 marks 8 rows of 8 pixels, and the line says so.
async function painting(pad) {
  const canvas = pad.locator("canvas");
  const [columns, rows] = await canvas.evaluate(c => [c.width, c.height]);
  await canvas.click();
  const before = (rows / 2 - 4) * columns + columns / 2 - 4;
  const runs = [before, ...Array(7).fill([8, columns - 8]).flat(), 8, before];
  const line = await part(pad, "line").inputValue();
  expect(line === `boolean[] important = MaskPad.mask("${rows}x${columns}: ${runs.join(" ")}");`, `the line is ${line}`);
  await part(pad, "erase").check();
  await canvas.click();
  expect((await part(pad, "line").inputValue()).includes(`: ${rows * columns}"`), "erasing leaves marks");
}

// What one row of the pad holds after a stroke of two far points: the brush was everywhere between them.
async function quickStroke(pad) {
  const canvas = pad.locator("canvas");
  const [columns, rows] = await canvas.evaluate(c => [c.width, c.height]);
  const box = await canvas.boundingBox();
  const mouse = pad.page().mouse;
  await part(pad, "erase").uncheck();
  await part(pad, "clear").click();
  await mouse.move(box.x + 8 * box.width / columns, box.y + box.height / 2);
  await mouse.down();
  await mouse.move(box.x + (columns - 8) * box.width / columns, box.y + box.height / 2);
  await mouse.up();
  const before = (rows / 2 - 4) * columns + 4;
  const runs = [before, ...Array(7).fill([columns - 8, 8]).flat(), columns - 8, before];
  const line = await part(pad, "line").inputValue();
  expect(line.includes(`${rows}x${columns}: ${runs.join(" ")}"`), `the line is ${line}`);
}

// From the middle eight to the right with a brush of 1: space marks one pixel there, and a screen reader hears which.
async function keyboard(pad) {
  const canvas = pad.locator("canvas");
  const [columns, rows] = await canvas.evaluate(c => [c.width, c.height]);
  await part(pad, "clear").click();
  await part(pad, "brush").fill("8");
  await canvas.focus();
  await canvas.press("Shift+ArrowRight");
  await part(pad, "brush").fill("1");
  await canvas.focus();
  await canvas.press("Space");
  const at = rows / 2 * columns + columns / 2 + 8;
  const line = await part(pad, "line").inputValue();
  expect(line.includes(`: ${at} 1 ${rows * columns - at - 1}"`), `the line is ${line}`);
  const place = await part(pad, "place").innerText();
  expect(place === `row ${rows / 2 + 1}, column ${columns / 2 + 9}: marked`, `it says ${place}`);
}

// A screen reader says the caption of what the slider shows.
async function spoken(group) {
  await part(group, "slider").press("End");
  const [said, caption] = [await part(group, "slider").getAttribute("aria-valuetext"), await part(group, "caption").innerText()];
  const last = +await part(group, "slider").getAttribute("max") + 1;
  expect(said === `${last} of ${last}: ${caption}`, `it says ${said}`);
}

// On a phone a finger finds every control: 44 pixels high, a checkbox with its label.
async function largeEnough(page) {
  await page.setViewportSize({ width: WIDTHS.phone, height: 900 });
  const small = await page.locator("[role=group] :is(select, button, input, label:has(> input[type=checkbox]))").evaluateAll(all =>
    all.filter(c => c.type !== "checkbox" && c.offsetParent && c.getBoundingClientRect().height < 44).map(c => c.outerHTML.slice(0, 80)));
  expect(small.length === 0, `too small: ${small[0]}`);
}

// Folded until its summary is pressed; then its code shows.
async function answers(folded) {
  for (const answer of await folded.all()) {
    const code = answer.locator("pre").first();
    expect(!await code.isVisible(), "one is open");
    await answer.locator("summary").first().click();
    expect(await code.isVisible(), "one does not open");
  }
}

const browser = await launch(folder, "pages in a browser");
const paths = [join(folder, "index.html"), ...readdirSync(join(folder, "notebooks"))
  .filter(name => name.endsWith(".html")).map(name => join(folder, "notebooks", name))];
for (const path of paths) {
  const name = basename(path);
  const page = await open(browser, path);
  for (const [device, width] of Object.entries(WIDTHS))
    await test(`${name} fits a ${device}`, async () => {
      await page.setViewportSize({ width, height: 900 });
      const needed = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(needed <= width, `the page is ${needed} wide on a screen of ${width}`);
    });
  await test(`${name} has a text for every picture`, async () => {
    const nameless = await page.locator("img:not([alt])").count();
    expect(nameless === 0, `${nameless} pictures have none`);
  });
  await test(`${name}: links lead somewhere`, () => links(page));
  if (await page.locator("math, code.formula").count()) await test(`${name}: formulas show`, () => formulas(page));
  const folded = page.locator("details.answer");
  if (await folded.count()) await test(`${name}: answers are folded, and open`, () => answers(folded));
  const groups = await page.locator("[role=group]:has([data-part=slider], canvas)").count();
  if (groups) await test(`${name}: controls say why they sleep, until they wake`, () => asleep(browser, path, page, groups));
  for (const explorer of await page.locator("[role=group]:has([data-part=map])").all()) {
    await test(`${name}: the slider changes state and map, and changes them back`, () => slider(explorer));
    await test(`${name}: another choice of the last menu is another map of the state`, () => menus(explorer));
    await test(`${name}: every choice of the first menu shows something`, () => everyFirstChoice(explorer));
    await test(`${name}: it plays to the end and stops`, () => playing(explorer));
  }
  for (const player of await page.locator("[role=group]:has([data-part=slider]):not(:has([data-part=map]))").all()) {
    await test(`${name}: the slider shows the first and the last frame`, () => frames(player));
    await test(`${name}: it plays to the end and stops`, () => playing(player));
  }
  for (const group of await page.locator("[role=group]:has([data-part=slider])").all())
    await test(`${name}: a screen reader says what the slider shows`, () => spoken(group));
  if (groups) await test(`${name}: on a phone a finger finds the controls`, () => largeEnough(page));
  for (const pad of await page.locator("[role=group]:has(canvas)").all()) {
    await test(`${name}: what is painted becomes a line of runs`, () => painting(pad));
    await test(`${name}: a quick stroke leaves no gaps`, () => quickStroke(pad));
    await test(`${name}: the pad is painted on by keys`, () => keyboard(pad));
  }
  await test(`${name} asks for nothing from a network, and its scripts throw nothing`, async () =>
    expect(page.wrong.length === 0, page.wrong.join("; ")));
  await page.close();
}
await browser.close();
