package io.fieldwork.pde.closure.kinetic;

import java.util.SplittableRandom;
import org.apache.commons.math3.complex.Complex;
import org.apache.commons.math3.util.CombinatoricsUtils;

/**
 * A nearly isotropic fluid with small random waves, distributed as in the data of Maddu, Weady and Shelley ("Learning fast,
 * accurate, and stable closures of a kinetic theory of an active fluid", J. Comput. Phys. 504, 2024): ψ ∝ 1 + Σ 0.1 (R₀ - ½)
 * cos(2πk₁x/L + R₁) cos(2πk₂y/L + R₂) cosⁱ(2θ + R₃) for i = 1 to 8, with whole k of 1 to 8 and R from 0 to 1. Even powers
 * change the concentration, too.
 */
public final class RandomStart implements InitialState {
    private static final int WAVES = 8;

    private final double unit;
    private final double[] size = new double[WAVES];
    private final double[][] phase = new double[WAVES][3];
    private final int[][] wave = new int[WAVES][2];

    /**
     * The state of a seed.
     *
     * @param length of the square's side
     */
    public RandomStart(long seed, double length) {
        unit = 2 * Math.PI / length;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < WAVES; i++) {
            size[i] = 0.1 * (random.nextDouble() - 0.5);
            for (int k = 0; k < 2; k++) {
                wave[i][k] = random.nextInt(1, WAVES + 1);
            }
            for (int k = 0; k < 3; k++) {
                phase[i][k] = random.nextDouble();
            }
        }
    }

    @Override
    public Complex moment(int n, double x, double y) {
        int j = n / 2;
        Complex result = new Complex(n == 0 ? 1 : 0);
        for (int i = 1; i <= WAVES && n % 2 == 0; i++) {
            if (j <= i && (i - j) % 2 == 0) {
                double[] shift = phase[i - 1];
                double share = CombinatoricsUtils.binomialCoefficientDouble(i, (i - j) / 2) / (1 << i);
                double value = size[i - 1]
                        * share
                        * Math.cos(unit * wave[i - 1][0] * x + shift[0])
                        * Math.cos(unit * wave[i - 1][1] * y + shift[1]);
                result = result.add(new Complex(value * Math.cos(j * shift[2]), -value * Math.sin(j * shift[2])));
            }
        }
        return result;
    }
}
