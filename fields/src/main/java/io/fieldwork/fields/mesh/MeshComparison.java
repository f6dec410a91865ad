package io.fieldwork.fields.mesh;

import io.fieldwork.fields.kernel.HostChunks;
import io.fieldwork.fields.tensor.Draws;

/**
 * How far a mesh is from a reference. Points are uniform over the area of one surface, their distances are exact ones to the triangles of the
 * other, so that nothing but the points is random and equal surfaces are at zero. Normals are those of triangles and their angles are not
 * folded: a surface that faces inwards is at 180 degrees.
 *
 * @param accuracy mean distance from the mesh to the reference
 * @param completeness mean distance from the reference to the mesh
 * @param precision share of the mesh nearer to the reference than the threshold
 * @param recall share of the reference nearer to the mesh than the threshold
 * @param normalDegrees mean over both directions of the mean angle between the normal of a point and that at its closest point
 * @param farthest largest distance that was found in either direction: the Hausdorff distance, from below
 */
public record MeshComparison(
        double accuracy, double completeness, double precision, double recall, double normalDegrees, double farthest) {
    private static final int CHUNK = 512;

    /** The sums over the points of one surface. */
    private record OneWay(double distance, double near, double degrees, double farthest) {}

    /**
     * {@return the comparison of a mesh with a reference}
     *
     * @param mesh with an area
     * @param reference the mesh that is right
     * @param samples points on each surface
     * @param threshold of precision and recall, a length
     * @param seed of the points
     */
    public static MeshComparison of(
            TriangleTree mesh, TriangleTree reference, int samples, double threshold, long seed) {
        OneWay there = oneWay(mesh, reference, samples, threshold, Draws.of(seed, "mesh", 0));
        OneWay back = oneWay(reference, mesh, samples, threshold, Draws.of(seed, "reference", 0));
        return new MeshComparison(
                there.distance,
                back.distance,
                there.near,
                back.near,
                (there.degrees + back.degrees) / 2,
                Math.max(there.farthest, back.farthest));
    }

    private static OneWay oneWay(TriangleTree from, TriangleTree to, int samples, double threshold, Draws draws) {
        SurfaceSamples points = SurfaceSamples.of(from.mesh(), samples, draws);
        HostChunks chunks = new HostChunks(samples, CHUNK);
        OneWay[] parts = new OneWay[chunks.count()];
        chunks.run(
                ClosestPoint::new,
                (found, chunk) -> chunks.pieces(
                        chunk,
                        CHUNK,
                        (first, length) ->
                                parts[chunk] = part(from, to, points, (int) first, length, threshold, found)));
        double distance = 0;
        double near = 0;
        double degrees = 0;
        double farthest = 0;
        for (OneWay part : parts) {
            distance += part.distance;
            near += part.near;
            degrees += part.degrees;
            farthest = Math.max(farthest, part.farthest);
        }
        return new OneWay(distance / samples, near / samples, degrees / samples, farthest);
    }

    private static OneWay part(
            TriangleTree from,
            TriangleTree to,
            SurfaceSamples samples,
            int first,
            int length,
            double threshold,
            ClosestPoint found) {
        double[] own = new double[3];
        double[] other = new double[3];
        double distance = 0;
        double near = 0;
        double degrees = 0;
        double farthest = 0;
        for (int i = first; i < first + length; i++) {
            double[] p = samples.points();
            to.closest(p[3 * i], p[3 * i + 1], p[3 * i + 2], found);
            distance += found.distance();
            near += found.distance() < threshold ? 1 : 0;
            farthest = Math.max(farthest, found.distance());
            from.mesh().normal(samples.triangles()[i], own);
            to.mesh().normal(found.triangle(), other);
            double cosine = own[0] * other[0] + own[1] * other[1] + own[2] * other[2];
            degrees += Math.toDegrees(Math.acos(Math.clamp(cosine, -1, 1)));
        }
        return new OneWay(distance, near, degrees, farthest);
    }

    /** {@return the Chamfer distance: the mean of accuracy and completeness} */
    public double chamfer() {
        return (accuracy + completeness) / 2;
    }

    /** {@return the harmonic mean of precision and recall, 0 if both are} */
    public double fScore() {
        return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
    }
}
