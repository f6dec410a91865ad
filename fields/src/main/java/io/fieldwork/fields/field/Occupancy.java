package io.fieldwork.fields.field;

/** The part of space in which a sampler places samples. */
@FunctionalInterface
public interface Occupancy {
    /** {@return whether samples may lie at a point of the world; not where the medium is empty or cannot be seen} */
    boolean at(float x, float y, float z);
}
