package io.fieldwork.render.figure;

import io.fieldwork.render.scene.Color;
import io.fieldwork.render.text.TextBitmap;
import io.fieldwork.render.text.Typeface;
import io.fieldwork.render.view.Frame;
import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;

/** Paints drawings into images on the CPU, by the shapes of Java 2D; letters are those of the typeface. */
public final class FramePainter {
    /** Miters of corners up to a right one are drawn, sharper ones are cut off. */
    private static final float RIGHT_ANGLE = 1.5f;

    private final Typeface face = Typeface.sans();
    private final Theme theme;
    private final Graphics2D canvas;

    private FramePainter(Theme theme, Graphics2D canvas) {
        this.theme = theme;
        this.canvas = canvas;
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        canvas.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    }

    /**
     * {@return a drawing, measured by {@link Typeface#sans}, on the paper of a theme; opaque, and of the drawing's
     * size}
     */
    public static Frame paint(Drawing drawing, Theme theme) {
        int width = drawing.width();
        int height = drawing.height();
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        try {
            canvas.setColor(color(theme.paper(), 1));
            canvas.fillRect(0, 0, width, height);
            FramePainter painter = new FramePainter(theme, canvas);
            drawing.groups().forEach(painter::group);
        } finally {
            canvas.dispose();
        }
        ByteBuffer rgba = ByteBuffer.allocate(4 * width * height);
        for (int rgb : ((DataBufferInt) image.getRaster().getDataBuffer()).getData()) {
            rgba.putInt(rgb << 8 | 0xff);
        }
        return Frame.flat(width, height, rgba.array());
    }

    private static java.awt.Color color(Color color, float opacity) {
        return new java.awt.Color(color.red(), color.green(), color.blue(), opacity);
    }

    private void group(Drawing.Group group) {
        Drawing.Box clip = group.clip();
        canvas.setClip(new Rectangle2D.Float(clip.left(), clip.top(), clip.width(), clip.height()));
        for (Drawing.Item item : group.items()) {
            switch (item) {
                case Drawing.Line line -> line(line);
                case Drawing.Area area -> area(area);
                case Drawing.Image image -> image(image);
                case Drawing.Text text -> text(text);
            }
        }
    }

    private void line(Drawing.Line line) {
        canvas.setColor(color(theme.color(line.ink()), line.opacity()));
        canvas.setStroke(stroke(line.width()));
        canvas.draw(path(line.points()));
    }

    /** Round, but for hair lines, which fill the pixels at their ends and corners. */
    private static BasicStroke stroke(float width) {
        return width > 1
                ? new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
                : new BasicStroke(width, BasicStroke.CAP_SQUARE, BasicStroke.JOIN_MITER, RIGHT_ANGLE);
    }

    private void area(Drawing.Area area) {
        canvas.setColor(color(theme.color(area.ink()), area.opacity()));
        canvas.fill(path(area.points()));
    }

    private static Path2D path(float[] p) {
        Path2D path = new Path2D.Float();
        boolean pen = false;
        for (int i = 0; i < p.length; i += 2) {
            boolean there = !Float.isNaN(p[i]);
            if (there && !pen) {
                path.moveTo(p[i], p[i + 1]);
            }
            if (there) {
                path.lineTo(p[i], p[i + 1]);
            }
            pen = there;
        }
        return path;
    }

    private void image(Drawing.Image image) {
        BufferedImage pixels = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_ARGB);
        IntBuffer rgba = ByteBuffer.wrap(image.rgba()).asIntBuffer();
        int[] argb = new int[rgba.capacity()];
        Arrays.setAll(argb, i -> Integer.rotateRight(rgba.get(i), 8));
        pixels.setRGB(0, 0, image.width(), image.height(), argb, 0, image.width());
        Drawing.Box place = image.place();
        AffineTransform stretch = AffineTransform.getTranslateInstance(place.left(), place.top());
        stretch.scale(place.width() / image.width(), place.height() / image.height());
        canvas.drawImage(pixels, stretch, null);
    }

    private void text(Drawing.Text text) {
        TextBitmap bitmap = face.draw(text.text(), text.size());
        BufferedImage letters = new BufferedImage(bitmap.width(), bitmap.height(), BufferedImage.TYPE_INT_ARGB);
        int ink = color(theme.color(text.ink()), 1).getRGB() & 0xffffff;
        for (int i = 0; i < bitmap.coverage().length; i++) {
            letters.setRGB(i % bitmap.width(), i / bitmap.width(), bitmap.coverage()[i] << 24 | ink);
        }
        float before = text.anchor() * face.width(text.text(), text.size());
        AffineTransform usual = canvas.getTransform();
        canvas.translate(
                Math.round(text.turned() ? text.x() : text.x() - before),
                Math.round(text.turned() ? text.y() + before : text.y()));
        canvas.rotate(text.turned() ? -Math.PI / 2 : 0);
        canvas.setComposite(AlphaComposite.SrcOver);
        canvas.drawImage(letters, -bitmap.left(), -bitmap.baseline(), null);
        canvas.setTransform(usual);
    }
}
