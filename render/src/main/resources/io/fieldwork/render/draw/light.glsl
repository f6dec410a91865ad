#include "camera.glsl"

// A matt surface under a lamp above the camera's left shoulder and a brighter sky; both sides are lit alike.
vec3 lit(vec3 albedo, vec3 normal, vec3 point) {
    vec3 viewer = towardsEye(point);
    vec3 n = dot(normal, viewer) < 0.0 ? -normal : normal;
    vec3 lamp = normalize(viewer + 0.5 * axes[1] - 0.35 * axes[0]);
    float diffuse = max(dot(n, lamp), 0.0);
    float gloss = pow(max(dot(n, normalize(lamp + viewer)), 0.0), 40.0);
    float sky = 0.5 + 0.5 * dot(n, axes[1]);
    return min(albedo * (0.24 + 0.2 * sky + 0.6 * diffuse) + 0.12 * gloss, vec3(1.0));
}
