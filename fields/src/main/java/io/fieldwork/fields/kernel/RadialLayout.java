package io.fieldwork.fields.kernel;

/**
 * Sums of radial bases (NeuRBF; Chen et al. 2023, eq. 3 to 6): which function of the squared distance a base is, and whether its share goes through sines.
 *
 * @param dimensions 2 or 3
 * @param profile the function
 * @param waves whether number f of a base is weighted by sin(factor_f s) of its share s, not by s itself
 */
public record RadialLayout(int dimensions, Profile profile, boolean waves) {
    /** Rejects other dimensions. */
    public RadialLayout {
        if (dimensions != 2 && dimensions != 3) {
            throw new IllegalArgumentException("bases of " + dimensions + " dimensions");
        }
    }

    /** {@return the numbers of a symmetric matrix} */
    public int entries() {
        return entries(dimensions);
    }

    /** {@return the numbers of a symmetric matrix of so many rows} */
    public static int entries(int dimensions) {
        return dimensions * (dimensions + 1) / 2;
    }

    /** A function phi of the squared distance q, and what is added to the sum of all that divides it. */
    public enum Profile {
        /** 1 / (1 + q), which is nowhere zero: with the nearest bases alone the sum jumps where one leaves. */
        INVERSE_QUADRATIC("1.0f / (1.0f + q)", "-phi * phi", 1e-8f),
        /**
         * (1 - q)^3 below 1 and 0 beyond (the triweight kernel; Wand, Jones 1995, section 2.7): two continuous derivatives everywhere. What is added to the
         * sum keeps it smooth where the last base ends.
         */
        TRIWEIGHT(
                "q < 1.0f ? (1.0f - q) * (1.0f - q) * (1.0f - q) : 0.0f",
                "q < 1.0f ? -3.0f * (1.0f - q) * (1.0f - q) : 0.0f",
                1e-2f);

        private final String value;
        private final String slope;
        private final float least;

        Profile(String value, String slope, float least) {
            this.value = value;
            this.slope = slope;
            this.least = least;
        }

        /** {@return phi(q)} */
        float value(float q) {
            if (this == INVERSE_QUADRATIC) {
                return 1 / (1 + q);
            }
            float rest = Math.max(0, 1 - q);
            return rest * rest * rest;
        }

        /** {@return dphi/dq where phi has some value} */
        float slope(float q, float phi) {
            if (this == INVERSE_QUADRATIC) {
                return -phi * phi;
            }
            float rest = Math.max(0, 1 - q);
            return -3 * rest * rest;
        }

        /** {@return what is added to the sum of all phi} */
        float least() {
            return least;
        }

        /** {@return phi(q) in the language of CUDA} */
        String cudaValue() {
            return value;
        }

        /** {@return dphi/dq in the language of CUDA, of q and phi} */
        String cudaSlope() {
            return slope;
        }

        /** {@return phi as TorchScript, of q} */
        String script() {
            return this == INVERSE_QUADRATIC
                    ? "torch.reciprocal(torch.add(q, 1))"
                    : "torch.pow(torch.clamp_min(torch.rsub(q, 1), 0), 3)";
        }
    }
}
