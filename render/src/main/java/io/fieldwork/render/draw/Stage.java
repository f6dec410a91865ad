package io.fieldwork.render.draw;

import static org.lwjgl.opengl.GL11C.GL_TRIANGLES;

import io.fieldwork.render.gl.Framebuffer;
import io.fieldwork.render.gl.Program;
import io.fieldwork.render.gl.Texture;
import io.fieldwork.render.gl.VertexArray;
import io.fieldwork.render.view.Camera;
import io.fieldwork.render.view.Lens;
import io.fieldwork.render.view.RayFan;
import io.fieldwork.render.view.View;
import java.util.List;
import java.util.function.Supplier;
import org.joml.Matrix3f;
import org.joml.Matrix4f;
import org.joml.Vector2f;
import org.joml.Vector3fc;
import org.joml.Vector4f;
import org.jspecify.annotations.Nullable;

/** The surface that painters draw on: one view of one target, and what they have made so far. */
final class Stage {
    /** The unit of the depth of what was drawn before. */
    static final int DEPTH_UNIT = 0;

    private final View view;
    private final Framebuffer target;
    private final Resources resources;
    private final float letters;
    private final Matrix4f projection;
    private final Matrix4f viewProjection;

    Stage(View view, Framebuffer target, Resources resources, float letters) {
        this.view = view;
        this.target = target;
        this.resources = resources;
        this.letters = letters;
        projection = view.camera().lens().projection(view.aspect());
        viewProjection = projection.mul(view.camera().view(), new Matrix4f());
    }

    View view() {
        return view;
    }

    DepthScale depthScale() {
        return DepthScale.of(projection);
    }

    /** The size of letters, pixels of the em square. */
    float letters() {
        return letters;
    }

    /** Where a place is in the image, pixels from its lower left corner; null if it is not before the camera. */
    @Nullable
    Vector2f pixel(Vector3fc place) {
        Vector4f clip = viewProjection.transform(new Vector4f(place, 1));
        return clip.w <= 0
                ? null
                : new Vector2f((1 + clip.x / clip.w) / 2 * view.width(), (1 + clip.y / clip.w) / 2 * view.height());
    }

    /** What a painter keeps of some data. */
    <T extends AutoCloseable> T keep(Class<?> painter, Object data, Class<T> type, Supplier<T> maker) {
        return resources.get(painter, data, type, maker);
    }

    Texture texture(Class<?> painter, Object data, Supplier<Texture> maker) {
        return keep(painter, data, Texture.class, maker);
    }

    VertexArray vertices(Class<?> painter, Object data, Supplier<VertexArray> maker) {
        return keep(painter, data, VertexArray.class, maker);
    }

    /** Draws with two shaders of this room from now on, compiled with some names defined; what {@code camera.glsl} declares is set. */
    Program use(String vertex, String fragment, String... defines) {
        Camera camera = view.camera();
        RayFan rays = view.rays();
        Program program = resources.program(
                List.of(vertex, fragment, List.of(defines)),
                () -> Program.load(Stage.class, vertex, fragment, defines));
        return program.use()
                .set("viewProjection", viewProjection)
                .set("rayOrigins", rays.origins())
                .set("rayDirections", rays.directions())
                .set("axes", new Matrix3f(camera.right(), camera.up(), camera.forward()))
                .set("eye", camera.eye().x(), camera.eye().y(), camera.eye().z())
                .set("parallel", camera.lens() instanceof Lens.Orthographic ? 1 : 0)
                .set("depthTerms", depthScale().terms())
                .set("viewport", (float) target.width(), (float) target.height())
                .set("verticalScale", projection.m11());
    }

    /** Runs the fragment shader in use for every pixel. */
    void fill() {
        vertices(Stage.class, "fill", VertexArray::new).draw(GL_TRIANGLES, 3);
    }

    /** Lets shaders read the depth of what was drawn before, and draws into the colour alone. */
    void readDepth() {
        target.bindColor();
        target.depth().bind(DEPTH_UNIT);
    }

    static float[] array(Vector3fc vector) {
        return new float[] {vector.x(), vector.y(), vector.z()};
    }
}
