// The way of a frame on the phone, all of it on the GPU but for what is small:
//
//     camera -> shrink -> network -> (small picture and map come back, a frame later) -> scene.js
//     camera -> enhance, with the newest map -> canvas -> encoder
//
// Nothing of the full size comes back to the processor.

import { chooseAccelerator, loadModel } from './accelerators.js';
import { Pass, compiled, deleteTarget, makeTarget, makeTexture, setFilter } from './gl.js';
import { smallSize } from './network.js';
import { Scene } from './scene.js';

const SHADERS = ['shrink', 'enhance', 'copy'];

async function loadShaders(base = new URL('./shaders/', import.meta.url)) {
  const text = (name) => fetch(new URL(`${name}.frag`, base)).then((answer) => answer.text());
  return Object.fromEntries(await Promise.all(SHADERS.map(async (name) => [name, await text(name)])));
}

export class Enhancer {
  /**
   * Get ready; Error if this device has no WebGL2 at all.
   * @param {HTMLCanvasElement} canvas where the pictures that are sent appear
   * @param {{others?: Array<object>}} [options] see `chooseAccelerator`
   */
  static async create(canvas, { others = [] } = {}) {
    const gl = canvas.getContext('webgl2', {
      alpha: false, antialias: false, depth: false, powerPreference: 'high-performance',
    });
    if (!gl) throw new Error('this browser has no WebGL2');
    const [shaders, model] = await Promise.all([loadShaders(), loadModel()]);
    const chosen = await chooseAccelerator(gl, model, others);
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
    this.passes = Object.fromEntries(SHADERS.map((name) => [name, new Pass(gl, shaders[name])]));
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
   * @returns {{enhanced: boolean, amount: number}|null} whether brightening is done with; null if the GPU is still
   *     busy with the frame before, and this one is dropped
   */
  render(source, width, height, look, timeMs) {
    if (this.isBusy()) return null;
    const done = this.draw(source, width, height, look, timeMs);
    this.fence = this.gl.fenceSync(this.gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    this.gl.flush();
    return done;
  }

  /** Whether the frame before is still being drawn: frames would queue up, each later than the last. */
  isBusy() {
    const { gl } = this;
    if (this.fence && gl.clientWaitSync(this.fence, 0, 0) === gl.TIMEOUT_EXPIRED) return true;
    if (this.fence) gl.deleteSync(this.fence);
    this.fence = null;
    return false;
  }

  draw(source, width, height, look, timeMs) {
    const { gl, canvas } = this;
    if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
    gl.bindTexture(gl.TEXTURE_2D, this.camera);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, source);
    if (look.mode === 'off' || !this.network) {
      this.drop();
      this.copy(width, height, look.mirror);
      return { enhanced: false, amount: 0 };
    }
    if (!this.way || this.way.frameWidth !== width || this.way.frameHeight !== height) {
      this.drop();
      this.way = new Way(this, width, height);
    }
    const scene = this.way.follow(this.camera, look, timeMs);
    if (this.way.lifts) {
      const { enhance } = this.passes;
      enhance.use(
        { camera: this.camera, guided: this.way.guided },
        { strength: scene.strength, white: scene.white, mirror: look.mirror, flip: true },
      );
      enhance.draw(null, width, height);
    } else {
      this.copy(width, height, look.mirror);
    }
    return { enhanced: true, amount: scene.amount };
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
    Object.values(this.passes).forEach((pass) => pass.dispose());
    this.gl.deleteTexture(this.camera);
  }
}

/** What frames of one size need: textures, state, and what comes back from the GPU. */
class Way {
  constructor(enhancer, frameWidth, frameHeight) {
    const { gl, network } = enhancer;
    [this.gl, this.network, this.shrink] = [gl, network, enhancer.passes.shrink];
    [this.frameWidth, this.frameHeight] = [frameWidth, frameHeight];
    const [width, height] = smallSize(frameWidth, frameHeight, enhancer.longSide);
    [this.width, this.height] = [width, height];
    [this.columns, this.rows] = network.configure(width, height);
    this.small = makeTarget(gl, gl.RGBA8, width, height);
    this.guided = makeTexture(gl, gl.RG16F, width, height, { linear: true });
    this.scene = new Scene(width, height, this.columns, this.rows);
    this.pixels = new Uint8Array(4 * width * height);
    this.pending = null;
    this.lifts = false;
    this.timeMs = null;
  }

  /** Look at a frame, and take over what has come back of former ones; the first is waited for. */
  follow(camera, look, timeMs) {
    const isFirst = this.timeMs === null;
    if (this.pending && this.pending.come(isFirst)) this.take(look);
    if (!this.pending) {
      this.shrink.use({ camera }, { small: [this.width, this.height] });
      this.shrink.draw(this.small, this.width, this.height);
      const map = this.network.run(this.small.texture);
      this.pending = new Readback(this.gl, this.small, map, timeMs, this.pixels, this.columns, this.rows);
      if (isFirst && this.pending.come(true)) this.take(look);
    }
    return this.scene;
  }

  take(look) {
    const { gl } = this;
    const elapsedS = this.timeMs === null ? 0 : (this.pending.timeMs - this.timeMs) / 1000;
    this.timeMs = this.pending.timeMs;
    const guided = this.scene.update(this.pixels, this.pending.map, look, elapsedS);
    this.pending = null;
    this.lifts = guided !== null;
    if (guided) {
      gl.bindTexture(gl.TEXTURE_2D, this.guided);
      gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, this.width, this.height, gl.RG, gl.FLOAT, guided);
    }
  }

  dispose() {
    if (this.pending) this.pending.dispose();
    deleteTarget(this.gl, this.small);
    this.gl.deleteTexture(this.guided);
  }
}

/** A small picture and its map on their way back. They are asked for, and come when the GPU has them. */
class Readback {
  constructor(gl, small, map, timeMs, pixels, columns, rows) {
    [this.gl, this.timeMs, this.pixels] = [gl, timeMs, pixels];
    this.floats = new Float32Array(4 * columns * rows);
    this.map = new Float32Array(columns * rows);
    this.buffers = [
      this.ask(small, small.width, small.height, gl.UNSIGNED_BYTE, pixels.byteLength),
      this.ask(map, columns, rows, gl.FLOAT, this.floats.byteLength),
    ];
    this.fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    gl.flush();
  }

  ask(target, width, height, kind, bytes) {
    const { gl } = this;
    const buffer = gl.createBuffer();
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, buffer);
    gl.bufferData(gl.PIXEL_PACK_BUFFER, bytes, gl.STREAM_READ);
    gl.bindFramebuffer(gl.FRAMEBUFFER, target.framebuffer);
    gl.readPixels(0, 0, width, height, gl.RGBA, kind, 0);
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null);
    return buffer;
  }

  /** Whether they are there; if `wait`, they are. */
  come(wait) {
    const { gl } = this;
    const state = gl.clientWaitSync(this.fence, 0, 0);
    if (state === gl.TIMEOUT_EXPIRED && !wait) return false;
    [[this.buffers[0], this.pixels], [this.buffers[1], this.floats]].forEach(([buffer, memory]) => {
      gl.bindBuffer(gl.PIXEL_PACK_BUFFER, buffer);
      gl.getBufferSubData(gl.PIXEL_PACK_BUFFER, 0, memory);
    });
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null);
    for (let at = 0; at < this.map.length; at++) this.map[at] = this.floats[4 * at];
    this.dispose();
    return true;
  }

  dispose() {
    this.buffers.forEach((buffer) => this.gl.deleteBuffer(buffer));
    this.gl.deleteSync(this.fence);
    this.buffers = [];
  }
}
