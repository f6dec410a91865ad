// Marching rays through an occupancy grid, twice: once to count, once to write behind the counts of the rays before. One
// warp a ray; its lanes test 32 consecutive lattice points at a time. Compiled without contraction to fused
// multiply-adds, so both passes decide alike.

struct Ray {
    float o[3], d[3];
    float enter, leave, jitter;
};

struct Grid {
    float low[3], size[3];
    float near, step;
    int cells;
};

__device__ __forceinline__ Ray enter(
    int ray, const float *__restrict__ origins, const float *__restrict__ directions,
    const float *__restrict__ jitter, const Grid &grid) {
    Ray r;
    r.enter = fmaxf(grid.near, 0.0f);
    r.leave = 3e38f;
    r.jitter = __ldg(jitter + ray);
    for (int k = 0; k < 3; k++) {
        r.o[k] = __ldg(origins + 3ll * ray + k);
        r.d[k] = __ldg(directions + 3ll * ray + k);
        float inverse = 1.0f / r.d[k];
        float a = (grid.low[k] - r.o[k]) * inverse;
        float b = (grid.low[k] + grid.size[k] - r.o[k]) * inverse;
        r.enter = fmaxf(r.enter, fminf(a, b));
        r.leave = fminf(r.leave, fmaxf(a, b));
    }
    // more lattice points than integers can count, or a direction of length zero: no samples
    if (!((r.leave - r.enter) / grid.step < 1e9f)) {
        r.leave = r.enter;
    }
    return r;
}

__device__ __forceinline__ int cell(float x, float low, float size, int cells) {
    return (int)fminf(fmaxf(floorf((x - low) / size * (float)cells), 0.0f), (float)(cells - 1));
}

// whether midpoint i lies before the exit; t and x receive it
__device__ __forceinline__ bool midpoint(const Ray &r, const Grid &grid, int i, float *t, float *x) {
    *t = r.enter + (r.jitter + (float)i + 0.5f) * grid.step;
    for (int k = 0; k < 3; k++) {
        x[k] = r.o[k] + *t * r.d[k];
    }
    return *t < r.leave;
}

__device__ __forceinline__ bool occupied_at(const float *x, const Grid &grid, const unsigned char *__restrict__ occupied) {
    long long row = 0;
    for (int k = 2; k >= 0; k--) {
        row = row * grid.cells + cell(x[k], grid.low[k], grid.size[k], grid.cells);
    }
    return __ldg(occupied + row) != 0;
}

#define GRID_PARAMETERS \
    float low_x, float low_y, float low_z, float size_x, float size_y, float size_z, float near, float step, int cells
#define GRID \
    Grid { {low_x, low_y, low_z}, {size_x, size_y, size_z}, near, step, cells }

extern "C" __global__ void __launch_bounds__(256) march_count(
    int rays, const float *__restrict__ origins, const float *__restrict__ directions,
    const float *__restrict__ jitter, const unsigned char *__restrict__ occupied, GRID_PARAMETERS,
    int *__restrict__ counts) {
    int ray = thread_index() / WARP;
    int lane = threadIdx.x % WARP;
    if (ray >= rays) {
        return;
    }
    Grid grid = GRID;
    Ray r = enter(ray, origins, directions, jitter, grid);
    int count = 0;
    unsigned before = r.enter < r.leave ? ALL_LANES : 0u;
    for (int i = lane; before == ALL_LANES; i += WARP) {
        float t, x[3];
        bool inside = midpoint(r, grid, i, &t, x);
        before = __ballot_sync(ALL_LANES, inside);
        count += __popc(__ballot_sync(ALL_LANES, inside && occupied_at(x, grid, occupied)));
    }
    if (lane == 0) {
        counts[ray] = count;
    }
}
LAUNCHABLE(march_count)

extern "C" __global__ void __launch_bounds__(256) march_write(
    int rays, const float *__restrict__ origins, const float *__restrict__ directions,
    const float *__restrict__ jitter, const unsigned char *__restrict__ occupied, GRID_PARAMETERS,
    const int *__restrict__ offsets, int *__restrict__ owners, float *__restrict__ positions,
    float *__restrict__ times, float *__restrict__ lengths) {
    int ray = thread_index() / WARP;
    int lane = threadIdx.x % WARP;
    if (ray >= rays) {
        return;
    }
    Grid grid = GRID;
    Ray r = enter(ray, origins, directions, jitter, grid);
    int next = __ldg(offsets + ray);
    int end = __ldg(offsets + ray + 1);
    unsigned before = ALL_LANES;
    for (int i = lane; next < end && before == ALL_LANES; i += WARP) {
        float t, x[3];
        bool inside = midpoint(r, grid, i, &t, x);
        bool keep = inside && occupied_at(x, grid, occupied);
        unsigned kept = __ballot_sync(ALL_LANES, keep);
        before = __ballot_sync(ALL_LANES, inside);
        if (keep) {
            int slot = next + __popc(kept & ((1u << lane) - 1u));
            owners[slot] = ray;
            times[slot] = t;
            lengths[slot] = step;
            for (int k = 0; k < 3; k++) {
                positions[3ll * slot + k] = x[k];
            }
        }
        next += __popc(kept);
    }
}
LAUNCHABLE(march_write)
