// What the GPU takes for a frame, where the browser tells.

/** Times one frame after the other, each when the one before is known. */
export class GpuTimer {
  /** @param {WebGL2RenderingContext} gl */
  constructor(gl) {
    this.gl = gl;
    this.timing = gl.getExtension('EXT_disjoint_timer_query_webgl2');
    this.query = null;
    this.isOpen = false;
    /** Milliseconds of the last frame that is known, or null. */
    this.ms = null;
  }

  begin() {
    if (!this.timing || this.query) return;
    this.query = this.gl.createQuery();
    this.isOpen = true;
    this.gl.beginQuery(this.timing.TIME_ELAPSED_EXT, this.query);
  }

  end() {
    if (this.isOpen) this.gl.endQuery(this.timing.TIME_ELAPSED_EXT);
    this.isOpen = false;
  }

  /** Take over what is known by now. */
  poll() {
    const { gl, timing, query } = this;
    if (!query || this.isOpen || !gl.getQueryParameter(query, gl.QUERY_RESULT_AVAILABLE)) return;
    // another program has had the GPU in between
    const isTrue = !gl.getParameter(timing.GPU_DISJOINT_EXT);
    if (isTrue) this.ms = gl.getQueryParameter(query, gl.QUERY_RESULT) / 1e6;
    gl.deleteQuery(query);
    this.query = null;
  }

  dispose() {
    this.end();
    if (this.query) this.gl.deleteQuery(this.query);
    this.query = null;
  }
}
