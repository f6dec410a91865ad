// Multiresolution hash encoding. FEATURES, LEVELS and LEVEL_TABLE (one {scale, side, rows, offset, dense} a level) are
// defined before this text. A thread serves one point and one sector: so many neighbouring levels that their features fill
// 32 bytes. Blocks advance over the points first, so the tables of one sector stay in the second-level cache.

#define WIDTH (LEVELS * FEATURES)
#define GROUP (FEATURES >= 8 ? 1 : 8 / FEATURES)
#define SECTOR (GROUP * FEATURES)
#define ALIGNED (WIDTH % 4 == 0 && SECTOR % 4 == 0)

struct Level {
    float scale;
    unsigned side;
    unsigned rows;
    unsigned offset;
    unsigned dense;
};

static __constant__ Level levels[LEVELS] = {LEVEL_TABLE};

struct Cell {
    unsigned x, y, z;
    float u, v, w;
};

__device__ __forceinline__ float position(float x, float scale) {
    return __fadd_rn(__fmul_rn(x, scale), 0.5f);
}

__device__ __forceinline__ Cell locate(const float *p, float scale) {
    float x = position(p[0], scale), y = position(p[1], scale), z = position(p[2], scale);
    float i = floorf(x), j = floorf(y), k = floorf(z);
    return Cell{(unsigned)(int)i, (unsigned)(int)j, (unsigned)(int)k, x - i, y - j, z - k};
}

__device__ __forceinline__ unsigned row(const Level &level, unsigned i, unsigned j, unsigned k) {
    if (level.dense) {
        unsigned plain = i + level.side * (j + level.side * k);
        return plain < level.rows ? plain : plain % level.rows;
    }
    return (i ^ j * 2654435761u ^ k * 805459861u) & (level.rows - 1u);
}

// first element of the eight vertices; corner c lies at (c & 1, c >> 1 & 1, c >> 2)
__device__ __forceinline__ void vertices(const Level &level, const Cell &cell, long long *first) {
#pragma unroll
    for (unsigned c = 0; c < 8; c++) {
        unsigned r = row(level, cell.x + (c & 1), cell.y + (c >> 1 & 1), cell.z + (c >> 2));
        first[c] = ((long long)level.offset + r) * FEATURES;
    }
}

__device__ __forceinline__ float weight(const Cell &cell, unsigned c) {
    return (c & 1 ? cell.u : 1.0f - cell.u) * ((c >> 1 & 1 ? cell.v : 1.0f - cell.v) * (c >> 2 ? cell.w : 1.0f - cell.w));
}

__device__ __forceinline__ void load(const float *__restrict__ from, float *to) {
#if FEATURES % 4 == 0
#pragma unroll
    for (int f = 0; f < FEATURES; f += 4) {
        float4 value = __ldg((const float4 *)(from + f));
        to[f] = value.x, to[f + 1] = value.y, to[f + 2] = value.z, to[f + 3] = value.w;
    }
#elif FEATURES % 2 == 0
#pragma unroll
    for (int f = 0; f < FEATURES; f += 2) {
        float2 value = __ldg((const float2 *)(from + f));
        to[f] = value.x, to[f + 1] = value.y;
    }
#else
#pragma unroll
    for (int f = 0; f < FEATURES; f++) {
        to[f] = __ldg(from + f);
    }
#endif
}

__device__ __forceinline__ void accumulate(float *to, float weight, const float *value) {
#if FEATURES % 4 == 0
#pragma unroll
    for (int f = 0; f < FEATURES; f += 4) {
        add_quad(to + f, weight * value[f], weight * value[f + 1], weight * value[f + 2], weight * value[f + 3]);
    }
#elif FEATURES % 2 == 0
#pragma unroll
    for (int f = 0; f < FEATURES; f += 2) {
        add_pair(to + f, weight * value[f], weight * value[f + 1]);
    }
#else
#pragma unroll
    for (int f = 0; f < FEATURES; f++) {
        add(to + f, weight * value[f]);
    }
#endif
}

// the features of one sector of one point
__device__ __forceinline__ void read_sector(const float *__restrict__ features, int sector, float *to) {
#pragma unroll
    for (int f = 0; f < SECTOR; f += ALIGNED ? 4 : 1) {
        if (sector * SECTOR + f < WIDTH) {
            const float *from = features + sector * SECTOR + f;
#if ALIGNED
            float4 value = __ldg((const float4 *)from);
            to[f] = value.x, to[f + 1] = value.y, to[f + 2] = value.z, to[f + 3] = value.w;
#else
            to[f] = __ldg(from);
#endif
        }
    }
}

__device__ __forceinline__ void write_sector(float *features, int sector, const float *from) {
#pragma unroll
    for (int f = 0; f < SECTOR; f += ALIGNED ? 4 : 1) {
        if (sector * SECTOR + f < WIDTH) {
            float *to = features + sector * SECTOR + f;
#if ALIGNED
            *(float4 *)to = make_float4(from[f], from[f + 1], from[f + 2], from[f + 3]);
#else
            *to = from[f];
#endif
        }
    }
}

