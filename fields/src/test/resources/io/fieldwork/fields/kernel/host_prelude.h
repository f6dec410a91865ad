// Lets a host C++ compiler build CUDA source: blocks run one after the other, the threads of a block as coroutines that
// take turns at every exchange within a warp. A function f is started through launch_f, whose parameters are those of the
// driver's launch; it returns 0, or 1 if the lanes of a warp did not exchange equally often.
#pragma once
#include <ucontext.h>

#include <cmath>
#include <cstring>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#define __global__
#define __device__
#define __constant__ const
#define __forceinline__ inline
#define __launch_bounds__(...)

struct float2 {
    float x, y;
};
struct alignas(16) float4 {
    float x, y, z, w;
};
struct alignas(16) int4 {
    int x, y, z, w;
};
struct uint3 {
    unsigned x, y, z;
};

static inline float4 make_float4(float x, float y, float z, float w) {
    return float4{x, y, z, w};
}
static inline float2 make_float2(float x, float y) {
    return float2{x, y};
}

static uint3 threadIdx, blockIdx, blockDim, gridDim;

namespace host {

struct Fiber {
    ucontext_t context;
    std::unique_ptr<char[]> stack;
    bool done = false;
    long exchanges = 0;
};

constexpr size_t STACK = 1 << 16;
static std::vector<Fiber> fibers;
static ucontext_t scheduler;
static unsigned current;
static const std::function<void()> *body;
static unsigned slots[1024];

static void run() {
    (*body)();
    fibers[current].done = true;
}

static void resume(unsigned index) {
    current = index;
    threadIdx.x = index;
    swapcontext(&scheduler, &fibers[index].context);
}

static void yield() {
    fibers[current].exchanges++;
    swapcontext(&fibers[current].context, &scheduler);
}

static void start(unsigned threads) {
    fibers.resize(threads);
    for (Fiber &fiber : fibers) {
        if (!fiber.stack) {
            fiber.stack.reset(new char[STACK]);
        }
        fiber.done = false;
        fiber.exchanges = 0;
        getcontext(&fiber.context);
        fiber.context.uc_stack.ss_sp = fiber.stack.get();
        fiber.context.uc_stack.ss_size = STACK;
        fiber.context.uc_link = &scheduler;
        makecontext(&fiber.context, run, 0);
    }
}

static bool block(unsigned threads) {
    start(threads);
    for (bool any = true; any;) {
        any = false;
        for (unsigned i = 0; i < threads; i++) {
            if (!fibers[i].done) {
                resume(i);
                any = true;
            }
        }
    }
    for (unsigned i = 0; i < threads; i++) {
        if (fibers[i].exchanges != fibers[i & ~31u].exchanges) {
            return false;
        }
    }
    return true;
}

template <class T>
static T exchange(T value, unsigned lane, bool valid) {
    static_assert(sizeof(T) == 4, "lanes exchange 4 bytes");
    unsigned warp = current & ~31u;
    std::memcpy(&slots[current], &value, 4);
    yield();
    T received = value;
    if (valid) {
        std::memcpy(&received, &slots[warp + lane], 4);
    }
    yield();
    return received;
}

template <class... A, size_t... I>
static void call(void (*kernel)(A...), void **parameters, std::index_sequence<I...>) {
    kernel(*static_cast<std::remove_reference_t<A> *>(parameters[I])...);
}

template <class... A>
static int launch(void (*kernel)(A...), unsigned x, unsigned y, unsigned threads, void **parameters) {
    std::function<void()> thread = [&] { call(kernel, parameters, std::index_sequence_for<A...>{}); };
    body = &thread;
    gridDim = {x, y, 1};
    blockDim = {threads, 1, 1};
    bool even = true;
    for (unsigned j = 0; j < y; j++) {
        for (unsigned i = 0; i < x; i++) {
            blockIdx = {i, j, 0};
            even &= block(threads);
        }
    }
    body = nullptr;
    return even ? 0 : 1;
}

}  // namespace host

#define LAUNCHABLE(kernel)                                                                        \
    extern "C" int launch_##kernel(unsigned x, unsigned y, unsigned threads, void **parameters) { \
        return host::launch(kernel, x, y, threads, parameters);                                   \
    }

template <class T>
static inline T __ldg(const T *from) {
    return *from;
}
template <class T>
static inline void atomicAdd(T *sum, T x) {
    *sum += x;
}
static inline float __fmul_rn(float x, float y) {
    return x * y;
}
static inline float __fadd_rn(float x, float y) {
    return x + y;
}
static inline int __ffs(int bits) {
    return __builtin_ffs(bits);
}
static inline int __popc(unsigned bits) {
    return __builtin_popcount(bits);
}
template <class T>
static inline T __shfl_sync(unsigned, T value, int lane) {
    return host::exchange(value, lane & 31, true);
}
template <class T>
static inline T __shfl_xor_sync(unsigned, T value, int mask) {
    return host::exchange(value, (threadIdx.x & 31) ^ mask, true);
}
template <class T>
static inline T __shfl_up_sync(unsigned, T value, int distance) {
    int lane = (int)(threadIdx.x & 31) - distance;
    return host::exchange(value, lane, lane >= 0);
}
static inline void __syncwarp() {
    host::yield();
}
static inline unsigned __ballot_sync(unsigned, bool vote) {
    unsigned warp = host::current & ~31u, result = 0;
    host::slots[host::current] = vote;
    host::yield();
    for (unsigned lane = 0; lane < 32; lane++) {
        result |= (host::slots[warp + lane] & 1u) << lane;
    }
    host::yield();
    return result;
}
