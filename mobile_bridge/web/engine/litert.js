// The network where WebGL2 cannot compute it: its own file in LiteRT.js, on WebAssembly or WebGPU.
//
// Nine megabytes that hardly any phone needs, so nothing is fetched before it is this one's turn.

const VENDOR = new URL('../vendor/litert/', import.meta.url);
const MODEL = new URL('../model/', import.meta.url);
const PATIENCE_MS = 20_000; // a phone may compile for seconds; a GPU that was taken away never answers

/** @type {Promise<object>|null} the module, its WebAssembly loaded; one for the page, as it wants it */
let runtime = null;

async function start(base) {
  let litert = null;
  try {
    litert = await import(new URL('index.js', base).href);
  } catch {
    throw new Error('the computer has no LiteRT.js');
  }
  await litert.loadLiteRt(base.href);
  return litert;
}

function loadRuntime(base) {
  if (!runtime) {
    runtime = start(base);
    runtime.catch(() => { runtime = null; });
  }
  return runtime;
}

async function fetchBytes(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url.pathname} is not there (${answer.status})`);
  return new Uint8Array(await answer.arrayBuffer());
}

/** What each byte 0-255 is for the network: its root, 0..1. */
const CODES = Float32Array.from({ length: 256 }, (_, byte) => Math.sqrt(byte / 255));

/**
 * The file for small pictures of another size; LiteRT.js has no call for that.
 * @param {Uint8Array} content
 * @param {Array<{at: number, of: 'width'|'height', divide: number}>} sides see mobile_bridge/glsl/sides.py
 */
export function resized(content, sides, width, height) {
  const out = content.slice();
  const view = new DataView(out.buffer);
  const size = { width, height };
  for (const { at, of, divide } of sides) view.setInt32(at, size[of] / divide, true);
  return out;
}

/** Runs the network on the processor, or on the GPU by WebGPU. Pictures come and maps go in memory. */
export class LiteRtNetwork {
  /**
   * Get one ready; Error with the reason if this device cannot.
   * @param {object} program what `program.json` holds
   * @param {'wasm'|'webgpu'} accelerator
   * @param {{vendor?: URL, model?: URL}} [places] where LiteRT.js and the file are
   */
  static async create(program, accelerator, { vendor = VENDOR, model = MODEL } = {}) {
    const { name, sides } = program.file;
    if (accelerator === 'webgpu' && !await hasWebGpu()) throw new Error('this browser has no WebGPU');
    const [litert, content] = await Promise.all([loadRuntime(vendor), fetchBytes(new URL(name, model))]);
    return new LiteRtNetwork(litert, content, sides, accelerator);
  }

  constructor(litert, content, sides, accelerator) {
    [this.litert, this.content, this.sides, this.accelerator] = [litert, content, sides, accelerator];
    this.kind = `litert-${accelerator}`;
    this.patienceMs = PATIENCE_MS;
    this.compiled = null;
    this.width = this.height = 0;
    /** What is asked for is done one after the other: a network is not for two at once. */
    this.turn = Promise.resolve();
  }

  /** Size of the map of small pictures of this size: nothing is got ready before one comes. */
  configure(width, height) {
    const divide = Math.max(...this.sides.map((side) => side.divide));
    return [width / divide, height / divide];
  }

  /**
   * From the small picture, RGBA bytes whose row 0 is the top, its map.
   * @param {Uint8Array} small not to be changed before the map is there
   * @returns {Promise<Float32Array>}
   */
  predict(small, width, height) {
    const mine = this.turn.then(async () => {
      await this.compile(width, height);
      return this.compute(small);
    });
    this.turn = mine.catch(() => {});
    return inTime(mine, this.patienceMs);
  }

  async compile(width, height) {
    if (this.compiled && width === this.width && height === this.height) return;
    this.forget();
    const { accelerator } = this;
    const content = resized(this.content, this.sides, width, height);
    const options = accelerator === 'webgpu' ? { accelerator, gpuOptions: { precision: 'fp32' } } : { accelerator };
    const compiled = await this.litert.loadAndCompile(content, options);
    if (!compiled.isFullyAccelerated) {
      compiled.delete();
      throw new Error('not all of the network runs there');
    }
    [this.compiled, this.width, this.height] = [compiled, width, height];
  }

  async compute(small) {
    const { width, height } = this;
    const values = new Float32Array(3 * width * height);
    for (let at = 0; at < width * height; at++) {
      for (let c = 0; c < 3; c++) values[3 * at + c] = CODES[small[4 * at + c]];
    }
    const input = new this.litert.Tensor(values, [1, height, width, 3]);
    try {
      const [output] = await this.compiled.run([input]);
      try {
        return Float32Array.from(await output.data());
      } finally {
        output.delete();
      }
    } finally {
      input.delete();
    }
  }

  forget() {
    if (this.compiled) this.compiled.delete();
    this.compiled = null;
  }

  /** Free it, after what is still under way. */
  dispose() {
    this.turn = this.turn.then(() => this.forget());
  }
}

/** What is promised, or an Error if it takes too long. */
function inTime(promise, patienceMs) {
  return new Promise((resolve, reject) => {
    const end = setTimeout(() => { reject(new Error('it does not answer')); }, patienceMs);
    promise.then(resolve, reject).finally(() => { clearTimeout(end); });
  });
}

async function hasWebGpu() {
  return Boolean(navigator.gpu && await navigator.gpu.requestAdapter());
}

/**
 * What `chooseAccelerator` tries after WebGL2.
 * @param {object} program what `program.json` holds
 * @param {object} [places] see `LiteRtNetwork.create`
 */
export function litertCandidates(program, places) {
  return ['webgpu', 'wasm'].map((accelerator) => ({
    kind: `litert-${accelerator}`,
    make: () => LiteRtNetwork.create(program, accelerator, places),
  }));
}
