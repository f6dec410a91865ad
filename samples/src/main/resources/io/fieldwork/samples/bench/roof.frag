// Interpolated samples along a straight line, and nothing else.
uniform sampler3D voxels;
uniform int samples;

in vec2 place;
out vec4 color;

void main() {
    vec3 at = vec3(place, 0.0);
    vec3 step = vec3(0.1, 0.1, 1.0) / float(max(samples, 1));
    float sum = 0.0;
    for (int i = 0; i < samples; i++, at += step) {
        sum += textureLod(voxels, at, 0.0).r;
    }
    color = vec4(sum);
}
