in vec2 side;
uniform vec4 color;
uniform float width;
// Whether only what is covered by more than half is drawn.
uniform bool core;
out vec4 result;

void main() {
    float cover = clamp(0.5 * width + 0.5 - abs(side.x / side.y), 0.0, 1.0);
    if (cover < (core ? 0.5 : 0.02)) {
        discard;
    }
    result = color * cover;
}
