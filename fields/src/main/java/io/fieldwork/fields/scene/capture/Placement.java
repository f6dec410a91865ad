package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.scene.capture.CaptureLayout.Frame;
import io.fieldwork.fields.scene.capture.CaptureLayout.Stated;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.joml.Vector3d;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a capture lies in scene coordinates. What the files state holds; otherwise the box holds the 1st to 99th
 * percentile of the sparse points along each axis, but not what is farther from the 10th to 90th than these are apart,
 * and a margin or, with fewer than {@value #FEWEST_POINTS}, what the
 * cameras look at ({@link SeenRegion}); it holds both where opaque photographs show more than the points. A cube of a given size is
 * around what the cameras look at from all sides, wherever the points lie. Its middle becomes the origin and its longest side
 * {@value #SIDE}, the size that the defaults of fields and sampling are for.
 *
 * @param extent box and near plane, scene coordinates
 * @param transform from the files' frame to scene coordinates
 */
record Placement(Extent extent, SceneTransform transform) {
    private static final Logger LOG = LoggerFactory.getLogger(Placement.class);
    private static final int FEWEST_POINTS = 10;
    /** What may be wrong where cameras face outwards. */
    private static final String TURNED =
            " If they look at something in their middle, their matrices are in the axes of OpenCV"
                    + " (y down, z along the view) rather than OpenGL's (y up, z backwards).";

    private static final double MARGIN = 0.05;
    private static final double SIDE = 3;
    /** Part of the points that the percentiles along three axes may leave out. */
    private static final double STRAYS = 0.06;
    /** Times the width of the points that cameras see, beyond which their surroundings need room. */
    private static final double SURROUNDED = 1.25;
    /** Times the size of what cameras look at, beyond which a box is learned coarsely. */
    private static final double COARSE = 12;

    static Placement of(CaptureLayout layout, SceneOptions options) {
        List<Frame> frames = layout.frames();
        boolean opaque = frames.stream().noneMatch(frame -> frame.size().alpha());
        List<Sightline> lines =
                frames.stream().map(frame -> Sightline.of(frame, layout.turn())).toList();
        SeenRegion seen = SeenRegion.of(lines);
        String cameras = "the cameras " + seen.facing().words;
        Stated stated = layout.stated();
        if (stated != null && (!stated.usual() || holds(stated, seen, lines, opaque))) {
            warnOfCoarse(stated, seen, layout.turn(), seen.half(opaque));
            Extent extent = Extent.of(stated.box(), stated.origin() + "; " + cameras)
                    .nearAtMost(stated.near())
                    .within(stated.nearer());
            double nearest = seen.depth() * stated.transform().scale() / 20;
            return new Placement(seen.guessed() ? extent : extent.nearAtMost(nearest), stated.transform());
        }
        return layout.points().size() < FEWEST_POINTS
                ? aroundRegion(layout, seen, seen.half(opaque), cameras, options)
                : aroundPoints(layout, lines, seen, cameras, options);
    }

    /** Whether photographs show what surrounds the points: they are opaque and have no masks. */
    private static boolean shown(List<Frame> frames) {
        return frames.stream().noneMatch(frame -> frame.size().alpha() || frame.mask() != null);
    }

    /**
     * Whether a customary box is about where the cameras look and of about that size or, where nothing says how far they
     * look, whether most stand outside of it.
     */
    private static boolean holds(Stated stated, SeenRegion seen, List<Sightline> lines, boolean opaque) {
        double half = 0.5 * stated.box().longest();
        if (seen.guessed()) {
            long outside = lines.stream()
                    .filter(line -> Math.abs(line.eye().get(line.eye().maxComponent())) > half)
                    .count();
            return 2 * outside > lines.size();
        }
        double off = seen.centre().get(seen.centre().maxComponent());
        double wide = seen.half(opaque);
        return Math.abs(off) < half / 3 && wide > half / 2.5 && wide < 3 * half;
    }

    /** Says which box would be learned finely if the stated one is far larger than what the cameras look at. */
    private static void warnOfCoarse(Stated stated, SeenRegion seen, SceneTransform turn, double half) {
        Vector3d world = new Vector3d(turn.inverse().fromWorld(seen.centre().x, seen.centre().y, seen.centre().z));
        Vector3d centre = new Vector3d(stated.transform().fromWorld(world.x, world.y, world.z));
        double needed = Math.abs(centre.get(centre.maxComponent()))
                + half * stated.transform().scale();
        double times = 0.5 * stated.box().longest() / needed;
        if (!seen.guessed() && times > COARSE) {
            LOG.warn(
                    "The box of {} is {} times as large as what the cameras look at, so that it is learned coarsely;"
                            + " scene.box: {} keeps it to that.",
                    stated.origin(),
                    Math.round(times),
                    "%.2g".formatted(needed));
        }
    }

    private static Placement aroundRegion(
            CaptureLayout layout, SeenRegion seen, double side, String cameras, SceneOptions options) {
        if (seen.guessed() && options.box() == null) {
            LOG.warn(
                    "{}, and neither their lines of sight nor sparse points say how far away things are: the box is a"
                            + " guess; scene.box sets it.{}",
                    cameras.replaceFirst("t", "T"),
                    seen.facing() == SeenRegion.Facing.OUTWARDS ? TURNED : "");
        }
        double[] centre = {seen.centre().x, seen.centre().y, seen.centre().z};
        double[] half = {side, side, side};
        Placement placed = around(layout, centre, half, "what the cameras look at; " + cameras, options);
        return seen.guessed() ? placed : placed.nearAtMost(seen.depth() / 20);
    }

    private static Placement aroundPoints(
            CaptureLayout layout, List<Sightline> lines, SeenRegion seen, String cameras, SceneOptions options) {
        List<double[]> points =
                layout.points().stream().map(layout.turn()::fromWorld).toList();
        double[] centre = new double[3];
        double[] half = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            int along = axis;
            double[] sorted =
                    points.stream().mapToDouble(point -> point[along]).sorted().toArray();
            double wide = percentile(sorted, 0.9) - percentile(sorted, 0.1);
            double low = Math.max(percentile(sorted, 0.01), percentile(sorted, 0.1) - wide);
            double high = Math.min(percentile(sorted, 0.99), percentile(sorted, 0.9) + wide);
            centre[axis] = 0.5 * (high + low);
            half[axis] = 0.5 * (high - low);
        }
        double longest = Normalisation.positive(Arrays.stream(half).max().orElse(1));
        for (int axis = 0; axis < 3; axis++) {
            half[axis] += 2 * MARGIN * longest;
        }
        warnOfStrays(points, centre, half);
        boolean beyond = shown(layout.frames()) && !seen.guessed() && seen.wide() > SURROUNDED * longest;
        if (beyond) {
            include(seen, centre, half);
        }
        if (options.box() != null && !seen.guessed() && seen.facing() == SeenRegion.Facing.INWARDS) {
            Arrays.setAll(centre, axis -> seen.centre().get(axis));
        }
        String more = beyond ? " and what the cameras look at" : "";
        String origin = "the %d sparse points%s; %s".formatted(points.size(), more, cameras);
        return around(layout, centre, half, origin, options).nearAtMost(0.5 * nearest(points, lines));
    }

    /** Says if more points than the percentiles leave out lie outside of a box. */
    private static void warnOfStrays(List<double[]> points, double[] centre, double[] half) {
        long outside = points.stream()
                .filter(point -> IntStream.range(0, 3).anyMatch(i -> Math.abs(point[i] - centre[i]) > half[i]))
                .count();
        if (outside > STRAYS * points.size()) {
            LOG.warn(
                    "{} of {} sparse points lie far from the others, and the box is derived without them; scene.box"
                            + " enlarges it.",
                    outside,
                    points.size());
        }
    }

    /** Makes a box large enough for what opaque photographs show. */
    private static void include(SeenRegion seen, double[] centre, double[] half) {
        for (int axis = 0; axis < 3; axis++) {
            double low = Math.min(centre[axis] - half[axis], seen.centre().get(axis) - seen.half(true));
            double high = Math.max(centre[axis] + half[axis], seen.centre().get(axis) + seen.half(true));
            centre[axis] = 0.5 * (low + high);
            half[axis] = 0.5 * (high - low);
        }
    }

    private static Placement around(
            CaptureLayout layout, double[] centre, double[] half, String origin, SceneOptions options) {
        double longest = 2 * Arrays.stream(half).max().orElse(1);
        double scale = options.scale() == null ? SIDE / longest : options.scale();
        SceneTransform transform = SceneTransform.scaling(
                        scale, -scale * centre[0], -scale * centre[1], -scale * centre[2])
                .after(layout.turn());
        if (options.box() != null) {
            return new Placement(Extent.of(Box.cube(options.box().floatValue()), "scene.box; " + origin), transform);
        }
        float x = (float) (scale * half[0]);
        float y = (float) (scale * half[1]);
        float z = (float) (scale * half[2]);
        return new Placement(Extent.of(new Box(-x, -y, -z, x, y, z), origin), transform);
    }

    /** With a near plane at most so far in the turned frame of the files. */
    private Placement nearAtMost(double distance) {
        return new Placement(extent.nearAtMost(distance * transform.scale()), transform);
    }

    /** The distance from a camera that one in a hundred of the points before it is nearer than. */
    private static double nearest(List<double[]> points, List<Sightline> lines) {
        int everyPoint = Math.ceilDiv(points.size(), 1000);
        int everyLine = Math.ceilDiv(lines.size(), 50);
        DoubleStream.Builder distances = DoubleStream.builder();
        for (int i = 0; i < lines.size(); i += everyLine) {
            for (int k = 0; k < points.size(); k += everyPoint) {
                Vector3d point = new Vector3d(points.get(k));
                if (lines.get(i).before(point)) {
                    distances.add(lines.get(i).eye().distance(point));
                }
            }
        }
        double[] sorted = distances.build().sorted().toArray();
        return sorted.length == 0 ? Double.POSITIVE_INFINITY : percentile(sorted, 0.01);
    }

    private static double percentile(double[] sorted, double fraction) {
        return sorted[(int) Math.round(fraction * (sorted.length - 1))];
    }
}
