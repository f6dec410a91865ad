package io.fieldwork.render.viewer;

import io.fieldwork.render.scene.Item;
import io.fieldwork.render.scene.Transfer;
import io.fieldwork.render.scene.Volume;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.joml.Vector3f;

/**
 * The user's choice of rendering mode and crop of volumes.
 *
 * @param mode of rendering
 * @param thickness factor of the extinction
 * @param level position of the surface's value in the range of values, 0 to 1
 * @param axes what is chosen along each axis [3]
 */
record VolumeStyle(Mode mode, double thickness, double level, List<Axis> axes) {
    /** Volumes as in their scenes, uncropped. */
    static final VolumeStyle GIVEN =
            new VolumeStyle(Mode.GIVEN, 1, 0.5, Collections.nCopies(3, new Axis(true, 0.5, 0, 1)));

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

    /** Whether there is a plane across an axis, where it is, and the ends of the crop; places are from 0 to 1 along the axis. */
    record Axis(boolean sliced, double slice, double low, double high) {
        /** Takes the ends in either order. */
        Axis {
            double least = Math.min(low, high);
            high = Math.max(low, high);
            low = least;
        }
    }

    /** The items that replace a volume. */
    List<Item> apply(Volume volume) {
        Transfer transfer = volume.transfer();
        Transfer scaled =
                new Transfer(transfer.palette(), transfer.opacity(), (float) (transfer.extinction() * thickness));
        Volume part = volume.with(scaled).cropped(new Volume.Crop(corner(Axis::low), corner(Axis::high)));
        return switch (mode) {
            case GIVEN -> List.of(part);
            case FOG -> List.of(part.as(new Volume.Composite()));
            case MAXIMUM -> List.of(part.as(new Volume.Maximum()));
            case SURFACE ->
                List.of(part.as(new Volume.Isosurface(transfer.palette().value((float) level))));
            case SLICES -> planes(part);
        };
    }

    private List<Item> planes(Volume volume) {
        List<Item> planes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            if (axes.get(i).sliced) {
                float from = volume.low().get(i);
                float to = volume.high().get(i);
                Vector3f normal = new Vector3f().setComponent(i, 1);
                planes.add(volume.as(new Volume.Slice(normal, from + (float) axes.get(i).slice * (to - from))));
            }
        }
        return planes;
    }

    private Vector3f corner(ToDoubleFunction<Axis> end) {
        Vector3f corner = new Vector3f();
        for (int i = 0; i < 3; i++) {
            corner.setComponent(i, (float) end.applyAsDouble(axes.get(i)));
        }
        return corner;
    }
}
