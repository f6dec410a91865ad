package io.fieldwork.samples.scenes;

import io.fieldwork.fields.distance.Body;
import io.fieldwork.fields.distance.CollisionCost;
import io.fieldwork.fields.distance.DistanceSession;
import io.fieldwork.fields.mesh.DistanceFunction;
import io.fieldwork.samples.Kinds;
import io.fieldwork.samples.run.TrainedRun;
import java.nio.file.Path;

/**
 * A path among things, found by going downhill: the straight line between two points is bent until a ball that follows it keeps its distance, while
 * springs between neighbours keep it short. Things push across the path alone, or they would only drive its places apart (CHOMP).
 */
public final class SafePath {
    private static final int STEPS = 800;
    private static final double RATE = 0.03;
    private static final double SPRING = 4;

    private SafePath() {}

    /**
     * {@return a path for a ball}
     *
     * @param distance to what it must not touch
     * @param radius of the ball
     * @param clearance that is wanted around it
     * @param from where it begins [3]
     * @param to where it ends [3]
     * @param places on the way, ends included
     */
    public static double[] between(
            DistanceFunction distance, double radius, double clearance, double[] from, double[] to, int places) {
        double[] poses = straight(from, to, places);
        CollisionCost cost = new CollisionCost(distance, Body.ball(radius), clearance);
        double[] motion = new double[6];
        for (int step = 0; step < STEPS; step++) {
            double[] gradient = cost.of(poses).gradient();
            double[] before = poses.clone();
            for (int i = 1; i < places - 1; i++) {
                double[] way = new double[3];
                double square = 0;
                double along = 0;
                for (int k = 0; k < 3; k++) {
                    way[k] = before[12 * i + 4 * k + 15] - before[12 * i + 4 * k - 9];
                    square += way[k] * way[k];
                    along += way[k] * gradient[6 * i + k];
                }
                for (int k = 0; k < 3; k++) {
                    int at = 12 * i + 4 * k + 3;
                    double bend = before[at - 12] + before[at + 12] - 2 * before[at];
                    double push = gradient[6 * i + k] - (square > 0 ? along / square * way[k] : 0);
                    motion[k] = RATE * (SPRING * bend - push);
                }
                CollisionCost.move(poses, i, motion);
            }
        }
        return poses;
    }

    /** {@return the straight path between two points} */
    public static double[] straight(double[] from, double[] to, int places) {
        double[] poses = new double[12 * places];
        for (int i = 0; i < places; i++) {
            for (int k = 0; k < 3; k++) {
                poses[12 * i + 5 * k] = 1;
                poses[12 * i + 4 * k + 3] = from[k] + (to[k] - from[k]) * i / (places - 1);
            }
        }
        return poses;
    }

    /** {@return the least distance between the surface of the ball and things, along a path and half way between its places} */
    public static double clearance(DistanceFunction distance, double radius, double[] poses) {
        int places = poses.length / 12;
        double[] points = new double[3 * (2 * places - 1)];
        for (int i = 0; i < points.length; i++) {
            int at = 12 * (i / 6) + 4 * (i % 3) + 3;
            points[i] = i / 3 % 2 == 0 ? poses[at] : (poses[at] + poses[at + 12]) / 2;
        }
        double[] values = new double[points.length / 3];
        distance.at(points, values.length, values);
        double least = Double.POSITIVE_INFINITY;
        for (double value : values) {
            least = Math.min(least, value - radius);
        }
        return least;
    }

    /** Plans by the learned distance of a run of kind {@code distance}, and measures by the exact one. */
    public static void main(String[] arguments) {
        try (TrainedRun run = TrainedRun.open(Path.of(arguments[0]), "auto", Kinds.ALL)) {
            DistanceSession session = (DistanceSession) run.session().training();
            double[] from = {-1.2, -0.2, 0};
            double[] to = {1.2, 0.3, 0};
            double[] path = between(session.distance(), 0.08, 0.05, from, to, 60);
            System.out.printf(
                    "straight %.3f, bent %.3f from the nearest thing%n",
                    clearance(session.truth(), 0.08, straight(from, to, 60)), clearance(session.truth(), 0.08, path));
        }
    }
}
