// The values in a plane.
#include "volume.glsl"

uniform vec3 normal;
uniform float offset;

void main() {
    Ray ray = rayOf(place);
    March march = marchOf(ray, axialDepth(1.0));
    vec3 origin = low + ray.origin * extent / size;
    vec3 direction = ray.direction * extent / size;
    float depth = (offset - dot(normal, origin)) / dot(normal, direction);
    if (!(depth >= march.start && depth <= march.end)) {
        discard;
    }
    color = vec4(transferOf(valueAt(ray.origin + ray.direction * depth)).rgb, 1.0);
    gl_FragDepth = windowDepth(depth);
}
