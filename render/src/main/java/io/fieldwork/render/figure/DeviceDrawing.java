package io.fieldwork.render.figure;

import io.fieldwork.render.figure.Drawing.Box;
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
    /** Draws one item. */
    interface Item {
        void draw(DrawingPainter.Pass pass);
    }

    /** Items of which nothing is seen outside a rectangle. */
    record Group(Box clip, List<Item> items) {}

    private final Drawing drawing;
    private final Theme theme;
    private final Typeface face;
    private final List<Texture> textures = new ArrayList<>();
    private final List<VertexArray> arrays = new ArrayList<>();
    private final List<Group> groups;

    DeviceDrawing(Drawing drawing, Theme theme, Typeface face) {
        this.drawing = drawing;
        this.theme = theme;
        this.face = face;
        groups = drawing.groups().stream()
                .map(group -> new Group(
                        group.clip(), group.items().stream().map(this::item).toList()))
                .toList();
    }

    boolean isOf(Drawing other, Theme colors) {
        return drawing == other && theme.equals(colors);
    }

    List<Group> groups() {
        return groups;
    }

    private VertexArray array() {
        arrays.add(new VertexArray());
        return arrays.getLast();
    }

    private Texture texture(TexelFormat format, int width, int height, byte[] texels) {
        textures.add(Texture.of2d(format, width, height).upload(texels));
        return textures.getLast();
    }

    private float[] tint(Ink ink, float opacity) {
        Color color = theme.color(ink);
        return new Color(color.red(), color.green(), color.blue(), opacity).premultiplied();
    }

    private Item item(Drawing.Item item) {
        return switch (item) {
            case Drawing.Line line -> line(line);
            case Drawing.Area area -> area(area);
            case Drawing.Image image -> image(image);
            case Drawing.Text text -> text(text);
        };
    }

    private Item line(Drawing.Line line) {
        VertexArray pieces = array().instanced(0, 4, pieces(line.points()));
        float[] tint = tint(line.ink(), line.opacity());
        return pass -> pass.line(pieces, line.width(), tint);
    }

    /** The ends of all pieces of a line [pieces, 4]; a point between gaps is a piece without length. */
    private static float[] pieces(float[] p) {
        Polyline ends = new Polyline();
        for (int i = 0; i < p.length; i += 2) {
            boolean begins = i == 0 || Float.isNaN(p[i - 2]);
            boolean goesOn = i + 2 < p.length && !Float.isNaN(p[i + 2]);
            if (!Float.isNaN(p[i]) && (begins || goesOn)) {
                int to = goesOn ? i + 2 : i;
                ends.add(p[i], p[i + 1]);
                ends.add(p[to], p[to + 1]);
            }
        }
        return ends.points();
    }

    private Item area(Drawing.Area area) {
        Polyline upper = new Polyline();
        Polyline lower = new Polyline();
        float[] p = area.points();
        for (int begin = 0; begin < p.length; begin += 2) {
            int end = begin;
            while (end < p.length && !Float.isNaN(p[end])) {
                end += 2;
            }
            pieces(p, begin, end, upper, lower);
            begin = end;
        }
        VertexArray pieces = array().instanced(0, 4, upper.points()).instanced(1, 4, lower.points());
        float[] tint = tint(area.ink(), area.opacity());
        return pass -> pass.area(pieces, tint);
    }

    /** The ends of the upper and of the lower edge of each upright piece of an outline. */
    private static void pieces(float[] p, int begin, int end, Polyline upper, Polyline lower) {
        for (int i = begin, j = end - 2; i + 2 < j; i += 2, j -= 2) {
            upper.add(p[i], p[i + 1]);
            upper.add(p[i + 2], p[i + 3]);
            lower.add(p[j], p[j + 1]);
            lower.add(p[j - 2], p[j - 1]);
        }
    }

    private Item image(Drawing.Image image) {
        Texture texture = texture(TexelFormat.RGBA8, image.width(), image.height(), image.rgba());
        return pass -> pass.image(texture, image.place());
    }

    /** Letters on whole pixels. */
    private Item text(Drawing.Text text) {
        TextBitmap bitmap = face.draw(text.text(), text.size());
        Texture texture = texture(TexelFormat.R8, bitmap.width(), bitmap.height(), bitmap.coverage());
        float before = text.anchor() * face.width(text.text(), text.size());
        float[] tint = tint(text.ink(), 1);
        float begin = Math.round(text.turned() ? text.y() + before : text.x() - before);
        float line = Math.round(text.turned() ? text.x() : text.y()) - bitmap.baseline();
        Box place = text.turned()
                ? new Box(line, begin + bitmap.left() - bitmap.width(), line + bitmap.height(), begin + bitmap.left())
                : new Box(begin - bitmap.left(), line, begin - bitmap.left() + bitmap.width(), line + bitmap.height());
        return pass -> pass.letters(texture, place, text.turned(), tint);
    }

    @Override
    public void close() {
        textures.forEach(Texture::close);
        arrays.forEach(VertexArray::close);
    }
}
