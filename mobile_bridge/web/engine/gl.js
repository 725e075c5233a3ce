// The few calls of WebGL2 that passes need.

const VERTEX = `#version 300 es
void main() { gl_Position = vec4(4 * (gl_VertexID & 1) - 1, 2 * (gl_VertexID & 2) - 1, 0, 1); }
`;

/** What a device lacks, or a driver says. */
export class GlError extends Error {}

export const LOST = 'the GPU was taken away';

/** A fragment shader that is drawn over a whole texture. */
export class Pass {
  /**
   * @param {WebGL2RenderingContext} gl
   * @param {string} fragment GLSL ES 3.00
   * @param {string[]} [defines] names that its preprocessor is to know
   */
  constructor(gl, fragment, defines = []) {
    this.gl = gl;
    this.program = link(gl, define(fragment, defines));
    this.places = new Map();
  }

  /** Bind `textures` by their names and set `uniforms`: numbers, booleans, integer pairs or four numbers. */
  use(textures, uniforms = {}) {
    const { gl } = this;
    gl.useProgram(this.program);
    let unit = 0;
    for (const name in textures) {
      gl.activeTexture(gl.TEXTURE0 + unit);
      gl.bindTexture(gl.TEXTURE_2D, textures[name]);
      gl.uniform1i(this.place(name), unit);
      unit += 1;
    }
    for (const name in uniforms) {
      const value = uniforms[name];
      if (typeof value === 'boolean') gl.uniform1i(this.place(name), value ? 1 : 0);
      else if (typeof value === 'number') gl.uniform1f(this.place(name), value);
      else if (value.length === 4) gl.uniform4f(this.place(name), value[0], value[1], value[2], value[3]);
      else gl.uniform2i(this.place(name), value[0], value[1]);
    }
  }

  /** Draw into a target of `makeTarget`, or null for the canvas. */
  draw(target, width, height) {
    const { gl } = this;
    gl.bindFramebuffer(gl.FRAMEBUFFER, target && target.framebuffer);
    gl.viewport(0, 0, width, height);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  }

  place(name) {
    if (!this.places.has(name)) this.places.set(name, this.gl.getUniformLocation(this.program, name));
    return this.places.get(name);
  }

  dispose() {
    this.gl.deleteProgram(this.program);
  }
}

/**
 * A texture.
 * @param {WebGL2RenderingContext} gl
 * @param {number} format sized, such as gl.RGBA8
 */
export function makeTexture(gl, format, width, height, { linear = false } = {}) {
  const texture = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texStorage2D(gl.TEXTURE_2D, 1, format, width, height);
  setFilter(gl, linear);
  return texture;
}

/** Filter and edges of the texture that is bound. */
export function setFilter(gl, linear) {
  const how = linear ? gl.LINEAR : gl.NEAREST;
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, how);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, how);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
}

/** A texture that can be drawn into, or `count` of them at once; GlError if this device cannot. */
export function makeTarget(gl, format, width, height, { count = 1 } = {}) {
  const textures = Array.from({ length: count }, () => makeTexture(gl, format, width, height));
  const places = textures.map((_, at) => gl.COLOR_ATTACHMENT0 + at);
  const framebuffer = gl.createFramebuffer();
  gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
  textures.forEach((texture, at) => {
    gl.framebufferTexture2D(gl.FRAMEBUFFER, places[at], gl.TEXTURE_2D, texture, 0);
  });
  gl.drawBuffers(places);
  if (gl.checkFramebufferStatus(gl.FRAMEBUFFER) !== gl.FRAMEBUFFER_COMPLETE && !gl.isContextLost()) {
    throw new GlError('this GPU cannot draw into such a texture');
  }
  return { texture: textures[0], textures, framebuffer, width, height };
}

export function deleteTarget(gl, target) {
  target.textures.forEach((texture) => gl.deleteTexture(texture));
  gl.deleteFramebuffer(target.framebuffer);
}

/** Sized format of a texture of floats that this device can draw into; GlError if there is none. */
export function floatFormat(gl) {
  if (gl.getExtension('EXT_color_buffer_float')) return gl.RGBA32F;
  if (gl.getExtension('EXT_color_buffer_half_float')) return gl.RGBA16F;
  throw new GlError('this GPU cannot draw floating-point numbers');
}

function define(fragment, names) {
  const [version, ...body] = fragment.split('\n');
  return [version, ...names.map((name) => `#define ${name} 1`), ...body].join('\n');
}

function link(gl, fragment) {
  if (gl.isContextLost()) throw new GlError(LOST);
  const program = gl.createProgram();
  for (const [kind, text] of [[gl.VERTEX_SHADER, VERTEX], [gl.FRAGMENT_SHADER, fragment]]) {
    const shader = gl.createShader(kind);
    gl.shaderSource(shader, text);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    gl.deleteShader(shader);
  }
  gl.linkProgram(program);
  return program;
}

/**
 * Wait until the driver has compiled all of them, which it does beside; GlError with its words if it has not.
 * To ask before would stop the page.
 * @param {Pass[]} passes
 */
export async function compiled(gl, passes) {
  const beside = gl.getExtension('KHR_parallel_shader_compile');
  for (const { program } of passes) {
    const isDone = () => !beside || gl.isContextLost() || gl.getProgramParameter(program, beside.COMPLETION_STATUS_KHR);
    do {
      await new Promise((resolve) => { setTimeout(resolve, isDone() ? 0 : 5); });
    } while (!isDone());
    if (gl.isContextLost()) throw new GlError(LOST);
    if (!gl.getProgramParameter(program, gl.LINK_STATUS)) {
      const words = gl.getAttachedShaders(program).map((shader) => gl.getShaderInfoLog(shader)).join('');
      throw new GlError(`a shader does not compile: ${words || gl.getProgramInfoLog(program)}`);
    }
  }
}
