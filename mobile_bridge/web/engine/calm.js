// Keeps the curve map calm from frame to frame, and lets it jump when the scene does: vcam/enhance/calm.py.

import { sumProducts } from './measure.js';

const SETTLE_S = 1.0;
const DEAD_ZONE = 0.015;
const CORRIDOR = 0.1;
const ALIKE = 0.5;
const SUDDEN_EV = 0.7;
const NOISE_CODES = 4.0;
const DISPLAY_GAMMA = 2.2;

export class CalmMap {
  constructor() {
    this.reset();
  }

  reset() {
    this.map = null;
    this.cut = false;
  }

  /** The map to apply; it is this object's own and changes with the next call. */
  update(small, width, fresh, elapsedS) {
    const isFirst = !this.map || this.map.length !== fresh.length || this.seen.length !== small.length;
    if (!fresh.every((r) => Math.abs(r) <= 1)) return isFirst ? new Float32Array(fresh.length) : this.map;
    if (isFirst) {
      this.map = Float32Array.from(fresh);
      this.answer = Float32Array.from(fresh);
      this.seen = Uint8Array.from(small);
      this.cut = false;
      return this.map;
    }
    this.cut = this.cut || isCut(this.seen, small, width);
    this.seen.set(small);
    const isNews = fresh.some((r, at) => r !== this.answer[at]);
    this.answer.set(fresh);
    if (this.cut && isNews) {
      this.cut = false;
      this.map.set(fresh);
    } else {
      smooth(this.map, fresh, 1 - Math.exp(-Math.max(elapsedS, 0) / SETTLE_S));
    }
    return this.map;
  }
}

function smooth(state, fresh, weight) {
  for (let at = 0; at < state.length; at++) {
    const gap = fresh[at] - state[at];
    const moved = state[at] + weight * (gap - clip(gap, -DEAD_ZONE, DEAD_ZONE));
    state[at] = clip(moved, fresh[at] - CORRIDOR, fresh[at] + CORRIDOR);
  }
}

/** Whether the light, or the scene, is suddenly another one. */
export function isCut(before, after, width) {
  const sums = sumProducts(before, after, width);
  const [meanX, meanY] = [sums.x / sums.count, sums.y / sums.count];
  const xx = sums.xx / sums.count - meanX * meanX;
  const yy = sums.yy / sums.count - meanY * meanY;
  const xy = sums.xy / sums.count - meanX * meanY;
  if (xx + yy - 2 * xy + (meanY - meanX) ** 2 < NOISE_CODES ** 2) return false;
  const changeEv = DISPLAY_GAMMA * Math.log2((meanY + 1) / (meanX + 1));
  return Math.abs(changeEv) > SUDDEN_EV || xy < ALIKE * Math.sqrt(xx * yy);
}

function clip(x, low, high) {
  return Math.min(Math.max(x, low), high);
}
