#include "camera.glsl"
#include "palette.glsl"

// Values between the least, 0, and the greatest, 1, and that least and its distance to the greatest.
uniform sampler3D voxels;
uniform vec2 stored;
// Least and greatest value of blocks of cells.
uniform sampler3D blocks;
uniform float blockSize;
// Cells along each axis.
uniform vec3 size;
// The box in the world.
uniform vec3 low;
uniform vec3 extent;
// The part of the box that is drawn, as shares of it.
uniform vec3 cropLow;
uniform vec3 cropHigh;
// Between samples, in cells.
uniform float stepSize;
// Colours and opacities over the range, and how many opacities before a place are above 0.
uniform sampler1D transfer;
uniform sampler1D seen;
uniform float extinction;

const float TABLE = 1024.0;

in vec2 place;
out vec4 color;

// A ray in cells; its parameter is the depth along the camera's axis.
struct Ray {
    vec3 origin;
    vec3 direction;
    vec3 inverse;
    float worldLength;
};

// The part of a ray that is sampled: from its start, this many samples apart by a step.
struct March {
    float start;
    float end;
    float pace;
    int samples;
};

Ray rayOf(vec2 place) {
    vec3 h = vec3(place, 1.0);
    vec3 world = rayDirections * h;
    vec3 toCells = size / extent;
    vec3 direction = world * toCells;
    direction = mix(direction, vec3(1e-7), lessThan(abs(direction), vec3(1e-7)));
    return Ray((rayOrigins * h - low) * toCells, direction, 1.0 / direction, length(world));
}

float least(vec3 v) {
    return min(min(v.x, v.y), v.z);
}

float greatest(vec3 v) {
    return max(max(v.x, v.y), v.z);
}

// Where the ray is in the box and before a depth, in steps that share it evenly.
March marchOf(Ray ray, float depth) {
    vec3 a = (cropLow * size - ray.origin) * ray.inverse;
    vec3 b = (cropHigh * size - ray.origin) * ray.inverse;
    // The depth of what the camera begins to see.
    float start = max(greatest(min(a, b)), axialDepth(0.0));
    float end = min(least(max(a, b)), depth);
    float steps = ceil(max(end - start, 0.0) * length(ray.direction) / stepSize);
    return March(start, end, (end - start) / max(steps, 1.0), int(steps));
}

vec3 sampleAt(Ray ray, March march, float index) {
    return ray.origin + ray.direction * (march.start + (index + 0.5) * march.pace);
}

// The value at a place that is a share of the box.
float valueIn(vec3 share) {
    return stored.x + stored.y * textureLod(voxels, share, 0.0).r;
}

float valueAt(vec3 cell) {
    return valueIn(cell / size);
}

ivec3 blockOf(vec3 cell) {
    return clamp(ivec3(cell / blockSize), ivec3(0), textureSize(blocks, 0) - 1);
}

// The first sample behind a block, but at least the next.
int behind(Ray ray, March march, ivec3 block, int index) {
    vec3 sides = (vec3(block) + vec3(greaterThan(ray.direction, vec3(0.0)))) * blockSize;
    float leave = least((sides - ray.origin) * ray.inverse);
    int next = int(ceil((leave - march.start) / march.pace - 0.5));
    return clamp(next, index + 1, march.samples);
}

// Where a value is found in the tables over the range.
int entryOf(float value) {
    return int(clamp(position(value), 0.0, 1.0) * (TABLE - 1.0) + 0.5);
}

vec4 transferOf(float value) {
    return texelFetch(transfer, entryOf(value), 0);
}

// Whether any value between two bounds has an opacity.
bool isSeen(vec2 bounds) {
    int a = entryOf(bounds.x);
    int b = entryOf(bounds.y);
    return texelFetch(seen, max(a, b) + 1, 0).r > texelFetch(seen, min(a, b), 0).r;
}
