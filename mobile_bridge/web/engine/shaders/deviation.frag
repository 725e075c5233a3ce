#version 300 es
// By how much quads of 2 x 2 pixels differ from what is remembered of them, in units of the camera's noise:
// the first half of kernels.denoise.look. One pixel here is a quad.
precision highp float;
precision highp int;
precision highp sampler2D;  // by default it is lowp, and Mesa then gives half floats
precision highp usampler2D;
uniform sampler2D camera;
uniform usampler2D pastChroma;  // U, V, gain, mean luma, as follow.frag writes them
uniform vec4 noise;  // deviation of a luma code: start, slope, least; of a chroma code
out ivec2 result;  // of luma; of chroma, squared and weighted; in steps

const vec3 LUMA = vec3(0.299, 0.587, 0.114);
const float CODE_STEPS = 128.0;
const float STEPS = 256.0, MOST = 127.0;  // of a deviation, which decides far below
const float CHROMA_WEIGHT = 0.05;

vec3 pixel(ivec2 p) {
  return 255.0 * texelFetch(camera, min(p, textureSize(camera, 0) - 1), 0).rgb;
}

void main() {
  ivec2 quad = ivec2(gl_FragCoord.xy), p = 2 * quad;
  vec3 rgb = 0.25 * (pixel(p) + pixel(p + ivec2(1, 0)) + pixel(p + ivec2(0, 1)) + pixel(p + ivec2(1, 1)));
  float level = dot(rgb, LUMA);
  vec2 chroma = 128.0 + (rgb.br - level) / vec2(1.772, 1.402);
  vec4 past = vec4(texelFetch(pastChroma, quad, 0));
  float sigma = max(noise.x + noise.y * level, noise.z);
  // the mean of four pixels has half the noise of one
  float luma = 2.0 * (level - past.a / CODE_STEPS) / sigma;
  vec2 other = (chroma - past.rg / CODE_STEPS) / noise.w;
  vec2 found = vec2(luma, CHROMA_WEIGHT * dot(other, other));
  result = ivec2(round(STEPS * clamp(found, -MOST, MOST)));
}
