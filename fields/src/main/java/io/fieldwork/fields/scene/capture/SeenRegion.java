package io.fieldwork.fields.scene.capture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.joml.Matrix3d;
import org.joml.Vector3d;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The region that a set of cameras looks at, from their lines of sight alone: a cube around the point that is nearest to
 * all of them. Where the lines do not meet before the cameras, or only by chance, the depth is a guess.
 *
 * @param facing how the cameras face
 * @param centre of the cube
 * @param wide half of what the median camera sees there
 * @param depth median distance of the cameras from the centre
 * @param guessed true if nothing says how deep the region is
 */
record SeenRegion(Facing facing, Vector3d centre, double wide, double depth, boolean guessed) {
    private static final Logger LOG = LoggerFactory.getLogger(SeenRegion.class);
    /** Mean length of the unit axes above which all cameras look one way. */
    private static final double ONE_WAY = 0.8;
    /** Variance of directions below which lines of sight count as parallel. */
    private static final double PARALLEL = 1e-3;
    /** Times the median distance from the middle at which a camera is no longer one of the set. */
    private static final double OUTLIER = 10;
    /**
     * Guessed depth of what is looked at, in distances of the cameras from their middle: about that of the nearest things in a
     * light field of 25 views whose neighbours differ by 64 of 1,000 pixels; a larger box is coarser, a smaller one loses them.
     */
    private static final double GUESS = 8;
    /** Part of that distance within which lines of sight one way meet; almost parallel ones cross here and there by chance. */
    private static final double MEETING = 0.7;

    /** How cameras face. */
    enum Facing {
        /** The lines of sight meet before cameras that look from many sides. */
        INWARDS("face inwards"),
        /** All look about one way. */
        FORWARD("face forward"),
        /** They look away from each other. */
        OUTWARDS("face outwards");

        final String words;

        Facing(String words) {
            this.words = words;
        }
    }

    /** Half the side of the cube; opaque photographs show what lies behind too, so it reaches at least to the cameras. */
    double half(boolean opaque) {
        return opaque ? Math.max(wide, depth) : wide;
    }

    /** The region of at least one camera. */
    static SeenRegion of(List<Sightline> all) {
        List<Sightline> lines = withoutOutliers(all);
        Vector3d axis = new Vector3d();
        lines.forEach(line -> axis.add(line.axis()));
        axis.div(lines.size());
        boolean oneWay = axis.length() > ONE_WAY;
        Vector3d focus = spread(lines) < PARALLEL ? null : focus(lines);
        if (focus == null || !meet(lines, focus, oneWay)) {
            return guess(lines, oneWay ? axis.normalize() : null);
        }
        double depth = median(lines, line -> line.eye().distance(focus));
        double wide = 1.05 * median(lines, line -> line.eye().distance(focus) * line.tangent());
        return new SeenRegion(oneWay ? Facing.FORWARD : Facing.INWARDS, focus, wide, depth, false);
    }

    /** Whether a point is before most cameras and their lines pass it near enough. */
    private static boolean meet(List<Sightline> lines, Vector3d point, boolean oneWay) {
        long before = lines.stream().filter(line -> line.before(point)).count();
        boolean near = median(lines, line -> line.distance(point)) < MEETING * apart(lines, middle(lines));
        return before >= 0.75 * lines.size() && (near || !oneWay);
    }

    private static SeenRegion guess(List<Sightline> lines, @Nullable Vector3d axis) {
        Vector3d middle = middle(lines);
        double depth = GUESS * Normalisation.positive(apart(lines, middle));
        return axis == null
                ? new SeenRegion(Facing.OUTWARDS, middle, depth, depth, true)
                : new SeenRegion(Facing.FORWARD, axis.mul(depth).add(middle), depth, depth, true);
    }

    private static List<Sightline> withoutOutliers(List<Sightline> all) {
        Vector3d middle = middle(all);
        double usual = apart(all, middle);
        List<Sightline> kept = new ArrayList<>(all);
        if (all.size() < 5 || !(usual > 0)) {
            return kept;
        }
        for (Sightline line : all) {
            double times = line.eye().distance(middle) / usual;
            if (times > OUTLIER) {
                LOG.warn(
                        "The camera of {} stands {} times as far from the middle of the cameras as the median one; its pose"
                                + " may be wrong, and the box is derived without it.",
                        line.name(),
                        Math.round(times));
                kept.remove(line);
            }
        }
        return kept;
    }

    private static double apart(List<Sightline> lines, Vector3d middle) {
        return median(lines, line -> line.eye().distance(middle));
    }

    /** The median of each coordinate. */
    private static Vector3d middle(List<Sightline> lines) {
        return new Vector3d(
                median(lines, line -> line.eye().x),
                median(lines, line -> line.eye().y),
                median(lines, line -> line.eye().z));
    }

    private static double median(List<Sightline> lines, ToDoubleFunction<Sightline> value) {
        double[] sorted = lines.stream().mapToDouble(value).sorted().toArray();
        return 0.5 * (sorted[sorted.length / 2] + sorted[(sorted.length - 1) / 2]);
    }

    /** One minus the largest eigenvalue of the mean of d d^T, by power iteration: 0 for parallel lines. */
    private static double spread(List<Sightline> lines) {
        Matrix3d mean = new Matrix3d().zero();
        lines.forEach(line -> mean.add(outer(line.axis())));
        mean.scale(1.0 / lines.size());
        Vector3d v = new Vector3d(lines.getFirst().axis());
        double value = 0;
        for (int i = 0; i < 100; i++) {
            mean.transform(v);
            value = v.length();
            v.div(value);
        }
        return 1 - value;
    }

    /** The point nearest to the lines; lines that pass far from it count less and less. */
    private static Vector3d focus(List<Sightline> lines) {
        double[] weights = new double[lines.size()];
        Arrays.fill(weights, 1);
        Vector3d focus = new Vector3d();
        for (int round = 0; round < 10; round++) {
            Matrix3d normal = new Matrix3d().zero();
            Vector3d right = new Vector3d();
            for (int i = 0; i < weights.length; i++) {
                Matrix3d across = new Matrix3d().sub(outer(lines.get(i).axis())).scale(weights[i]);
                normal.add(across);
                right.add(across.transform(lines.get(i).eye(), new Vector3d()));
            }
            normal.invert().transform(right, focus);
            Vector3d now = focus;
            double usual = Normalisation.positive(median(lines, line -> line.distance(now)));
            for (int i = 0; i < weights.length; i++) {
                double far = lines.get(i).distance(focus) / usual;
                weights[i] = 1 / (1 + far * far);
            }
        }
        return focus;
    }

    private static Matrix3d outer(Vector3d d) {
        return new Matrix3d(
                d.x * d.x, d.x * d.y, d.x * d.z, d.x * d.y, d.y * d.y, d.y * d.z, d.x * d.z, d.y * d.z, d.z * d.z);
    }
}
