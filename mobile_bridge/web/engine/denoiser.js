// Noise reduction on the GPU, as kernels/denoise.py has it: over time with a history per quad of 2 x 2 pixels,
// then along the rows; along the columns is enhance.frag's. What is remembered lies in textures of integers,
// which every WebGL2 device can draw into.

import { Pass, deleteTarget, makeTarget } from './gl.js';

export const DENOISE_SHADERS = ['deviation', 'follow', 'soften'];

/** The passes, for pictures of any size. */
export function denoisePasses(gl, shaders) {
  return Object.fromEntries(DENOISE_SHADERS.map((name) => [name, new Pass(gl, shaders[name])]));
}

/** Takes down the noise of frames of one size. */
export class Denoiser {
  /**
   * @param {WebGL2RenderingContext} gl
   * @param {{deviation: Pass, follow: Pass, soften: Pass}} passes stay their owner's
   */
  constructor(gl, passes, frameWidth, frameHeight) {
    [this.gl, this.passes] = [gl, passes];
    [this.width, this.height] = [Math.ceil(frameWidth / 2), Math.ceil(frameHeight / 2)];
    const planes = () => makeTarget(gl, gl.RGBA16UI, this.width, this.height, { count: 2 });
    [this.past, this.now, this.soft] = [planes(), planes(), planes()];
    this.deviations = makeTarget(gl, gl.RG16I, this.width, this.height);
    this.four = new Float32Array(4);
    this.forget();
  }

  /** Take the next frame as the first. */
  forget() {
    this.fresh = true;
  }

  /**
   * Look at a frame; what enhance.frag needs of it is then in `given` and `how`.
   * @param {WebGLTexture} camera
   * @param {import('./noise.js').Noise} noise
   * @param {number} amount above 0, up to 1
   */
  update(camera, noise, amount) {
    const { passes, fresh, width, height, four } = this;
    four.set([noise.start, noise.slope, noise.least, noise.chroma]);
    const [pastLuma, pastChroma] = this.past.textures;
    if (!fresh) {
      passes.deviation.use({ camera, pastChroma }, { noise: four });
      passes.deviation.draw(this.deviations, width, height);
    }
    const deviations = this.deviations.texture;
    passes.follow.use({ camera, deviations, pastLuma, pastChroma }, { likeness: noise.likeness, fresh });
    passes.follow.draw(this.now, width, height);
    const [calmLuma, calmChroma] = this.now.textures;
    passes.soften.use({ calmLuma, calmChroma }, { noise: four, fresh });
    passes.soften.draw(this.soft, width, height);
    [this.past, this.now] = [this.now, this.past];
    this.fresh = false;
    const [softLuma, softChroma] = this.soft.textures;
    this.given = { softLuma, softChroma };
    this.how = { noise: four, amount, fresh };
  }

  dispose() {
    for (const target of [this.past, this.now, this.soft, this.deviations]) deleteTarget(this.gl, target);
  }
}
