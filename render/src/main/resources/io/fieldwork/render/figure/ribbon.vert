// A piece of an area between two lines: x, upper and lower y of both of its sides.
#include "drawing.glsl"

layout(location = 0) in vec3 start;
layout(location = 1) in vec3 end;
out vec2 place;
flat out vec3 first;
flat out vec3 second;

void main() {
    bool atEnd = gl_VertexID >= 2;
    float y = (gl_VertexID & 1) == 0 ? min(start.y, end.y) - 1.0 : max(start.z, end.z) + 1.0;
    place = vec2(atEnd ? end.x : start.x, y);
    first = start;
    second = end;
    gl_Position = onScreen(place);
}
