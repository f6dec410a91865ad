package io.fieldwork.render.view;

import org.joml.Matrix4f;

/** The projection of a camera: sizes are of the image's height, depths are along the axis. */
public sealed interface Lens {
    /** Depth of the near plane, above 0. */
    float near();

    /** Depth of the far plane, above {@link #near}. */
    float far();

    /** {@return OpenGL's projection matrix, a new one, for an image of some width over height} */
    Matrix4f projection(float aspect);

    /** {@return the height of the image in the world at a depth along the axis} */
    float heightAt(float depth);

    /**
     * {@return a parallel lens of another height by a factor of the size that is seen; a perspective one as it is,
     * since it moves instead}
     */
    Lens scaled(float factor);

    /** {@return a lens between this one and another, from 0 to 1; one of another kind is not approached} */
    Lens mix(Lens other, float part);

    /**
     * A perspective projection.
     *
     * @param fieldOfView angle from the bottom to the top of the image, radians, between 0 and pi
     * @param near smallest depth
     * @param far largest depth
     */
    record Perspective(float fieldOfView, float near, float far) implements Lens {
        /** Rejects angles and depths outside their range. */
        public Perspective {
            if (!(fieldOfView > 0 && fieldOfView < Math.PI)) {
                throw new IllegalArgumentException("a field of view of " + fieldOfView + " radians");
            }
            expect(near, far);
        }

        @Override
        public Matrix4f projection(float aspect) {
            return new Matrix4f().perspective(fieldOfView, aspect, near, far);
        }

        @Override
        public float heightAt(float depth) {
            return (float) (2 * Math.tan(fieldOfView / 2) * depth);
        }

        @Override
        public Lens scaled(float factor) {
            return this;
        }

        @Override
        public Lens mix(Lens other, float part) {
            return other instanceof Perspective to
                    ? new Perspective(
                            lerp(fieldOfView, to.fieldOfView, part), lerp(near, to.near, part), lerp(far, to.far, part))
                    : this;
        }
    }

    /**
     * An orthographic projection.
     *
     * @param height of the world that the image shows, above 0
     * @param near smallest depth
     * @param far largest depth
     */
    record Orthographic(float height, float near, float far) implements Lens {
        /** Rejects heights and depths outside their range. */
        public Orthographic {
            if (!(height > 0)) {
                throw new IllegalArgumentException("an image of height " + height);
            }
            expect(near, far);
        }

        @Override
        public Matrix4f projection(float aspect) {
            float half = height / 2;
            return new Matrix4f().ortho(-half * aspect, half * aspect, -half, half, near, far);
        }

        @Override
        public float heightAt(float depth) {
            return height;
        }

        @Override
        public Lens scaled(float factor) {
            return new Orthographic(height * factor, near, far);
        }

        @Override
        public Lens mix(Lens other, float part) {
            return other instanceof Orthographic to
                    ? new Orthographic(
                            lerp(height, to.height, part), lerp(near, to.near, part), lerp(far, to.far, part))
                    : this;
        }
    }

    private static void expect(float near, float far) {
        if (!(near > 0 && far > near)) {
            throw new IllegalArgumentException("depths from " + near + " to " + far);
        }
    }

    private static float lerp(float from, float to, float part) {
        return from + (to - from) * part;
    }
}