__device__ __forceinline__ void read_point(const float *__restrict__ x, unsigned point, float *p) {
    p[0] = __ldg(x + 3ll * point), p[1] = __ldg(x + 3ll * point + 1), p[2] = __ldg(x + 3ll * point + 2);
}

// without the second bound the assembler for 10.0 takes 32 registers and spills one
// budget: 40 registers, 6 blocks
extern "C" __global__ void __launch_bounds__(256, 6)
    hash_forward(int points, const float *__restrict__ x, const float *__restrict__ table, float *__restrict__ y) {
    unsigned point = thread_index();
    if (point >= points) {
        return;
    }
    float p[3], sector[SECTOR];
    read_point(x, point, p);
#pragma unroll
    for (int g = 0; g < GROUP; g++) {
        int l = blockIdx.y * GROUP + g;
        if (LEVELS % GROUP == 0 || l < LEVELS) {
            const Level &level = levels[l];
            Cell cell = locate(p, level.scale);
            long long first[8];
            float value[8][FEATURES];
            vertices(level, cell, first);
#pragma unroll
            for (int c = 0; c < 8; c++) {
                load(table + first[c], value[c]);
            }
#pragma unroll
            for (int f = 0; f < FEATURES; f++) {
                float sum = 0.0f;
#pragma unroll
                for (int c = 0; c < 8; c++) {
                    sum += weight(cell, c) * value[c][f];
                }
                sector[g * FEATURES + f] = sum;
            }
        }
    }
    write_sector(y + (long long)point * WIDTH, blockIdx.y, sector);
}
LAUNCHABLE(hash_forward)

// budget: 40 registers, 6 blocks
extern "C" __global__ void __launch_bounds__(256)
    hash_table_adjoint(int points, const float *__restrict__ x, const float *__restrict__ dy, float *dtable) {
    unsigned point = thread_index();
    if (point >= points) {
        return;
    }
    float p[3], sector[SECTOR];
    read_point(x, point, p);
    read_sector(dy + (long long)point * WIDTH, blockIdx.y, sector);
#pragma unroll
    for (int g = 0; g < GROUP; g++) {
        int l = blockIdx.y * GROUP + g;
        if (LEVELS % GROUP == 0 || l < LEVELS) {
            bool any = false;
#pragma unroll
            for (int f = 0; f < FEATURES; f++) {
                any |= sector[g * FEATURES + f] != 0.0f;
            }
            if (any) {
                const Level &level = levels[l];
                Cell cell = locate(p, level.scale);
                long long first[8];
                vertices(level, cell, first);
#pragma unroll
                for (int c = 0; c < 8; c++) {
                    accumulate(dtable + first[c], weight(cell, c), sector + g * FEATURES);
                }
            }
        }
    }
}
LAUNCHABLE(hash_table_adjoint)

// d/dx of the trilinear weights: differences of <vertex, dy> along one axis, weighted along the other two
__device__ __forceinline__ void add_slopes(const Cell &cell, const float *d, float scale, float *dx) {
    float u = cell.u, v = cell.v, w = cell.w, a = 1.0f - u, b = 1.0f - v, c = 1.0f - w;
    dx[0] += scale * (c * (b * (d[1] - d[0]) + v * (d[3] - d[2])) + w * (b * (d[5] - d[4]) + v * (d[7] - d[6])));
    dx[1] += scale * (c * (a * (d[2] - d[0]) + u * (d[3] - d[1])) + w * (a * (d[6] - d[4]) + u * (d[7] - d[5])));
    dx[2] += scale * (b * (a * (d[4] - d[0]) + u * (d[5] - d[1])) + v * (a * (d[6] - d[2]) + u * (d[7] - d[3])));
}

// budget: 48 registers, 5 blocks
extern "C" __global__ void __launch_bounds__(256) hash_point_adjoint(
    int points, const float *__restrict__ x, const float *__restrict__ table, const float *__restrict__ dy, float *dx) {
    unsigned point = thread_index();
    if (point >= points) {
        return;
    }
    float p[3], slope[3] = {0.0f, 0.0f, 0.0f};
    read_point(x, point, p);
    for (int l = 0; l < LEVELS; l++) {
        const Level &level = levels[l];
        Cell cell = locate(p, level.scale);
        long long first[8];
        float product[8], value[FEATURES];
        vertices(level, cell, first);
#pragma unroll
        for (int c = 0; c < 8; c++) {
            load(table + first[c], value);
            product[c] = 0.0f;
#pragma unroll
            for (int f = 0; f < FEATURES; f++) {
                product[c] += value[f] * __ldg(dy + (long long)point * WIDTH + l * FEATURES + f);
            }
        }
        add_slopes(cell, product, level.scale, slope);
    }
    for (int k = 0; k < 3; k++) {
        dx[3ll * point + k] += slope[k];
    }
}
LAUNCHABLE(hash_point_adjoint)
