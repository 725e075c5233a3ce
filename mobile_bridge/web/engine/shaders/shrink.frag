#version 300 es
// The camera's picture, averaged down to the small one that the network sees: kernels.resize.shrink.
// Row 0 of both is the top.
precision highp float;
precision highp int;
precision highp sampler2D;  // by default it is lowp, and Mesa then gives half floats
uniform sampler2D camera;
uniform ivec2 small;  // size of what is drawn
out vec4 result;
const int ENOUGH_ROWS = 4;

void main() {
  ivec2 size = textureSize(camera, 0);
  ivec2 p = ivec2(gl_FragCoord.xy);
  ivec2 from = p * size / small;
  ivec2 to = max((p + 1) * size / small, from + 1);
  int every = max((to.y - from.y) / ENOUGH_ROWS, 1);
  vec3 sum = vec3(0.0);
  float count = 0.0;
  for (int y = from.y; y < to.y; y += every)
    for (int x = from.x; x < to.x; x++) {
      sum += texelFetch(camera, ivec2(x, y), 0).rgb;
      count += 1.0;
    }
  result = vec4(sum / count, 1.0);
}
