uniform sampler2D image;
// Premultiplied colour of letters.
uniform vec4 tint;
// Whether the image says how much of a pixel is inked, rather than its colour.
uniform bool coverage;
in vec2 texel;
out vec4 color;

void main() {
    vec4 found = texture(image, texel);
    color = coverage ? tint * found.r : found;
}
