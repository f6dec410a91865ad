// Weighted sums of packed samples along their rays, one warp a ray.

// budget: 40 registers, 6 blocks
extern "C" __global__ void __launch_bounds__(256) accumulate_forward(
    int rays, int width, const int *__restrict__ offsets, const float *__restrict__ weight,
    const float *__restrict__ value, float *__restrict__ sum) {
    int ray = thread_index() / WARP;
    int lane = threadIdx.x % WARP;
    if (ray >= rays) {
        return;
    }
    int first = __ldg(offsets + ray);
    int last = __ldg(offsets + ray + 1);
    for (int k = 0; k < width; k++) {
        float x = 0.0f;
        for (int i = first + lane; i < last; i += WARP) {
            x += __ldg(weight + i) * __ldg(value + (long long)width * i + k);
        }
        x = warp_sum(x);
        if (lane == 0) {
            sum[(long long)width * ray + k] = x;
        }
    }
}
LAUNCHABLE(accumulate_forward)

// dL/dw_i = <g, x_i> and dL/dx_i = w_i g, where g is the gradient of the ray's sums
// budget: 40 registers, 6 blocks
extern "C" __global__ void __launch_bounds__(256) accumulate_adjoint(
    int rays, int width, const int *__restrict__ offsets, const float *__restrict__ weight,
    const float *__restrict__ value, const float *__restrict__ dsum, float *dweight, float *dvalue) {
    int ray = thread_index() / WARP;
    int lane = threadIdx.x % WARP;
    if (ray >= rays) {
        return;
    }
    int last = __ldg(offsets + ray + 1);
    for (int i = __ldg(offsets + ray) + lane; i < last; i += WARP) {
        float w = __ldg(weight + i), slope = 0.0f;
        for (int k = 0; k < width; k++) {
            float g = __ldg(dsum + (long long)width * ray + k);
            slope += g * __ldg(value + (long long)width * i + k);
            if (dvalue) {
                dvalue[(long long)width * i + k] += w * g;
            }
        }
        if (dweight) {
            dweight[i] += slope;
        }
    }
}
LAUNCHABLE(accumulate_adjoint)
