// Emission and absorption, front to back.
#include "volume.glsl"

uniform sampler2D sceneDepth;

void main() {
    Ray ray = rayOf(place);
    March march = marchOf(ray, axialDepth(texelFetch(sceneDepth, ivec2(gl_FragCoord.xy), 0).r));
    float passed = march.pace * ray.worldLength * extinction;
    vec3 light = vec3(0.0);
    float transmittance = 1.0;
    int i = 0;
    while (i < march.samples && transmittance > 0.004) {
        ivec3 block = blockOf(sampleAt(ray, march, float(i)));
        int end = behind(ray, march, block, i);
        if (isSeen(texelFetch(blocks, block, 0).rg)) {
            for (; i < end && transmittance > 0.004; i++) {
                vec4 here = transferOf(valueAt(sampleAt(ray, march, float(i))));
                float kept = exp(-here.a * passed);
                light += transmittance * (1.0 - kept) * here.rgb;
                transmittance *= kept;
            }
        } else {
            i = end;
        }
    }
    color = vec4(light, 1.0 - transmittance);
}
