// Volume rendering of packed samples. One warp a ray; its lanes take 32 consecutive samples at a time, and a prefix sum
// over the lanes gives each the optical depth before it.

// exp(-x) is zero in single precision beyond
#define OPAQUE 104.0f

struct Step {
    float color[3];
    float t, delta;
    float passed;  // transmittance behind the sample
    float weight;
};

// one sample of a lane; depth is the optical depth before the warp's samples and grows by theirs
__device__ __forceinline__ Step take(
    int i, bool live, int lane, const float *__restrict__ sigma, const float *__restrict__ color,
    const float *__restrict__ delta, const float *__restrict__ t, float *depth) {
    Step s = {{0.0f, 0.0f, 0.0f}, 0.0f, 0.0f, 0.0f, 0.0f};
    float thickness = 0.0f;
    if (live) {
        s.delta = __ldg(delta + i);
        s.t = __ldg(t + i);
        thickness = __ldg(sigma + i) * s.delta;
        for (int k = 0; k < 3; k++) {
            s.color[k] = __ldg(color + 3ll * i + k);
        }
    }
    float through = warp_prefix(thickness, lane);
    float before = __shfl_up_sync(ALL_LANES, through, 1);
    before = *depth + (lane == 0 ? 0.0f : before);
    s.passed = expf(-(*depth + through));
    s.weight = expf(-before) * -expm1f(-thickness);
    *depth += __shfl_sync(ALL_LANES, through, WARP - 1);
    return s;
}

extern "C" __global__ void __launch_bounds__(256) composite_forward(
    int rays, const int *__restrict__ offsets, const float *__restrict__ sigma, const float *__restrict__ color,
    const float *__restrict__ delta, const float *__restrict__ t, float *__restrict__ pixel,
    float *__restrict__ opacity, float *__restrict__ distance) {
    int ray = thread_index() / WARP;
    int lane = threadIdx.x % WARP;
    if (ray >= rays) {
        return;
    }
    int last = __ldg(offsets + ray + 1);
    float depth = 0.0f, c[3] = {0.0f, 0.0f, 0.0f}, o = 0.0f, z = 0.0f;
    for (int base = __ldg(offsets + ray); base < last && !(depth > OPAQUE); base += WARP) {
        Step s = take(base + lane, base + lane < last, lane, sigma, color, delta, t, &depth);
        for (int k = 0; k < 3; k++) {
            c[k] += s.weight * s.color[k];
        }
        o += s.weight;
        z += s.weight * s.t;
    }
    for (int k = 0; k < 3; k++) {
        c[k] = warp_sum(c[k]);
    }
    o = warp_sum(o);
    z = warp_sum(z);
    if (lane < 3) {
        pixel[3ll * ray + lane] = lane == 0 ? c[0] : lane == 1 ? c[1] : c[2];
    }
    if (lane == 0) {
        opacity[ray] = o;
        distance[ray] = z;
    }
}
LAUNCHABLE(composite_forward)

__device__ __forceinline__ float optional(const float *__restrict__ values, long long i) {
    return values ? __ldg(values + i) : 0.0f;
}

// With u_i = <g_colour, c_i> + g_depth t_i:
// dL/dsigma_i = delta_i (T_(i+1) u_i - sum_(j > i) w_j u_j + g_opacity T_end) and dL/dc_i = w_i g_colour
extern "C" __global__ void __launch_bounds__(256) composite_adjoint(
    int rays, const int *__restrict__ offsets, const float *__restrict__ sigma, const float *__restrict__ color,
    const float *__restrict__ delta, const float *__restrict__ t, const float *__restrict__ pixel,
    const float *__restrict__ opacity, const float *__restrict__ distance, const float *__restrict__ dpixel,
    const float *__restrict__ dopacity, const float *__restrict__ ddistance, float *dsigma, float *dcolor) {
    int ray = thread_index() / WARP;
    int lane = threadIdx.x % WARP;
    if (ray >= rays) {
        return;
    }
    float g[3], gz = optional(ddistance, ray);
    float all = gz * __ldg(distance + ray);
    float end = optional(dopacity, ray) * (1.0f - __ldg(opacity + ray));
    for (int k = 0; k < 3; k++) {
        g[k] = optional(dpixel, 3ll * ray + k);
        all += g[k] * __ldg(pixel + 3ll * ray + k);
    }
    int last = __ldg(offsets + ray + 1);
    float depth = 0.0f, before = 0.0f;
    for (int base = __ldg(offsets + ray); base < last && !(depth > OPAQUE); base += WARP) {
        int i = base + lane;
        Step s = take(i, i < last, lane, sigma, color, delta, t, &depth);
        float u = g[0] * s.color[0] + g[1] * s.color[1] + g[2] * s.color[2] + gz * s.t;
        float until = warp_prefix(s.weight * u, lane);
        if (i < last && dsigma) {
            dsigma[i] += s.delta * (s.passed * u - (all - before - until) + end);
        }
        if (i < last && dcolor) {
            for (int k = 0; k < 3; k++) {
                dcolor[3ll * i + k] += s.weight * g[k];
            }
        }
        before += __shfl_sync(ALL_LANES, until, WARP - 1);
    }
}
LAUNCHABLE(composite_adjoint)
