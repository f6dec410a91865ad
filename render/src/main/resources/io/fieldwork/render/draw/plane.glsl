uniform sampler2D data;
// Whether data is interpolated between texels.
uniform bool smoothly;

vec4 dataAt(vec2 at) {
    ivec2 size = textureSize(data, 0);
    return smoothly ? texture(data, at) : texelFetch(data, clamp(ivec2(at * vec2(size)), ivec2(0), size - 1), 0);
}
