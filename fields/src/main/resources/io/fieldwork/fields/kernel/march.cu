// THIN (the value of cells that are known to be almost empty) and GOLDEN (the golden ratio without its whole part) are defined
// before this text.
//
// Marching rays through an occupancy grid, twice: once to count, once to write behind the counts of the rays before. One
// warp a ray; its lanes test 32 consecutive lattice points at a time. Compiled without contraction to fused
// multiply-adds, so both passes decide alike.

struct Ray {
    float o[3], d[3];
    float enter, leave, jitter;
    // of the entry, with a cone
    float place;
};

// the box of the smallest level, and the marching through boxes 1, 2, 4 ... times as large around the same middle
struct Grid {
    float low[3], size[3];
    float near, step, cone;
    int levels, cells, thinned;
};

// where even intervals of length one, counted from the camera, are at a distance
__device__ __forceinline__ float place_of(float t, const Grid &grid) {
    float s = t / grid.step;
    float grown = s * grid.cone;
    return grown <= 1.0f ? s : (1.0f + logf(grown)) / grid.cone;
}

__device__ __forceinline__ float distance_of(float s, const Grid &grid) {
    float grown = s * grid.cone;
    return grid.step * (grown <= 1.0f ? s : expf(grown - 1.0f) / grid.cone);
}

__device__ __forceinline__ Ray enter(
    int ray, const float *__restrict__ origins, const float *__restrict__ directions,
    const float *__restrict__ jitter, const Grid &grid) {
    Ray r;
    r.enter = fmaxf(grid.near, 0.0f);
    r.leave = 3e38f;
    float outer = (float)(1 << (grid.levels - 1));
    r.jitter = __ldg(jitter + ray);
    for (int k = 0; k < 3; k++) {
        r.o[k] = __ldg(origins + 3ll * ray + k);
        r.d[k] = __ldg(directions + 3ll * ray + k);
        float inverse = 1.0f / r.d[k];
        float low = grid.low[k] - grid.size[k] * 0.5f * (outer - 1.0f);
        float a = (low - r.o[k]) * inverse;
        float b = (low + grid.size[k] * outer - r.o[k]) * inverse;
        r.enter = fmaxf(r.enter, fminf(a, b));
        r.leave = fminf(r.leave, fmaxf(a, b));
    }
    // more lattice points than integers can count, or a direction of length zero: no samples
    if (!((r.leave - r.enter) / grid.step < 1e9f)) {
        r.leave = r.enter;
    }
    r.place = place_of(r.enter, grid);
    return r;
}

// a distance, so many intervals behind the entry
__device__ __forceinline__ float along(const Ray &r, const Grid &grid, float intervals) {
    return grid.cone > 0.0f ? distance_of(r.place + intervals, grid) : r.enter + intervals * grid.step;
}

// whether midpoint i lies before the exit; t and x receive it
__device__ __forceinline__ bool midpoint(const Ray &r, const Grid &grid, int i, float *t, float *x) {
    *t = along(r, grid, r.jitter + (float)i + 0.5f);
    for (int k = 0; k < 3; k++) {
        x[k] = r.o[k] + *t * r.d[k];
    }
    return *t < r.leave;
}

// the length of some intervals
__device__ __forceinline__ float length_of(const Ray &r, const Grid &grid, int i, int count) {
    return grid.cone > 0.0f
        ? along(r, grid, r.jitter + (float)(i + count)) - along(r, grid, r.jitter + (float)i)
        : (float)count * grid.step;
}

// the cell of a point in the first level whose box holds it
__device__ __forceinline__ int row_of(const float *x, const Grid &grid) {
    float unit[3];
    float far = 0.0f;
    for (int k = 0; k < 3; k++) {
        unit[k] = (x[k] - grid.low[k]) / grid.size[k];
        far = fmaxf(far, fabsf(unit[k] * 2.0f - 1.0f));
    }
    int level = 0;
    while (level < grid.levels - 1 && far > (float)(1 << level)) {
        level++;
    }
    int row = level;
    for (int k = 2; k >= 0; k--) {
        float own = level == 0 ? unit[k] : (unit[k] - 0.5f) / (float)(1 << level) + 0.5f;
        int cell = (int)fminf(fmaxf(floorf(own * (float)grid.cells), 0.0f), (float)(grid.cells - 1));
        row = row * grid.cells + cell;
    }
    return row;
}

// 32 lattice points of a ray, one a lane
struct Stretch {
    // lanes before the exit
    unsigned inside;
    // lanes of which a sample is taken: those of occupied cells, but of a run in a thin cell the first only
    unsigned first;
    // lanes of occupied cells
    unsigned kept;
};

__device__ __forceinline__ Stretch stretch(
    const Ray &r, const Grid &grid, int i, const unsigned char *__restrict__ occupied) {
    float t, x[3];
    bool inside = midpoint(r, grid, i, &t, x);
    int row = inside ? row_of(x, grid) : -1;
    int value = inside ? __ldg(occupied + row) : 0;
    bool thin = grid.thinned && value == THIN;
    int before = __shfl_up_sync(ALL_LANES, row, 1);
    bool follows = thin && threadIdx.x % WARP > 0 && before == row;
    Stretch s;
    s.inside = __ballot_sync(ALL_LANES, inside);
    s.kept = __ballot_sync(ALL_LANES, value != 0);
    s.first = __ballot_sync(ALL_LANES, value != 0 && !follows);
    return s;
}

// how many lanes the sample of a lane stands for: up to the next that has one of its own or is not occupied
__device__ __forceinline__ int run(const Stretch &s, int lane) {
    unsigned stops = (s.first | ~s.kept) & ~((2u << lane) - 1u);
    return (stops == 0 ? WARP : __ffs((int)stops) - 1) - lane;
}

__device__ __forceinline__ int pick(float jitter, int first, int count) {
    float turn = jitter + (float)first * GOLDEN;
    turn -= floorf(turn);
    int chosen = (int)(turn * (float)count);
    return chosen < count ? chosen : count - 1;
}

#define GRID_PARAMETERS \
    float low_x, float low_y, float low_z, float size_x, float size_y, float size_z, float near, float step, float cone, \
    int levels, int cells, int thinned
#define GRID \
    Grid { {low_x, low_y, low_z}, {size_x, size_y, size_z}, near, step, cone, levels, cells, thinned }

// budget: 40 registers, 6 blocks
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
        Stretch s = stretch(r, grid, i, occupied);
        before = s.inside;
        count += __popc(s.first);
    }
    if (lane == 0) {
        counts[ray] = count;
    }
}
LAUNCHABLE(march_count)

// budget: 40 registers, 6 blocks
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
        Stretch s = stretch(r, grid, i, occupied);
        before = s.inside;
        if (s.first >> lane & 1u) {
            int slot = next + __popc(s.first & ((1u << lane) - 1u));
            int count = run(s, lane);
            float t, x[3];
            midpoint(r, grid, i + pick(r.jitter, i, count), &t, x);
            owners[slot] = ray;
            times[slot] = t;
            lengths[slot] = length_of(r, grid, i, count);
            for (int k = 0; k < 3; k++) {
                positions[3ll * slot + k] = x[k];
            }
        }
        next += __popc(s.first);
    }
}
LAUNCHABLE(march_write)
