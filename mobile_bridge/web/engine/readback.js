// Small textures on their way back from the GPU: they are asked for, and come when the GPU has them.

/** Brings the same targets back again and again; allocates once. */
export class Readback {
  /**
   * @param {WebGL2RenderingContext} gl
   * @param {Array<{target: object, memory: Uint8Array|Float32Array}>} wanted RGBA targets, and where they come to
   */
  constructor(gl, wanted) {
    this.gl = gl;
    this.fence = null;
    this.wanted = wanted.map(({ target, memory }) => {
      const buffer = gl.createBuffer();
      const kind = memory instanceof Float32Array ? gl.FLOAT : gl.UNSIGNED_BYTE;
      return { target, memory, buffer, kind };
    });
  }

  /** Whether they have been asked for and have not come. */
  get isPending() {
    return this.fence !== null;
  }

  /** Bring what is in the targets now at once: the GPU is waited for. */
  read() {
    const { gl } = this;
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null);
    for (const { target, memory, kind } of this.wanted) {
      gl.bindFramebuffer(gl.FRAMEBUFFER, target.framebuffer);
      gl.readPixels(0, 0, target.width, target.height, gl.RGBA, kind, memory);
    }
  }

  /** Ask for what is in the targets now. */
  ask() {
    const { gl } = this;
    for (const { target, memory, buffer, kind } of this.wanted) {
      gl.bindBuffer(gl.PIXEL_PACK_BUFFER, buffer);
      // memory of its own each time: else Chromium, which keeps a copy of what was read, complains and waits
      gl.bufferData(gl.PIXEL_PACK_BUFFER, memory.byteLength, gl.STREAM_READ);
      gl.bindFramebuffer(gl.FRAMEBUFFER, target.framebuffer);
      gl.readPixels(0, 0, target.width, target.height, gl.RGBA, kind, 0);
    }
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null);
    this.fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    gl.flush();
  }

  /** Whether they are there, in their memories. */
  come() {
    const { gl } = this;
    if (gl.clientWaitSync(this.fence, 0, 0) === gl.TIMEOUT_EXPIRED) return false;
    for (const { buffer, memory } of this.wanted) {
      gl.bindBuffer(gl.PIXEL_PACK_BUFFER, buffer);
      gl.getBufferSubData(gl.PIXEL_PACK_BUFFER, 0, memory);
    }
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null);
    this.drop();
    return true;
  }

  /** Want them no more. */
  drop() {
    if (this.fence) this.gl.deleteSync(this.fence);
    this.fence = null;
  }

  dispose() {
    this.drop();
    for (const { buffer } of this.wanted) this.gl.deleteBuffer(buffer);
  }
}
