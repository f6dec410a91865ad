// Premultiplied colour.
uniform vec4 tint;
uniform float width;
in vec2 place;
flat in vec4 piece;
out vec4 result;

void main() {
    vec2 way = piece.zw - piece.xy;
    vec2 from = place - piece.xy;
    float share = clamp(dot(from, way) / max(dot(way, way), 1e-8), 0.0, 1.0);
    float cover = clamp(0.5 * width + 0.5 - length(from - share * way), 0.0, 1.0);
    if (cover <= 0.0) {
        discard;
    }
    result = tint * cover;
}
