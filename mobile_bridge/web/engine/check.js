// No accelerator is trusted before it has made the maps that the desktop's interpreter makes.

/** Largest difference that is let pass: one level of eight bits. */
export const ALLOWED = 1 / 255;

/** The golden pictures, RGBA bytes, and their maps. */
export function goldenPictures({ json, bin }) {
  return json.map(({ width, height, mapWidth, mapHeight, picture, map }) => {
    const rgb = new Uint8Array(bin, picture, 3 * width * height);
    const small = new Uint8Array(4 * width * height).fill(255);
    for (let at = 0; at < width * height; at++) small.set(rgb.subarray(3 * at, 3 * at + 3), 4 * at);
    const expected = new Float32Array(bin.slice(map, map + 4 * mapWidth * mapHeight));
    return { width, height, mapWidth, mapHeight, small, expected };
  });
}

/**
 * Let a network make the golden maps.
 * @param {(small: Uint8Array, width: number, height: number) => Promise<Float32Array>|Float32Array} predict
 * @returns {Promise<{ok: boolean, worst: number}>} `worst` in levels of eight bits; Infinity for maps of
 *     another size and for what is no number
 */
export async function check(predict, golden) {
  let worst = 0;
  for (const { small, width, height, expected } of golden) {
    const map = await predict(small, width, height);
    await new Promise((resolve) => { setTimeout(resolve); }); // the page goes on living meanwhile
    if (map.length !== expected.length) return { ok: false, worst: Infinity };
    for (let at = 0; at < map.length; at++) {
      const off = Math.abs(map[at] - expected[at]);
      if (!(off <= worst)) worst = Number.isNaN(off) ? Infinity : off;
    }
  }
  return { ok: worst <= ALLOWED, worst: worst * 255 };
}
