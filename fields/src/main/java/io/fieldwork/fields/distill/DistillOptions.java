package io.fieldwork.fields.distill;

import static io.fieldwork.fields.tensor.UserError.require;

import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.tensor.UserError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one field teaches another; block {@code distill} (PVD, Fang et al. 2023; PVD-AL, Fang et al. 2026). What is compared, and when, are levels
 * and {@link Stage}s.
 *
 * @param norm of what differs: {@code meanSquare} (default), which does not depend on the batch, or {@code frobenius}, the published root of the sum
 * of squares over the batch, which grows with its size and pulls as hard at small errors as at large ones
 * @param features weight of the features of points, where the fields' features have the same shape and meaning
 * @param featureDecay factor on that weight for each step, default 0.995
 * @param density weight of the logarithm of density at samples
 * @param color weight of colour at samples
 * @param pixels weight of the colour of rays, default 1
 * @param clip bounds of the logarithm of density per half side of the box, default [-2, 7]; beyond a bound all densities count as equal
 * @param stages shares of the run at which densities and colours join the features, and pixels join all, default [0.05, 0.15]; the first stage is left
 * out where features have no meaning in common
 * @param own share of the run from which on samples lie where the student itself has something, and pixels alone are compared, default 0.4
 * @param photographs share of the run from which on it learns from the photographs, default 1 for never
 * @param heads whether the networks that read features start as the teacher's where their shapes agree, default true
 * @param activeRays share of the rays that are those with the largest errors of eight random ones, default 0.1
 * @param activePoints whether features and colours are compared only at samples that count in their pixel, default true
 * @param freshRays rays of which the teacher is asked at a step while there is memory for more, default 1024
 * @param memory limit on what is kept of the teacher's answers, in megabytes, default 256
 * @param around share of the rays that come from further away than between neighbouring cameras, default 0.1
 */
@Buildable
public record DistillOptions(
        @Nullable String norm,
        @Nullable Double features,
        @Nullable Double featureDecay,
        @Nullable Double density,
        @Nullable Double color,
        @Nullable Double pixels,
        @Nullable List<Double> clip,
        @Nullable List<Double> stages,
        @Nullable Double own,
        @Nullable Double photographs,
        @Nullable Boolean heads,
        @Nullable Double activeRays,
        @Nullable Boolean activePoints,
        @Nullable Integer freshRays,
        @Nullable Integer memory,
        @Nullable Double around) {
    private static final String MEAN = "meanSquare";
    private static final String FROBENIUS = "frobenius";
    /** The authors' weight of all levels but pixels. */
    private static final double PUBLISHED = 0.002;

    /** Fills in defaults and rejects values outside their range. */
    public DistillOptions {
        norm = norm == null ? MEAN : norm;
        UserError.oneOf("distill.norm", norm, List.of(MEAN, FROBENIUS));
        boolean mean = norm.equals(MEAN);
        features = weight("features", features, mean ? 0.01 : PUBLISHED);
        density = weight("density", density, mean ? 0.001 : PUBLISHED);
        color = weight("color", color, mean ? 0.1 : PUBLISHED);
        pixels = weight("pixels", pixels, 1);
        featureDecay = share("featureDecay", featureDecay, 0.995);
        clip = rising("clip", clip == null ? List.of(-2.0, 7.0) : clip, -1e3, 1e3);
        stages = rising("stages", stages == null ? List.of(0.05, 0.15) : stages, 0, 1);
        own = share("own", own, 0.4);
        photographs = share("photographs", photographs, 1);
        heads = heads == null || heads;
        activeRays = share("activeRays", activeRays, 0.1);
        activePoints = activePoints == null || activePoints;
        freshRays = freshRays == null ? 1024 : freshRays;
        memory = memory == null ? 256 : memory;
        around = share("around", around, 0.1);
        require(freshRays >= 16 && freshRays <= 1 << 20, "distill.freshRays", freshRays, "16 to 1048576");
        require(memory >= 16 && memory <= 1 << 16, "distill.memory", memory, "16 to 65536 megabytes");
    }

    private static double weight(String key, @Nullable Double given, double usual) {
        double value = given == null ? usual : given;
        require(value >= 0 && value < 1e6, "distill." + key, value, "a weight, 0 or more");
        return value;
    }

    private static double share(String key, @Nullable Double given, double usual) {
        double value = given == null ? usual : given;
        require(value >= 0 && value <= 1, "distill." + key, value, "a number from 0 to 1");
        return value;
    }

    private static List<Double> rising(String key, List<Double> given, double low, double high) {
        boolean fits = given.size() == 2 && given.getFirst() <= given.getLast();
        require(
                fits && given.stream().allMatch(x -> x >= low && x <= high),
                "distill." + key,
                given,
                "two numbers from %.0f to %.0f, of which the second is not the smaller one".formatted(low, high));
        return List.copyOf(given);
    }

    /** {@return the default options} */
    public static DistillOptions defaults() {
        return DistillOptionsBuilder.builder().build();
    }

    /** Whether sums over the batch are roots of sums, as published. */
    boolean published() {
        return norm.equals(FROBENIUS);
    }

    /** The weight of features at a step. */
    double featuresAt(long step) {
        return features * Math.pow(featureDecay, step);
    }
}
