// Factorised grid: products of planes and lines. RANK (numbers a row, a multiple of 4), WIDTH (results a point), SUMMED, FACTORS,
// FACTOR_TABLE (one {product, first axis, second axis or -1, vertices along the first, first row} a factor, those of a
// product together) and VERTICES (along x, y, z) are defined before this text. A quad is four neighbouring numbers of a row.

#define QUADS (RANK / 4)

struct Factor {
    int product;
    int first;
    int second;
    int width;
    int offset;
};

static __constant__ Factor factors[FACTORS] = {FACTOR_TABLE};
static __constant__ int vertices[3] = {VERTICES};

struct Place {
    int cell[3];
    float part[3];
};

__device__ __forceinline__ Place locate(const float *__restrict__ x, unsigned point) {
    Place place;
#pragma unroll
    for (int k = 0; k < 3; k++) {
        int cells = vertices[k] - 1;
        float position = fminf(fmaxf(__ldg(x + 3ll * point + k), 0.0f), 1.0f) * cells;
        place.cell[k] = position < cells ? (int)position : cells - 1;
        place.part[k] = position - place.cell[k];
    }
    return place;
}

// first number of the first row around a place
__device__ __forceinline__ long long row(const Factor &factor, const Place &place) {
    long long vertex = place.cell[factor.first];
    if (factor.second >= 0) {
        vertex += (long long)place.cell[factor.second] * factor.width;
    }
    return (factor.offset + vertex) * RANK;
}

__device__ __forceinline__ float4 quad(const float *from) {
    return __ldg((const float4 *)from);
}

__device__ __forceinline__ float4 mix(float4 a, float4 b, float u) {
    float v = 1.0f - u;
    return make_float4(v * a.x + u * b.x, v * a.y + u * b.y, v * a.z + u * b.z, v * a.w + u * b.w);
}

__device__ __forceinline__ float4 times(float4 a, float4 b) {
    return make_float4(a.x * b.x, a.y * b.y, a.z * b.z, a.w * b.w);
}

__device__ __forceinline__ float dot(float4 a, float4 b) {
    return a.x * b.x + a.y * b.y + a.z * b.z + a.w * b.w;
}

// four values of a factor at a place
__device__ __forceinline__ float4 value(const Factor &factor, const Place &place, const float *__restrict__ table, int q) {
    const float *from = table + row(factor, place) + 4 * q;
    float u = place.part[factor.first];
    float4 low = mix(quad(from), quad(from + RANK), u);
    if (factor.second < 0) {
        return low;
    }
    from += (long long)factor.width * RANK;
    return mix(low, mix(quad(from), quad(from + RANK), u), place.part[factor.second]);
}

// four values of a product without one of its factors, -1 for none
__device__ __forceinline__ float4
product(int which, int except, const Place &place, const float *__restrict__ table, int q) {
    float4 all = make_float4(1.0f, 1.0f, 1.0f, 1.0f);
    for (int f = 0; f < FACTORS; f++) {
        if (factors[f].product == which && f != except) {
            all = times(all, value(factors[f], place, table, q));
        }
    }
    return all;
}

// the gradient of four values of a factor
__device__ __forceinline__ float4
gradient(int f, unsigned point, const Place &place, const float *__restrict__ table, const float *__restrict__ dy, int q) {
    int which = factors[f].product;
    float4 others = product(which, f, place, table, q);
#if SUMMED
    float g = __ldg(dy + point);
    return times(others, make_float4(g, g, g, g));
#else
    return times(others, quad(dy + (long long)point * WIDTH + which * RANK + 4 * q));
#endif
}

__device__ __forceinline__ void add_weighted(float *to, float weight, float4 d) {
    add_quad(to, weight * d.x, weight * d.y, weight * d.z, weight * d.w);
}

