#version 300 es
// The picture as it is.
precision highp float;
precision highp int;
precision highp sampler2D;  // by default it is lowp, and Mesa then gives half floats
uniform sampler2D camera;
uniform bool mirror;
uniform bool flip;  // a canvas has its first row below
out vec4 result;

void main() {
  ivec2 size = textureSize(camera, 0);
  ivec2 p = ivec2(gl_FragCoord.xy);
  if (mirror) p.x = size.x - 1 - p.x;
  if (flip) p.y = size.y - 1 - p.y;
  result = vec4(texelFetch(camera, p, 0).rgb, 1.0);
}
