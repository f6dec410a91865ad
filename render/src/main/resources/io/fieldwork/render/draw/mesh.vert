#include "camera.glsl"

layout(location = 0) in vec3 position;
layout(location = 1) in vec3 normal;
layout(location = 2) in vec3 vertexColor;
uniform vec3 uniformColor;
uniform bool colored;
out vec3 surfacePoint;
out vec3 surfaceNormal;
out vec3 surfaceColor;

void main() {
    surfacePoint = position;
    surfaceNormal = normal;
    surfaceColor = colored ? vertexColor : uniformColor;
    gl_Position = viewProjection * vec4(position, 1.0);
}
