uniform sampler2D image;
// Premultiplied.
uniform vec4 ink;
// Whether the image says how much of a pixel is inked, rather than its colour.
uniform bool coverage;
in vec2 place;
out vec4 color;

void main() {
    vec4 texel = texture(image, vec2(place.x, 1.0 - place.y));
    color = coverage ? ink * texel.r : texel;
}
