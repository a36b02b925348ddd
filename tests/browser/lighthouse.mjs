// Print what Lighthouse finds on pages, as a phone sees them, as JSON: one object a page.
// Usage: node lighthouse.mjs CHROMIUM CATEGORY,... AUDIT,... URL...
import lighthouse from "lighthouse";
import { pageFunctions } from "lighthouse/core/lib/page-functions.js";
import { launch } from "chrome-launcher";

const [chromePath, categories, audits, ...urls] = process.argv.slice(2);
const listed = (names) => names.split(",").filter(Boolean);
// How fast this machine is takes a second a page to find out, and nothing that is asked here hangs on it.
pageFunctions.computeBenchmarkIndex = () => 1000;
const chrome = await launch({ chromePath, chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu"] });
const asked = {
  port: chrome.port,
  logLevel: "error",
  onlyCategories: listed(categories),
  // None of them reads a trace: its end makes Chromium wait for five seconds on every second page.
  onlyAudits: listed(audits),
  throttlingMethod: "simulate",
  disableFullPageScreenshot: true,
  // Pages of ours are done when they are loaded: nothing comes later, so nothing is waited for.
  pauseAfterFcpMs: 0,
  pauseAfterLoadMs: 0,
  networkQuietThresholdMs: 200,
  cpuQuietThresholdMs: 0,
};
const unanswered = (lhr) =>
  Object.values(lhr.audits).filter((one) => one.scoreDisplayMode === "error").map((one) => `${one.id}: ${one.errorMessage}`);
// On a busy machine Chromium now and then paints nothing in time: then nothing was found, and it is asked again.
const look = async (url, times) => {
  const { lhr } = await lighthouse(url, asked);
  return unanswered(lhr).length && times > 1 ? look(url, times - 1) : lhr;
};
const request = ({ url, statusCode, transferSize, resourceSize }) => ({ url, status: statusCode, sent: transferSize, whole: resourceSize });
const pages = [];
try {
  for (const url of urls) {
    const lhr = await look(url, 3);
    const held = Object.values(lhr.audits);
    pages.push({
      errors: unanswered(lhr),
      scores: Object.fromEntries(Object.entries(lhr.categories).map(([name, one]) => [name, one.score])),
      failed: held.filter((one) => one.score !== null && one.score < 0.9).map((one) => [one.id, one.title]),
      requests: (lhr.audits["network-requests"]?.details?.items ?? []).map(request),
    });
  }
} finally {
  await chrome.kill();
}
console.log(JSON.stringify(pages));
