package io.fieldwork.render.viewer;

import imgui.ImGui;
import imgui.flag.ImGuiDataType;
import imgui.flag.ImGuiSliderFlags;
import imgui.type.ImDouble;
import io.fieldwork.render.figure.Numbers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The controls of panels in Dear ImGui. It records the position of each, so that a script can press it. */
final class Controls implements Ui {
    private static final float PLOT_HEIGHT = 5;

    /** A place in pixels. */
    record Place(float x, float y) {}

    private final Map<String, Place> places = new HashMap<>();
    private @Nullable String wanted;

    /** Scrolls to a control from now on; null to stop. */
    void seek(@Nullable String label) {
        wanted = label;
        places.clear();
    }

    /** The centre of a sought button or box, once it was drawn. */
    Optional<Place> place(String label) {
        return Optional.ofNullable(places.get(label));
    }

    private void remember(String label, float inset) {
        if (label.equals(wanted)) {
            ImGui.setScrollHereY();
        }
        float middle = (ImGui.getItemRectMinY() + ImGui.getItemRectMaxY()) / 2;
        places.put(label, new Place(ImGui.getItemRectMinX() + inset, middle));
    }

    @Override
    public void text(String line) {
        ImGui.pushTextWrapPos(0);
        ImGui.textUnformatted(line);
        ImGui.popTextWrapPos();
    }

    @Override
    public void separator() {
        ImGui.separator();
    }

    @Override
    public void beside() {
        ImGui.sameLine();
    }

    @Override
    public boolean button(String label) {
        boolean hit = ImGui.button(label);
        remember(label, ImGui.getItemRectSizeX() / 2);
        return hit;
    }

    @Override
    public boolean toggle(String label, boolean on) {
        boolean hit = ImGui.checkbox(label, on);
        remember(label, ImGui.getFrameHeight() / 2);
        return on ^ hit;
    }

    @Override
    public double slider(String label, double value, double low, double high, Scale scale) {
        ImDouble now = new ImDouble(value);
        int flags = ImGuiSliderFlags.NoRoundToFormat
                | ImGuiSliderFlags.AlwaysClamp
                | (scale == Scale.LOGARITHMIC ? ImGuiSliderFlags.Logarithmic : 0);
        return ImGui.sliderScalar(label, ImGuiDataType.Double, now, low, high, format(low, high), flags)
                ? now.get()
                : value;
    }

    /** As many digits as tell a thousandth of a range apart, at least four. */
    private static String format(double low, double high) {
        double share = Math.max(Math.abs(low), Math.abs(high)) / (high - low);
        return "%." + Math.clamp((int) Math.ceil(Math.log10(share)) + 3, 4, 15) + "g";
    }

    @Override
    public int choice(String label, List<String> names, int chosen) {
        int now = chosen;
        boolean open = ImGui.beginCombo(label, names.get(chosen));
        remember(label, ImGui.getFrameHeight() / 2);
        if (open) {
            for (int i = 0; i < names.size(); i++) {
                if (ImGui.selectable(names.get(i), i == chosen)) {
                    now = i;
                }
                remember(names.get(i), ImGui.getItemRectSizeX() / 2);
            }
            ImGui.endCombo();
        }
        return now;
    }

    @Override
    public void plot(String label, float[] values, Scale scale) {
        float[] heights = new float[values.length];
        int count = 0;
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        float last = Float.NaN;
        for (float value : values) {
            float height = scale == Scale.LINEAR ? value : (float) Math.log10(value);
            if (Float.isFinite(height)) {
                heights[count++] = height;
                low = Math.min(low, height);
                high = Math.max(high, height);
                last = value;
            }
        }
        text(count == 0 ? label : label + "  " + Numbers.brief(last));
        if (count > 0) {
            float margin = Math.max((high - low) / 20, 1e-6f * Math.max(1, Math.abs(high)));
            ImGui.plotLines(
                    "##" + label,
                    heights,
                    count,
                    0,
                    "",
                    low - margin,
                    high + margin,
                    ImGui.getContentRegionAvailX(),
                    PLOT_HEIGHT * ImGui.getTextLineHeight());
        }
    }
}
