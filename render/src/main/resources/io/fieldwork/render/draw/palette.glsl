// How values become colours: low, high, and 1 for a logarithmic range.
uniform sampler1D colors;
uniform vec3 valueRange;

// Where a value lies in the range, 0 to 1 inside.
float position(float value) {
    return valueRange.z > 0.5
            ? log(max(value / valueRange.x, 1e-30)) / log(valueRange.y / valueRange.x)
            : (value - valueRange.x) / (valueRange.y - valueRange.x);
}

// Where a table of that many entries, its ends included, is read for a place in the range.
float entry(float place, float size) {
    return (clamp(place, 0.0, 1.0) * (size - 1.0) + 0.5) / size;
}

vec3 colorOf(float value) {
    return texture(colors, entry(position(value), 256.0)).rgb;
}
