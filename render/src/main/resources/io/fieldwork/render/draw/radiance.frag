// Emission and absorption of a grid of bricks, front to back.
#include "camera.glsl"

// Colours and opacities of the bricks; further coefficients lie one layer each above.
uniform sampler3D atlas;
uniform float layer;
// For each block of cells where its brick lies in the atlas, in bricks, and 0; or 1 + the level at which its surroundings are empty.
uniform sampler3D blocks;
// Bricks along each axis.
uniform vec3 size;
// The first point in the world, and the side of a cell.
uniform vec3 low;
uniform float cell;
// Between samples, in cells.
uniform float stepSize;
uniform sampler2D sceneDepth;

// Cells along the side of a block; cells and points along that of a brick.
const float BLOCK = 4.0;
const float CELLS = 8.0;
const float SIDE = 9.0;
const float FAINTEST = 0.002;

in vec2 place;
out vec4 color;

float least(vec3 v) {
    return min(min(v.x, v.y), v.z);
}

float greatest(vec3 v) {
    return max(max(v.x, v.y), v.z);
}

#if DEGREE > 0
const int COEFFICIENTS = (DEGREE + 1) * (DEGREE + 1);

void harmonics(vec3 d, out float y[COEFFICIENTS]) {
    y[0] = 1.0;
    y[1] = -0.48860251 * d.y;
    y[2] = 0.48860251 * d.z;
    y[3] = -0.48860251 * d.x;
#if DEGREE > 1
    y[4] = 1.0925484 * d.x * d.y;
    y[5] = -1.0925484 * d.y * d.z;
    y[6] = 0.31539157 * (2.0 * d.z * d.z - d.x * d.x - d.y * d.y);
    y[7] = -1.0925484 * d.x * d.z;
    y[8] = 0.54627422 * (d.x * d.x - d.y * d.y);
#endif
}
#endif

void main() {
    vec3 h = vec3(place, 1.0);
    // The ray in cells; its parameter is the depth along the camera's axis.
    vec3 direction = rayDirections * h / cell;
    vec3 origin = (rayOrigins * h - low) / cell;
    direction = mix(direction, vec3(1e-7), lessThan(abs(direction), vec3(1e-7)));
    vec3 inverse = 1.0 / direction;
    vec3 a = -origin * inverse;
    vec3 b = (CELLS * size - origin) * inverse;
    float start = max(greatest(min(a, b)), axialDepth(0.0));
    float end = min(least(max(a, b)), axialDepth(texelFetch(sceneDepth, ivec2(gl_FragCoord.xy), 0).r));
    // Steps share the way evenly; their length in depth and in cells.
    int samples = int(ceil(max(end - start, 0.0) * length(direction) / stepSize));
    float pace = (end - start) / float(max(samples, 1));
    float cells = pace * length(direction);

    vec3 texels = vec3(textureSize(atlas, 0));
    vec3 advance = direction * pace / texels;
    vec3 forward = vec3(greaterThan(direction, vec3(0.0)));
#if DEGREE > 0
    float y[COEFFICIENTS];
    harmonics(normalize(direction), y);
    // Where the ray loses most of its light in one step.
    float most = 0.0;
    vec3 chief = vec3(0.0);
#endif
    vec3 light = vec3(0.0);
    float transmittance = 1.0;
    int i = 0;
    while (i < samples && transmittance > FAINTEST) {
        vec3 at = origin + direction * (start + (float(i) + 0.5) * pace);
        ivec3 block = clamp(ivec3(at / BLOCK), ivec3(0), textureSize(blocks, 0) - 1);
        vec4 entry = floor(255.0 * texelFetch(blocks, block, 0) + 0.5);
        bool empty = entry.a > 0.0;
        // The largest empty cube around the block, or the block itself.
        int level = empty ? int(entry.a) - 1 : 0;
        vec3 sides = (vec3(block >> level) + forward) * (BLOCK * exp2(float(level)));
        float leave = least((sides - origin) * inverse);
        int next = clamp(int(ceil((leave - start) / pace - 0.5)), i + 1, samples);
        if (empty) {
            i = next;
        } else {
            vec3 texel = (SIDE * entry.rgb + 0.5 + at - CELLS * floor(vec3(block) * (BLOCK / CELLS))) / texels;
            for (; i < next; i++, texel += advance) {
                vec4 here = textureLod(atlas, texel, 0.0);
                if (here.a > 0.0) {
                    float left = transmittance * exp2(cells * log2(max(1.0 - here.a, 0.001)));
#if DEGREE > 0
                    bool more = transmittance - left > most;
                    most = more ? transmittance - left : most;
                    chief = more ? texel : chief;
#endif
                    light += (transmittance - left) * here.rgb;
                    transmittance = left;
                }
            }
        }
    }
#if DEGREE > 0
    if (most > 0.0) {
        vec3 further = vec3(0.0);
        for (int k = 1; k < COEFFICIENTS; k++) {
            vec3 texel = chief + vec3(0.0, 0.0, float(k) * layer);
            further += y[k] * (textureLod(atlas, texel, 0.0).rgb - 128.0 / 255.0);
        }
        light += (1.0 - transmittance) * (255.0 / 127.0) * further;
    }
#endif
    color = vec4(max(light, 0.0), 1.0 - transmittance);
}
