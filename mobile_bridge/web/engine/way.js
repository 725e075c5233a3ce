// What frames of one size need on their way: textures, state, and what comes back from the GPU. The part of
// vcam/pipeline.py that looks at frames; enhancer.js draws them.

import { SceneWatch } from './change.js';
import { Denoiser } from './denoiser.js';
import { deleteTarget, makeTarget, makeTexture } from './gl.js';
import { smallSize } from './network.js';
import { COLUMNS, NoiseLevel, ROWS } from './noise.js';
import { Pace } from './pace.js';
import { Readback } from './readback.js';
import { Scene } from './scene.js';

export class Way {
  /**
   * @param {WebGL2RenderingContext} gl
   * @param {Object<string, import('./gl.js').Pass>} passes stay their owner's
   * @param {object} network with `configure`, and `run` on the GPU or `predict` beside it
   * @param {number} longSide of the small picture
   */
  constructor(gl, passes, network, longSide, frameWidth, frameHeight) {
    [this.gl, this.passes, this.network] = [gl, passes, network];
    [this.frameWidth, this.frameHeight] = [frameWidth, frameHeight];
    const [width, height] = smallSize(frameWidth, frameHeight, longSide);
    [this.width, this.height] = [width, height];
    const [columns, rows] = network.configure(width, height);
    this.small = makeTarget(gl, gl.RGBA8, width, height);
    this.samples = makeTarget(gl, gl.RGBA8, COLUMNS, ROWS);
    this.guided = makeTexture(gl, gl.RG16F, width, height, { linear: true });
    this.scene = new Scene(width, height, columns, rows);
    this.pixels = new Uint8Array(4 * width * height);
    this.floats = new Float32Array(4 * columns * rows);
    this.map = new Float32Array(columns * rows);
    this.words = new Uint32Array(COLUMNS * ROWS);
    this.readback = null;
    this.isPredicting = false;
    this.timeMs = null; // of the picture that was asked for, and of the one before that
    this.formerMs = null;
    /** Whether frames are to be drawn with `guided` and the strength of `scene`; null before a map has come. */
    this.lifts = null;
    this.watch = new SceneWatch();
    this.noise = new NoiseLevel();
    this.denoiser = null;
    this.pace = new Pace();
    /** Whether noise was taken down in the last frame. */
    this.isCalm = false;
  }

  /**
   * Look at a frame, and take over what has come back of former ones; the first is waited for if it can be.
   * @param {WebGLTexture} camera
   * @param {import('./scene.js').Look} look
   */
  follow(camera, look, timeMs) {
    if (this.readback && this.readback.isPending && this.readback.come()) this.useMap(look);
    if (this.isPredicting || (this.readback && this.readback.isPending)) return;
    const { passes, width, height } = this;
    passes.shrink.use({ camera }, { small: [width, height] });
    passes.shrink.draw(this.small, width, height);
    passes.samples.use({ camera }, { count: [COLUMNS, ROWS] });
    passes.samples.draw(this.samples, COLUMNS, ROWS);
    const map = this.network.run ? this.network.run(this.small.texture) : null;
    this.readback = this.readback || this.makeReadback(map);
    this.timeMs = timeMs;
    if (this.lifts === null) {
      this.readback.read();
      this.useMap(look);
    } else {
      this.readback.ask();
    }
  }

  makeReadback(map) {
    const wanted = [
      { target: this.small, memory: this.pixels },
      { target: this.samples, memory: new Uint8Array(this.words.buffer) },
    ];
    if (map) wanted.push({ target: map, memory: this.floats });
    return new Readback(this.gl, wanted);
  }

  /** Take over what has come back. */
  useMap(look) {
    if (!this.network.run) {
      this.predict(look);
      return;
    }
    for (let at = 0; at < this.map.length; at++) this.map[at] = this.floats[4 * at];
    this.take(this.map, look);
  }

  /** Let a network that is not on the GPU make the map; frames go on meanwhile with the last one. */
  async predict(look) {
    this.isPredicting = true;
    try {
      const map = await this.network.predict(this.pixels, this.width, this.height);
      if (!this.isGone) this.take(map, look);
    } catch (error) {
      if (!this.isGone) this.onfail(error);
    } finally {
      this.isPredicting = false;
    }
  }

  /** Called with the error of a network that gives up. */
  onfail() {}

  take(map, look) {
    const { gl } = this;
    const elapsedS = this.formerMs === null ? 0 : (this.timeMs - this.formerMs) / 1000;
    this.formerMs = this.timeMs;
    const guided = this.scene.update(this.pixels, map, look, elapsedS);
    this.lifts = guided !== null;
    if (guided) {
      gl.bindTexture(gl.TEXTURE_2D, this.guided);
      gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, this.width, this.height, gl.RG, gl.FLOAT, guided);
    }
    if (this.lifts && look.denoise > 0) {
      this.noise.update(this.words, this.watch.update(this.pixels, this.width));
    } else {
      this.forgetNoise();
    }
  }

  /** Take the noise of a frame down; whether it was: not before the noise is known, nor on a phone too slow for it. */
  denoise(camera, amount) {
    const { noise } = this.noise;
    this.isCalm = amount > 0 && noise !== null && !this.pace.isTooSlow;
    if (this.isCalm) {
      this.denoiser ??= new Denoiser(this.gl, this.passes, this.frameWidth, this.frameHeight);
      this.denoiser.update(camera, noise, Math.min(amount, 1));
    } else if (this.denoiser) {
      this.denoiser.forget();
    }
    return this.isCalm;
  }

  /** Take the next frame as the first: this one keeps its noise. */
  forgetNoise() {
    this.noise.forget();
    this.watch.forget();
    if (this.denoiser) this.denoiser.forget();
  }

  dispose() {
    this.isGone = true;
    if (this.readback) this.readback.dispose();
    if (this.denoiser) this.denoiser.dispose();
    deleteTarget(this.gl, this.small);
    deleteTarget(this.gl, this.samples);
    this.gl.deleteTexture(this.guided);
  }
}
