#version 300 es
// Each pixel averaged with its neighbours in the row that are alike: kernels.denoise.soften_along. What differs
// by more than the noise that the filter over time has left does not count. One pixel here is a quad; the way
// along the column is enhance.frag's.
precision highp float;
precision highp int;
precision highp sampler2D;  // by default it is lowp, and Mesa then gives half floats
precision highp usampler2D;
uniform usampler2D calmLuma;  // as follow.frag writes them
uniform usampler2D calmChroma;
uniform vec4 noise;  // deviation of a luma code: start, slope, least; of a chroma code
uniform bool fresh;  // the filter over time has not helped yet
layout(location = 0) out uvec4 luma;
layout(location = 1) out uvec4 chroma;  // gain and mean luma as they were

const float CODE_STEPS = 128.0, GAIN_STEPS = 65535.0;
const float LUMA_SIGMAS = 4.0, CHROMA_SIGMAS = 8.0, ALONE = 1.5;

vec2 pull(vec2 difference, float t) {
  return difference * max(1.0 - t * difference * difference, 0.0);
}

vec2 ofFive(vec2 a, vec2 b, vec2 c, vec2 d, vec2 e, float t) {
  return c + 0.2 * ((pull(b - c, t) + pull(d - c, t)) + (pull(a - c, t) + pull(e - c, t)));
}

ivec2 besides(ivec2 quad, int by) {
  return ivec2(clamp(quad.x + by, 0, textureSize(calmLuma, 0).x - 1), quad.y);
}

vec4 lumas(ivec2 quad, int by) {
  return vec4(texelFetch(calmLuma, besides(quad, by), 0)) / CODE_STEPS;
}

vec2 chromas(ivec2 quad, int by) {
  return vec2(texelFetch(calmChroma, besides(quad, by), 0).rg) / CODE_STEPS;
}

void main() {
  ivec2 quad = ivec2(gl_FragCoord.xy);
  uvec4 own = texelFetch(calmChroma, quad, 0);
  float left = sqrt(float(own.b) / GAIN_STEPS) * (fresh ? ALONE : 1.0);  // of the noise
  float sigma = max(noise.x + noise.y * float(own.a) / CODE_STEPS, noise.z);
  float lumaReach = LUMA_SIGMAS * sigma * left, chromaReach = CHROMA_SIGMAS * noise.w * left;
  float t = 1.0 / (lumaReach * lumaReach), s = 1.0 / (chromaReach * chromaReach);

  // both rows of the quad at once: left and right pixels of this and of its neighbours
  vec4 l = lumas(quad, -1), c = lumas(quad, 0), r = lumas(quad, 1);
  vec4 soft;
  soft.xz = ofFive(l.xz, l.yw, c.xz, c.yw, r.xz, t);
  soft.yw = ofFive(l.yw, c.xz, c.yw, r.xz, r.yw, t);
  vec2 colour = ofFive(chromas(quad, -2), chromas(quad, -1), vec2(own.rg) / CODE_STEPS, chromas(quad, 1),
                       chromas(quad, 2), s);
  luma = uvec4(CODE_STEPS * soft + 0.5);
  chroma = uvec4(uvec2(CODE_STEPS * colour + 0.5), own.ba);
}
