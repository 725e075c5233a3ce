#version 300 es
// The curve at full resolution: kernels.fused.enhance and kernels.curves, whose specification is
// kernels/reference.py. r = strength * (slope * y + start), with y the mean luma of the quad of 2 x 2 pixels
// and slope and start the guided map, up-scaled bilinearly to quads.
//
// With DENOISE defined, y is that after the filter over time, and the picture is the soft one, averaged along
// its columns too (kernels.denoise.soften_down); but where little of the curve is left, little noise is taken.
precision highp float;
precision highp int;
precision highp sampler2D;  // by default it is lowp, and Mesa then gives half floats
precision highp usampler2D;
uniform sampler2D camera;
uniform sampler2D guided;  // slope and start in red and green, linear filter
uniform float strength;
uniform float white;  // what is as bright as this becomes white
uniform bool mirror;
uniform bool flip;  // a canvas has its first row below
#ifdef DENOISE
uniform usampler2D softLuma;  // as soften.frag writes them
uniform usampler2D softChroma;
uniform vec4 noise;  // deviation of a luma code: start, slope, least; of a chroma code
uniform float amount;  // of what is taken away, 0 to 1
uniform bool fresh;  // the filter over time has not helped yet
#endif
out vec4 result;

const vec3 LUMA = vec3(0.299, 0.587, 0.114);
const float LEAST_R = -1.0 / 3.0;
const float TOE = 0.008, LIFT = 0.07, SHARPEST = 0.05;

#ifdef DENOISE
const float CODE_STEPS = 128.0, GAIN_STEPS = 65535.0;
const float LUMA_SIGMAS = 4.0, CHROMA_SIGMAS = 8.0, ALONE = 1.5;
const float FULL_FROM = 20.0;  // one over the |r| from which on noise is lifted enough to be taken in full

ivec2 below(ivec2 quad, int by) {
  return ivec2(quad.x, clamp(quad.y + by, 0, textureSize(softLuma, 0).y - 1));
}

// Upper and lower pixel of a quad in the column of this one.
vec2 lumas(ivec2 quad, int by, bool isRight) {
  uvec4 four = texelFetch(softLuma, below(quad, by), 0);
  return vec2(isRight ? four.yw : four.xz) / CODE_STEPS;
}

vec2 chromas(ivec2 quad, int by) {
  return vec2(texelFetch(softChroma, below(quad, by), 0).rg) / CODE_STEPS;
}

float pull(float difference, float t) {
  return difference * max(1.0 - t * difference * difference, 0.0);
}

vec2 pull(vec2 difference, float t) {
  return difference * max(1.0 - t * difference * difference, 0.0);
}

// RGB of a pixel after noise reduction, 0 to 1; `own` is its quad's U, V, gain, mean luma.
vec3 calm(ivec2 p, ivec2 quad, uvec4 own) {
  float left = sqrt(float(own.b) / GAIN_STEPS) * (fresh ? ALONE : 1.0);  // of the noise
  float sigma = max(noise.x + noise.y * float(own.a) / CODE_STEPS, noise.z);
  float lumaReach = LUMA_SIGMAS * sigma * left, chromaReach = CHROMA_SIGMAS * noise.w * left;
  float t = 1.0 / (lumaReach * lumaReach), s = 1.0 / (chromaReach * chromaReach);
  bool isRight = (p.x & 1) == 1, isLower = (p.y & 1) == 1;
  vec2 u = lumas(quad, -1, isRight), c = lumas(quad, 0, isRight), d = lumas(quad, 1, isRight);
  // the lower pixel's column is the upper one's, read from the other end
  vec3 far = isLower ? vec3(d.yx, u.y) : vec3(u, d.x);
  vec2 here = isLower ? c.yx : c;
  float y = here.x + 0.2 * (pull(far.x - here.x, t) + pull(far.y - here.x, t) + pull(here.y - here.x, t) +
                            pull(far.z - here.x, t));
  vec2 uv = vec2(own.rg) / CODE_STEPS;
  uv += 0.2 * ((pull(chromas(quad, -1) - uv, s) + pull(chromas(quad, 1) - uv, s)) +
               (pull(chromas(quad, -2) - uv, s) + pull(chromas(quad, 2) - uv, s)));
  uv -= 128.0;
  vec3 rgb = y + vec3(1.402 * uv.y, -0.344136286 * uv.x - 0.714136286 * uv.y, 1.772 * uv.x);
  return clamp(rgb / 255.0, 0.0, 1.0);
}
#else
float lumaOf(ivec2 p, ivec2 size) {
  return dot(texelFetch(camera, min(p, size - 1), 0).rgb, LUMA);
}

float brightness(ivec2 quad, ivec2 size) {
  ivec2 p = 2 * quad;
  return 0.25 * (lumaOf(p, size) + lumaOf(p + ivec2(1, 0), size) + lumaOf(p + ivec2(0, 1), size) +
                 lumaOf(p + ivec2(1, 1), size));
}
#endif

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
  vec3 rgb = texelFetch(camera, p, 0).rgb;
#ifdef DENOISE
  uvec4 own = texelFetch(softChroma, quad, 0);
  float y = float(own.a) / (255.0 * CODE_STEPS);
#else
  float y = brightness(quad, size);
#endif
  float r = clamp(strength * (line.x * y + line.y), LEAST_R, 0.0);
#ifdef DENOISE
  rgb = mix(rgb, calm(p, quad, own), amount * min(FULL_FROM * -r, 1.0));
#endif
  result = vec4(bend(rgb, r), 1.0);
}
