package io.fieldwork.fields.scene.exact;

import io.fieldwork.fields.kernel.HostChunks;

/** Rays through a scene that is known exactly: where they meet its surface, and which way that looks. */
public final class SceneRays {
    private static final int CHUNK = 256;

    private final ExactScene scene;
    private final Candidates candidates;

    /** Rays through a scene. */
    public SceneRays(ExactScene scene) {
        this.scene = scene;
        this.candidates = Candidates.of(scene);
    }

    /**
     * {@return the lengths [rays] of rays to the surface, infinite where they meet none}
     *
     * @param origins [rays * 3]
     * @param directions [rays * 3], unit
     */
    public float[] lengths(float[] origins, float[] directions) {
        float[] lengths = new float[origins.length / 3];
        new HostChunks(lengths.length, CHUNK).each((first, count) -> {
            Tracer tracer = new Tracer(scene, candidates);
            double[] ray = new double[6];
            for (int i = (int) first; i < first + count; i++) {
                for (int c = 0; c < 3; c++) {
                    ray[c] = origins[3 * i + c];
                    ray[3 + c] = directions[3 * i + c];
                }
                lengths[i] = (float) tracer.length(ray);
            }
        });
        return lengths;
    }

    /** {@return the distance [points] of points [points * 3] to the surface, negative inside} */
    public float[] distances(float[] points) {
        float[] distances = new float[points.length / 3];
        new HostChunks(distances.length, CHUNK).each((first, count) -> {
            NearestPart nearest = new NearestPart(candidates);
            for (int i = (int) first; i < first + count; i++) {
                distances[i] = (float) nearest.distance(points[3 * i], points[3 * i + 1], points[3 * i + 2]);
            }
        });
        return distances;
    }

    /** {@return the outward unit normals [points * 3] of the surface that is nearest to points [points * 3]} */
    public float[] normals(float[] points) {
        float[] normals = new float[points.length];
        new HostChunks(points.length / 3, CHUNK).each((first, count) -> {
            Tracer tracer = new Tracer(scene, candidates);
            double[] normal = new double[3];
            for (int i = (int) first; i < first + count; i++) {
                tracer.normal(new double[] {points[3 * i], points[3 * i + 1], points[3 * i + 2]}, normal);
                for (int c = 0; c < 3; c++) {
                    normals[3 * i + c] = (float) normal[c];
                }
            }
        });
        return normals;
    }
}
