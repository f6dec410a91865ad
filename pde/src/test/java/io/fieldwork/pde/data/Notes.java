package io.fieldwork.pde.data;

import java.util.List;

/** What is told while data are opened. */
record Notes(List<String> lines) implements ProgressListener {
    @Override
    public void progress(int done, int total) {}

    @Override
    public void note(String line) {
        lines.add(line);
    }
}
