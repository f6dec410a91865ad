// How values become colours: the low and the high end of the range, by logarithm if LOGARITHMIC is defined.
uniform sampler1D colors;
uniform vec2 valueRange;

// Where a value lies in the range, 0 to 1 inside.
float position(float value) {
#ifdef LOGARITHMIC
    return log(max(value / valueRange.x, 1e-30)) / log(valueRange.y / valueRange.x);
#else
    return (value - valueRange.x) / (valueRange.y - valueRange.x);
#endif
}

vec3 colorOf(float value) {
    return texture(colors, (clamp(position(value), 0.0, 1.0) * 255.0 + 0.5) / 256.0).rgb;
}
