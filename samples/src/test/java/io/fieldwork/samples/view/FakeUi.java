package io.fieldwork.samples.view;

import io.fieldwork.render.viewer.Ui;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Notes what a panel shows, and does to it what the test says. */
public final class FakeUi implements Ui {
    final List<String> texts = new ArrayList<>();
    final List<String> buttons = new ArrayList<>();
    final Map<String, float[]> plots = new HashMap<>();
    public final Set<String> pressed = new HashSet<>();
    final Map<String, Double> moved = new HashMap<>();

    @Override
    public void text(String line) {
        texts.add(line);
    }

    @Override
    public void separator() {}

    @Override
    public void beside() {}

    @Override
    public boolean button(String label) {
        buttons.add(label);
        return pressed.contains(label);
    }

    @Override
    public boolean toggle(String label, boolean on) {
        return pressed.contains(label) != on;
    }

    @Override
    public double slider(String label, double value, double low, double high, Scale scale) {
        return moved.getOrDefault(label, value);
    }

    @Override
    public int choice(String label, List<String> names, int chosen) {
        return chosen;
    }

    @Override
    public void plot(String label, float[] values, Scale scale) {
        plots.put(label, values);
    }
}
