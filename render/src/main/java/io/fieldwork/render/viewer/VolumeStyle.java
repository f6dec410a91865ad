package io.fieldwork.render.viewer;

import io.fieldwork.render.scene.Item;
import io.fieldwork.render.scene.Palette;
import io.fieldwork.render.scene.Transfer;
import io.fieldwork.render.scene.Volume;
import java.util.ArrayList;
import java.util.List;
import org.joml.Vector3f;

/** The user's choice of rendering mode and crop of volumes. */
final class VolumeStyle {
    /** The rendering modes of a volume. */
    enum Mode {
        /** As in its scene. */
        GIVEN("as given"),
        /** By emission and absorption. */
        FOG("fog"),
        /** By its largest values. */
        MAXIMUM("maximum"),
        /** By the surface of one value. */
        SURFACE("isosurface"),
        /** By planes across it. */
        SLICES("slices");

        final String label;

        Mode(String label) {
            this.label = label;
        }
    }

    private Mode mode = Mode.GIVEN;
    private double thickness = 1;
    private double level = 0.5;
    private final boolean[] sliced = {true, true, true};
    private final double[] slices = {0.5, 0.5, 0.5};
    private final double[] low = {0, 0, 0};
    private final double[] high = {1, 1, 1};
    private int version;

    /** A number that changes with each change. */
    int version() {
        return version;
    }

    /** Resets to the scenes' own modes, uncropped. */
    void reset() {
        mode = Mode.GIVEN;
        thickness = 1;
        level = 0.5;
        for (int axis = 0; axis < 3; axis++) {
            sliced[axis] = true;
            slices[axis] = 0.5;
            low[axis] = 0;
            high[axis] = 1;
        }
        version++;
    }

    Mode mode() {
        return mode;
    }

    void mode(Mode other) {
        version += mode != other ? 1 : 0;
        mode = other;
    }

    /** Factor of the extinction. */
    double thickness() {
        return thickness;
    }

    void thickness(double factor) {
        version += thickness != factor ? 1 : 0;
        thickness = factor;
    }

    /** Position of the surface's value in the range. */
    double level() {
        return level;
    }

    void level(double place) {
        version += level != place ? 1 : 0;
        level = place;
    }

    /** Whether there is a plane across an axis. */
    boolean isSliced(int axis) {
        return sliced[axis];
    }

    void sliced(int axis, boolean on) {
        version += sliced[axis] != on ? 1 : 0;
        sliced[axis] = on;
    }

    /** Position of a plane along its axis, 0 to 1. */
    double slice(int axis) {
        return slices[axis];
    }

    void slice(int axis, double place) {
        version += slices[axis] != place ? 1 : 0;
        slices[axis] = place;
    }

    /** Lower end of the crop along an axis, 0 to 1. */
    double low(int axis) {
        return low[axis];
    }

    double high(int axis) {
        return high[axis];
    }

    /** Crops to the part between two positions along an axis. */
    void crop(int axis, double from, double to) {
        version += low[axis] != from || high[axis] != to ? 1 : 0;
        low[axis] = Math.min(from, to);
        high[axis] = Math.max(from, to);
    }

    /** The items that replace a volume. */
    List<Item> apply(Volume volume) {
        Transfer transfer = volume.transfer();
        Transfer scaled =
                new Transfer(transfer.palette(), transfer.opacity(), (float) (transfer.extinction() * thickness));
        Volume part = volume.with(scaled).cropped(new Volume.Crop(vector(low), vector(high)));
        return switch (mode) {
            case GIVEN -> List.of(part);
            case FOG -> List.of(part.as(new Volume.Composite()));
            case MAXIMUM -> List.of(part.as(new Volume.Maximum()));
            case SURFACE -> List.of(part.as(new Volume.Isosurface(value(transfer.palette()))));
            case SLICES -> planes(part);
        };
    }

    private float value(Palette palette) {
        return palette.value((float) level);
    }

    private List<Item> planes(Volume volume) {
        List<Item> planes = new ArrayList<>();
        for (int axis = 0; axis < 3; axis++) {
            if (sliced[axis]) {
                float from = volume.low().get(axis);
                float to = volume.high().get(axis);
                Vector3f normal = new Vector3f().setComponent(axis, 1);
                planes.add(volume.as(new Volume.Slice(normal, from + (float) slices[axis] * (to - from))));
            }
        }
        return planes;
    }

    private static Vector3f vector(double[] values) {
        return new Vector3f((float) values[0], (float) values[1], (float) values[2]);
    }
}
