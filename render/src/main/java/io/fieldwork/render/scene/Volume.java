package io.fieldwork.render.scene;

import org.joml.Vector3f;
import org.joml.Vector3fc;

/**
 * A volume: scalar values in a box, ray-marched.
 *
 * @param grid the numbers
 * @param low corner of the box that they fill
 * @param high the opposite corner, larger in each component
 * @param transfer colour and opacity
 * @param mode of rendering
 * @param step between samples along a ray, in cells; 1 is good, smaller is smoother and slower
 * @param crop the part of the box that is drawn
 */
public record Volume(VoxelGrid grid, Vector3fc low, Vector3fc high, Transfer transfer, Mode mode, float step, Crop crop)
        implements Item {
    /**
     * A part of a box.
     *
     * @param low its corner, from 0 at the box's low corner to 1 at its high one
     * @param high the opposite corner, nowhere smaller
     */
    public record Crop(Vector3fc low, Vector3fc high) {
        /** The whole box. */
        public static final Crop NONE = new Crop(new Vector3f(0), new Vector3f(1));

        /** Copies the corners. */
        public Crop {
            low = new Vector3f(low);
            high = new Vector3f(high);
        }
    }

    /** The rendering mode of a volume. */
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

    /** Rejects empty boxes and steps that are not positive. */
    public Volume {
        low = new Vector3f(low);
        high = new Vector3f(high);
        if (!(low.x() < high.x() && low.y() < high.y() && low.z() < high.z())) {
            throw new IllegalArgumentException("a box from " + low + " to " + high);
        }
        Expect.positive("a step", step);
    }

    /** A volume that is not cropped. */
    public Volume(VoxelGrid grid, Vector3fc low, Vector3fc high, Transfer transfer, Mode mode, float step) {
        this(grid, low, high, transfer, mode, step, Crop.NONE);
    }

    /** {@return a volume in the cube from -1 to 1 whose values emit and absorb} */
    public static Volume of(VoxelGrid grid, Transfer transfer) {
        return new Volume(grid, new Vector3f(-1), new Vector3f(1), transfer, new Composite(), 1);
    }

    /** {@return the same volume drawn otherwise} */
    public Volume as(Mode other) {
        return new Volume(grid, low, high, transfer, other, step, crop);
    }

    /** {@return the same volume between two other corners} */
    public Volume in(Vector3fc from, Vector3fc to) {
        return new Volume(grid, from, to, transfer, mode, step, crop);
    }

    /** {@return the same volume with other colours} */
    public Volume with(Transfer other) {
        return new Volume(grid, low, high, other, mode, step, crop);
    }

    /** {@return a part of the same volume} */
    public Volume cropped(Crop part) {
        return new Volume(grid, low, high, transfer, mode, step, part);
    }
}
