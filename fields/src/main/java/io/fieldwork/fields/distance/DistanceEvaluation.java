package io.fieldwork.fields.distance;

import io.fieldwork.fields.mesh.LevelFunction;
import io.fieldwork.fields.mesh.LevelSurface;
import io.fieldwork.fields.mesh.MarchingCubes;
import io.fieldwork.fields.mesh.MeshComparison;
import io.fieldwork.fields.mesh.MeshDistance;
import io.fieldwork.fields.mesh.Overlap;
import io.fieldwork.fields.mesh.TriangleMesh;
import io.fieldwork.fields.mesh.TriangleTree;
import io.fieldwork.fields.tensor.UserError;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How well a field knows a surface: the overlap of the insides at points of the mesh's own box, and the surface as a mesh compared with the given one at points
 * of both. Lengths are shares of the object's radius, that of the ball around the middle of its box.
 *
 * @param truth the exact distance
 * @param learned the field
 * @param options how finely
 */
public record DistanceEvaluation(MeshDistance truth, LearnedDistance learned, DistanceEvaluationOptions options) {
    /** How much a learned distance may change along a unit of way, beyond what a distance does: what is wrong far from the surface. */
    public static final double LIPSCHITZ = 1.5;

    private static final double NEAR = 0.005;
    private static final long SEED = 1;

    /** {@return the learned surface, with so many cells along the longest side of the box} */
    public LevelSurface surface(int resolution) {
        return MarchingCubes.surface(learned, learned.field().box(), resolution, LIPSCHITZ);
    }

    /** {@return the radius of the object: the largest distance of a vertex from the middle of the box around all} */
    public double radius() {
        TriangleMesh mesh = truth.tree().mesh();
        float[] low = mesh.box(0).min();
        float[] size = mesh.box(0).size();
        double most = 0;
        for (int i = 0; i < mesh.vertices().length; i += 3) {
            double square = 0;
            for (int k = 0; k < 3; k++) {
                double away = mesh.vertices()[i + k] - low[k] - size[k] / 2;
                square += away * away;
            }
            most = Math.max(most, square);
        }
        return Math.sqrt(most);
    }

    /**
     * {@return {@code iou}, and, if the field is zero anywhere, {@code chamfer}, {@code fScore} within half a percent of the
     * radius, {@code normalErrorDegrees}}
     */
    public Map<String, Double> numbers() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        TriangleTree reference = truth.tree();
        LevelFunction inside = LevelFunction.of((x, y, z) -> truth.isInside(x, y, z) ? -1 : 1);
        numbers.put(
                "iou",
                Overlap.of(learned, inside, reference.mesh().box(0), options.overlap(), SEED)
                        .iou());
        TriangleMesh mesh;
        try {
            mesh = surface(options.cells()).mesh();
        } catch (UserError nothing) {
            return numbers;
        }
        double radius = radius();
        MeshComparison found =
                MeshComparison.of(new TriangleTree(mesh), reference, options.samples(), NEAR * radius, SEED);
        numbers.put("chamfer", found.chamfer() / radius);
        numbers.put("fScore", found.fScore());
        numbers.put("normalErrorDegrees", found.normalDegrees());
        return numbers;
    }
}
