#version 300 es
// The curve at full resolution: kernels.fused.enhance and kernels.curves, whose specification is
// kernels/reference.py. r = strength * (slope * y + start), with y the mean luma of the quad of 2 x 2 pixels
// and slope and start the guided map, up-scaled bilinearly to quads.
precision highp float;
precision highp int;
uniform sampler2D camera;
uniform sampler2D guided;  // slope and start in red and green, linear filter
uniform float strength;
uniform float white;  // what is as bright as this becomes white
uniform bool mirror;
uniform bool flip;  // a canvas has its first row below
out vec4 result;

const vec3 LUMA = vec3(0.299, 0.587, 0.114);
const float LEAST_R = -1.0 / 3.0;
const float TOE = 0.008, LIFT = 0.07, SHARPEST = 0.05;

float lumaOf(ivec2 p, ivec2 size) {
  return dot(texelFetch(camera, min(p, size - 1), 0).rgb, LUMA);
}

float brightness(ivec2 quad, ivec2 size) {
  ivec2 p = 2 * quad;
  return 0.25 * (lumaOf(p, size) + lumaOf(p + ivec2(1, 0), size) + lumaOf(p + ivec2(0, 1), size) +
                 lumaOf(p + ivec2(1, 1), size));
}

vec3 bend(vec3 x, float r) {
  float u = 1.0 - r;
  u *= u;
  u *= u;
  float steep = u * u;
  float lifted = LIFT * (steep - 1.0), lift = lifted + TOE * steep;
  float whitest = max(white, (1.0 - lifted) / steep);
  float over = steep * whitest + lift - 1.0;
  float square = white * white;
  float softness = SHARPEST + (1.0 - SHARPEST) * square * square;
  float width = whitest * min(softness + 2.0 * over / (steep * whitest + over), 1.0);
  float bent = (whitest * over - TOE) / (width * width);
  x = min(x, vec3(whitest));
  vec3 beyond = max(x - (whitest - width), 0.0);
  return x * (steep * x + lift) / (x + TOE + bent * beyond * beyond);
}

void main() {
  ivec2 size = textureSize(camera, 0);
  ivec2 p = ivec2(gl_FragCoord.xy);
  if (mirror) p.x = size.x - 1 - p.x;
  if (flip) p.y = size.y - 1 - p.y;
  ivec2 quad = p / 2;
  vec2 place = (vec2(quad) + 0.5) / vec2((size + 1) / 2);
  vec2 line = texture(guided, place).rg;
  float r = clamp(strength * (line.x * brightness(quad, size) + line.y), LEAST_R, 0.0);
  result = vec4(bend(texelFetch(camera, p, 0).rgb, r), 1.0);
}
