#include "camera.glsl"

layout(location = 0) in vec3 position;
layout(location = 2) in vec3 vertexColor;
uniform vec3 uniformColor;
uniform bool colored;
uniform float radius;
out vec3 middle;
out vec3 ballColor;

void main() {
    middle = position;
    ballColor = colored ? vertexColor : uniformColor;
    gl_Position = viewProjection * vec4(position, 1.0);
    gl_PointSize = max(radius * verticalScale * viewport.y / gl_Position.w, 1.0);
}
