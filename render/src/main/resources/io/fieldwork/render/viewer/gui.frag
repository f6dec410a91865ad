uniform sampler2D letters;
in vec2 at;
in vec4 ink;
out vec4 color;

void main() {
    vec4 straight = ink * texture(letters, at);
    color = vec4(straight.rgb * straight.a, straight.a);
}
