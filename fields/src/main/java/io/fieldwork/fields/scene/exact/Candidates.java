package io.fieldwork.fields.scene.exact;

import io.fieldwork.fields.field.Box;
import java.util.stream.IntStream;

/**
 * The parts of a scene that may be the nearest one somewhere, in cubic cells of its box. Distances change by at most the way,
 * so that a part which is farther from the middle of a cell than another by the cell's diagonal is not nearest in it.
 *
 * @param parts of the scene
 * @param box of the cells
 * @param side of a cell
 * @param across cells along x
 * @param along cells along y
 * @param cells indices of parts in each, z fastest
 * @param all indices of all parts, for what lies outside
 */
record Candidates(Part[] parts, Box box, double side, int across, int along, int[][] cells, int[] all) {
    private static final int RESOLUTION = 64;

    static Candidates of(ExactScene scene) {
        Part[] parts = scene.parts().toArray(Part[]::new);
        Box box = scene.box();
        double side = box.longest() / RESOLUTION;
        int across = (int) Math.ceil((box.maxX() - box.minX()) / side);
        int along = (int) Math.ceil((box.maxY() - box.minY()) / side);
        int up = (int) Math.ceil((box.maxZ() - box.minZ()) / side);
        int[][] cells = new int[across * along * up][];
        IntStream.range(0, cells.length).parallel().forEach(cell -> {
            double x = box.minX() + side * (cell / up / along + 0.5);
            double y = box.minY() + side * (cell / up % along + 0.5);
            double z = box.minZ() + side * (cell % up + 0.5);
            cells[cell] = near(parts, x, y, z, side * Math.sqrt(3));
        });
        return new Candidates(
                parts,
                box,
                side,
                across,
                along,
                cells,
                IntStream.range(0, parts.length).toArray());
    }

    private static int[] near(Part[] parts, double x, double y, double z, double diagonal) {
        double[] distances = new double[parts.length];
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < parts.length; i++) {
            distances[i] = parts[i].distance(x, y, z);
            least = Math.min(least, distances[i]);
        }
        double most = least + diagonal;
        return IntStream.range(0, parts.length)
                .filter(i -> distances[i] <= most)
                .toArray();
    }

    /** Indices of the parts that may be nearest to a point. */
    int[] near(double x, double y, double z) {
        int i = (int) Math.floor((x - box.minX()) / side);
        int j = (int) Math.floor((y - box.minY()) / side);
        int k = (int) Math.floor((z - box.minZ()) / side);
        int up = cells.length / (across * along);
        boolean inside = i >= 0 && j >= 0 && k >= 0 && i < across && j < along && k < up;
        return inside ? cells[(i * along + j) * up + k] : all;
    }
}
