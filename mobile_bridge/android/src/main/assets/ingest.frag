#version 300 es
// The camera's picture as the passes want it: upright, not mirrored, row 0 the top.
#extension GL_OES_EGL_image_external_essl3 : require
precision highp float;
precision highp int;
precision highp samplerExternalOES;
uniform samplerExternalOES camera;
uniform vec2 size;  // of what is drawn
uniform vec2 corner;  // where in the camera's texture the upper left corner is
uniform vec2 across;  // from there to the upper right one
uniform vec2 down;  // and to the lower left one
out vec4 result;

void main() {
  vec2 place = gl_FragCoord.xy / size;
  result = vec4(texture(camera, corner + place.x * across + place.y * down).rgb, 1.0);
}
