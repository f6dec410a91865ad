// A piece of an area between two lines: the ends of its upper and of its lower edge.
#include "drawing.glsl"

layout(location = 0) in vec4 upper;
layout(location = 1) in vec4 lower;
out vec2 place;
flat out vec3 first;
flat out vec3 second;

void main() {
    // x, upper and lower y of both sides
    vec3 start = vec3(upper.xy, lower.y);
    vec3 end = vec3(upper.zw, lower.w);
    bool atEnd = gl_VertexID >= 2;
    float y = (gl_VertexID & 1) == 0 ? min(start.y, end.y) - 1.0 : max(start.z, end.z) + 1.0;
    place = vec2(atEnd ? end.x : start.x, y);
    first = start;
    second = end;
    gl_Position = onScreen(place);
}
