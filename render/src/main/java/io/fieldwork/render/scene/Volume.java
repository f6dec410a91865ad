package io.fieldwork.render.scene;

import org.joml.Vector3f;
import org.joml.Vector3fc;

/**
 * Numbers in space.
 *
 * @param grid the numbers
 * @param low corner of the box that they fill
 * @param high the opposite corner, larger in each component
 * @param transfer how they look
 * @param mode what is drawn of them
 * @param step between samples along a ray, in cells; 1 is good, smaller is smoother and slower
 */
public record Volume(VoxelGrid grid, Vector3fc low, Vector3fc high, Transfer transfer, Mode mode, float step)
        implements Item {
    /** What is drawn of a volume. */
    public sealed interface Mode {}

    /** Emission and absorption along the ray. */
    public record Composite() implements Mode {}

    /** The largest value along the ray, as transparent as the opacity curve says. */
    public record Maximum() implements Mode {}

    /**
     * The surface of one value, shaded.
     *
     * @param level the value
     */
    public record Isosurface(float level) implements Mode {}

    /**
     * The values in the plane normal . x = offset.
     *
     * @param normal of the plane, not 0
     * @param offset of the plane
     */
    public record Slice(Vector3fc normal, float offset) implements Mode {
        /** Copies the normal. */
        public Slice {
            normal = new Vector3f(normal);
        }
    }

    /** Rejects empty boxes and steps that lead nowhere. */
    public Volume {
        low = new Vector3f(low);
        high = new Vector3f(high);
        if (!(low.x() < high.x() && low.y() < high.y() && low.z() < high.z())) {
            throw new IllegalArgumentException("a box from " + low + " to " + high);
        }
        Expect.positive("a step", step);
    }

    /**
     * A volume in the cube from -1 to 1 whose values emit and absorb.
     *
     * @param grid the numbers
     * @param transfer how they look
     * @return the volume
     */
    public static Volume of(VoxelGrid grid, Transfer transfer) {
        return new Volume(grid, new Vector3f(-1), new Vector3f(1), transfer, new Composite(), 1);
    }

    /**
     * The same volume drawn otherwise.
     *
     * @param other mode
     * @return the volume
     */
    public Volume as(Mode other) {
        return new Volume(grid, low, high, transfer, other, step);
    }

    /**
     * The same volume elsewhere.
     *
     * @param from corner of the box
     * @param to the opposite corner
     * @return the volume
     */
    public Volume in(Vector3fc from, Vector3fc to) {
        return new Volume(grid, from, to, transfer, mode, step);
    }
}
