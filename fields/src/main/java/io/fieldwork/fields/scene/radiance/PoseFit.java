package io.fieldwork.fields.scene.radiance;

import io.fieldwork.fields.scene.capture.Photo;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.FieldRenderer;
import io.fieldwork.fields.volume.RayResult;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The fit of a photograph's camera to a field that stays as it is: six numbers that make the sum of squared colour errors at
 * about two thousand pixels least, by Levenberg's and Marquardt's method. Means over large squares of them are compared first, in which the photograph and
 * what the camera sees overlap though it is off by many pixels, and single ones in the end. Differences over half a square stand for derivatives.
 *
 * @param renderer of the field
 * @param background behind it, sRGB [3]
 * @param motion of cameras
 */
record PoseFit(FieldRenderer renderer, float[] background, Motion motion) {
    private static final int PIXELS = 2048;
    private static final int STEPS = 12;
    /** Shares of the width that squares of pixels have, of which means are compared; 0 for single pixels. */
    private static final List<Integer> SHARES = List.of(4, 10, 25, 0);

    private static final double SMALL = 0.01;
    private static final double MOST_DAMPING = 1e4;

    /** The camera of a photograph, from its given one on. */
    Camera of(Photo photo) {
        int[] pixels = some(photo.visible());
        if (pixels.length == 0) {
            return photo.camera();
        }
        float[] truth = Pixels.over(photo.image(), background);
        double pixel = 1 / photo.camera().intrinsics().fx();
        double[] at = new double[Motion.NUMBERS];
        for (int share : SHARES) {
            int side = share == 0 ? 1 : Math.max(1, photo.width() / share);
            at = refined(photo, at, new Seen(pixels, blocks(pixels, photo.width(), side), truth), 0.5 * side * pixel);
        }
        return motion.move(photo.camera(), at);
    }

    /**
     * What is compared.
     *
     * @param pixels indices of pixels
     * @param blocks the number of each one's block, from 0 on
     * @param truth the photograph, RGB along the rows
     */
    private record Seen(int[] pixels, int[] blocks, float[] truth) {
        /** Means over the blocks [blocks * 3] of numbers [pixels * 3]. */
        double[] means(double[] values) {
            int count = Arrays.stream(blocks).max().orElseThrow() + 1;
            double[] means = new double[3 * count];
            int[] sizes = new int[count];
            Arrays.stream(blocks).forEach(block -> sizes[block]++);
            for (int i = 0; i < values.length; i++) {
                int block = blocks[i / 3];
                means[3 * block + i % 3] += values[i] / sizes[block];
            }
            return means;
        }
    }

    /** The squares of a photograph that pixels lie in, numbered in the order in which they are met. */
    private static int[] blocks(int[] pixels, int width, int side) {
        Map<Integer, Integer> numbers = new HashMap<>();
        return Arrays.stream(pixels)
                .map(pixel -> pixel / width / side * width + pixel % width / side)
                .map(square -> numbers.computeIfAbsent(square, unseen -> numbers.size()))
                .toArray();
    }

    /** Numbers that are better than some, by steps along differences over so many radians. */
    private double[] refined(Photo photo, double[] start, Seen seen, double far) {
        double[] at = start;
        double[] error = errors(photo, at, seen);
        double damping = 1e-3;
        for (int i = 0; i < STEPS && damping < MOST_DAMPING; i++) {
            NormalEquations normal = normal(photo, at, error, seen, far);
            for (boolean better = false; !better && damping < MOST_DAMPING; ) {
                double[] step = normal.step(damping);
                double[] next = sum(at, step);
                double[] nextError = errors(photo, next, seen);
                better = square(nextError) < square(error);
                damping *= better ? 0.1 : 10;
                if (better) {
                    at = next;
                    error = nextError;
                    damping = square(step) < square(SMALL * far) ? MOST_DAMPING : damping;
                }
            }
        }
        return at;
    }

    private static int[] some(int[] pixels) {
        int count = Math.min(PIXELS, pixels.length);
        int[] some = new int[count];
        Arrays.setAll(some, i -> pixels[(int) ((i + 0.5) * pixels.length / count)]);
        return some;
    }

    /** The mean errors of colours [blocks * 3] where the camera is moved so. */
    private double[] errors(Photo photo, double[] by, Seen compared) {
        int[] pixels = compared.pixels;
        Camera camera = motion.move(photo.camera(), by);
        int width = photo.width();
        float[] origins = new float[3 * pixels.length];
        float[] directions = new float[3 * pixels.length];
        float[] ray = new float[6];
        for (int i = 0; i < pixels.length; i++) {
            camera.ray(pixels[i] % width + 0.5, pixels[i] / width + 0.5, ray, 0);
            System.arraycopy(ray, 0, origins, 3 * i, 3);
            System.arraycopy(ray, 3, directions, 3 * i, 3);
        }
        RayResult seen = renderer.look(origins, directions);
        double[] errors = new double[3 * pixels.length];
        for (int i = 0; i < errors.length; i++) {
            double behind = (1 - seen.opacity()[i / 3]) * background[i % 3];
            errors[i] = seen.color()[i] + behind - compared.truth[3 * pixels[i / 3] + i % 3];
        }
        return compared.means(errors);
    }

    private NormalEquations normal(Photo photo, double[] at, double[] error, Seen seen, double far) {
        double[][] slopes = new double[Motion.NUMBERS][];
        for (int k = 0; k < slopes.length; k++) {
            double[] aside = at.clone();
            aside[k] += far;
            double[] there = errors(photo, aside, seen);
            double[] slope = new double[error.length];
            Arrays.setAll(slope, i -> (there[i] - error[i]) / far);
            slopes[k] = slope;
        }
        return NormalEquations.of(slopes, error);
    }

    private static double[] sum(double[] a, double[] b) {
        double[] sum = new double[a.length];
        Arrays.setAll(sum, i -> a[i] + b[i]);
        return sum;
    }

    private static double square(double... v) {
        return NormalEquations.dot(v, v);
    }
}
