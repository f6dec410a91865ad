uniform sampler2D image;
in vec2 place;
out vec4 color;

void main() {
    color = texture(image, vec2(place.x, 1.0 - place.y));
}
