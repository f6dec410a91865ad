#include "camera.glsl"

uniform sampler2D image;
uniform sampler2D depths;
in vec2 place;
out vec4 color;

void main() {
    vec2 at = vec2(0.5 + 0.5 * place.x, 0.5 - 0.5 * place.y);
    color = texture(image, at);
    if (color.a == 0.0) {
        discard;
    }
    float depth = texture(depths, at).r;
    gl_FragDepth = isinf(depth) ? 1.0 : clamp(windowDepth(depth), 0.0, 1.0);
}
