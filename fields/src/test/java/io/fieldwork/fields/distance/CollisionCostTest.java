package io.fieldwork.fields.distance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class CollisionCostTest {
    private static final Body BODY = new Body(new double[] {0.2, 0, 0, -0.1, 0.15, 0.05}, new double[] {0.1, 0.05});
    private static final CollisionCost COST = new CollisionCost(Exact.ball(0.5), BODY, 0.2);
    /** One pose near the ball, one in it, one far away; the first is turned. */
    private static final double[] POSES = {
        0, -1, 0, 0.6, 1, 0, 0, 0.1, 0, 0, 1, 0.2, 1, 0, 0, 0.2, 0, 1, 0, 0.1, 0, 0, 1, 0.05, 1, 0, 0, 5, 0, 1, 0, 0, 0,
        0, 1, 0
    };

    @Test
    void theCostIsThatOfTheFormula() {
        CollisionCost one = new CollisionCost(Exact.ball(0.5), Body.ball(0.1), 0.2);
        double[] pose = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0};
        pose[3] = 0.7;
        assertEquals(0.1 * 0.1 / 0.4, one.of(pose).total(), 1e-12);
        assertEquals(0.1, one.of(pose).clearance(), 1e-12);
        pose[3] = 0.4;
        assertEquals(0.2 + 0.1, one.of(pose).total(), 1e-12);
        pose[3] = 0.9;
        assertEquals(0, one.of(pose).total());
    }

    @Test
    void theGradientIsThatOfSmallMotions() {
        double[] gradient = COST.of(POSES).gradient();
        double h = 1e-5;
        for (int i = 0; i < gradient.length; i++) {
            double[] motion = new double[6];
            motion[i % 6] = h;
            double[] after = POSES.clone();
            CollisionCost.move(after, i / 6, motion);
            motion[i % 6] = -h;
            double[] before = POSES.clone();
            CollisionCost.move(before, i / 6, motion);
            assertEquals((COST.of(after).total() - COST.of(before).total()) / (2 * h), gradient[i], 1e-5, "entry " + i);
        }
    }

    @Test
    void aTurnIsARotation() {
        double[] pose = {1, 0, 0, 1, 0, 1, 0, 2, 0, 0, 1, 3};
        CollisionCost.move(pose, 0, new double[] {0.5, 0, 0, 0, 0, Math.PI / 2});
        assertArrayEquals(new double[] {0, -1, 0, 1.5, 1, 0, 0, 2, 0, 0, 1, 3}, pose, 1e-12);
    }

    /** Downhill, a body in the ball comes out of it. */
    @Test
    void downhillIsTheWayOut() {
        double[] poses = POSES.clone();
        for (int step = 0; step < 200; step++) {
            double[] gradient = COST.of(poses).gradient();
            for (int pose = 0; pose < 3; pose++) {
                double[] motion = new double[6];
                for (int k = 0; k < 6; k++) {
                    motion[k] = -0.02 * gradient[6 * pose + k];
                }
                CollisionCost.move(poses, pose, motion);
            }
        }
        assertTrue(COST.of(POSES).clearance() < -0.1);
        assertTrue(
                COST.of(poses).clearance() > 0.1, "clearance " + COST.of(poses).clearance());
    }
}
