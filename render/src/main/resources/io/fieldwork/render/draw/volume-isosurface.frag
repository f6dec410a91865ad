// The first place on the ray where the values cross a level.
#include "volume.glsl"
#include "light.glsl"

uniform float level;

float excess(Ray ray, float depth) {
    return valueAt(ray.origin + ray.direction * depth) - level;
}

// Halves an interval whose ends differ in sign, by the secant first.
float crossing(Ray ray, float from, float to, float atFrom, float atTo) {
    for (int i = 0; i < 6; i++) {
        float share = i < 2 ? clamp(atFrom / (atFrom - atTo), 0.05, 0.95) : 0.5;
        float middle = mix(from, to, share);
        float here = excess(ray, middle);
        bool beyond = (here > 0.0) == (atTo > 0.0);
        to = beyond ? middle : to;
        atTo = beyond ? here : atTo;
        from = beyond ? from : middle;
        atFrom = beyond ? atFrom : here;
    }
    return mix(from, to, atFrom / (atFrom - atTo));
}

vec3 gradientAt(vec3 cell) {
    vec2 d = vec2(1.0, 0.0);
    return vec3(valueAt(cell + d.xyy) - valueAt(cell - d.xyy),
            valueAt(cell + d.yxy) - valueAt(cell - d.yxy),
            valueAt(cell + d.yyx) - valueAt(cell - d.yyx)) / stored.y * size / extent;
}

// The samples before and behind the first crossing, and their excesses; false if there is none.
bool bracket(Ray ray, March march, out vec2 depths, out vec2 excesses) {
    bool known = false;
    int i = 0;
    while (i < march.samples) {
        ivec3 block = blockOf(sampleAt(ray, march, float(i)));
        int end = behind(ray, march, block, i);
        vec2 bounds = texelFetch(blocks, block, 0).rg;
        // Stored values are rounded, bounds are not.
        float slack = 5e-4 * stored.y;
        if (bounds.x - slack <= level && bounds.y + slack >= level) {
            if (!known) {
                depths.x = march.start + max(float(i) - 0.5, 0.0) * march.pace;
                excesses.x = excess(ray, depths.x);
                known = true;
            }
            for (; i < end; i++) {
                depths.y = march.start + (float(i) + 0.5) * march.pace;
                excesses.y = excess(ray, depths.y);
                if ((excesses.y > 0.0) != (excesses.x > 0.0)) {
                    return true;
                }
                depths.x = depths.y;
                excesses.x = excesses.y;
            }
        } else {
            i = end;
            known = false;
        }
    }
    return false;
}

void main() {
    Ray ray = rayOf(place);
    vec2 depths;
    vec2 excesses;
    if (!bracket(ray, marchOf(ray, axialDepth(1.0)), depths, excesses)) {
        discard;
    }
    float depth = crossing(ray, depths.x, depths.y, excesses.x, excesses.y);
    vec3 cell = ray.origin + ray.direction * depth;
    vec3 normal = gradientAt(cell);
    vec3 point = low + cell * extent / size;
    color = vec4(lit(transferOf(level).rgb, normal / max(length(normal), 1e-20), point), 1.0);
    gl_FragDepth = windowDepth(depth);
}
