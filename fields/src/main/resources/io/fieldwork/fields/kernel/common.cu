// Shared by all sources of this folder: indices, vectorised accumulation, sums over a warp. The budget above each kernel is what a
// thread takes of registers at most, and how many blocks of 256 threads a multiprocessor with 2048 then holds; nothing is spilled.

#define WARP 32
#define ALL_LANES 0xffffffffu

#ifndef LAUNCHABLE
#define LAUNCHABLE(kernel)
#endif

__device__ __forceinline__ unsigned thread_index() {
    return blockIdx.x * blockDim.x + threadIdx.x;
}

__device__ __forceinline__ void add(float *sum, float x) {
    atomicAdd(sum, x);
}

// sum must be aligned to 8 bytes
__device__ __forceinline__ void add_pair(float *sum, float x, float y) {
#if defined(__CUDA_ARCH__) && __CUDA_ARCH__ >= 900
    asm volatile("{ .reg .u64 a; cvta.to.global.u64 a, %0; red.global.add.v2.f32 [a], {%1, %2}; }"
                 :
                 : "l"(sum), "f"(x), "f"(y)
                 : "memory");
#else
    atomicAdd(sum, x);
    atomicAdd(sum + 1, y);
#endif
}

// sum must be aligned to 16 bytes
__device__ __forceinline__ void add_quad(float *sum, float x, float y, float z, float w) {
#if defined(__CUDA_ARCH__) && __CUDA_ARCH__ >= 900
    asm volatile("{ .reg .u64 a; cvta.to.global.u64 a, %0; red.global.add.v4.f32 [a], {%1, %2, %3, %4}; }"
                 :
                 : "l"(sum), "f"(x), "f"(y), "f"(z), "f"(w)
                 : "memory");
#else
    add_pair(sum, x, y);
    add_pair(sum + 2, z, w);
#endif
}

__device__ __forceinline__ float warp_sum(float x) {
#pragma unroll
    for (int distance = WARP / 2; distance > 0; distance /= 2) {
        x += __shfl_xor_sync(ALL_LANES, x, distance);
    }
    return x;
}

// x of this lane and of all lanes before it
__device__ __forceinline__ float warp_prefix(float x, int lane) {
#pragma unroll
    for (int distance = 1; distance < WARP; distance *= 2) {
        float before = __shfl_up_sync(ALL_LANES, x, distance);
        x = lane >= distance ? x + before : x;
    }
    return x;
}
