// The map along the edges of the small picture, as slope and start of r: kernels.resize.guide_map, which is
// the guided filter (He, Sun, Tang, ECCV 2010).

const REACH = 4;
const FLATNESS = 0.03 ** 2;
const [RED, GREEN, BLUE] = [0.299, 0.587, 0.114];

/** Works for one size of picture and map; allocates once. */
export class Guide {
  constructor(width, height, mapWidth, mapHeight) {
    [this.width, this.height, this.mapWidth, this.mapHeight] = [width, height, mapWidth, mapHeight];
    const plane = () => new Float64Array(width * height);
    this.luma = plane();
    this.target = plane();
    this.means = [plane(), plane(), plane(), plane()];
    this.spare = plane();
    this.across = steps(width, mapWidth);
    this.down = steps(height, mapHeight);
    /** Slope and start, one after the other for each pixel. */
    this.out = new Float32Array(2 * width * height);
  }

  update(small, map) {
    const { width, height, luma, target, means, spare, out } = this;
    for (let at = 0; at < luma.length; at++) {
      luma[at] = (RED * small[4 * at] + GREEN * small[4 * at + 1] + BLUE * small[4 * at + 2]) / 255;
    }
    this.upscale(map);
    const [mean, targetMean, square, product] = means;
    for (let at = 0; at < luma.length; at++) {
      square[at] = luma[at] * luma[at];
      product[at] = luma[at] * target[at];
    }
    mean.set(luma);
    targetMean.set(target);
    for (const each of means) windowMean(each, spare, width, height);
    // from here on `square` is the slope, and `product` the start
    for (let at = 0; at < luma.length; at++) {
      const variance = square[at] - mean[at] * mean[at];
      const slope = (product[at] - mean[at] * targetMean[at]) / (variance + FLATNESS);
      square[at] = slope;
      product[at] = targetMean[at] - slope * mean[at];
    }
    windowMean(square, spare, width, height);
    windowMean(product, spare, width, height);
    for (let at = 0; at < luma.length; at++) {
      out[2 * at] = square[at];
      out[2 * at + 1] = product[at];
    }
    return out;
  }

  upscale(map) {
    const { width, height, mapWidth, target, across, down } = this;
    for (let y = 0; y < height; y++) {
      const [above, below, weight] = down[y];
      for (let x = 0; x < width; x++) {
        const [left, right, part] = across[x];
        const upper = mix(map[above * mapWidth + left], map[above * mapWidth + right], part);
        const lower = mix(map[below * mapWidth + left], map[below * mapWidth + right], part);
        target[y * width + x] = mix(upper, lower, weight);
      }
    }
  }
}

function mix(a, b, weight) {
  return a + weight * (b - a);
}

/** For each of `length` places the two of `have` between which it lies, and how far: centres aligned. */
function steps(length, have) {
  return Array.from({ length }, (_, at) => {
    const place = Math.min(Math.max(((at + 0.5) * have) / length - 0.5, 0), have - 1);
    const first = Math.floor(place);
    return [first, Math.min(first + 1, have - 1), place - first];
  });
}

/** Replace each value by the mean of those that there are up to REACH away. */
function windowMean(plane, spare, width, height) {
  for (let y = 0; y < height; y++) runningMean(plane, spare, y * width, 1, width);
  for (let x = 0; x < width; x++) runningMean(plane, spare, x, width, height);
}

function runningMean(plane, spare, start, step, length) {
  let sum = 0;
  for (let at = 0; at < Math.min(REACH, length); at++) sum += plane[start + at * step];
  for (let at = 0; at < length; at++) {
    const [enters, leaves] = [at + REACH, at - REACH - 1];
    if (enters < length) sum += plane[start + enters * step];
    if (leaves >= 0) sum -= plane[start + leaves * step];
    spare[at] = sum / (Math.min(at + REACH, length - 1) - Math.max(at - REACH, 0) + 1);
  }
  for (let at = 0; at < length; at++) plane[start + at * step] = spare[at];
}
