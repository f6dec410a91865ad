// An image on a rectangle.
#include "drawing.glsl"

// Left, top, right, bottom, pixels.
uniform vec4 rectangle;
// Whether its rows run upwards rather than to the right.
uniform bool turned;
out vec2 texel;

void main() {
    vec2 share = vec2(gl_VertexID & 1, gl_VertexID >> 1);
    texel = turned ? vec2(1.0 - share.y, share.x) : share;
    gl_Position = onScreen(mix(rectangle.xy, rectangle.zw, share));
}
