package io.fieldwork.render.draw;

import static org.lwjgl.opengl.GL11C.GL_POINTS;

import io.fieldwork.render.gl.VertexArray;
import io.fieldwork.render.scene.Points;
import org.jspecify.annotations.Nullable;

/** Draws points as balls: a square for each whose pixels know where the ball is. */
final class PointPainter {
    private record Data(float[] positions, float @Nullable [] colors) {}

    private PointPainter() {}

    static void paint(Points points, Stage stage) {
        stage.use("points.vert", "points.frag")
                .set("uniformColor", points.color().rgb())
                .set("colored", points.colors() == null ? 0 : 1)
                .set("radius", points.radius());
        stage.vertices(PointPainter.class, new Data(points.positions(), points.colors()), () -> vertices(points))
                .draw(GL_POINTS);
    }

    private static VertexArray vertices(Points points) {
        VertexArray vertices = new VertexArray().attribute(0, 3, points.positions());
        return points.colors() == null ? vertices : vertices.attribute(2, 3, points.colors());
    }
}
