package io.fieldwork.fields.jet.kernel;

import ai.djl.ndarray.types.DataType;
import io.fieldwork.fields.jet.Activation;
import io.fieldwork.fields.jet.JetRules;
import io.fieldwork.fields.jet.Slots;
import java.util.Map;

/**
 * CUDA source of the elementwise kernels of one slot set and type. A source has two functions, {@code forward} and
 * {@code adjoint}, in which a thread holds the jet of one element in registers and the rules stand as straight-line
 * code.
 */
final class CudaJetText {
    private CudaJetText() {}

    /**
     * {@code forward(count, width, z, bias, y)} and {@code adjoint(count, width, stride, z, bias, dy, dz, adding,
     * partial)}. The adjoint adds to dz or overwrites it, and sums the gradient of the bias over every stride-th
     * element, which all belong to one unit because the stride is a multiple of the width.
     */
    static String activation(Activation function, Slots slots, DataType type) {
        CudaRules rules = new CudaRules(JetRules.of(slots));
        Map<String, String> parts = Map.of(
                "derivatives", CudaFunctions.derivatives(function),
                "chain", rules.chain(),
                "chain adjoint", rules.chainAdjoint());
        return text(slots, type, ACTIVATION, parts);
    }

    /** {@code forward(count, a, b, y)} and {@code adjoint(count, a, b, dy, da, db)}. */
    static String product(Slots slots, DataType type) {
        return text(slots, type, PRODUCT, leibniz(slots));
    }

    /** {@code forward(count, z, u, v, y)} and {@code adjoint(count, z, u, v, dy, dz, du, dv)}. */
    static String gate(Slots slots, DataType type) {
        return text(slots, type, GATE, leibniz(slots));
    }

    private static Map<String, String> leibniz(Slots slots) {
        CudaRules rules = new CudaRules(JetRules.of(slots));
        return Map.of(
                "product", rules.product(),
                "left adjoint", rules.leftAdjoint(),
                "right adjoint", rules.rightAdjoint());
    }

    private static String text(Slots slots, DataType type, String kernels, Map<String, String> parts) {
        String shared = SHARED.replace("${slots}", Integer.toString(slots.size()));
        String text = kernels;
        for (var part : parts.entrySet()) {
            text = text.replace("${" + part.getKey() + "}", part.getValue().strip());
        }
        return switch (type) {
            case FLOAT32 -> SINGLE + shared + text;
            case FLOAT64 -> DOUBLE + shared + text;
            default -> throw new IllegalArgumentException("jets are float32 or float64, not " + type);
        };
    }

    private static final String SINGLE = """
            typedef float real;
            #define FUNCTION(name) name##f
            """;

    private static final String DOUBLE = """
            typedef double real;
            #define FUNCTION(name) name
            """;

    private static final String SHARED = """
            #define SLOTS ${slots}

            #ifndef LAUNCHABLE
            #define LAUNCHABLE(kernel)
            #endif

            __device__ __forceinline__ unsigned thread_index() {
                return blockIdx.x * blockDim.x + threadIdx.x;
            }

            __device__ __forceinline__ void load(const real *__restrict__ from, unsigned count, unsigned i, real *jet) {
            #pragma unroll
                for (int k = 0; k < SLOTS; k++) {
                    jet[k] = from[(long long)k * count + i];
                }
            }

            __device__ __forceinline__ void store(const real *jet, unsigned count, unsigned i, real *to) {
            #pragma unroll
                for (int k = 0; k < SLOTS; k++) {
                    to[(long long)k * count + i] = jet[k];
                }
            }

            __device__ __forceinline__ void add(const real *jet, unsigned count, unsigned i, real *to) {
            #pragma unroll
                for (int k = 0; k < SLOTS; k++) {
                    to[(long long)k * count + i] += jet[k];
                }
            }

            """;

