#version 300 es
// What the phone shows: the picture that is sent, and left of the split the camera's own.
precision highp float;
precision highp int;
precision highp sampler2D;
uniform sampler2D picture;  // as it is sent; row 0 is the top
uniform sampler2D camera;
uniform vec2 size;  // of the screen's part, whose first row is below
uniform float split;  // 0 to 1 of the width
uniform bool mirror;  // the picture is; the camera's is not
out vec4 result;

const float HALF_LINE = 1.0;  // pixels

void main() {
  vec2 place = vec2(gl_FragCoord.x, size.y - gl_FragCoord.y) / size;
  vec2 own = mirror ? vec2(1.0 - place.x, place.y) : place;
  vec3 rgb = place.x < split ? texture(camera, own).rgb : texture(picture, place).rgb;
  bool isLine = split > 0.0 && abs(gl_FragCoord.x - split * size.x) < HALF_LINE;
  result = vec4(isLine ? vec3(1.0) : rgb, 1.0);
}
