// Does what a folder's job.json says with its in.bin, by the page's scripts in engine/, as gl/Drive.java does by the
// app's: leaves out.json and out.bin there.

import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const folder = pathToFileURL(`${process.argv[2]}/`);
const job = JSON.parse(readFileSync(new URL('job.json', folder), 'utf8'));
const content = readFileSync(new URL('in.bin', folder));
const from = (name) => import(new URL(`engine/${name}.js`, folder));
let at = 0;

function next(count) {
  const part = new Uint8Array(content.subarray(at, at + count));
  at += count;
  return part;
}

async function scene({ width, height, mapWidth, mapHeight, count, look, elapsed }) {
  const { Scene } = await from('scene');
  const scene = new Scene(width, height, mapWidth, mapHeight);
  const [said, out] = [[], []];
  for (let picture = 0; picture < count; picture++) {
    const small = next(4 * width * height);
    const map = new Float32Array(next(4 * mapWidth * mapHeight).buffer);
    const guided = scene.update(small, map, look, elapsed);
    said.push({ lifts: guided !== null, amount: scene.amount, strength: scene.strength, white: scene.white });
    out.push(Buffer.from(Float32Array.from(guided || new Float32Array(2 * width * height)).buffer));
  }
  return [said, Buffer.concat(out)];
}

async function noise({ width, height, count }) {
  const [{ SceneWatch }, { COLUMNS, NoiseLevel, ROWS }] = [await from('change'), await from('noise')];
  const [watch, level] = [new SceneWatch(), new NoiseLevel()];
  const said = [];
  for (let picture = 0; picture < count; picture++) {
    const change = watch.update(next(4 * width * height), width);
    level.update(new Uint32Array(next(4 * COLUMNS * ROWS).buffer), change);
    said.push({ ...change, ...level.noise });
  }
  return [said, Buffer.alloc(0)];
}

const [said, out] = await { scene, noise }[job.what](job);
writeFileSync(new URL('out.json', folder), JSON.stringify(said));
writeFileSync(new URL('out.bin', folder), out);
