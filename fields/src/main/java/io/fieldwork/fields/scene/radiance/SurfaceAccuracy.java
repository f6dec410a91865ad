package io.fieldwork.fields.scene.radiance;

import io.fieldwork.fields.mesh.DistanceFunction;
import io.fieldwork.fields.scene.capture.Capture;
import io.fieldwork.fields.scene.capture.Photo;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.SphereTracer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How far a learned surface is from that of a scene which is known exactly, where cameras see either of them; what no camera sees is not
 * judged. Points are those in which rays through pixels meet the surfaces.
 *
 * @param accuracy mean distance of points of the learned surface to the exact one
 * @param completeness mean distance of points of the exact surface to the learned one, along its gradient
 * @param radius of the exact surface: the greatest distance of its points from the middle of the box around them
 * @param normalDegrees mean angle between the learned gradient and the exact normal, at points of the learned surface
 */
public record SurfaceAccuracy(double accuracy, double completeness, double radius, double normalDegrees) {
    /** Rays of all cameras together, about. */
    private static final int RAYS = 40_000;

    private static final int MOVES = 8;
    /** A move at most, as a share of the box. */
    private static final double MOST = 0.05;

    /** {@return the Chamfer distance, the mean of both directions, as a share of the radius} */
    public double chamfer() {
        return 0.5 * (accuracy + completeness) / radius;
    }

    /** {@return the accuracy of a learned surface, of a scene, where the cameras of a capture's photographs look} */
    public static SurfaceAccuracy of(SphereTracer learned, ExactSurface exact, Capture capture) {
        List<Photo> photos =
                Stream.concat(capture.train().stream(), capture.test().stream()).toList();
        float[] origins = rays(photos, 0);
        float[] directions = rays(photos, 3);
        float[] truth = points(origins, directions, exact.lengths(origins, directions));
        float[] found = points(origins, directions, learned.lengths(origins, directions));
        if (found.length == 0 || truth.length == 0) {
            return new SurfaceAccuracy(Double.NaN, Double.NaN, radius(truth), Double.NaN);
        }
        float[] away = exact.distances(found);
        double accuracy = IntStream.range(0, away.length)
                .mapToDouble(i -> Math.abs(away[i]))
                .average()
                .orElse(Double.NaN);
        return new SurfaceAccuracy(
                accuracy,
                completeness(learned.distance(), truth, MOST * learned.box().longest()),
                radius(truth),
                degrees(learned, exact, found));
    }

    /** Points are moved to the learned surface along the gradient, by Newton's method. */
    private static double completeness(DistanceFunction learned, float[] truth, double most) {
        int count = truth.length / 3;
        double[] x = new double[truth.length];
        Arrays.setAll(x, i -> truth[i]);
        double[] d = new double[count];
        double[] g = new double[x.length];
        for (int k = 0; k < MOVES; k++) {
            learned.at(x, count, d, g);
            for (int i = 0; i < x.length; i++) {
                int from = i - i % 3;
                double square = g[from] * g[from] + g[from + 1] * g[from + 1] + g[from + 2] * g[from + 2];
                x[i] -= Math.clamp(d[i / 3], -most, most) / Math.max(square, 0.1) * g[i];
            }
        }
        learned.at(x, count, d);
        return IntStream.range(0, count)
                .mapToDouble(i -> Math.abs(d[i])
                        + Math.hypot(
                                Math.hypot(x[3 * i] - truth[3 * i], x[3 * i + 1] - truth[3 * i + 1]),
                                x[3 * i + 2] - truth[3 * i + 2]))
                .average()
                .orElse(Double.NaN);
    }

    private static double degrees(SphereTracer learned, ExactSurface exact, float[] found) {
        float[] own = learned.normals(found);
        float[] truth = exact.normals(found);
        return IntStream.range(0, found.length / 3)
                .mapToDouble(i -> {
                    double dot = 0;
                    for (int c = 3 * i; c < 3 * i + 3; c++) {
                        dot += own[c] * truth[c];
                    }
                    return Math.toDegrees(Math.acos(Math.clamp(dot, -1, 1)));
                })
                .average()
                .orElse(Double.NaN);
    }

    private static double radius(float[] points) {
        double[] middle = new double[3];
        for (int c = 0; c < 3; c++) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (int i = c; i < points.length; i += 3) {
                low = Math.min(low, points[i]);
                high = Math.max(high, points[i]);
            }
            middle[c] = 0.5 * (low + high);
        }
        double most = 0;
        for (int i = 0; i < points.length; i += 3) {
            double square = 0;
            for (int c = 0; c < 3; c++) {
                square += (points[i + c] - middle[c]) * (points[i + c] - middle[c]);
            }
            most = Math.max(most, square);
        }
        return Math.sqrt(most);
    }

    /** Where rays meet a surface, [hits * 3]. */
    private static float[] points(float[] origins, float[] directions, float[] lengths) {
        float[] points = new float[origins.length];
        int count = 0;
        for (int i = 0; i < lengths.length; i++) {
            if (Float.isFinite(lengths[i])) {
                for (int c = 0; c < 3; c++) {
                    points[count++] = origins[3 * i + c] + lengths[i] * directions[3 * i + c];
                }
            }
        }
        return Arrays.copyOf(points, count);
    }

    /** Origins or directions [rays * 3] of rays through every so many-th pixel of all photographs. */
    private static float[] rays(List<Photo> photos, int part) {
        List<Camera> cameras = new ArrayList<>();
        photos.forEach(photo -> cameras.add(photo.camera()));
        long pixels = cameras.stream()
                .mapToLong(camera ->
                        (long) camera.intrinsics().width() * camera.intrinsics().height())
                .sum();
        int stride = (int) Math.max(1, pixels / RAYS);
        float[] all = new float[(int) (3 * (pixels / stride + cameras.size()))];
        float[] ray = new float[6];
        int at = 0;
        for (Camera camera : cameras) {
            int width = camera.intrinsics().width();
            for (int pixel = stride / 2; pixel < width * camera.intrinsics().height(); pixel += stride) {
                camera.ray(pixel % width + 0.5, pixel / width + 0.5, ray, 0);
                System.arraycopy(ray, part, all, at, 3);
                at += 3;
            }
        }
        return Arrays.copyOf(all, at);
    }
}
