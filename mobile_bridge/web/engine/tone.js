// How the curve follows the scene: vcam/enhance/tone.py, and the curve itself: kernels/curves.py.

import { lumaHistogram, lumaPercentile } from './measure.js';

const ROUNDS = 8;
const LEAST_R = -1 / 3;
const TOE = 0.008;
const LIFT = 0.07;
const SHARPEST = 0.05;
const HALVINGS = 12;
const SAME = 1 + 1e-6;

const BRIGHT_PERCENT = 99.5;
const ROOM = 1.45;
const LEAST_WHITE = 1 / 255;
const SETTLE_S = 1.0;
const STEADY = 0.03;

export class Tone {
  constructor() {
    this.histogram = new Float64Array(256);
    this.forget();
  }

  /** Take the next picture as the first. */
  forget() {
    this.white = null;
  }

  /** The factor of r, 0 to 1, and what becomes white, above 0 and up to 1. */
  update(small, map, elapsedS) {
    lumaHistogram(small, this.histogram);
    const brightest = lumaPercentile(this.histogram, BRIGHT_PERCENT) / 255;
    const wanted = Math.min(Math.max(ROOM * brightest, LEAST_WHITE), 1);
    if (this.white === null) {
      this.white = wanted;
    } else if (Math.abs(wanted - this.white) > STEADY * this.white) {
      this.white += (1 - Math.exp(-Math.max(elapsedS, 0) / SETTLE_S)) * (wanted - this.white);
    }
    let sum = 0;
    for (const r of map) sum += r;
    return [keepMean(this.histogram, sum / map.length, this.white), this.white];
  }
}

/** By what r is to be multiplied, so that a picture becomes as bright on average as by SGZ's curve. */
export function keepMean(histogram, r, white) {
  let wanted = 0;
  for (let code = 0; code < 256; code++) {
    let x = code / 255;
    for (let round = 0; round < ROUNDS; round++) x += r * (x * x - x);
    wanted += histogram[code] * x;
  }
  let low = 0;
  let high = r < 0 ? Math.min(1, LEAST_R / r) : 1;
  for (let at = 0; at < HALVINGS; at++) {
    const middle = 0.5 * (low + high);
    if (meanAfter(histogram, middle * r, white) <= SAME * wanted) low = middle;
    else high = middle;
  }
  return high;
}

function meanAfter(histogram, r, white) {
  const steep = (1 - r) ** 8;
  const lifted = LIFT * (steep - 1);
  const lift = lifted + TOE * steep;
  const whitest = Math.max(white, (1 - lifted) / steep);
  const over = steep * whitest + lift - 1;
  const softness = SHARPEST + (1 - SHARPEST) * white ** 4;
  const width = whitest * Math.min(softness + (2 * over) / (steep * whitest + over), 1);
  const bent = (whitest * over - TOE) / (width * width);
  let total = 0;
  for (let code = 0; code < 256; code++) {
    const x = Math.min(code / 255, whitest);
    const beyond = Math.max(x - (whitest - width), 0);
    total += (histogram[code] * x * (steep * x + lift)) / (x + TOE + bent * beyond * beyond);
  }
  return total;
}
