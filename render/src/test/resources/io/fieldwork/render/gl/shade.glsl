vec4 shade(vec4 tint) {
    return tint;
}
