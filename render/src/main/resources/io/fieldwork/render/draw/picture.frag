#include "plane.glsl"

in vec2 place;
out vec4 color;

void main() {
    color = dataAt(vec2(place.x, 1.0 - place.y));
    if (color.a == 0.0) {
        discard;
    }
}
