#include "shade.glsl"
uniform vec4 tint;
out vec4 color;

void main() {
#ifdef DARK
    color = 0.5 * shade(tint);
#else
    color = shade(tint);
#endif
}
