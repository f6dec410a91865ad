// A piece of a line with round ends, as a rectangle around it.
#include "drawing.glsl"

layout(location = 0) in vec4 ends;
uniform float width;
out vec2 place;
flat out vec4 piece;

void main() {
    vec2 way = ends.zw - ends.xy;
    float pixels = length(way);
    vec2 along = pixels > 1e-4 ? way / pixels : vec2(1.0, 0.0);
    float reach = 0.5 * width + 1.0;
    bool atEnd = gl_VertexID >= 2;
    float across = (gl_VertexID & 1) == 0 ? -reach : reach;
    place = (atEnd ? ends.zw : ends.xy) + (atEnd ? reach : -reach) * along + across * vec2(-along.y, along.x);
    piece = ends;
    gl_Position = onScreen(place);
}
