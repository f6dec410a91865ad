package io.fieldwork.fields.kernel;

import static io.fieldwork.fields.kernel.HostLanes.FLOATS;
import static io.fieldwork.fields.kernel.HostLanes.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * One of the three vectors in which as many colours lie as a vector has lanes: red, green, blue, red, and so on.
 *
 * @param owner of each lane: which colour it belongs to
 * @param red lanes
 * @param green lanes
 * @param blue lanes
 */
record HostColors(VectorShuffle<Float> owner, VectorMask<Float> red, VectorMask<Float> green, VectorMask<Float> blue) {
    static final HostColors FIRST = part(0);
    static final HostColors SECOND = part(1);
    static final HostColors THIRD = part(2);

    private static final VectorShuffle<Float> RED = order(0);
    private static final VectorShuffle<Float> GREEN = order(1);
    private static final VectorShuffle<Float> BLUE = order(2);

    private static HostColors part(int k) {
        int start = k * LANES;
        return new HostColors(
                VectorShuffle.fromOp(FLOATS, lane -> (start + lane) / 3),
                HostLanes.lanes(lane -> (start + lane) % 3 == 0),
                HostLanes.lanes(lane -> (start + lane) % 3 == 1),
                HostLanes.lanes(lane -> (start + lane) % 3 == 2));
    }

    /** The number of lanes has no factor 3, so each lane holds a channel in just one of the three vectors. */
    private static VectorShuffle<Float> order(int channel) {
        return VectorShuffle.fromOp(FLOATS, lane -> (3 * lane + channel) % LANES);
    }

    /** The red of all colours in three vectors. */
    static FloatVector red(FloatVector first, FloatVector second, FloatVector third) {
        return first.blend(second, SECOND.red).blend(third, THIRD.red).rearrange(RED);
    }

    /** The green of all colours in three vectors. */
    static FloatVector green(FloatVector first, FloatVector second, FloatVector third) {
        return first.blend(second, SECOND.green).blend(third, THIRD.green).rearrange(GREEN);
    }

    /** The blue of all colours in three vectors. */
    static FloatVector blue(FloatVector first, FloatVector second, FloatVector third) {
        return first.blend(second, SECOND.blue).blend(third, THIRD.blue).rearrange(BLUE);
    }

    /** One colour in all places. */
    FloatVector repeated(float r, float g, float b) {
        return FloatVector.broadcast(FLOATS, r).blend(g, green).blend(b, blue);
    }

    /** One number for each colour, three times each. */
    FloatVector spread(FloatVector numbers) {
        return numbers.rearrange(owner);
    }
}
