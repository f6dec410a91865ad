package io.fieldwork.render.scene;

import io.fieldwork.render.view.Camera;
import io.fieldwork.render.view.RayFan;
import java.util.ArrayList;
import java.util.List;
import org.joml.Vector3f;

/**
 * Cameras as pyramids: from the eye to the corners of their image, with an up-marker on the image's upper edge.
 *
 * @param cameras to be shown
 * @param aspect width over height of their images, above 0
 * @param depth at which the image is drawn, world units, above 0
 * @param color of the lines
 * @param width of the lines, pixels
 */
public record Frustums(List<Camera> cameras, float aspect, float depth, Color color, float width) implements Item {
    /** Height of the up-marker's tip, as a share of the image's height from its middle. */
    private static final float ROOF = 1.5f;

    /** Copies the list. */
    public Frustums {
        cameras = List.copyOf(cameras);
        Expect.positive("an aspect", aspect);
        Expect.positive("a depth", depth);
    }

    /** The lines that are drawn. */
    public Curves curves() {
        List<float[]> lines = new ArrayList<>();
        for (Camera camera : cameras) {
            RayFan rays = camera.rays(aspect);
            lines.add(line(rays, -1, -1, 1, -1, 1, 1, -1, 1, -1, -1));
            lines.add(line(rays, -0.5f, 1, 0, ROOF, 0.5f, 1));
            for (int corner = 0; corner < 4; corner++) {
                float x = (corner & 1) * 2 - 1;
                float y = (corner >> 1) * 2 - 1;
                float[] edge = new float[6];
                rays.origin(x, y).get(edge, 0);
                point(rays, x, y).get(edge, 3);
                lines.add(edge);
            }
        }
        return new Curves(lines, color, width);
    }

    private float[] line(RayFan rays, float... places) {
        float[] line = new float[places.length / 2 * 3];
        for (int i = 0; i < places.length / 2; i++) {
            point(rays, places[2 * i], places[2 * i + 1]).get(line, 3 * i);
        }
        return line;
    }

    private Vector3f point(RayFan rays, float x, float y) {
        return rays.origin(x, y).fma(depth, rays.direction(x, y));
    }
}
