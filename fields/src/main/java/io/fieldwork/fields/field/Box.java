package io.fieldwork.fields.field;

import io.fieldwork.fields.tensor.UserError;

/**
 * An axis-aligned box in world coordinates.
 *
 * @param minX lower x
 * @param minY lower y
 * @param minZ lower z
 * @param maxX upper x
 * @param maxY upper y
 * @param maxZ upper z
 */
public record Box(float minX, float minY, float minZ, float maxX, float maxY, float maxZ) {
    /** Rejects boxes without volume and coordinates that are not finite. */
    public Box {
        boolean ordered = minX < maxX && minY < maxY && minZ < maxZ;
        boolean finite = Float.isFinite(maxX - minX) && Float.isFinite(maxY - minY) && Float.isFinite(maxZ - minZ);
        if (!ordered || !finite) {
            throw new UserError("The box [%s %s %s] to [%s %s %s] must have finite corners with min below max."
                    .formatted(minX, minY, minZ, maxX, maxY, maxZ));
        }
    }

    /** {@return the cube [-half, half]^3} */
    public static Box cube(float half) {
        return new Box(-half, -half, -half, half, half, half);
    }

    /** {@return the lower corner [3]} */
    public float[] min() {
        return new float[] {minX, minY, minZ};
    }

    /** {@return the side lengths [3], all positive} */
    public float[] size() {
        return new float[] {maxX - minX, maxY - minY, maxZ - minZ};
    }

    /** {@return whether a point lies in the box or on its faces} */
    public boolean contains(float x, float y, float z) {
        return x >= minX && x <= maxX && y >= minY && y <= maxY && z >= minZ && z <= maxZ;
    }

    /** {@return the longest side in world units} */
    public float longest() {
        return Math.max(maxX - minX, Math.max(maxY - minY, maxZ - minZ));
    }
}
