// How noisy the camera is, as samples.frag's quads tell of it from picture to picture: vcam/enhance/noise.py and
// kernels/measure.py, but that a first picture alone tells nothing.

/** Samples of a picture: so many in a row, and so many rows. */
export const [COLUMNS, ROWS] = [160, 50];
const RUN = 5;

const FOLLOW = 0.15;
const FOLLOW_UP = 0.03;
const EVERY = 4;

const [LEVELS, LEVEL_CODES] = [32, 8];
const STEPS = 64;
const [ALL, FIVES, CHROMA] = [LEVELS, LEVELS + 1, LEVELS + 2];
const FEWEST = 200;
const GAUSS_MEDIAN = 0.6745;
const MANY_CHROMA = 1.7;
const LIKENESS = [0.05, 0.3];
const LEAST_SIGMA = 0.5;

/**
 * @typedef {{start: number, slope: number, least: number, chroma: number, likeness: number}} Noise
 *     standard deviation of a luma code, as start + slope * code and at least `least`; that of a chroma code; and
 *     the likeness of neighbours' noise, 1 / 5 for none
 */

/** The noise, followed over pictures of one size. */
export class NoiseLevel {
  constructor() {
    this.counts = new Float64Array((LEVELS + 3) * STEPS);
    this.former = new Uint32Array(COLUMNS * ROWS);
    this.forget();
  }

  /** Take the next picture as the first. */
  forget() {
    this.hasFormer = false;
    this.pairsSeen = 0;
    this.skip = 0;
    this.since = { light: 1, isStill: true };
    /** @type {Noise|null} */
    this.noise = null;
  }

  /**
   * Look at a picture's samples, one word each, or at those of one in a few.
   * @param {Uint32Array} samples
   * @param {import('./change.js').Change} change since the last picture
   */
  update(samples, change) {
    const light = this.since.light * change.light;
    const isStill = this.since.isStill && change.isStill;
    if (this.skip > 0) {
      this.skip -= 1;
      this.since = { light, isStill };
      return;
    }
    this.since = { light: 1, isStill: true };
    const found = this.hasFormer ? fitNoise(this.count(samples, light)) : null;
    this.former.set(samples);
    this.hasFormer = true;
    if (found) this.follow(found, isStill);
  }

  /** Where the picture moves that looks like more noise, so only less is believed. */
  follow(found, isStill) {
    if (!this.noise) {
      this.noise = found;
      return;
    }
    const isLess = typical(found) < typical(this.noise);
    if (!isStill && !isLess) return;
    this.pairsSeen += isStill ? 1 : 0;
    this.skip = this.pairsSeen >= EVERY ? EVERY - 1 : 0;
    const weight = Math.max(isLess ? FOLLOW : FOLLOW_UP, 1 / Math.max(this.pairsSeen, 1));
    for (const key in found) this.noise[key] += weight * (found[key] - this.noise[key]);
  }

  /** Count by how much quads differ from the picture before, whose light is `light` times as much now. */
  count(samples, light) {
    const counts = this.counts.fill(0);
    const add = (row, difference) => {
      const up = Math.abs(difference) + 0.5;
      const step = Math.min(Math.floor(up), STEPS - 1);
      // samples come in quarters of a code, so many lie just between two steps: half of them belong to each
      const share = up === step ? 0.5 : 1;
      counts[row * STEPS + step] += share;
      if (share < 1) counts[row * STEPS + step - 1] += share;
    };
    let five = 0;
    for (let at = 0; at < samples.length; at++) {
      const [now, past] = [samples[at], this.former[at]];
      const was = (light * (past >>> 20)) / 4;
      const change = (now >>> 20) / 4 - was;
      // of both pictures: noise that made this one alone brighter would choose its own level
      const level = Math.floor((was + change / 2) / (4 * LEVEL_CODES));
      add(Math.min(level, LEVELS - 1), change);
      add(ALL, change);
      add(CHROMA, (((now >>> 10) & 1023) - ((past >>> 10) & 1023)) / 4);
      add(CHROMA, ((now & 1023) - (past & 1023)) / 4);
      five += change;
      if (at % RUN === RUN - 1) {
        add(FIVES, five);
        five = 0;
      }
    }
    return counts;
  }
}

/** What counted differences tell of the noise; null if there are too few. Medians, as what moves is no noise. */
function fitNoise(counts) {
  const perSigma = GAUSS_MEDIAN * 2 * Math.SQRT2;
  const row = (at) => quantile(counts, at * STEPS);
  const all = row(ALL);
  if (all.total < FEWEST) return null;
  let points = [];
  for (let level = 0; level < LEVELS; level++) {
    const { median, total } = row(level);
    const sigma = Math.max(median / perSigma, LEAST_SIGMA / 4);
    points.push({ x: LEVEL_CODES * (level + 0.5), y: sigma, total });
  }
  const most = points.reduce((one, other) => (other.total > one.total ? other : one));
  points = points.filter((each) => each.total >= FEWEST || each === most);
  const [start, slope] = line(points);
  const [chroma, fives] = [row(CHROMA).median, row(FIVES).median];
  const ratio = fives > 0 ? (all.median / fives) ** 2 : 0;
  return {
    start,
    slope,
    least: LEAST_SIGMA,
    chroma: Math.max((MANY_CHROMA * chroma) / (GAUSS_MEDIAN * Math.SQRT2), LEAST_SIGMA / 2),
    likeness: Math.min(Math.max(ratio, LIKENESS[0]), LIKENESS[1]),
  };
}

/** How many a row of counts has, and the difference that half of them do not exceed. */
function quantile(counts, from) {
  let total = 0;
  for (let step = 0; step < STEPS; step++) total += counts[from + step];
  let [step, before] = [0, 0];
  while (step < STEPS - 1 && before + counts[from + step] < total / 2) {
    before += counts[from + step];
    step += 1;
  }
  const part = (total / 2 - before) / Math.max(counts[from + step], 1);
  // the count of 0 holds what is between -1/2 and 1/2, folded; that of 1 what is between 1/2 and 3/2 ...
  return { total, median: step === 0 ? part / 2 : step - 0.5 + part };
}

/** Start and slope of the straight line near to points, the flatter the closer together they are. */
function line(points) {
  const weights = points.map(({ y, total }) => total / (y * y));
  const all = weights.reduce((a, b) => a + b);
  const mean = (of) => points.reduce((sum, point, at) => sum + weights[at] * of(point), 0) / all;
  const [meanX, meanY] = [mean(({ x }) => x), mean(({ y }) => y)];
  const spread = mean(({ x }) => (x - meanX) ** 2) + LEVEL_CODES ** 2;
  const slope = mean(({ x, y }) => (x - meanX) * (y - meanY)) / spread;
  return [meanY - slope * meanX, slope];
}

/** Deviation at a code of a dark picture. */
function typical({ start, slope }) {
  return start + 48 * slope;
}
