package io.fieldwork.render.figure;

import static org.lwjgl.opengl.GL11C.GL_TRIANGLE_STRIP;

import io.fieldwork.render.figure.Drawing.Box;
import io.fieldwork.render.gl.Program;
import io.fieldwork.render.gl.TexelFormat;
import io.fieldwork.render.gl.Texture;
import io.fieldwork.render.gl.VertexArray;
import io.fieldwork.render.scene.Color;
import io.fieldwork.render.text.TextBitmap;
import io.fieldwork.render.text.Typeface;
import java.util.ArrayList;
import java.util.List;

/** A drawing in the colours of a theme on the graphics device. */
final class DeviceDrawing implements AutoCloseable {
    /** Items of which nothing is seen outside a rectangle. */
    record Group(Box clip, List<Piece> pieces) {
        void draw(DrawingPainter painter) {
            pieces.forEach(piece -> piece.draw(painter));
        }
    }

    /** Something that is drawn at once. */
    private sealed interface Piece extends AutoCloseable {
        void draw(DrawingPainter painter);

        @Override
        void close();
    }

    private record Shapes(VertexArray vertices, boolean areLines) implements Piece {
        @Override
        public void draw(DrawingPainter painter) {
            (areLines ? painter.lines() : painter.ribbons()).use();
            vertices.drawInstances(GL_TRIANGLE_STRIP, 4);
        }

        @Override
        public void close() {
            vertices.close();
        }
    }

    /** An image, or letters in a colour. */
    private record Sprite(Texture texture, Box place, boolean letters, float[] ink, boolean turned, VertexArray corners)
            implements Piece {
        @Override
        public void draw(DrawingPainter painter) {
            Program program = letters ? painter.letters() : painter.images();
            texture.bind(0);
            program.use()
                    .set("image", 0)
                    .set("turned", turned ? 1 : 0)
                    .set("ink", ink)
                    .set("rectangle", place.left(), place.top(), place.right(), place.bottom());
            corners.draw(GL_TRIANGLE_STRIP, 4);
        }

        @Override
        public void close() {
            texture.close();
        }
    }

    private final Drawing drawing;
    private final Theme theme;
    private final Typeface face;
    private final VertexArray corners = new VertexArray();
    private final List<Group> groups = new ArrayList<>();

    private DeviceDrawing(Drawing drawing, Theme theme, Typeface face) {
        this.drawing = drawing;
        this.theme = theme;
        this.face = face;
    }

    static DeviceDrawing of(Drawing drawing, Theme theme, Typeface face) {
        DeviceDrawing made = new DeviceDrawing(drawing, theme, face);
        drawing.groups().forEach(group -> made.groups.add(made.group(group)));
        return made;
    }

    boolean isOf(Drawing other, Theme colors) {
        return drawing == other && theme.equals(colors);
    }

    List<Group> groups() {
        return groups;
    }

    private Group group(Drawing.Group group) {
        List<Piece> pieces = new ArrayList<>();
        Segments segments = new Segments();
        for (Drawing.Item item : group.items()) {
            if (item instanceof Drawing.Line line) {
                segments.add(line.points(), line.width(), mixed(line.ink(), line.opacity()));
                continue;
            }
            segments.flush(pieces);
            pieces.add(
                    switch (item) {
                        case Drawing.Ribbon ribbon -> ribbon(ribbon);
                        case Drawing.Image image -> image(image);
                        case Drawing.Text text -> text(text);
                        case Drawing.Line line -> throw new AssertionError(line);
                    });
        }
        segments.flush(pieces);
        return new Group(group.clip(), pieces);
    }

    /** A pale line is opaque, mixed with the paper, so that its joints are not seen. */
    private float[] mixed(Ink ink, float opacity) {
        float[] own = theme.color(ink).rgb();
        float[] paper = theme.paper().rgb();
        float[] mixed = {0, 0, 0, 1};
        for (int c = 0; c < 3; c++) {
            mixed[c] = paper[c] + opacity * (own[c] - paper[c]);
        }
        return mixed;
    }

    private Piece ribbon(Drawing.Ribbon ribbon) {
        Color color = theme.color(ribbon.ink());
        float[] tint = new Color(color.red(), color.green(), color.blue(), ribbon.opacity()).premultiplied();
        float[] s = ribbon.spans();
        Floats starts = new Floats();
        Floats ends = new Floats();
        Floats tints = new Floats();
        for (int i = 0; i + 5 < s.length; i += 3) {
            if (!Float.isNaN(s[i]) && !Float.isNaN(s[i + 3])) {
                starts.add(s[i], s[i + 1], s[i + 2]);
                ends.add(s[i + 3], s[i + 4], s[i + 5]);
                tints.add(tint);
            }
        }
        VertexArray vertices = new VertexArray()
                .instanced(0, 3, starts.array())
                .instanced(1, 3, ends.array())
                .instanced(2, 4, tints.array());
        return new Shapes(vertices, false);
    }

    private Piece image(Drawing.Image image) {
        Texture texture = Texture.of2d(TexelFormat.RGBA8, image.width(), image.height()).upload(image.rgba());
        return new Sprite(texture, image.place(), false, new float[4], false, corners);
    }

    /** Letters on whole pixels. */
    private Piece text(Drawing.Text text) {
        TextBitmap bitmap = face.draw(text.text(), text.size());
        Texture texture =
                Texture.of2d(TexelFormat.R8, bitmap.width(), bitmap.height()).upload(bitmap.coverage());
        float before = text.anchor() * face.width(text.text(), text.size());
        float[] ink = theme.color(text.ink()).premultiplied();
        if (text.turned()) {
            float left = Math.round(text.x()) - bitmap.baseline();
            float bottom = Math.round(text.y() + before) + bitmap.left();
            Box place = new Box(left, bottom - bitmap.width(), left + bitmap.height(), bottom);
            return new Sprite(texture, place, true, ink, true, corners);
        }
        float left = Math.round(text.x() - before) - bitmap.left();
        float top = Math.round(text.y()) - bitmap.baseline();
        Box place = new Box(left, top, left + bitmap.width(), top + bitmap.height());
        return new Sprite(texture, place, true, ink, false, corners);
    }

    /** Pieces of lines that follow each other, drawn at once. */
    private static final class Segments {
        private Floats ends = new Floats();
        private Floats tints = new Floats();
        private Floats widths = new Floats();

        void add(float[] p, float width, float[] tint) {
            for (int i = 0; i < p.length; i += 2) {
                boolean gapBefore = i == 0 || Float.isNaN(p[i - 2]);
                boolean gapAfter = i + 2 >= p.length || Float.isNaN(p[i + 2]);
                boolean dot = gapBefore && gapAfter;
                if (!Float.isNaN(p[i]) && (dot || !gapAfter)) {
                    int to = dot ? i : i + 2;
                    ends.add(p[i], p[i + 1], p[to], p[to + 1]);
                    tints.add(tint);
                    widths.add(width);
                }
            }
        }

        void flush(List<Piece> pieces) {
            if (widths.array().length > 0) {
                VertexArray vertices = new VertexArray()
                        .instanced(0, 4, ends.array())
                        .instanced(1, 4, tints.array())
                        .instanced(2, 1, widths.array());
                pieces.add(new Shapes(vertices, true));
                ends = new Floats();
                tints = new Floats();
                widths = new Floats();
            }
        }
    }

    @Override
    public void close() {
        groups.forEach(group -> group.pieces().forEach(Piece::close));
        corners.close();
    }
}
