package io.fieldwork.pde.npz;

import io.fieldwork.fields.npz.NpyArray;
import io.fieldwork.fields.npz.NpzFile;
import java.nio.file.Path;
import java.util.Set;

/** The arrays of an NPZ file. */
record Archive(NpzFile file) implements ArrayFile {
    static Archive of(Path path) {
        return new Archive(NpzFile.map(path));
    }

    @Override
    public Set<String> names() {
        return file.names();
    }

    @Override
    public NpyArray array(String name) {
        return file.array(name);
    }
}
