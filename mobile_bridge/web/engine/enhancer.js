// The way of a frame on the phone, all of it on the GPU but for what is small:
//
//     camera -> shrink -> network -> (small picture and map come back, a frame later) -> way.js, scene.js
//     camera -> noise reduction -> enhance, with the newest map -> canvas -> encoder
//
// Nothing of the full size comes back to the processor.

import { chooseAccelerator, loadModel } from './accelerators.js';
import { DENOISE_SHADERS, denoisePasses } from './denoiser.js';
import { Pass, compiled, setFilter } from './gl.js';
import { litertCandidates } from './litert.js';
import { GpuTimer } from './timer.js';
import { Way } from './way.js';

const SHADERS = ['shrink', 'samples', 'enhance', 'copy'];

/** The text of the picture's shaders, by their names. */
export async function loadShaders(base = new URL('./shaders/', import.meta.url)) {
  const text = (name) => fetch(new URL(`${name}.frag`, base)).then((answer) => answer.text());
  const names = [...SHADERS, ...DENOISE_SHADERS];
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await text(name)])));
}

export class Enhancer {
  /**
   * Get ready; Error if this device has no WebGL2 at all.
   * @param {HTMLCanvasElement} canvas where the pictures that are sent appear
   * @param {{others?: Array<object>}} [options] what to try after WebGL2, see `chooseAccelerator`; LiteRT.js if left out
   */
  static async create(canvas, { others } = {}) {
    const gl = canvas.getContext('webgl2', {
      alpha: false, antialias: false, depth: false, powerPreference: 'high-performance',
    });
    if (!gl) throw new Error('this browser has no WebGL2');
    const [shaders, model] = await Promise.all([loadShaders(), loadModel()]);
    const chosen = await chooseAccelerator(gl, model, others || litertCandidates(model.program.json));
    const enhancer = new Enhancer(canvas, gl, shaders, model, chosen);
    await compiled(gl, Object.values(enhancer.passes));
    return enhancer;
  }

  constructor(canvas, gl, shaders, model, { network, tried }) {
    this.canvas = canvas;
    this.gl = gl;
    this.network = network;
    /** @type {import('./accelerators.js').Try[]} */
    this.tried = tried;
    this.model = model.program.json.model;
    this.longSide = model.program.json.longSide;
    this.passes = {
      ...Object.fromEntries(SHADERS.map((name) => [name, new Pass(gl, shaders[name])])),
      ...denoisePasses(gl, shaders),
      enhanceCalm: new Pass(gl, shaders.enhance, ['DENOISE']),
    };
    this.timer = new GpuTimer(gl);
    this.camera = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, this.camera);
    setFilter(gl, false);
    this.way = this.fence = null;
    this.onlost = () => {};
    canvas.addEventListener('webglcontextlost', (event) => {
      event.preventDefault();
      this.onlost();
    });
  }

  /** What runs the network: 'webgl2', another of `tried`, or 'none'. */
  get accelerator() {
    return this.network ? this.network.kind : 'none';
  }

  /**
   * Draw a frame, enhanced, into the canvas, which takes its size.
   * @param {VideoFrame|HTMLVideoElement} source
   * @param {import('./scene.js').Look} look
   * @param {number} timeMs when it was taken
   * @returns {{enhanced: boolean, amount: number, gpuMs: number|null}|null} whether brightening is done with, and
   *     what the GPU took for a frame lately, if the browser tells; null if the GPU is still busy with the frame
   *     before, and this one is dropped
   */
  render(source, width, height, look, timeMs) {
    const isBusy = this.isBusy();
    if (this.way) this.way.pace.update(isBusy, this.way.isCalm);
    if (isBusy) return null;
    this.timer.poll();
    this.timer.begin();
    try {
      return this.draw(source, width, height, look, timeMs);
    } finally {
      this.timer.end();
      this.fence = this.gl.fenceSync(this.gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
      this.gl.flush();
    }
  }

  /** Whether the frame before is still being drawn: frames would queue up, each later than the last. */
  isBusy() {
    const { gl } = this;
    if (this.fence && gl.clientWaitSync(this.fence, 0, 0) === gl.TIMEOUT_EXPIRED) return true;
    if (this.fence) gl.deleteSync(this.fence);
    this.fence = null;
    return false;
  }

  /** What is done otherwise than the look has it, in words; '' if nothing is. */
  get note() {
    const isTooSlow = this.way !== null && this.way.pace.isTooSlow;
    return isTooSlow ? 'this phone is too slow for noise reduction in this size' : '';
  }

  draw(source, width, height, look, timeMs) {
    const { gl, canvas } = this;
    if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
    gl.bindTexture(gl.TEXTURE_2D, this.camera);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, source);
    if (look.mode === 'off' || !this.network) {
      this.drop();
      this.copy(width, height, look.mirror);
      return { enhanced: false, amount: 0, gpuMs: this.timer.ms };
    }
    const way = this.wayOf(width, height);
    way.follow(this.camera, look, timeMs);
    if (way.lifts) {
      this.enhance(way, look);
    } else {
      way.isCalm = false;
      this.copy(width, height, look.mirror);
    }
    return { enhanced: way.lifts !== null, amount: way.scene.amount, gpuMs: this.timer.ms };
  }

  wayOf(width, height) {
    if (!this.way || this.way.frameWidth !== width || this.way.frameHeight !== height) {
      this.drop();
      this.way = new Way(this.gl, this.passes, this.network, this.longSide, width, height);
      this.way.onfail = (error) => this.giveUp(error);
    }
    return this.way;
  }

  /** The network has stopped with an error: from now on frames pass as they are, and the desktop enhances them. */
  giveUp(error) {
    const { kind } = this.network;
    this.tried.push({ kind, ok: false, why: String(error.message || error), worst: null, ms: null });
    this.drop();
    this.network.dispose();
    this.network = null;
  }

  enhance(way, look) {
    const { scene, guided, frameWidth, frameHeight } = way;
    const isCalm = way.denoise(this.camera, look.denoise);
    const pass = isCalm ? this.passes.enhanceCalm : this.passes.enhance;
    const { given, how } = isCalm ? way.denoiser : {};
    pass.use(
      { camera: this.camera, guided, ...given },
      { strength: scene.strength, white: scene.white, mirror: look.mirror, flip: true, ...how },
    );
    pass.draw(null, frameWidth, frameHeight);
  }

  copy(width, height, mirror) {
    this.passes.copy.use({ camera: this.camera }, { mirror, flip: true });
    this.passes.copy.draw(null, width, height);
  }

  /** Take the next frame as the first. */
  drop() {
    if (this.way) this.way.dispose();
    this.way = null;
  }

  dispose() {
    this.drop();
    if (this.network) this.network.dispose();
    this.timer.dispose();
    Object.values(this.passes).forEach((pass) => pass.dispose());
    this.gl.deleteTexture(this.camera);
  }
}
