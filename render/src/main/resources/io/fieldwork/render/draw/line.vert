// A piece of a line as a rectangle around it that faces the camera.
#include "camera.glsl"

layout(location = 0) in vec3 start;
layout(location = 1) in vec3 end;
// Pixels.
uniform float width;
// Pixels from the line's middle, times and beside what makes them linear on the screen.
out vec2 side;

void main() {
    float a = depthOf(start);
    float b = depthOf(end);
    float nearest = 1.0001 * axialDepth(0.0);
    vec3 from = a < nearest && b > nearest ? mix(start, end, (nearest - a) / (b - a)) : start;
    vec3 to = b < nearest && a > nearest ? mix(end, start, (nearest - b) / (a - b)) : end;
    vec4 first = raised(from, 0.002);
    vec4 second = raised(to, 0.002);
    vec2 way = (second.xy / second.w - first.xy / first.w) * viewport;
    float pixels = length(way);
    vec2 along = pixels > 1e-6 ? way / pixels : vec2(1.0, 0.0);
    // Half a pixel on each side is faded out.
    float reach = 0.5 * width + 0.5;
    float across = (gl_VertexID & 1) == 0 ? -reach : reach;
    // A little longer than it is, so that no gap opens where a line bends.
    bool atEnd = gl_VertexID >= 2;
    vec4 point = atEnd ? second : first;
    vec2 shift = across * vec2(-along.y, along.x) + (atEnd ? 0.3 : -0.3) * width * along;
    point.xy += 2.0 * shift / viewport * point.w;
    side = vec2(across, 1.0) * point.w;
    gl_Position = point;
}
