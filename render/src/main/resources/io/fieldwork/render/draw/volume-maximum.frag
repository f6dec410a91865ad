// The greatest value on the ray.
#include "volume.glsl"

uniform sampler2D sceneDepth;

void main() {
    Ray ray = rayOf(place);
    March march = marchOf(ray, axialDepth(texelFetch(sceneDepth, ivec2(gl_FragCoord.xy), 0).r));
    if (march.samples == 0) {
        discard;
    }
    float most = -1e38;
    int i = 0;
    while (i < march.samples) {
        ivec3 block = blockOf(sampleAt(ray, march, float(i)));
        int end = behind(ray, march, block, i);
        if (texelFetch(blocks, block, 0).g > most) {
            for (; i < end; i++) {
                most = max(most, valueAt(sampleAt(ray, march, float(i))));
            }
        } else {
            i = end;
        }
    }
    vec4 here = transferOf(most);
    color = vec4(here.rgb * here.a, here.a);
}
