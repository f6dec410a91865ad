#include "shade.glsl"
#include "broken.glsl"
out vec4 color;

void main() {
    color = shade(vec4(1.0));
}
