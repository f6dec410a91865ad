uniform sampler2D image;
// Premultiplied colour of letters.
uniform vec4 ink;
in vec2 texel;
out vec4 color;

void main() {
#ifdef LETTERS
    color = ink * texture(image, texel).r;
#else
    color = texture(image, texel);
#endif
}
