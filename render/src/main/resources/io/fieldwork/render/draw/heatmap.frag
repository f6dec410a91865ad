#include "palette.glsl"
#include "plane.glsl"

uniform float contours[32];
uniform int contourCount;
uniform vec4 ink;
in vec2 place;
out vec4 color;

// How much of a pixel a line one pixel and a half wide covers, some pixels away.
float cover(float distance) {
    return clamp(1.25 - distance, 0.0, 1.0);
}

void main() {
    float value = dataAt(place).r;
    // Lines are drawn between cells, too, where colours are not.
    float between = texture(data, place).r;
    float slope = max(length(vec2(dFdx(between), dFdy(between))), 1e-30);
    if (isnan(value)) {
        discard;
    }
    color = vec4(colorOf(value), 1.0);
    float line = 0.0;
    for (int i = 0; i < contourCount; i++) {
        line = max(line, cover(abs(between - contours[i]) / slope));
    }
    color = mix(color, vec4(ink.rgb, 1.0), isnan(between) ? 0.0 : line * ink.a);
}
