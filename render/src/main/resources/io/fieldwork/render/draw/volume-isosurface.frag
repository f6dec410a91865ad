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
            valueAt(cell + d.yyx) - valueAt(cell - d.yyx)) * size / extent;
}

void main() {
    Ray ray = rayOf(place);
    March march = marchOf(ray, axialDepth(1.0));
    float last = march.start;
    float atLast = 0.0;
    bool known = false;
    bool found = false;
    float depth = 0.0;
    int i = 0;
    while (i < march.samples && !found) {
        ivec3 block = blockOf(sampleAt(ray, march, float(i)));
        int end = behind(ray, march, block, i);
        vec2 bounds = texelFetch(blocks, block, 0).rg;
        if (bounds.x <= level && bounds.y >= level) {
            if (!known) {
                last = march.start + max(float(i) - 0.5, 0.0) * march.pace;
                atLast = excess(ray, last);
                known = true;
            }
            for (; i < end && !found; i++) {
                float next = march.start + (float(i) + 0.5) * march.pace;
                float atNext = excess(ray, next);
                if ((atNext > 0.0) != (atLast > 0.0)) {
                    depth = crossing(ray, last, next, atLast, atNext);
                    found = true;
                }
                last = next;
                atLast = atNext;
            }
        } else {
            i = end;
            known = false;
        }
    }
    if (!found) {
        discard;
    }
    vec3 cell = ray.origin + ray.direction * depth;
    vec3 normal = gradientAt(cell);
    vec3 point = low + cell * extent / size;
    color = vec4(lit(transferOf(level).rgb, normal / max(length(normal), 1e-20), point), 1.0);
    gl_FragDepth = windowDepth(depth);
}
