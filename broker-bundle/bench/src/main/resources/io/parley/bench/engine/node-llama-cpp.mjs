// The peer node-llama-cpp by its own API: arguments are the package's folder, the model and the threads.
import {createInterface} from "node:readline";
import {pathToFileURL} from "node:url";
import {join} from "node:path";

const [folder, modelPath, threads] = process.argv.slice(2);
const {getLlama} = await import(pathToFileURL(join(folder, "node_modules/node-llama-cpp/dist/index.js")).href);
const PREFILL = 128, GENERATE = 64;
const words = (from, count) => Array.from({length: count}, (_, i) => " w" + (from + i)).join("");
const llama = await getLlama({gpu: false, build: "never", skipDownload: true, maxThreads: Number(threads), logLevel: "disabled"});
const model = await llama.loadModel({modelPath});
const context = await model.createContext({contextSize: 512, threads: Number(threads)});
const sequence = context.getSequence();

async function run(text, most) {
  await sequence.clearHistory();
  const start = performance.now();
  let first = 0, tokens = 0;
  for await (const token of sequence.evaluate(model.tokenize(text), {temperature: 0})) {
    first ||= performance.now();
    if (++tokens === most) break;
  }
  return {toFirst: (first - start) / 1000, after: (performance.now() - first) / 1000, tokens};
}

console.log("ready");
let round = 0;
for await (const line of createInterface({input: process.stdin})) {
  round++;
  if (line === "prefill") {
    console.log("result " + PREFILL / (await run(words(round * 200, PREFILL), 1)).toFirst);
  } else {
    const {after, tokens} = await run(words(round * 200, 8), GENERATE);
    console.log("result " + (tokens - 1) / after);
  }
}
process.exit(0);
