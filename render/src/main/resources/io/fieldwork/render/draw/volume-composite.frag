// Emission and absorption, front to back.
#include "volume.glsl"

uniform sampler2D sceneDepth;

void main() {
    Ray ray = rayOf(place);
    March march = marchOf(ray, axialDepth(texelFetch(sceneDepth, ivec2(gl_FragCoord.xy), 0).r));
    // The power of two by which a sample of opacity 1 dims what lies behind it.
    float dimming = -1.442695 * march.pace * ray.worldLength * extinction;
    vec3 step = ray.direction * march.pace / size;
    vec3 light = vec3(0.0);
    float transmittance = 1.0;
    int i = 0;
    while (i < march.samples && transmittance > 0.004) {
        vec3 cell = sampleAt(ray, march, float(i));
        ivec3 block = blockOf(cell);
        int end = behind(ray, march, block, i);
        if (isSeen(texelFetch(blocks, block, 0).rg)) {
            for (vec3 at = cell / size; i < end; i++, at += step) {
                vec4 here = transferOf(valueIn(at));
                float left = transmittance * exp2(here.a * dimming);
                light += (transmittance - left) * here.rgb;
                transmittance = left;
            }
        } else {
            i = end;
        }
    }
    color = vec4(light, 1.0 - transmittance);
}
