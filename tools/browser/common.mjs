// What the tests in a browser share.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const SYSTEM = ["chromium", "chromium-browser", "google-chrome"].flatMap(name =>
  process.env.PATH.split(":").map(folder => join(folder, name))).find(existsSync);

// The system's own, else the one that npm brings, with the libraries it needs; it is unpacked below the folder.
async function executable(folder) {
  if (SYSTEM) return SYSTEM;
  const unpacked = process.env.TMPDIR = join(folder, ".chromium"); // unpacks there
  process.env.AWS_EXECUTION_ENV = "20.x"; // unpacks its libraries, too
  mkdirSync(unpacked, { recursive: true });
  // its own configuration looks for fonts in /tmp/fonts, and without a font it dies at the first page
  process.env.FONTCONFIG_FILE = join(unpacked, "fonts.conf");
  writeFileSync(process.env.FONTCONFIG_FILE,
    `<fontconfig><dir>${unpacked}/fonts</dir><cachedir>${unpacked}/fonts-cache</cachedir></fontconfig>`);
  return (await import("@sparticuz/chromium")).default.executablePath();
}

// A browser; where none is to be had, the tests named so are skipped.
export async function launch(folder, tests) {
  try {
    const { chromium } = await import("playwright-core");
    return await chromium.launch({ executablePath: await executable(folder), args: ["--no-sandbox", "--no-zygote"] });
  } catch (e) {
    console.log(`skipped ${tests}: ${e.message.split("\n")[0]}`);
    process.exit(0);
  }
}

// Prints a line: the test's name, or what it returns.
export async function test(name, body) {
  try {
    console.log(`ok      ${await body() ?? name}`);
    return true;
  } catch (e) {
    console.log(`FAILED  ${name}: ${e.message.split("\n").slice(0, 6).join(" ")}`);
    return false;
  }
}

export function expect(holds, what) {
  if (!holds) throw new Error(what);
}
