package io.fieldwork.fields.field;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.tensor.Tape;

/**
 * The surface of one medium in the colours of another, whose features have the same meaning: geometry and radiance are apart where colour is a function of
 * place, normal, view and features (IDR, Yariv et al. 2020; VolSDF, section 4.2).
 *
 * @param surface that is seen
 * @param radiance that gives it colour
 */
public record ExchangedRadiance(DistanceMedium surface, Medium radiance) implements DistanceMedium {
    @Override
    public Geometry geometry(Tape tape, Positions positions) {
        return surface.geometry(tape, positions);
    }

    @Override
    public NDArray color(Tape tape, Geometry geometry, Views views) {
        return radiance.color(tape, geometry, views);
    }

    @Override
    public NDArray extinction(Tape tape, Geometry geometry, Views views, NDArray delta) {
        return surface.extinction(tape, geometry, views, delta);
    }

    @Override
    public NDArray distance(Tape tape, NDArray x) {
        return surface.distance(tape, x);
    }

    @Override
    public NDArray gradient(Geometry geometry) {
        return surface.gradient(geometry);
    }

    @Override
    public double spread() {
        return surface.spread();
    }

    @Override
    public boolean surrounded() {
        return surface.surrounded();
    }

    @Override
    public Box box() {
        return surface.box();
    }
}
