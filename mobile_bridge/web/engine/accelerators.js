// What runs the network on this phone: the first that makes the golden maps.

import { check, goldenPictures } from './check.js';
import { GlError, LOST, makeTexture } from './gl.js';
import { Network } from './network.js';

/**
 * @typedef {{kind: string, ok: boolean, why: string, worst: number|null, ms: number|null}} Try
 */

/** Fetch what the build made of the released network. */
export async function loadModel(base = new URL('../model/', import.meta.url)) {
  const [json, bin, goldenJson, goldenBin] = await Promise.all([
    fetch(new URL('program.json', base)).then((answer) => answer.json()),
    fetch(new URL('program.bin', base)).then((answer) => answer.arrayBuffer()),
    fetch(new URL('golden.json', base)).then((answer) => answer.json()),
    fetch(new URL('golden.bin', base)).then((answer) => answer.arrayBuffer()),
  ]);
  return { program: { json, bin }, golden: { json: goldenJson, bin: goldenBin } };
}

/**
 * Try one after the other: the first whose maps are right runs the network, and those after it are not even fetched.
 * @param {WebGL2RenderingContext} gl
 * @param {{program: object, golden: object}} model
 * @param {Array<{kind: string, make: () => Promise<object>}>} [others] what to try after WebGL2, in this order
 * @returns {Promise<{network: object|null, tried: Try[]}>}
 */
export async function chooseAccelerator(gl, model, others = []) {
  const golden = goldenPictures(model.golden);
  const tried = [];
  const candidates = [{ kind: 'webgl2', make: () => Network.create(gl, model.program) }, ...others];
  for (const { kind, make } of candidates) {
    let network = null;
    try {
      network = await make();
      const start = performance.now();
      const { ok, worst } = await check(predictor(gl, network), golden);
      const ms = (performance.now() - start) / golden.length;
      if (gl.isContextLost()) throw new GlError(LOST); // what was read is nothing
      tried.push({ kind, ok, why: ok ? '' : wrong(worst), worst, ms });
      if (ok) return { network, tried };
    } catch (error) {
      const why = gl.isContextLost() ? LOST : String(error.message || error);
      tried.push({ kind, ok: false, why, worst: null, ms: null });
    }
    if (network) network.dispose();
    if (gl.isContextLost()) break; // nothing can be drawn, whatever runs the network
  }
  return { network: null, tried };
}

function wrong(worst) {
  return Number.isFinite(worst) ? `its maps are wrong (by ${worst.toFixed(1)} levels)` : 'its maps are no numbers, or too few';
}

/** One picture in, its map out, whatever the network runs on. */
function predictor(gl, network) {
  if (network.predict) return (small, width, height) => network.predict(small, width, height);
  return (small, width, height) => {
    const [columns, rows] = network.configure(width, height);
    const texture = makeTexture(gl, gl.RGBA8, width, height);
    gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, small);
    const target = network.run(texture);
    gl.deleteTexture(texture);
    return readMap(gl, target, columns, rows);
  };
}

/** Read a map back, waiting for it. */
export function readMap(gl, target, columns, rows) {
  const pixels = new Float32Array(4 * columns * rows);
  gl.bindFramebuffer(gl.FRAMEBUFFER, target.framebuffer);
  gl.readPixels(0, 0, columns, rows, gl.RGBA, gl.FLOAT, pixels);
  return pixels.filter((_, at) => at % 4 === 0);
}
