package io.fieldwork.fields.distill;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.volume.Camera;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Random rays of a scene, from between its cameras. An eye lies between a random camera and one of its four nearest, and sees what a random pixel
 * of that camera sees at the distance of the middle of the box; so all that the cameras look at is seen, from everywhere between them, whether they
 * stand around a thing, in a room or in a row. Some eyes go on beyond both cameras, or are nearer or further.
 */
final class RandomViews {
    private static final int NEAREST = 4;
    private static final int DRAWS = 7;
    /** How far beyond two cameras, in distances between them, and nearer or further, as a share. */
    private static final double BEYOND = 0.75;

    private static final double CLOSER = 0.25;

    private final List<Camera> cameras;
    private final int[][] neighbours;
    private final float[] middle;
    private final double around;

    /** Views between cameras, at least one; a share of them {@code around} comes from further away. */
    RandomViews(List<Camera> cameras, Box box, double around) {
        this.cameras = List.copyOf(cameras);
        this.middle =
                new float[] {(box.minX() + box.maxX()) / 2, (box.minY() + box.maxY()) / 2, (box.minZ() + box.maxZ()) / 2
                };
        this.around = around;
        this.neighbours = cameras.stream().map(this::nearest).toArray(int[][]::new);
    }

    private int[] nearest(Camera camera) {
        float[] from = camera.pose().position();
        return IntStream.range(0, cameras.size())
                .boxed()
                .sorted(Comparator.comparingDouble(
                        i -> distance(from, cameras.get(i).pose().position())))
                .limit(NEAREST + 1)
                .mapToInt(i -> i)
                .toArray();
    }

    private static double distance(float[] a, float[] b) {
        return Math.sqrt(Math.pow(a[0] - b[0], 2) + Math.pow(a[1] - b[1], 2) + Math.pow(a[2] - b[2], 2));
    }

    /** Writes the i-th random ray, origin and unit direction, three numbers each at an index. */
    void ray(Draws draws, long i, float[] origins, float[] directions, int at) {
        long first = DRAWS * i;
        int chosen = (int) draws.below(first, cameras.size());
        Camera camera = cameras.get(chosen);
        int[] near = neighbours[chosen];
        float[] other = cameras.get(near[(int) draws.below(first + 1, near.length)])
                .pose()
                .position();
        float[] ray = new float[6];
        camera.ray(
                draws.uniform(first + 2) * camera.intrinsics().width(),
                draws.uniform(first + 3) * camera.intrinsics().height(),
                ray,
                0);
        boolean far = draws.uniform(first + 4) < around;
        double between = draws.uniform(first + 5);
        double along = far ? between * (1 + 2 * BEYOND) - BEYOND : between;
        double closer = far ? 1 + CLOSER * (2 * draws.uniform(first + 6) - 1) : 1;
        double way = distance(camera.pose().position(), middle);
        double[] view = new double[3];
        for (int k = 0; k < 3; k++) {
            double seen = ray[k] + way * ray[3 + k];
            double eye = ray[k] + along * (other[k] - ray[k]);
            origins[at + k] = (float) (seen + closer * (eye - seen));
            view[k] = seen - origins[at + k];
        }
        double length = Math.sqrt(view[0] * view[0] + view[1] * view[1] + view[2] * view[2]);
        for (int k = 0; k < 3; k++) {
            directions[at + k] = length > 0 ? (float) (view[k] / length) : ray[3 + k];
        }
    }
}
