#version 300 es
// Some quads of 2 x 2 pixels from all over the picture, for the processor to measure the noise with: runs of
// five in a row, as neighbours' noise may be alike. One word each: the sum of its lumas in quarters of a code,
// 12 bits from the top, then U and V in quarters of a code, 10 bits each.
precision highp float;
precision highp int;
precision highp sampler2D;  // by default it is lowp, and Mesa then gives half floats
uniform sampler2D camera;
uniform ivec2 count;  // size of what is drawn
out vec4 result;  // bytes of the word, the lowest first

const vec3 LUMA = vec3(0.299, 0.587, 0.114);
const int RUN = 5;

vec3 pixel(ivec2 p) {
  return 255.0 * texelFetch(camera, min(p, textureSize(camera, 0) - 1), 0).rgb;
}

void main() {
  ivec2 sample_ = ivec2(gl_FragCoord.xy), quads = (textureSize(camera, 0) + 1) / 2;
  ivec2 runs = ivec2(count.x / RUN, count.y), run = ivec2(sample_.x / RUN, sample_.y);
  ivec2 quad = (2 * run + 1) * quads / (2 * runs) + ivec2(sample_.x % RUN - RUN / 2, 0);
  ivec2 p = 2 * clamp(quad, ivec2(0), quads - 1);
  vec3 sum = pixel(p) + pixel(p + ivec2(1, 0)) + pixel(p + ivec2(0, 1)) + pixel(p + ivec2(1, 1));
  float luma = dot(sum, LUMA);
  vec2 chroma = 128.0 + 0.25 * (sum.br - luma) / vec2(1.772, 1.402);
  uvec2 steps = min(uvec2(4.0 * chroma + 0.5), 1023u);
  uint word = uint(4.0 * luma + 0.5) << 20 | steps.x << 10 | steps.y;
  result = vec4(uvec4(word, word >> 8, word >> 16, word >> 24) & 255u) / 255.0;
}
