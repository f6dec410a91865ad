// Pixels of the image that is drawn into.
uniform vec2 viewport;
// Where the drawing's upper left corner is in it.
uniform vec2 corner;

vec4 onScreen(vec2 pixel) {
    vec2 share = (pixel + corner) / viewport;
    return vec4(2.0 * share.x - 1.0, 1.0 - 2.0 * share.y, 0.0, 1.0);
}
