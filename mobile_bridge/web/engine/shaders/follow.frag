#version 300 es
// The recursive filter over time, kernels.denoise.look and .follow: each quad of 2 x 2 pixels goes from its past
// towards the new frame by a gain of its own, as a Kalman filter's; 1 where something moves, down to 1/19 where
// nothing has for a while. What is written is what is remembered for the next frame. One pixel here is a quad.
precision highp float;
precision highp int;
precision highp sampler2D;  // by default it is lowp, and Mesa then gives half floats
precision highp isampler2D;
precision highp usampler2D;
uniform sampler2D camera;
uniform isampler2D deviations;
uniform usampler2D pastLuma;
uniform usampler2D pastChroma;
uniform float likeness;  // of neighbours' noise, 1 / 5 for none
uniform bool fresh;  // there is no past
layout(location = 0) out uvec4 luma;  // upper left, upper right, lower left, lower right
layout(location = 1) out uvec4 chroma;  // U, V, gain, mean luma

const vec3 LUMA = vec3(0.299, 0.587, 0.114);
const float CODE_STEPS = 128.0, GAIN_STEPS = 65535.0;
const float STEPS = 256.0;  // of a deviation
const float STILL_ENERGY = 3.0, RISE = 1.5, WANDER = 0.003;

vec3 pixel(ivec2 p) {
  return 255.0 * texelFetch(camera, min(p, textureSize(camera, 0) - 1), 0).rgb;
}

// About 1 where all that has changed is noise. The square of the sum finds faint edges that move.
float energy(ivec2 quad) {
  ivec2 last = textureSize(deviations, 0) - 1;
  float sum = 0.0, squares = 0.0, other = 0.0;
  for (int x = -2; x <= 2; x++) {
    vec2 deviation = vec2(texelFetch(deviations, clamp(quad + ivec2(x, 0), ivec2(0), last), 0).rg) / STEPS;
    sum += deviation.x;
    squares += deviation.x * deviation.x;
    if (x == 0) other = deviation.y;
  }
  return 0.1 * squares + 0.5 * likeness * sum * sum + other;
}

void main() {
  ivec2 quad = ivec2(gl_FragCoord.xy), p = 2 * quad;
  vec3 a = pixel(p), b = pixel(p + ivec2(1, 0)), c = pixel(p + ivec2(0, 1)), d = pixel(p + ivec2(1, 1));
  vec4 newLuma = vec4(dot(a, LUMA), dot(b, LUMA), dot(c, LUMA), dot(d, LUMA));
  float level = dot(newLuma, vec4(0.25));
  vec2 newChroma = 128.0 + (0.25 * (a + b + c + d).br - level) / vec2(1.772, 1.402);

  float gain = 1.0;
  if (!fresh) {
    vec4 past = vec4(texelFetch(pastChroma, quad, 0));
    float found = 0.25 * (energy(quad - ivec2(0, 1)) + energy(quad + ivec2(0, 1))) + 0.5 * energy(quad);
    float q = past.b / GAIN_STEPS + WANDER + RISE * max(found - STILL_ENERGY, 0.0);
    gain = q / (1.0 + q);
    newLuma = mix(vec4(texelFetch(pastLuma, quad, 0)) / CODE_STEPS, newLuma, gain);
    newChroma = mix(past.rg / CODE_STEPS, newChroma, gain);
  }
  luma = uvec4(CODE_STEPS * newLuma + 0.5);
  chroma = uvec4(vec4(CODE_STEPS * newChroma, GAIN_STEPS * gain, CODE_STEPS * dot(newLuma, vec4(0.25))) + 0.5);
}
