// The view. With h = (x, y, 1), x and y from -1 to 1, a ray is rayOrigins h + depth rayDirections h.
uniform mat4 viewProjection;
uniform mat3 rayOrigins;
uniform mat3 rayDirections;
// Columns: right, up and forward of the camera, in the world.
uniform mat3 axes;
uniform vec3 eye;
uniform bool parallel;
// P22, P32, P23, P33 of the projection, first index the column.
uniform vec4 depthTerms;
// Pixels.
uniform vec2 viewport;
// P11 of the projection.
uniform float verticalScale;

// OpenGL's depth, 0 to 1, of a depth along the axis.
float windowDepth(float depth) {
    float device = (depthTerms.y - depthTerms.x * depth) / (depthTerms.w - depthTerms.z * depth);
    return 0.5 + 0.5 * device;
}

// The depth along the axis of OpenGL's depth.
float axialDepth(float window) {
    float device = 2.0 * window - 1.0;
    return (depthTerms.y - device * depthTerms.w) / (depthTerms.x - device * depthTerms.z);
}

float depthOf(vec3 point) {
    return dot(point - eye, axes[2]);
}

vec3 towardsEye(vec3 point) {
    return parallel ? -axes[2] : normalize(eye - point);
}

// Where a point is drawn, a share nearer to the camera than it is, to lie on top of what it lies in.
vec4 raised(vec3 point, float share) {
    vec4 place = viewProjection * vec4(point, 1.0);
    float depth = depthOf(point) * (1.0 - share);
    place.z = (2.0 * windowDepth(depth) - 1.0) * place.w;
    return place;
}
