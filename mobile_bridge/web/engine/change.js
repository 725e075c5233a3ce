// What has happened between two small pictures: whether the light has changed, and whether something moved:
// vcam/enhance/change.py and kernels/change.py.

const LEAST_CHANGE = 0.004;
const MOST_CHANGE = 1.6;
const INLIER_CODES = 4.0;
const [STILL_SHARE, STILL_GROWTH, STILL_CODES] = [0.9, 1.08, 3.0];
const ROUNDING = 0.02;
const DARKEST = 4;

const [RATIO_STEPS, MOST_RATIO] = [256, 4];
const [CODE_STEPS, MOST_CODES] = [16, 256];

/**
 * @typedef {{light: number, isStill: boolean}} Change codes times `light`, and whether all else stood still
 */

/** Compares each small picture with the two before. */
export class SceneWatch {
  constructor() {
    this.ratios = new Int32Array(RATIO_STEPS * MOST_RATIO + 1);
    this.counts = new Int32Array(CODE_STEPS * MOST_CODES);
    this.sums = new Float64Array(CODE_STEPS * MOST_CODES);
    this.forget();
  }

  /** Take the next picture as the first. */
  forget() {
    this.former = [];
  }

  /**
   * What changed.
   * @param {Uint8Array} small RGBA bytes, `width` pixels wide
   * @returns {Change}
   */
  update(small, width) {
    const now = everyOther(small, width);
    const light = this.former.length ? this.light(this.former[0], now) : 1;
    for (const codes of this.former) codes.forEach((code, at) => { codes[at] = light * code; });
    const [one, two] = this.former;
    this.former = one ? [now, one] : [now];
    if (!two) return { light, isStill: false };
    const near = this.leastDifference(now, one);
    const far = this.leastDifference(now, two);
    return { light, isStill: near < STILL_CODES && far <= STILL_GROWTH * near + ROUNDING };
  }

  light(before, after) {
    const light = this.lightBetween(before, after);
    const isOne = Math.abs(light - 1) < LEAST_CHANGE || light < 1 / MOST_CHANGE || light > MOST_CHANGE;
    return isOne ? 1 : light;
  }

  /** By what factor the codes have changed where nothing moved; 1 if too few say so. */
  lightBetween(before, after) {
    const counts = this.ratios.fill(0);
    let seen = 0;
    before.forEach((code, at) => {
      if (code < DARKEST) return;
      counts[Math.min(Math.floor((RATIO_STEPS * after[at]) / code + 0.5), counts.length - 1)] += 1;
      seen += 1;
    });
    if (seen < Math.max(1, Math.floor(before.length / 8))) return 1;
    const ratio = median(counts, seen) / RATIO_STEPS;
    let [sumBefore, sumAfter] = [0, 0];
    before.forEach((code, at) => {
      if (code < DARKEST || Math.abs(after[at] - ratio * code) > INLIER_CODES) return;
      sumBefore += code;
      sumAfter += after[at];
    });
    return sumBefore > 0 ? sumAfter / sumBefore : 1;
  }

  /** Mean difference of those pixels of two pictures that differ least. */
  leastDifference(one, other) {
    const counts = this.counts.fill(0);
    const sums = this.sums.fill(0);
    one.forEach((code, at) => {
      const difference = Math.abs(code - other[at]);
      const step = Math.min(Math.floor(CODE_STEPS * difference), counts.length - 1);
      counts[step] += 1;
      sums[step] += difference;
    });
    const kept = Math.max(1, Math.floor(STILL_SHARE * one.length));
    let [total, left] = [0, kept];
    for (let step = 0; left > 0 && step < counts.length; step++) {
      const taken = Math.min(counts[step], left);
      if (taken > 0) total += (sums[step] * taken) / counts[step];
      left -= taken;
    }
    return total / kept;
  }
}

/** Every other pixel of green, which is most of luma, tells as much. */
function everyOther(small, width) {
  const [columns, rows] = [Math.ceil(width / 2), Math.ceil(small.length / (8 * width))];
  const codes = new Float32Array(columns * rows);
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) codes[y * columns + x] = small[4 * (2 * y * width + 2 * x) + 1];
  }
  return codes;
}

function median(counts, all) {
  let middle = 0;
  for (let below = counts[0]; 2 * below < all; below += counts[middle]) middle += 1;
  return middle;
}
