// Sines and cosines of coordinates at the frequencies 1, 2, 4, ... behind the coordinates themselves, and the adjoint. A row of d
// coordinates becomes d values, then d sines and d cosines of each of OCTAVES octaves.

// budget: 32 registers, 8 blocks
extern "C" __global__ void __launch_bounds__(256)
    frequencies_forward(int waves, int d, const float *__restrict__ x, float *__restrict__ y) {
    int i = thread_index();
    if (i >= waves) {
        return;
    }
    int j = i % d, k = i / d % OCTAVES;
    long long row = i / (d * OCTAVES);
    float value = __ldg(x + row * d + j);
    float *to = y + row * d * (1 + 2 * OCTAVES) + j;
    if (k == 0) {
        *to = value;
    }
    float phase = ldexpf(value, k);
    to[d * (1 + 2 * k)] = sinf(phase);
    to[d * (2 + 2 * k)] = cosf(phase);
}
LAUNCHABLE(frequencies_forward)

// budget: 48 registers, 5 blocks
extern "C" __global__ void __launch_bounds__(256) frequencies_adjoint(
    int coordinates, int d, const float *__restrict__ y, const float *__restrict__ dy, float *__restrict__ dx) {
    int i = thread_index();
    if (i >= coordinates) {
        return;
    }
    long long at = (long long)(i / d) * d * (1 + 2 * OCTAVES) + i % d;
    float slope = __ldg(dy + at);
    for (int k = 0; k < OCTAVES; k++) {
        long long sine = at + d * (1 + 2 * k), cosine = sine + d;
        slope += ldexpf(__ldg(y + cosine) * __ldg(dy + sine) - __ldg(y + sine) * __ldg(dy + cosine), k);
    }
    dx[i] += slope;
}
LAUNCHABLE(frequencies_adjoint)
