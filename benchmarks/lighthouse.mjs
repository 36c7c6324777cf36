// Lighthouse on a phone profile: accessibility and performance of home, list and page.
//
//   npm install --no-save lighthouse chrome-launcher && node benchmarks/lighthouse.mjs http://127.0.0.1:8000
//
// Needs Chromium. Prints a Markdown table; not part of the tests: its times depend on the machine.
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const root = process.argv[2] ?? "http://127.0.0.1:8000";
const paths = process.argv.slice(3);
const FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic"];

async function links(path, start) {
  const text = await (await fetch(root + path)).text();
  return [...text.matchAll(/href="([^"]+)"/g)].map((one) => one[1]).find((url) => url.startsWith(start) && url.length > start.length && !url.includes("?"));
}

const pages = paths.length
  ? paths
  : ["/treviso/", "/treviso/novita/", await links("/treviso/novita/", "/treviso/novita/")];
const chrome = await launch({ chromeFlags: FLAGS, chromePath: process.env.CHROME_PATH ?? "/usr/bin/chromium" });
console.log("| page | performance | accessibility | best practices | LCP | CLS | TBT |\n|---|---|---|---|---|---|---|");
for (const path of pages) {
  const { lhr } = await lighthouse(root + path, {
    port: chrome.port,
    onlyCategories: ["performance", "accessibility", "best-practices"],
  });
  const score = (name) => Math.round(lhr.categories[name].score * 100);
  const shown = (name) => lhr.audits[name].displayValue;
  const faults = Object.values(lhr.audits)
    .filter((one) => one.score === 0 && lhr.categories.accessibility.auditRefs.some((ref) => ref.id === one.id))
    .map((one) => one.id);
  console.log(
    `| ${path} | ${score("performance")} | ${score("accessibility")} | ${score("best-practices")} | ${shown("largest-contentful-paint")} | ${shown("cumulative-layout-shift")} | ${shown("total-blocking-time")} |${faults.length ? ` ${faults}` : ""}`,
  );
}
chrome.kill();
