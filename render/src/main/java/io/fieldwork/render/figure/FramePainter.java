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

/** Paints drawings into images on the CPU, by the shapes of Java 2D; letters are those of the typeface. */
public final class FramePainter {
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
     * Paints a drawing on the paper of a theme.
     *
     * @param drawing what is painted, measured by {@link Typeface#sans}
     * @param theme its colours
     * @return an opaque image of the drawing's size
     */
    public static Frame paint(Drawing drawing, Theme theme) {
        int width = drawing.width();
        int height = drawing.height();
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D canvas = image.createGraphics();
        try {
            canvas.setColor(color(theme.paper(), 1));
            canvas.fillRect(0, 0, width, height);
            FramePainter painter = new FramePainter(theme, canvas);
            drawing.groups().forEach(painter::group);
        } finally {
            canvas.dispose();
        }
        int[] argb = image.getRGB(0, 0, width, height, null, 0, width);
        byte[] rgba = new byte[4 * argb.length];
        for (int i = 0; i < rgba.length; i++) {
            rgba[i] = (byte) (argb[i / 4] >> (i % 4 == 3 ? 24 : 16 - 8 * (i % 4)));
        }
        return new Frame(width, height, rgba, new float[argb.length]);
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
                case Drawing.Ribbon ribbon -> ribbon(ribbon);
                case Drawing.Image image -> image(image);
                case Drawing.Text text -> text(text);
            }
        }
    }

    private void line(Drawing.Line line) {
        Path2D path = new Path2D.Float();
        float[] p = line.points();
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
        canvas.setColor(color(theme.color(line.ink()), line.opacity()));
        canvas.setStroke(new BasicStroke(line.width(), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        canvas.draw(path);
    }

    private void ribbon(Drawing.Ribbon ribbon) {
        Path2D area = new Path2D.Float();
        float[] s = ribbon.spans();
        for (int i = 0; i + 5 < s.length; i += 3) {
            if (!Float.isNaN(s[i]) && !Float.isNaN(s[i + 3])) {
                area.moveTo(s[i], s[i + 1]);
                area.lineTo(s[i + 3], s[i + 4]);
                area.lineTo(s[i + 3], s[i + 5]);
                area.lineTo(s[i], s[i + 2]);
                area.closePath();
            }
        }
        canvas.setColor(color(theme.color(ribbon.ink()), ribbon.opacity()));
        canvas.fill(area);
    }

    private void image(Drawing.Image image) {
        BufferedImage pixels = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_ARGB);
        byte[] rgba = image.rgba();
        for (int i = 0; i < rgba.length / 4; i++) {
            int rgb = (rgba[4 * i] & 255) << 16 | (rgba[4 * i + 1] & 255) << 8 | rgba[4 * i + 2] & 255;
            pixels.setRGB(i % image.width(), i / image.width(), rgba[4 * i + 3] << 24 | rgb);
        }
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
