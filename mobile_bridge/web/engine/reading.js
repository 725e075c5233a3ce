// A small picture and its map on their way to the processor. Nothing waits for them: they are asked for, and are
// there some frames later.

/** Pixels that the GPU copies into memory when it comes to them. */
class Download {
  /**
   * @param {WebGL2RenderingContext} gl
   * @param {Array<{target: object, kind: number, memory: Uint8Array|Float32Array}>} parts RGBA of whole targets
   */
  constructor(gl, parts) {
    this.gl = gl;
    this.parts = parts.map((part) => ({ ...part, buffer: this.ask(part) }));
    this.fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    gl.flush();
  }

  ask({ target, kind, memory }) {
    const { gl } = this;
    const buffer = gl.createBuffer();
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, buffer);
    gl.bufferData(gl.PIXEL_PACK_BUFFER, memory.byteLength, gl.STREAM_READ);
    gl.bindFramebuffer(gl.FRAMEBUFFER, target.framebuffer);
    gl.readPixels(0, 0, target.width, target.height, gl.RGBA, kind, 0);
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null);
    return buffer;
  }

  /** Whether they are there; if `wait`, they are. */
  come(wait) {
    const { gl } = this;
    if (gl.clientWaitSync(this.fence, 0, 0) === gl.TIMEOUT_EXPIRED && !wait) return false;
    for (const { buffer, memory } of this.parts) {
      gl.bindBuffer(gl.PIXEL_PACK_BUFFER, buffer);
      gl.getBufferSubData(gl.PIXEL_PACK_BUFFER, 0, memory);
    }
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null);
    this.dispose();
    return true;
  }

  dispose() {
    this.parts.forEach(({ buffer }) => this.gl.deleteBuffer(buffer));
    this.gl.deleteSync(this.fence);
    this.parts = [];
  }
}

/** The map was made on the GPU: it comes with the picture. */
export class GpuReading {
  /**
   * @param {object} small the target with the small picture
   * @param {object} map the target with its map in red
   * @param {number} timeMs when it was taken
   * @param {Uint8Array} pixels takes the picture, RGBA
   */
  constructor(gl, small, map, timeMs, pixels) {
    this.timeMs = timeMs;
    this.problem = '';
    this.floats = new Float32Array(4 * map.width * map.height);
    this.map = new Float32Array(map.width * map.height);
    this.download = new Download(gl, [
      { target: small, kind: gl.UNSIGNED_BYTE, memory: pixels },
      { target: map, kind: gl.FLOAT, memory: this.floats },
    ]);
  }

  /** Whether both are there; if `wait`, they are. */
  come(wait) {
    if (!this.download.come(wait)) return false;
    for (let at = 0; at < this.map.length; at++) this.map[at] = this.floats[4 * at];
    return true;
  }

  dispose() {
    this.download.dispose();
  }
}

/** The network takes the picture from memory: its map comes after it. */
export class MemoryReading {
  /**
   * @param {object} small the target with the small picture
   * @param {{predict: (small: Uint8Array, width: number, height: number) => Promise<Float32Array>}} network
   * @param {number} timeMs when it was taken
   * @param {Uint8Array} pixels takes the picture, RGBA
   */
  constructor(gl, small, network, timeMs, pixels) {
    [this.small, this.network, this.timeMs, this.pixels] = [small, network, timeMs, pixels];
    this.problem = '';
    this.map = null;
    this.isAsked = false;
    this.download = new Download(gl, [{ target: small, kind: gl.UNSIGNED_BYTE, memory: pixels }]);
  }

  /** Whether both are there. If `wait`, the picture is; the map cannot be waited for here. */
  come(wait) {
    if (!this.isAsked && this.download.come(wait)) this.ask();
    return this.map !== null;
  }

  ask() {
    const { width, height } = this.small;
    this.isAsked = true;
    this.network.predict(this.pixels, width, height).then(
      (map) => { this.map = map; },
      (error) => { this.problem = String(error.message || error); },
    );
  }

  dispose() {
    if (!this.isAsked) this.download.dispose();
  }
}
