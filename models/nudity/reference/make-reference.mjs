// Runs the original nudity model in TensorFlow.js on generated pictures and writes reference.json: five probabilities for each.
//   npm ci && node make-reference.mjs
// The test NudityParityTests makes the same pictures by the same formula, so none are stored.
import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs';

const Side = 224;
const Count = 20;
const require = createRequire(import.meta.url);
const folder = join(dirname(fileURLToPath(import.meta.url)), 'node_modules/nsfwjs/dist/models/mobilenet_v2');

// The value of channel c (0 to 2) at column x and row y of picture k. All integers, 32 bits; >> keeps the sign.
function pixel(k, x, y, c) {
  const n = k >> 2;
  switch (k & 3) {
    case 0: return ((x * (n + 1) + y * (c + 1) * 2) >> 1) & 255;
    case 1: return (((x >> (n + 1)) + (y >> (n + 2))) & 1) * (200 - 40 * c) + 20;
    case 2: return ((((x - 112) * (x - 112) + (y - 112) * (y - 112)) >> (n + 3)) + 60 * c) & 255;
    default: return ((Math.imul(x, 73856093) ^ Math.imul(y, 19349663) ^ Math.imul(c, 83492791) ^ Math.imul(k, 2654435)) >> (7 + n)) & 255;
  }
}

function picture(k) {
  const bytes = new Uint8Array(Side * Side * 3);
  for (let y = 0, i = 0; y < Side; y++) for (let x = 0; x < Side; x++) for (let c = 0; c < 3; c++) bytes[i++] = pixel(k, x, y, c);
  return bytes;
}

async function load() {
  const model = require(join(folder, 'model.min.js'));
  const manifest = model.weightsManifest;
  const shards = manifest.flatMap(group => group.paths).map(path => Buffer.from(require(join(folder, `${path}.min.js`)), 'base64'));
  const weights = Buffer.concat(shards);
  return tf.loadLayersModel(tf.io.fromMemory({
    modelTopology: model.modelTopology,
    weightSpecs: manifest.flatMap(group => group.weights),
    weightData: weights.buffer.slice(weights.byteOffset, weights.byteOffset + weights.length),
  }));
}

await tf.setBackend('cpu');
const model = await load();
const rows = [];
for (let k = 0; k < Count; k++) {
  const scores = tf.tidy(() => model.predict(tf.tensor4d(picture(k), [1, Side, Side, 3], 'float32').div(255)));
  rows.push(Array.from(await scores.data()));
  scores.dispose();
}
const lines = rows.map(row => `    [${row.map(score => score.toPrecision(8)).join(', ')}]`);
writeFileSync(join(dirname(fileURLToPath(import.meta.url)), 'reference.json'),
  `{\n  "tfjs": "${tf.version.tfjs}",\n  "backend": "${tf.getBackend()}",\n  "classes": ["Drawing", "Hentai", "Neutral", "Porn", "Sexy"],\n  "probabilities": [\n${lines.join(',\n')}\n  ]\n}\n`);
