// Real spherical harmonics of the bands below DEGREE, as polynomials of the unit direction.

#define VALUES (DEGREE * DEGREE)

// budget: 32 registers, 8 blocks
extern "C" __global__ void __launch_bounds__(256)
    harmonics(int n, const float *__restrict__ directions, float *__restrict__ values) {
    unsigned i = thread_index();
    if (i >= n) {
        return;
    }
    float x = __ldg(directions + 3ll * i), y = __ldg(directions + 3ll * i + 1), z = __ldg(directions + 3ll * i + 2);
    float xx = x * x, yy = y * y, zz = z * z;
    float all[16] = {0.28209479177387814f,
                     -0.4886025119029199f * y,
                     0.4886025119029199f * z,
                     -0.4886025119029199f * x,
                     1.0925484305920792f * x * y,
                     -1.0925484305920792f * y * z,
                     0.31539156525252005f * (2.0f * zz - xx - yy),
                     -1.0925484305920792f * x * z,
                     0.5462742152960396f * (xx - yy),
                     -0.5900435899266435f * y * (3.0f * xx - yy),
                     2.890611442640554f * x * y * z,
                     -0.4570457994644658f * y * (4.0f * zz - xx - yy),
                     0.3731763325901154f * z * (2.0f * zz - 3.0f * xx - 3.0f * yy),
                     -0.4570457994644658f * x * (4.0f * zz - xx - yy),
                     1.445305721320277f * z * (xx - yy),
                     -0.5900435899266435f * x * (xx - 3.0f * yy)};
    float *to = values + (long long)i * VALUES;
#pragma unroll
    for (int k = 0; k < VALUES; k += VALUES % 4 == 0 ? 4 : 1) {
#if (DEGREE * DEGREE) % 4 == 0
        *(float4 *)(to + k) = make_float4(all[k], all[k + 1], all[k + 2], all[k + 3]);
#else
        to[k] = all[k];
#endif
    }
}
LAUNCHABLE(harmonics)
