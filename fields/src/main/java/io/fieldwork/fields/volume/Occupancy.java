package io.fieldwork.fields.volume;

/** The part of space in which a sampler places samples. */
@FunctionalInterface
public interface Occupancy {
    /**
     * Whether samples may lie at a point.
     *
     * @param x world coordinate
     * @param y world coordinate
     * @param z world coordinate
     * @return false where the medium is empty or nothing of it can be seen
     */
    boolean at(float x, float y, float z);
}
