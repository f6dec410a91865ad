// Sums of radial bases by their shares of all that count at a point, a warp a point: lanes take the bases of the point in turn, then the numbers of a row.
// DIMENSIONS is 2 or 3, VALUE(q) and SLOPE(q, phi) are the profile, LEAST is added to the sum of all, WAVES says whether shares go through sines.

#define ENTRIES (DIMENSIONS * (DIMENSIONS + 1) / 2)

#define BASES_PARAMETERS                                                                                                \
    int n, int features, const float *__restrict__ x, const float *__restrict__ centres,                                \
        const float *__restrict__ rows, const float *__restrict__ precisions, const float *__restrict__ factors,        \
        const int *__restrict__ offsets, const int *__restrict__ bases

// writes P (x - c) and returns the squared distance
__device__ __forceinline__ float measure(
    const float *__restrict__ x, const float *__restrict__ centre, const float *__restrict__ precision, float *product) {
    float apart[DIMENSIONS], square = 0.0f;
#pragma unroll
    for (int a = 0; a < DIMENSIONS; a++) {
        apart[a] = __ldg(x + a) - __ldg(centre + a);
        product[a] = 0.0f;
    }
    int entry = 0;
#pragma unroll
    for (int a = 0; a < DIMENSIONS; a++) {
        product[a] += __ldg(precision + entry++) * apart[a];
#pragma unroll
        for (int b = a + 1; b < DIMENSIONS; b++) {
            float mixed = __ldg(precision + entry++);
            product[a] += mixed * apart[b];
            product[b] += mixed * apart[a];
        }
    }
#pragma unroll
    for (int a = 0; a < DIMENSIONS; a++) {
        square += product[a] * apart[a];
    }
    return fmaxf(square, 0.0f);
}

__device__ __forceinline__ float weight(float factor, float share) {
    return WAVES ? sinf(factor * share) : share;
}

__device__ __forceinline__ float weight_slope(float factor, float share) {
    return WAVES ? factor * cosf(factor * share) : 1.0f;
}

// budget: 40 registers, 6 blocks
extern "C" __global__ void __launch_bounds__(256) radial_forward(
    BASES_PARAMETERS, float *__restrict__ y, float *shares) {
    unsigned point = thread_index() / WARP;
    int lane = threadIdx.x % WARP;
    if (point >= n) {
        return;
    }
    int from = __ldg(offsets + point), to = __ldg(offsets + point + 1);
    float sum = 0.0f, product[DIMENSIONS];
    for (int i = from + lane; i < to; i += WARP) {
        int base = __ldg(bases + i);
        float q = measure(
            x + (long long)point * DIMENSIONS, centres + (long long)base * DIMENSIONS,
            precisions + (long long)base * ENTRIES, product);
        float phi = VALUE(q);
        shares[i] = phi;
        sum += phi;
    }
    float whole = warp_sum(sum) + LEAST;
    for (int i = from + lane; i < to; i += WARP) {
        shares[i] = shares[i] / whole;
    }
    __syncwarp();
    for (int f = lane; f < features; f += WARP) {
        float factor = __ldg(factors + f), total = 0.0f;
        for (int i = from; i < to; i++) {
            total += weight(factor, shares[i]) * __ldg(rows + (long long)__ldg(bases + i) * features + f);
        }
        y[(long long)point * features + f] = total;
    }
}
LAUNCHABLE(radial_forward)

// budget: 40 registers, 6 blocks
extern "C" __global__ void __launch_bounds__(256) radial_row_adjoint(
    BASES_PARAMETERS, const float *__restrict__ shares, const float *__restrict__ dy, float *drows) {
    unsigned point = thread_index() / WARP;
    int lane = threadIdx.x % WARP;
    if (point >= n) {
        return;
    }
    int from = __ldg(offsets + point), to = __ldg(offsets + point + 1);
    for (int f = lane; f < features; f += WARP) {
        float factor = __ldg(factors + f), gradient = __ldg(dy + (long long)point * features + f);
        for (int i = from; i < to; i++) {
            add(drows + (long long)__ldg(bases + i) * features + f, weight(factor, __ldg(shares + i)) * gradient);
        }
    }
}
LAUNCHABLE(radial_row_adjoint)

// the gradient of each share
// budget: 64 registers, 4 blocks
extern "C" __global__ void __launch_bounds__(256) radial_share_adjoint(
    BASES_PARAMETERS, const float *__restrict__ shares, const float *__restrict__ dy, float *__restrict__ dshares) {
    unsigned point = thread_index() / WARP;
    int lane = threadIdx.x % WARP;
    if (point >= n) {
        return;
    }
    int from = __ldg(offsets + point), to = __ldg(offsets + point + 1);
    for (int i = from; i < to; i++) {
        float share = __ldg(shares + i), sum = 0.0f;
        for (int f = lane; f < features; f += WARP) {
            sum += weight_slope(__ldg(factors + f), share) * __ldg(rows + (long long)__ldg(bases + i) * features + f) *
                   __ldg(dy + (long long)point * features + f);
        }
        sum = warp_sum(sum);
        if (lane == 0) {
            dshares[i] = sum;
        }
    }
}
LAUNCHABLE(radial_share_adjoint)

// dx and dcentres may be missing
// budget: 40 registers, 6 blocks
extern "C" __global__ void __launch_bounds__(256) radial_place_adjoint(
    BASES_PARAMETERS, const float *__restrict__ shares, const float *__restrict__ dshares, float *dx, float *dcentres) {
    unsigned point = thread_index() / WARP;
    int lane = threadIdx.x % WARP;
    if (point >= n) {
        return;
    }
    int from = __ldg(offsets + point), to = __ldg(offsets + point + 1);
    const float *place = x + (long long)point * DIMENSIONS;
    float mean = 0.0f, sum = 0.0f, product[DIMENSIONS], total[DIMENSIONS];
#pragma unroll
    for (int a = 0; a < DIMENSIONS; a++) {
        total[a] = 0.0f;
    }
    for (int i = from + lane; i < to; i += WARP) {
        int base = __ldg(bases + i);
        float q = measure(
            place, centres + (long long)base * DIMENSIONS, precisions + (long long)base * ENTRIES, product);
        sum += VALUE(q);
        mean += __ldg(dshares + i) * __ldg(shares + i);
    }
    float whole = LEAST + warp_sum(sum);
    mean = warp_sum(mean);
    for (int i = from + lane; i < to; i += WARP) {
        int base = __ldg(bases + i);
        float q = measure(
            place, centres + (long long)base * DIMENSIONS, precisions + (long long)base * ENTRIES, product);
        float phi = VALUE(q);
        float slope = 2.0f * (__ldg(dshares + i) - mean) / whole * (SLOPE(q, phi));
#pragma unroll
        for (int a = 0; a < DIMENSIONS; a++) {
            total[a] += slope * product[a];
            if (dcentres) {
                add(dcentres + (long long)base * DIMENSIONS + a, -slope * product[a]);
            }
        }
    }
#pragma unroll
    for (int a = 0; a < DIMENSIONS; a++) {
        float part = warp_sum(total[a]);
        if (dx && lane == 0) {
            dx[(long long)point * DIMENSIONS + a] += part;
        }
    }
}
LAUNCHABLE(radial_place_adjoint)
