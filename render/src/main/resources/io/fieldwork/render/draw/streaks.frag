// Line integral convolution: the mean of noise along the line through a point that follows the vectors.
#include "palette.glsl"

uniform sampler2D data;
uniform sampler2D noise;
// Grains of noise along the plane's sides.
uniform vec2 grains;
// Grains to either side.
uniform int strokeLength;
uniform bool directors;
in vec2 place;
out vec4 color;

const float NOISE_SIZE = 256.0;
const float STEP = 0.5;

// The unit vector at a place; directors are stored at twice their angle and point like the way so far.
vec2 vectorAt(vec2 at, vec2 way) {
    vec2 stored = texture(data, at).rg;
    float size = length(stored);
    if (size < 1e-20) {
        return vec2(0.0);
    }
    if (!directors) {
        return stored / size;
    }
    float angle = 0.5 * atan(stored.y, stored.x);
    vec2 unit = vec2(cos(angle), sin(angle));
    return dot(unit, way) < 0.0 ? -unit : unit;
}

// The sum of the noise on one side, by the midpoint rule.
vec2 follow(float side) {
    vec2 at = place;
    vec2 way = side * vectorAt(at, vec2(1.0, 0.0));
    float sum = 0.0;
    float count = 0.0;
    for (int i = 0; i < int(float(strokeLength) / STEP); i++) {
        float sense = directors ? 1.0 : side;
        vec2 half_ = at + 0.5 * STEP * way / grains;
        way = sense * vectorAt(half_, way);
        at += STEP * way / grains;
        if (any(lessThan(at, vec2(0.0))) || any(greaterThan(at, vec2(1.0))) || way == vec2(0.0)) {
            break;
        }
        sum += texture(noise, at * grains / NOISE_SIZE).r;
        count += 1.0;
    }
    return vec2(sum, count);
}

void main() {
    vec2 total = vec2(texture(noise, place * grains / NOISE_SIZE).r, 1.0) + follow(1.0) + follow(-1.0);
    float mean = total.x / total.y;
    // The mean of n independent grains spreads as 1 / sqrt(12 n) around a half.
    float spread = sqrt(12.0 * max(total.y * STEP, 1.0));
    float ink = clamp(0.5 + 0.22 * (mean - 0.5) * spread, 0.0, 1.0);
    color = vec4(colorOf(length(texture(data, place).rg)) * (0.35 + 0.65 * ink), 1.0);
}
