// A shape of length 1 along z, turned along a vector; its length and its thickness are stretched apart.
#include "camera.glsl"
#include "palette.glsl"

// x and y in thicknesses, z in lengths, w along z in thicknesses.
layout(location = 0) in vec4 shape;
layout(location = 1) in vec3 normal;
layout(location = 3) in vec3 middle;
layout(location = 4) in vec3 vector;
uniform float scale;
uniform float thickness;
uniform bool heads;
out vec3 surfacePoint;
out vec3 surfaceNormal;
out vec3 surfaceColor;

void main() {
    float size = length(vector);
    vec3 forward = size > 0.0 ? vector / size : vec3(1.0, 0.0, 0.0);
    vec3 side = abs(forward.z) < 0.9 ? vec3(0.0, 0.0, 1.0) : vec3(1.0, 0.0, 0.0);
    mat3 turn;
    turn[0] = normalize(cross(side, forward));
    turn[1] = cross(forward, turn[0]);
    turn[2] = forward;
    float reach = size * scale;
    float width = min(thickness, reach / (heads ? 6.0 : 1.0));
    surfacePoint = middle + turn * vec3(shape.xy * width, shape.z * reach + shape.w * width);
    surfaceNormal = turn * normal;
    surfaceColor = colorOf(size);
    gl_Position = viewProjection * vec4(surfacePoint, 1.0);
}
