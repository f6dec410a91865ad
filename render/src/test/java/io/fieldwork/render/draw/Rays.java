package io.fieldwork.render.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.render.view.Camera;
import io.fieldwork.render.view.Frame;
import io.fieldwork.render.view.Lens;
import io.fieldwork.render.view.View;
import org.joml.Vector3f;

/** The rays of pixels, from the angles and axes of the camera, and what they meet. */
final class Rays {
    private Rays() {}

    private static float across(View view, int x) {
        return (2 * (x + 0.5f) / view.width() - 1) * view.width() / view.height() / 2;
    }

    private static float upward(View view, int y) {
        return (1 - 2 * (y + 0.5f) / view.height()) / 2;
    }

    /** Where depth is 0. */
    static Vector3f origin(View view, int x, int y) {
        Camera camera = view.camera();
        Vector3f eye = new Vector3f(camera.eye());
        return camera.lens() instanceof Lens.Orthographic lens
                ? eye.fma(lens.height() * across(view, x), camera.right())
                        .fma(lens.height() * upward(view, y), camera.up())
                : eye;
    }

    /** The way of one unit of depth. */
    static Vector3f direction(View view, int x, int y) {
        Camera camera = view.camera();
        Vector3f forward = camera.forward();
        return camera.lens() instanceof Lens.Perspective lens
                ? forward.fma(lens.heightAt(1) * across(view, x), camera.right())
                        .fma(lens.heightAt(1) * upward(view, y), camera.up())
                : forward;
    }

    static Vector3f point(View view, int x, int y, double depth) {
        return origin(view, x, y).fma((float) depth, direction(view, x, y));
    }

    /** The least positive depth at which a pixel's ray meets a sphere, or infinity. */
    static double sphere(View view, int x, int y, Vector3f middle, double radius) {
        Vector3f o = origin(view, x, y).sub(middle);
        Vector3f d = direction(view, x, y);
        double a = d.lengthSquared();
        double half = o.dot(d);
        double discriminant = half * half - a * (o.lengthSquared() - radius * radius);
        return discriminant < 0 ? Double.POSITIVE_INFINITY : (-half - Math.sqrt(discriminant)) / a;
    }

    /** Pixels see a sphere where it is, but for those whose rays pass its rim within a margin. */
    static void expectSphere(View view, Frame frame, Vector3f middle, double radius, double rim, double depths) {
        int seen = 0;
        for (int y = 0; y < view.height(); y++) {
            for (int x = 0; x < view.width(); x++) {
                String where = "at " + x + ", " + y;
                if (Double.isInfinite(sphere(view, x, y, middle, radius + rim))) {
                    assertEquals(Float.POSITIVE_INFINITY, frame.depth(x, y), where);
                } else if (Double.isFinite(sphere(view, x, y, middle, radius - rim))) {
                    seen++;
                    double wanted = sphere(view, x, y, middle, radius);
                    double squarely = Math.max(cosine(view, x, y, middle, wanted), 0.05);
                    assertEquals(wanted, frame.depth(x, y), depths / squarely, where);
                }
            }
        }
        assertTrue(seen > 50, "the sphere is in the view");
    }

    /** How squarely the ray meets the sphere. */
    private static double cosine(View view, int x, int y, Vector3f middle, double depth) {
        Vector3f normal = point(view, x, y, depth).sub(middle).normalize();
        return Math.abs(normal.dot(direction(view, x, y).normalize()));
    }
}