    private static final String ACTIVATION = """
            __device__ __forceinline__ void derivatives(real z, real *f) {
                ${derivatives}
            }

            extern "C" __global__ void __launch_bounds__(256) forward(
                unsigned count, unsigned width, const real *__restrict__ jets, const real *__restrict__ bias,
                real *__restrict__ results) {
                unsigned i = thread_index();
                if (i < count) {
                    real z[SLOTS], f[8], y[SLOTS];
                    load(jets, count, i, z);
                    z[0] += bias[i % width];
                    derivatives(z[0], f);
                    ${chain}
                    store(y, count, i, results);
                }
            }
            LAUNCHABLE(forward)

            extern "C" __global__ void __launch_bounds__(256) adjoint(
                unsigned count, unsigned width, unsigned stride, const real *__restrict__ jets,
                const real *__restrict__ bias, const real *__restrict__ gradients, real *jet_gradients, int adding,
                real *__restrict__ partial) {
                unsigned first = thread_index();
                if (first >= stride) {
                    return;
                }
                real shift = bias[first % width], sum = 0;
                for (unsigned i = first; i < count; i += stride) {
                    real z[SLOTS], f[8], g[SLOTS], d[SLOTS];
                    load(jets, count, i, z);
                    load(gradients, count, i, g);
                    z[0] += shift;
                    derivatives(z[0], f);
                    ${chain adjoint}
                    sum += d[0];
                    if (jet_gradients && adding) {
                        add(d, count, i, jet_gradients);
                    } else if (jet_gradients) {
                        store(d, count, i, jet_gradients);
                    }
                }
                partial[first] = sum;
            }
            LAUNCHABLE(adjoint)
            """;

    private static final String PRODUCT = """
            extern "C" __global__ void __launch_bounds__(256) forward(
                unsigned count, const real *__restrict__ lefts, const real *__restrict__ rights,
                real *__restrict__ results) {
                unsigned i = thread_index();
                if (i < count) {
                    real a[SLOTS], b[SLOTS], y[SLOTS];
                    load(lefts, count, i, a);
                    load(rights, count, i, b);
                    ${product}
                    store(y, count, i, results);
                }
            }
            LAUNCHABLE(forward)

            extern "C" __global__ void __launch_bounds__(256) adjoint(
                unsigned count, const real *__restrict__ lefts, const real *__restrict__ rights,
                const real *__restrict__ gradients, real *left_gradients, real *right_gradients) {
                unsigned i = thread_index();
                if (i >= count) {
                    return;
                }
                real a[SLOTS], b[SLOTS], g[SLOTS], d[SLOTS];
                load(lefts, count, i, a);
                load(rights, count, i, b);
                load(gradients, count, i, g);
                if (left_gradients) {
                    ${left adjoint}
                    add(d, count, i, left_gradients);
                }
                if (right_gradients) {
                    ${right adjoint}
                    add(d, count, i, right_gradients);
                }
            }
            LAUNCHABLE(adjoint)
            """;

    private static final String GATE = """
            __device__ __forceinline__ void subtract(real *from, const real *jet) {
            #pragma unroll
                for (int k = 0; k < SLOTS; k++) {
                    from[k] -= jet[k];
                }
            }

            extern "C" __global__ void __launch_bounds__(256) forward(
                unsigned count, const real *__restrict__ gates, const real *__restrict__ ons,
                const real *__restrict__ offs, real *__restrict__ results) {
                unsigned i = thread_index();
                if (i < count) {
                    real a[SLOTS], b[SLOTS], off[SLOTS], y[SLOTS];
                    load(gates, count, i, a);
                    load(ons, count, i, b);
                    load(offs, count, i, off);
                    subtract(b, off);
                    ${product}
            #pragma unroll
                    for (int k = 0; k < SLOTS; k++) {
                        y[k] += off[k];
                    }
                    store(y, count, i, results);
                }
            }
            LAUNCHABLE(forward)

            extern "C" __global__ void __launch_bounds__(256) adjoint(
                unsigned count, const real *__restrict__ gates, const real *__restrict__ ons,
                const real *__restrict__ offs, const real *__restrict__ gradients, real *gate_gradients,
                real *on_gradients, real *off_gradients) {
                unsigned i = thread_index();
                if (i >= count) {
                    return;
                }
                real a[SLOTS], b[SLOTS], d[SLOTS], g[SLOTS];
                load(gates, count, i, a);
                load(ons, count, i, b);
                load(offs, count, i, d);
                load(gradients, count, i, g);
                subtract(b, d);
                if (gate_gradients) {
                    ${left adjoint}
                    add(d, count, i, gate_gradients);
                }
                ${right adjoint}
                if (on_gradients) {
                    add(d, count, i, on_gradients);
                }
                if (off_gradients) {
                    subtract(g, d);
                    add(g, count, i, off_gradients);
                }
            }
            LAUNCHABLE(adjoint)
            """;
}
