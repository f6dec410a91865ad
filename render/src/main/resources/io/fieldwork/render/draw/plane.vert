#include "camera.glsl"

uniform vec3 origin;
uniform vec3 across;
uniform vec3 upward;
out vec2 place;

void main() {
    place = vec2(gl_VertexID & 1, gl_VertexID >> 1);
    gl_Position = viewProjection * vec4(origin + place.x * across + place.y * upward, 1.0);
}
