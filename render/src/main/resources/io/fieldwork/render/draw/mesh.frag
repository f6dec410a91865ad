#include "light.glsl"

in vec3 surfacePoint;
in vec3 surfaceNormal;
in vec3 surfaceColor;
out vec4 color;

void main() {
    color = vec4(lit(surfaceColor, surfaceNormal / max(length(surfaceNormal), 1e-20), surfacePoint), 1.0);
}
