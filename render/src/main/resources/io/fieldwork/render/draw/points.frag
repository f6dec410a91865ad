#include "light.glsl"

in vec3 middle;
in vec3 ballColor;
uniform float radius;
out vec4 color;

void main() {
    vec2 reach = vec2(2.0, -2.0) * gl_PointCoord + vec2(-1.0, 1.0);
    float height = 1.0 - dot(reach, reach);
    if (height < 0.0) {
        discard;
    }
    vec3 normal = axes * vec3(reach, -sqrt(height));
    vec3 point = middle + radius * normal;
    color = vec4(lit(ballColor, normal, point), 1.0);
    gl_FragDepth = windowDepth(depthOf(point));
}
