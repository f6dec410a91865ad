// Panels in pixels from the upper left corner.
layout(location = 0) in vec2 position;
layout(location = 1) in vec2 texel;
layout(location = 2) in vec4 tint;
uniform vec2 size;
out vec2 at;
out vec4 ink;

void main() {
    at = texel;
    ink = tint;
    gl_Position = vec4(2.0 * position.x / size.x - 1.0, 1.0 - 2.0 * position.y / size.y, 0.0, 1.0);
}
