package io.fieldwork.render.viewer;

import imgui.ImGui;
import imgui.ImVec2;
import imgui.flag.ImGuiCond;
import imgui.flag.ImGuiTreeNodeFlags;
import imgui.flag.ImGuiWindowFlags;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The layout of panels: a column on the left, the timeline below the view, and messages at its upper edge. */
final class Sidebar {
    private static final int FIXED = ImGuiWindowFlags.NoDecoration
            | ImGuiWindowFlags.NoMove
            | ImGuiWindowFlags.NoSavedSettings
            | ImGuiWindowFlags.NoBringToFrontOnFocus;
    private static final float CONTROL = 0.52f;
    private static final float TITLE_GAP = 6;
    /** Widest message, as a share of the view. */
    private static final float WIDEST = 0.9f;
    /** Margin beside a message, in heights of a line. */
    private static final float MARGIN = 1;

    private final Controls controls;
    private final Messages messages;
    private final Set<String> failing = new HashSet<>();

    Sidebar(Controls controls, Messages messages) {
        this.controls = controls;
        this.messages = messages;
    }

    /** Draws panels one below the other. */
    void panels(WindowLayout layout, List<Panel> panels) {
        if (layout.left() == 0) {
            return;
        }
        ImGui.setNextWindowPos(0, 0);
        ImGui.setNextWindowSize(layout.left(), layout.tall());
        ImGui.begin("panels", FIXED & ~ImGuiWindowFlags.NoScrollbar);
        ImGui.pushItemWidth(CONTROL * ImGui.getContentRegionAvailX());
        for (Panel panel : panels) {
            ImGui.setNextItemOpen(true, ImGuiCond.FirstUseEver);
            if (ImGui.collapsingHeader(panel.title(), ImGuiTreeNodeFlags.DefaultOpen)) {
                draw(panel);
            }
        }
        ImGui.popItemWidth();
        ImGui.end();
    }

    /** Draws one panel as a bar below the view. */
    void bar(WindowLayout layout, Panel panel) {
        if (layout.bar() == 0) {
            return;
        }
        ImGui.setNextWindowPos(layout.left(), layout.height());
        ImGui.setNextWindowSize(layout.width(), layout.bar());
        ImGui.begin(panel.title(), FIXED);
        ImGui.pushItemWidth(-1);
        draw(panel);
        ImGui.popItemWidth();
        ImGui.end();
    }

    private void draw(Panel panel) {
        ImGui.pushID(panel.title());
        try {
            panel.draw(controls);
            failing.remove(panel.title());
        } catch (RuntimeException e) {
            if (failing.add(panel.title())) {
                messages.tell(panel.title(), e);
            }
        } finally {
            ImGui.popID();
        }
    }

    /** Writes a line at the upper left of a part of the view. */
    void title(float x, float y, String line) {
        float width = ImGui.calcTextSize(line).x;
        float height = ImGui.getTextLineHeight();
        ImGui.getBackgroundDrawList()
                .addRectFilled(x, y, x + width + 2 * TITLE_GAP, y + height + TITLE_GAP, 0xb0201c18);
        ImGui.getBackgroundDrawList().addText(x + TITLE_GAP, y + TITLE_GAP / 2, 0xffffffff, line);
    }

    /** Shows sentences at the upper edge of the view. */
    void messages(WindowLayout layout, List<String> sentences) {
        if (sentences.isEmpty()) {
            return;
        }
        float line = ImGui.getTextLineHeight();
        float most = WIDEST * layout.width() - 2 * MARGIN * line;
        float width = 0;
        float height = 0;
        for (String sentence : sentences) {
            ImVec2 size = ImGui.calcTextSize(sentence, false, most);
            width = Math.max(width, size.x);
            height += size.y + ImGui.getStyle().getItemSpacingY();
        }
        ImGui.setNextWindowPos(layout.left() + layout.width() / 2f, 2 * line, ImGuiCond.Always, 0.5f, 0);
        ImGui.setNextWindowSize(
                width + 2 * MARGIN * line, height + ImGui.getStyle().getWindowPaddingY() * 2);
        ImGui.setNextWindowBgAlpha(0.9f);
        int flags = FIXED | ImGuiWindowFlags.NoInputs | ImGuiWindowFlags.NoFocusOnAppearing;
        ImGui.begin("messages", flags);
        sentences.forEach(controls::text);
        ImGui.end();
    }
}
