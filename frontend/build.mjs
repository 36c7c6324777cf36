// Builds styles, script, icons and fonts into dist/, with plain names: Django adds the hashes.
import { context, build } from "esbuild";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const dist = join(here, "dist");

// Only the weights and alphabets that the pages use; a face per file.
const FACES = [
  ["titillium-web", "Titillium Web", ["400", "400-italic", "600", "700"], ["latin-ext", "latin"]],
  ["lora", "Lora", ["400", "400-italic", "700"], ["latin-ext", "latin"]],
  ["roboto-mono", "Roboto Mono", ["400", "700"], ["latin"]],
];

// What is read until Titillium arrives, at its width and height: the page does not move when it does.
// Ratio of the mean widths of Italian text; Titillium is 1133 above and 388 below the line, of 1000.
const STAND_INS = [
  ["Titillium come Arial", ["Arial", "Liberation Sans", "Helvetica", "Roboto"], 0.939, 0.893],
  ["Titillium come DejaVu", ["DejaVu Sans"], 0.821, 0.748],
];
const STACK = STAND_INS.map(([name]) => `"${name}"`).join(",");

function standIns() {
  return STAND_INS.flatMap(([name, locals, plain, bold]) => [
    standIn(name, locals, "400", plain),
    standIn(name, locals.map((one) => `${one} Bold`), "600 700", bold),
  ]);
}

function standIn(name, locals, weight, ratio) {
  const share = (part) => `${((100 * part) / ratio).toFixed(1)}%`;
  const sources = locals.map((one) => `local("${one}")`).join(",");
  return (
    `@font-face{font-family:"${name}";font-weight:${weight};src:${sources};` +
    `size-adjust:${(100 * ratio).toFixed(1)}%;ascent-override:${share(1.133)};` +
    `descent-override:${share(0.388)};line-gap-override:0%}`
  );
}

async function fonts() {
  const faces = [];
  for (const [pack, family, styles, alphabets] of FACES) {
    for (const style of styles) {
      const source = await readFile(join(modules, "@fontsource", pack, `${style}.css`), "utf8");
      const [weight, slant = "normal"] = style.split("-");
      for (const alphabet of alphabets) {
        const file = `${pack}-${alphabet}-${weight}-${slant}.woff2`;
        const block = source.split("@font-face").find((one) => one.includes(`/${file}`));
        const range = /unicode-range:\s*([^;]+);/.exec(block)[1];
        await cp(join(modules, "@fontsource", pack, "files", file), join(dist, "fonts", file));
        faces.push(
          `@font-face{font-family:"${family}";font-style:${slant};font-weight:${weight};` +
            `font-display:swap;src:url("fonts/${file}") format("woff2");unicode-range:${range}}`,
        );
      }
    }
  }
  return [...faces, ...standIns()].join("\n");
}

async function styles(faces) {
  const { css } = sass.compile(join(here, "src/styles/pico.scss"), {
    style: "compressed",
    loadPaths: [modules],
    quietDeps: true,
    silenceDeprecations: ["import"],
    logger: sass.Logger.silent,
  });
  const plain = css
    .replace(/^\uFEFF/, "")
    .replace(/@charset "[^"]*";/g, "")
    .replace(/"Titillium Web",\s*Geneva/g, `"Titillium Web",${STACK},Geneva`);
  await writeFile(join(dist, "pico.css"), `@charset "UTF-8";\n${faces}\n${plain}\n`);
}

const SCRIPT = {
  entryPoints: [join(here, "src/pico.ts")],
  outfile: join(dist, "pico.js"),
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2020",
  legalComments: "none",
  // The plug-ins of Bootstrap Italia start by being imported, which their package denies.
  ignoreAnnotations: true,
  logLevel: "warning",
};

// Loaded only by pages with charts. The annotations of the charting library are true: what is not used stays out.
const CHARTS = {
  ...SCRIPT,
  entryPoints: [join(here, "src/islands/charts.ts")],
  outfile: join(dist, "charts.js"),
  ignoreAnnotations: false,
};

async function parts() {
  await cp(join(modules, "bootstrap-italia/dist/svg/sprites.svg"), join(dist, "sprite.svg"));
  await cp(join(here, "src/static"), dist, { recursive: true });
  await mkdir(join(dist, "test"), { recursive: true });
  await cp(join(modules, "axe-core/axe.min.js"), join(dist, "test/axe.min.js"));
}

await rm(dist, { recursive: true, force: true });
await mkdir(join(dist, "fonts"), { recursive: true });
await styles(await fonts());
await parts();
if (process.argv.includes("--watch")) {
  for (const one of [SCRIPT, CHARTS]) await (await context(one)).watch();
} else {
  await Promise.all([SCRIPT, CHARTS].map((one) => build(one)));
}
