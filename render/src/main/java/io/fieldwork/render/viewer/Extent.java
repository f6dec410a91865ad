package io.fieldwork.render.viewer;

import io.fieldwork.render.scene.Curves;
import io.fieldwork.render.scene.Frustums;
import io.fieldwork.render.scene.Glyphs;
import io.fieldwork.render.scene.Heatmap;
import io.fieldwork.render.scene.Item;
import io.fieldwork.render.scene.Label;
import io.fieldwork.render.scene.Layer;
import io.fieldwork.render.scene.Legend;
import io.fieldwork.render.scene.Mesh;
import io.fieldwork.render.scene.Picture;
import io.fieldwork.render.scene.Plane;
import io.fieldwork.render.scene.Points;
import io.fieldwork.render.scene.RadianceGrid;
import io.fieldwork.render.scene.Streaks;
import io.fieldwork.render.scene.Volume;
import java.util.List;
import org.joml.Vector3f;
import org.joml.Vector3fc;

/** The bounding box of items. */
final class Extent {
    private final Vector3f low = new Vector3f(Float.POSITIVE_INFINITY);
    private final Vector3f high = new Vector3f(Float.NEGATIVE_INFINITY);

    private Extent() {}

    /** The box around some items; of none, the cube from -1 to 1. */
    static Subject.Bounds of(List<Item> items) {
        Extent extent = new Extent();
        items.forEach(extent::add);
        return extent.low.x <= extent.high.x
                ? new Subject.Bounds(extent.low, extent.high)
                : new Subject.Bounds(new Vector3f(-1), new Vector3f(1));
    }

    private void add(Item item) {
        switch (item) {
            case Mesh mesh -> add(mesh.triangles().positions());
            case Points points -> add(points.positions());
            case Curves curves -> curves.lines().forEach(this::add);
            case Frustums frustums -> frustums.curves().lines().forEach(this::add);
            case Glyphs glyphs -> add(glyphs.positions());
            case Picture picture -> add(picture.plane());
            case Heatmap map -> add(map.plane());
            case Streaks streaks -> add(streaks.plane());
            case Volume volume -> {
                add(volume.low());
                add(volume.high());
            }
            case RadianceGrid grid -> {
                add(grid.low());
                add(grid.high());
            }
            case Label label -> add(label.place());
            case Layer layer -> {}
            case Legend legend -> {}
        }
    }

    private void add(float[] positions) {
        for (int i = 0; i < positions.length; i += 3) {
            add(new Vector3f(positions[i], positions[i + 1], positions[i + 2]));
        }
    }

    private void add(Plane plane) {
        add(plane.origin());
        add(plane.origin().add(plane.across(), new Vector3f()));
        add(plane.origin().add(plane.upward(), new Vector3f()));
        add(plane.origin().add(plane.across(), new Vector3f()).add(plane.upward()));
    }

    private void add(Vector3fc point) {
        if (point.isFinite()) {
            low.min(point);
            high.max(point);
        }
    }
}
