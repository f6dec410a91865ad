// Volume rendering weights of packed samples. One warp a ray; its lanes take 32 consecutive samples at a time, and a prefix
// sum over the lanes gives each the optical depth before it.

// exp(-x) is zero in single precision beyond
#define OPAQUE 104.0f

struct Step {
    float delta;
    float passed;  // transmittance behind the sample
    float weight;
};

// one sample of a lane; depth is the optical depth before the warp's samples and grows by theirs
__device__ __forceinline__ Step take(
    int i, bool live, int lane, const float *__restrict__ sigma, const float *__restrict__ delta, float *depth) {
    Step s = {live ? __ldg(delta + i) : 0.0f, 0.0f, 0.0f};
    float thickness = live ? __ldg(sigma + i) * s.delta : 0.0f;
    float through = warp_prefix(thickness, lane);
    float before = __shfl_up_sync(ALL_LANES, through, 1);
    before = *depth + (lane == 0 ? 0.0f : before);
    s.passed = expf(-(*depth + through));
    s.weight = expf(-before) * -expm1f(-thickness);
    *depth += __shfl_sync(ALL_LANES, through, WARP - 1);
    return s;
}

// budget: 32 registers, 8 blocks
extern "C" __global__ void __launch_bounds__(256) weights_forward(
    int rays, const int *__restrict__ offsets, const float *__restrict__ sigma, const float *__restrict__ delta,
    float *__restrict__ weight, float *__restrict__ opacity) {
    int ray = thread_index() / WARP;
    int lane = threadIdx.x % WARP;
    if (ray >= rays) {
        return;
    }
    int last = __ldg(offsets + ray + 1);
    float depth = 0.0f, o = 0.0f;
    for (int base = __ldg(offsets + ray); base < last; base += WARP) {
        int i = base + lane;
        Step s = take(i, i < last, lane, sigma, delta, &depth);
        if (i < last) {
            weight[i] = s.weight;
        }
        o += s.weight;
    }
    o = warp_sum(o);
    if (lane == 0) {
        opacity[ray] = o;
    }
}
LAUNCHABLE(weights_forward)

__device__ __forceinline__ float optional(const float *__restrict__ values, int i, bool live) {
    return values && live ? __ldg(values + i) : 0.0f;
}

// With u_i = dL/dw_i: dL/dsigma_i = delta_i (T_(i+1) u_i - sum_(j > i) w_j u_j + T_end dL/dopacity)
// budget: 32 registers, 8 blocks
extern "C" __global__ void __launch_bounds__(256) weights_adjoint(
    int rays, const int *__restrict__ offsets, const float *__restrict__ sigma, const float *__restrict__ delta,
    const float *__restrict__ opacity, const float *__restrict__ dweight, const float *__restrict__ dopacity,
    float *dsigma) {
    int ray = thread_index() / WARP;
    int lane = threadIdx.x % WARP;
    if (ray >= rays) {
        return;
    }
    int first = __ldg(offsets + ray);
    int last = __ldg(offsets + ray + 1);
    float end = optional(dopacity, ray, true) * (1.0f - __ldg(opacity + ray));
    float depth = 0.0f, all = 0.0f;
    for (int base = first; base < last && !(depth > OPAQUE); base += WARP) {
        int i = base + lane;
        Step s = take(i, i < last, lane, sigma, delta, &depth);
        all += s.weight * optional(dweight, i, i < last);
    }
    all = warp_sum(all);
    depth = 0.0f;
    float before = 0.0f;
    for (int base = first; base < last && !(depth > OPAQUE); base += WARP) {
        int i = base + lane;
        Step s = take(i, i < last, lane, sigma, delta, &depth);
        float u = optional(dweight, i, i < last);
        float until = warp_prefix(s.weight * u, lane);
        if (i < last) {
            dsigma[i] += s.delta * (s.passed * u - (all - before - until) + end);
        }
        before += __shfl_sync(ALL_LANES, until, WARP - 1);
    }
}
LAUNCHABLE(weights_adjoint)