#if SUMMED
// budget: 48 registers, 5 blocks
extern "C" __global__ void __launch_bounds__(256)
    factor_sums(int points, const float *__restrict__ x, const float *__restrict__ table, float *__restrict__ y) {
    unsigned point = thread_index();
    if (point >= points) {
        return;
    }
    Place place = locate(x, point);
    float sum = 0.0f;
    for (int which = 0; which <= factors[FACTORS - 1].product; which++) {
        for (int q = 0; q < QUADS; q++) {
            sum += dot(product(which, -1, place, table, q), make_float4(1.0f, 1.0f, 1.0f, 1.0f));
        }
    }
    y[point] = sum;
}
LAUNCHABLE(factor_sums)
#else
// budget: 40 registers, 6 blocks
extern "C" __global__ void __launch_bounds__(256)
    factor_products(int points, const float *__restrict__ x, const float *__restrict__ table, float *__restrict__ y) {
    unsigned point = thread_index() / QUADS, q = thread_index() % QUADS;
    if (point >= points) {
        return;
    }
    float4 result = product(blockIdx.y, -1, locate(x, point), table, q);
    *(float4 *)(y + (long long)point * WIDTH + blockIdx.y * RANK + 4 * q) = result;
}
LAUNCHABLE(factor_products)
#endif

// budget: 40 registers, 6 blocks
extern "C" __global__ void __launch_bounds__(256) factor_table_adjoint(
    int points, const float *__restrict__ x, const float *__restrict__ table, const float *__restrict__ dy, float *dtable) {
    unsigned point = thread_index() / QUADS, q = thread_index() % QUADS;
    if (point >= points) {
        return;
    }
    const Factor &factor = factors[blockIdx.y];
    Place place = locate(x, point);
    float4 d = gradient(blockIdx.y, point, place, table, dy, q);
    float *to = dtable + row(factor, place) + 4 * q;
    float u = place.part[factor.first], v = factor.second < 0 ? 0.0f : place.part[factor.second];
    add_weighted(to, (1.0f - u) * (1.0f - v), d);
    add_weighted(to + RANK, u * (1.0f - v), d);
    if (factor.second >= 0) {
        to += (long long)factor.width * RANK;
        add_weighted(to, (1.0f - u) * v, d);
        add_weighted(to + RANK, u * v, d);
    }
}
LAUNCHABLE(factor_table_adjoint)

// inner products of the gradient of a factor's values with the rows around a place, the slopes of which it adds
__device__ __forceinline__ void
add_slopes(const Factor &factor, const Place &place, const float *__restrict__ table, float4 d, int q, float *slope) {
    const float *from = table + row(factor, place) + 4 * q;
    float near = dot(quad(from), d), far = dot(quad(from + RANK), d);
    float along = (float)(vertices[factor.first] - 1);
    if (factor.second < 0) {
        slope[factor.first] += along * (far - near);
        return;
    }
    from += (long long)factor.width * RANK;
    float near_up = dot(quad(from), d), far_up = dot(quad(from + RANK), d);
    float u = place.part[factor.first], v = place.part[factor.second];
    slope[factor.first] += along * ((1.0f - v) * (far - near) + v * (far_up - near_up));
    slope[factor.second] += (vertices[factor.second] - 1) * ((1.0f - u) * (near_up - near) + u * (far_up - far));
}

// budget: 64 registers, 4 blocks
extern "C" __global__ void __launch_bounds__(256) factor_point_adjoint(
    int points, const float *__restrict__ x, const float *__restrict__ table, const float *__restrict__ dy, float *dx) {
    unsigned point = thread_index();
    if (point >= points) {
        return;
    }
    Place place = locate(x, point);
    float slope[3] = {0.0f, 0.0f, 0.0f};
    for (int f = 0; f < FACTORS; f++) {
        for (int q = 0; q < QUADS; q++) {
            add_slopes(factors[f], place, table, gradient(f, point, place, table, dy, q), q, slope);
        }
    }
    for (int k = 0; k < 3; k++) {
        float at = __ldg(x + 3ll * point + k);
        dx[3ll * point + k] += at >= 0.0f && at <= 1.0f ? slope[k] : 0.0f;
    }
}
LAUNCHABLE(factor_point_adjoint)
