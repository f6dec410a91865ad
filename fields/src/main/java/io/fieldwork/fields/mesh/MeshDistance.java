package io.fieldwork.fields.mesh;

import io.fieldwork.fields.kernel.HostChunks;
import io.fieldwork.fields.tensor.UserError;

/**
 * The signed distance to a mesh, negative inside: exact in magnitude to the rounding of double precision, its sign by the winding number,
 * of which a half or more is inside whichever way the triangles face. So a hole is closed by the surface on which the winding number is a half, and
 * nothing far from it changes.
 *
 * @param tree of the triangles that distances are to
 * @param around tree of the triangles that are wound around a point
 */
public record MeshDistance(TriangleTree tree, TriangleTree around) implements DistanceFunction {
    private static final int CHUNK = 256;
    /** How far from a triangle its two sides are looked at, as a share of the mesh. */
    private static final double BESIDE = 1e-5;

    /** {@return the distance to a mesh with at least one triangle, all of it} */
    public static MeshDistance of(TriangleMesh mesh) {
        TriangleTree tree = new TriangleTree(mesh);
        return new MeshDistance(tree, tree);
    }

    /**
     * {@return the distance to the boundary of what a mesh encloses} Parts that reach into others, as eyes into a head, are bounded by
     * the outer ones alone: a triangle with the inside, or the outside, on both of its sides does not count.
     *
     * @throws UserError if it encloses nothing
     */
    public static MeshDistance ofSolid(TriangleMesh mesh) {
        MeshDistance whole = of(mesh);
        double away = BESIDE * mesh.box(0).longest();
        boolean[] bounds = new boolean[mesh.triangleCount()];
        new HostChunks(bounds.length, CHUNK).each((first, length) -> {
            double[] normal = new double[3];
            for (int t = (int) first; t < first + length; t++) {
                double area = mesh.normal(t, normal);
                bounds[t] = area > 0 && whole.isInside(mesh, t, normal, away) != whole.isInside(mesh, t, normal, -away);
            }
        });
        TriangleMesh boundary = mesh.where(t -> bounds[t]);
        if (boundary.triangleCount() == 0) {
            throw new UserError(
                    "The mesh encloses nothing: its winding number is below a half everywhere; expected a surface"
                            + " that is closed but for holes.");
        }
        return boundary.triangleCount() == bounds.length
                ? whole
                : new MeshDistance(new TriangleTree(boundary), whole.around);
    }

    /** Whether the place so far from the middle of a triangle along its normal is inside. */
    private boolean isInside(TriangleMesh mesh, int triangle, double[] normal, double away) {
        double[] place = new double[3];
        for (int i = 0; i < 9; i++) {
            place[i % 3] += mesh.vertices()[3 * mesh.triangles()[3 * triangle + i / 3] + i % 3] / 3;
        }
        return isInside(place[0] + away * normal[0], place[1] + away * normal[1], place[2] + away * normal[2]);
    }

    /** {@return the signed distance of a point; the closest point is left in {@code found}} */
    public double at(double x, double y, double z, ClosestPoint found) {
        tree.closest(x, y, z, found);
        return isInside(x, y, z) ? -found.distance() : found.distance();
    }

    /** {@return whether the surface winds around a point} */
    public boolean isInside(double x, double y, double z) {
        return Math.abs(around.winding(x, y, z)) >= 0.5;
    }

    @Override
    public void at(double[] points, int count, double[] values) {
        HostChunks chunks = new HostChunks(count, CHUNK);
        chunks.run(
                ClosestPoint::new,
                (found, chunk) -> chunks.pieces(chunk, CHUNK, (first, length) -> {
                    for (int i = (int) first; i < first + length; i++) {
                        values[i] = at(points[3 * i], points[3 * i + 1], points[3 * i + 2], found);
                    }
                }));
    }

    /** The gradient is the unit vector from the closest point, outwards; on the surface itself the normal of its triangle. */
    @Override
    public void at(double[] points, int count, double[] values, double[] gradients) {
        HostChunks chunks = new HostChunks(count, CHUNK);
        chunks.run(
                ClosestPoint::new,
                (found, chunk) -> chunks.pieces(chunk, CHUNK, (first, length) -> {
                    double[] normal = new double[3];
                    for (int i = (int) first; i < first + length; i++) {
                        values[i] = at(points[3 * i], points[3 * i + 1], points[3 * i + 2], found);
                        boolean apart = Math.abs(values[i]) > 1e-12;
                        if (!apart) {
                            tree.mesh().normal(found.triangle(), normal);
                        }
                        for (int k = 0; k < 3; k++) {
                            gradients[3 * i + k] = apart ? (points[3 * i + k] - found.point(k)) / values[i] : normal[k];
                        }
                    }
                }));
    }
}
