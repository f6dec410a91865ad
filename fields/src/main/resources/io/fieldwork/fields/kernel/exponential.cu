// Density from a network's raw output, and its adjoint with the raw value clamped to [-15, 15].

// budget: 16 registers, 8 blocks
extern "C" __global__ void __launch_bounds__(256)
    exponential_forward(int n, const float *__restrict__ raw, float *__restrict__ density) {
    unsigned i = thread_index();
    if (i < n) {
        density[i] = expf(__ldg(raw + i));
    }
}
LAUNCHABLE(exponential_forward)

// budget: 16 registers, 8 blocks
extern "C" __global__ void __launch_bounds__(256) exponential_adjoint(
    int n, const float *__restrict__ raw, const float *__restrict__ ddensity, float *__restrict__ draw) {
    unsigned i = thread_index();
    if (i < n) {
        draw[i] += __ldg(ddensity + i) * expf(fminf(fmaxf(__ldg(raw + i), -15.0f), 15.0f));
    }
}
LAUNCHABLE(exponential_adjoint)
