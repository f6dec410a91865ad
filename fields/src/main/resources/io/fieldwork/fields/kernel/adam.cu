// Adam (Kingma, Ba 2015) and RMSprop (Tieleman, Hinton 2012), four neighbouring entries a thread, everything in one pass. The
// gradient is zero afterwards.

struct Rates {
    float rate, beta1, beta2, rest1, rest2, epsilon, decay;
};

#define RATE_PARAMETERS \
    float rate, float beta1, float beta2, float rest1, float rest2, float epsilon, float decay
#define RATES \
    Rates { rate, beta1, beta2, rest1, rest2, epsilon, decay }

__device__ __forceinline__ void update(
    const Rates &r, float corrected, float &value, float &gradient, float &first, float &second) {
    float slope = gradient + r.decay * value;
    first = r.beta1 * first + r.rest1 * slope;
    second = r.beta2 * second + r.rest2 * (slope * slope);
    value -= corrected * first / (sqrtf(second) + r.epsilon);
    gradient = 0.0f;
}

// 1 - beta^count, given the logarithm of beta
__device__ __forceinline__ float correction(float log_beta, int count) {
    return -expm1f((float)count * log_beta);
}

__device__ __forceinline__ void update_counted(
    const Rates &r, float log1, float log2, float &value, float &gradient, float &first, float &second, int &count) {
    if (gradient != 0.0f) {
        count++;
        update(r, r.rate * sqrtf(correction(log2, count)) / correction(log1, count), value, gradient, first, second);
    }
}

// rate is corrected for the bias of both moments
// budget: 40 registers, 6 blocks
extern "C" __global__ void __launch_bounds__(256) adam_dense(
    long long entries, int aligned, float *__restrict__ value, float *__restrict__ gradient, float *__restrict__ first,
    float *__restrict__ second, RATE_PARAMETERS) {
    Rates r = RATES;
    long long i = 4ll * thread_index();
    if (aligned && i + 4 <= entries) {
        float4 p = *(float4 *)(value + i), g = *(float4 *)(gradient + i);
        float4 m = *(float4 *)(first + i), v = *(float4 *)(second + i);
        update(r, rate, p.x, g.x, m.x, v.x);
        update(r, rate, p.y, g.y, m.y, v.y);
        update(r, rate, p.z, g.z, m.z, v.z);
        update(r, rate, p.w, g.w, m.w, v.w);
        *(float4 *)(value + i) = p, *(float4 *)(gradient + i) = g;
        *(float4 *)(first + i) = m, *(float4 *)(second + i) = v;
        return;
    }
    for (int k = 0; k < 4 && i < entries; k++, i++) {
        update(r, rate, value[i], gradient[i], first[i], second[i]);
    }
}
LAUNCHABLE(adam_dense)

// entries with a gradient of exactly zero are skipped; four of them cost the reading of their gradients alone
// budget: 48 registers, 5 blocks
extern "C" __global__ void __launch_bounds__(256) adam_sparse(
    long long entries, int aligned, float *__restrict__ value, float *__restrict__ gradient, float *__restrict__ first,
    float *__restrict__ second, int *__restrict__ counts, RATE_PARAMETERS, float log1, float log2) {
    Rates r = RATES;
    long long i = 4ll * thread_index();
    if (aligned && i + 4 <= entries) {
        float4 g = *(float4 *)(gradient + i);
        if (g.x == 0.0f && g.y == 0.0f && g.z == 0.0f && g.w == 0.0f) {
            return;
        }
        float4 p = *(float4 *)(value + i), m = *(float4 *)(first + i), v = *(float4 *)(second + i);
        int4 n = *(int4 *)(counts + i);
        update_counted(r, log1, log2, p.x, g.x, m.x, v.x, n.x);
        update_counted(r, log1, log2, p.y, g.y, m.y, v.y, n.y);
        update_counted(r, log1, log2, p.z, g.z, m.z, v.z, n.z);
        update_counted(r, log1, log2, p.w, g.w, m.w, v.w, n.w);
        *(float4 *)(value + i) = p, *(float4 *)(gradient + i) = g;
        *(float4 *)(first + i) = m, *(float4 *)(second + i) = v, *(int4 *)(counts + i) = n;
        return;
    }
    for (int k = 0; k < 4 && i < entries; k++, i++) {
        update_counted(r, log1, log2, value[i], gradient[i], first[i], second[i], counts[i]);
    }
}
LAUNCHABLE(adam_sparse)

struct Scaling {
    float rate, beta, rest, epsilon, decay;
};

// the first update of an entry takes the square of its gradient as the mean
__device__ __forceinline__ void update_scaled(const Scaling &s, float &value, float &gradient, float &second) {
    if (gradient != 0.0f) {
        float slope = gradient + s.decay * value;
        second = second == 0.0f ? slope * slope : s.beta * second + s.rest * (slope * slope);
        value -= s.rate * slope / (sqrtf(second) + s.epsilon);
        gradient = 0.0f;
    }
}

// entries with a gradient of exactly zero are skipped; four of them cost the reading of their gradients alone
// budget: 32 registers, 8 blocks
extern "C" __global__ void __launch_bounds__(256) rms_prop(
    long long entries, int aligned, float *__restrict__ value, float *__restrict__ gradient, float *__restrict__ second,
    float rate, float beta, float rest, float epsilon, float decay) {
    Scaling s = {rate, beta, rest, epsilon, decay};
    long long i = 4ll * thread_index();
    if (aligned && i + 4 <= entries) {
        float4 g = *(float4 *)(gradient + i);
        if (g.x == 0.0f && g.y == 0.0f && g.z == 0.0f && g.w == 0.0f) {
            return;
        }
        float4 p = *(float4 *)(value + i), v = *(float4 *)(second + i);
        update_scaled(s, p.x, g.x, v.x);
        update_scaled(s, p.y, g.y, v.y);
        update_scaled(s, p.z, g.z, v.z);
        update_scaled(s, p.w, g.w, v.w);
        *(float4 *)(value + i) = p, *(float4 *)(gradient + i) = g, *(float4 *)(second + i) = v;
        return;
    }
    for (int k = 0; k < 4 && i < entries; k++, i++) {
        update_scaled(s, value[i], gradient[i], second[i]);
    }
}
LAUNCHABLE(rms_prop)
