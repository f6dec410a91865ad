// Premultiplied colour.
uniform vec4 tint;
in vec2 place;
flat in vec3 first;
flat in vec3 second;
out vec4 result;

void main() {
    float run = max(second.x - first.x, 1e-4);
    vec2 rise = (second.yz - first.yz) / run;
    vec2 edges = first.yz + rise * (place.x - first.x);
    vec2 inside = vec2(place.y - edges.x, edges.y - place.y) / sqrt(1.0 + rise * rise);
    vec2 cover = clamp(inside + 0.5, 0.0, 1.0);
    result = tint * cover.x * cover.y;
}
