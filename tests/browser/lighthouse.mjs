// Print what Lighthouse finds on pages, as a phone sees them, as JSON: one object a page.
// Usage: node lighthouse.mjs CHROMIUM CATEGORY,... AUDIT,... THROTTLING URL...
import lighthouse from "lighthouse";
import { launch } from "chrome-launcher";

const [chromePath, categories, audits, throttlingMethod, ...urls] = process.argv.slice(2);
const listed = (names) => names.split(",").filter(Boolean);
const chrome = await launch({ chromePath, chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu"] });
const asked = {
  port: chrome.port,
  logLevel: "error",
  onlyCategories: listed(categories),
  onlyAudits: listed(audits),
  throttlingMethod,
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
const pages = [];
try {
  for (const url of urls) {
    const lhr = await look(url, 3);
    const held = Object.values(lhr.audits);
    pages.push({
      errors: unanswered(lhr),
      scores: Object.fromEntries(Object.entries(lhr.categories).map(([name, one]) => [name, one.score])),
      failed: held.filter((one) => one.score !== null && one.score < 0.9).map((one) => [one.id, one.title]),
      numbers: Object.fromEntries(held.map((one) => [one.id, one.numericValue])),
      requests: (lhr.audits["network-requests"]?.details.items ?? []).map((one) => one.url),
    });
  }
} finally {
  await chrome.kill();
}
console.log(JSON.stringify(pages));
