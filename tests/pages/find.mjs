// Asks the finder of the site: node find.mjs finding.js asked.json, where asked is {entries, queries}; prints what it found.
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import vm from "node:vm";

const [script, asked] = process.argv.slice(2).map((file) => readFileSync(file, "utf8"));
const finding = vm.runInThisContext(`${script};finding`);
const { entries, queries } = JSON.parse(asked);
const begun = performance.now();
const index = finding.prepare(entries);
const prepared = performance.now() - begun;
const answers = queries.map((query) => {
  const start = performance.now();
  const found = finding.find(index, query);
  return { found: found.slice(0, 5).map((number) => entries[number].slice(0, 2)), count: found.length, ms: performance.now() - start };
});
console.log(JSON.stringify({ prepared, answers }));
