// The released network, as the passes that `python -m mobile_bridge.glsl` made of it.

import { Pass, compiled, deleteTarget, floatFormat, makeTarget, makeTexture } from './gl.js';

const STEP = 4; // sides of the small picture are multiples of it
const SMALLEST = 16;

/** Size of the small picture for frames of this size: vcam.enhance.model.small_size. */
export function smallSize(width, height, longSide) {
  const scale = longSide / Math.max(width, height);
  const side = (length) => Math.max(SMALLEST, STEP * roundHalfEven((length * scale) / STEP));
  return [side(width), side(height)];
}

function roundHalfEven(x) {
  const below = Math.floor(x);
  if (x - below !== 0.5) return Math.round(x);
  return below % 2 ? below + 1 : below;
}

/** Runs the network on the GPU. */
export class Network {
  /** Get one ready; GlError if this device cannot. */
  static async create(gl, program) {
    const network = new Network(gl, program);
    await compiled(gl, network.steps.map(({ pass }) => pass));
    return network;
  }

  /**
   * @param {WebGL2RenderingContext} gl
   * @param {{json: object, bin: ArrayBuffer}} program
   */
  constructor(gl, program) {
    this.gl = gl;
    this.kind = 'webgl2';
    this.longSide = program.json.longSide;
    this.format = floatFormat(gl);
    const { width, height } = program.json.weights;
    this.weights = makeTexture(gl, gl.RGBA32F, width, height);
    gl.texSubImage2D(
      gl.TEXTURE_2D, 0, 0, 0, width, height, gl.RGBA, gl.FLOAT, new Float32Array(program.bin),
    );
    this.steps = program.json.passes.map((each) => ({ ...each, pass: new Pass(gl, each.shader) }));
    this.targets = [];
    this.width = this.height = 0;
  }

  /** Get ready for small pictures of this size; returns the map's. */
  configure(width, height) {
    if (width !== this.width || height !== this.height) {
      this.targets.forEach((target) => deleteTarget(this.gl, target));
      [this.width, this.height] = [width, height];
      this.targets = this.steps.map(({ divide, groups }) => {
        const [columns, rows] = divide ? [width / divide, height / divide] : [1, 1];
        return makeTarget(this.gl, this.format, columns * groups, rows);
      });
    }
    const last = this.targets[this.targets.length - 1];
    return [last.width, last.height];
  }

  /** From the small picture, an RGBA texture whose row 0 is the top, the target with the map in red. */
  run(small) {
    const textures = new Map([['small', small]]);
    let target = null;
    this.steps.forEach((step, at) => {
      const given = { weights: this.weights };
      for (const name of step.inputs) given[name] = textures.get(name);
      target = this.targets[at];
      step.pass.use(given);
      step.pass.draw(target, target.width, target.height);
      textures.set(step.output, target.texture);
    });
    return target;
  }

  dispose() {
    this.targets.forEach((target) => deleteTarget(this.gl, target));
    this.steps.forEach(({ pass }) => pass.dispose());
    this.gl.deleteTexture(this.weights);
    this.targets = [];
  }
}
