package io.fieldwork.fields.network;

/**
 * The features of one coordinate and their derivatives to any order, as script text. A feature reads the column {@code
 * xI} [n, 1] of coordinate I.
 */
sealed interface Feature {
    /** Number of columns. */
    int width();

    /** Statements that the derivatives refer to. */
    String lines(int axis);

    /** The derivative of an order (0 is the value) as an expression [n, width]. */
    String derivative(int axis, int order);

    /** The features of an axis. */
    static Feature of(Inputs.Axis axis, int harmonics) {
        if (axis.isPeriodic()) {
            return new Harmonics(2 * Math.PI / axis.period(), harmonics);
        }
        double to = axis.name().equals(Inputs.TIME) ? 0 : -1;
        return new Affine(axis.low(), (1 - to) / (axis.high() - axis.low()), to);
    }

    /**
     * The coordinate mapped linearly: to + scale (x - from).
     *
     * @param from lower end of the coordinate
     * @param scale factor
     * @param to lower end of the feature
     */
    record Affine(double from, double scale, double to) implements Feature {
        @Override
        public int width() {
            return 1;
        }

        @Override
        public String lines(int axis) {
            return "  v%1$d = torch.add(torch.mul(torch.sub(x%1$d, %2$s), %3$s), %4$s)\n"
                    .formatted(axis, from, scale, to);
        }

        @Override
        public String derivative(int axis, int order) {
            return switch (order) {
                case 0 -> "v" + axis;
                case 1 -> "torch.full_like(v%d, %s)".formatted(axis, scale);
                default -> "torch.zeros_like(v%d)".formatted(axis);
            };
        }
    }

    /**
     * The first terms of a Fourier series without the constant: cos(k w x), then sin(k w x), k = 1..count. A derivative
     * of order j is (k w)^j times the other or the same function, up to its sign.
     *
     * @param frequency w, radians a unit
     * @param count highest k
     */
    record Harmonics(double frequency, int count) implements Feature {
        @Override
        public int width() {
            return 2 * count;
        }

        @Override
        public String lines(int axis) {
            return """
                  k%1$d = torch.mul(torch.arange(1, %2$d, dtype=x.dtype, device=x.device), %3$s)
                  a%1$d = torch.mul(x%1$d, k%1$d)
                  c%1$d = torch.cos(a%1$d)
                  s%1$d = torch.sin(a%1$d)
                """.formatted(axis, count + 1, frequency);
        }

        @Override
        public String derivative(int axis, int order) {
            String cosine = "c" + axis;
            String sine = "s" + axis;
            String minusCosine = "torch.neg(c%d)".formatted(axis);
            String minusSine = "torch.neg(s%d)".formatted(axis);
            return switch (order % 4) {
                case 0 -> scaled(axis, order, cosine, sine);
                case 1 -> scaled(axis, order, minusSine, cosine);
                case 2 -> scaled(axis, order, minusCosine, minusSine);
                default -> scaled(axis, order, sine, minusCosine);
            };
        }

        private static String scaled(int axis, int order, String first, String second) {
            return order == 0
                    ? "torch.cat([%s, %s], 1)".formatted(first, second)
                    : "torch.cat([torch.mul(%2$s, torch.pow(k%1$d, %4$d)), torch.mul(%3$s, torch.pow(k%1$d, %4$d))], 1)"
                            .formatted(axis, first, second, order);
        }
    }
}
