#include "camera.glsl"

// Left, bottom, width and height, pixels.
uniform vec4 rectangle;
out vec2 place;

void main() {
    place = vec2(gl_VertexID & 1, gl_VertexID >> 1);
    gl_Position = vec4(2.0 * (rectangle.xy + place * rectangle.zw) / viewport - 1.0, 0.0, 1.0);
}
