// What is read off a small picture: kernels/measure.py. Pictures are RGBA bytes, row 0 at the top.

/** Histogram of luma, 256 counts. */
export function lumaHistogram(small, out = new Float64Array(256)) {
  out.fill(0);
  for (let at = 0; at < small.length; at += 4) {
    out[(77 * small[at] + 150 * small[at + 1] + 29 * small[at + 2] + 128) >> 8] += 1;
  }
  return out;
}

/** Least code that at least `percent` of the pixels do not exceed. */
export function lumaPercentile(histogram, percent) {
  let all = 0;
  for (const count of histogram) all += count;
  const wanted = (all * percent) / 100;
  let below = 0;
  for (let code = 0; code < 256; code++) {
    below += histogram[code];
    if (below >= wanted) return code;
  }
  return 255;
}

/** Sums over every other row of two pictures, of R, G and B: x, y, xx, yy, xy, and how many. */
export function sumProducts(one, other, width) {
  let [x, y, xx, yy, xy, count] = [0, 0, 0, 0, 0, 0];
  for (let row = 0; row * 4 * width < one.length; row += 2) {
    const end = 4 * width * (row + 1);
    for (let at = 4 * width * row; at < end; at++) {
      if (at % 4 === 3) continue;
      const [a, b] = [one[at], other[at]];
      x += a;
      y += b;
      xx += a * a;
      yy += b * b;
      xy += a * b;
      count += 1;
    }
  }
  return { x, y, xx, yy, xy, count };
}
