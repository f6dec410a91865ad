package io.fieldwork.render.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The materials of an OBJ file: their diffuse colours. */
final class Materials {
    private static final long MOST_BYTES = 1 << 26;

    private Materials() {}

    /** Colours by name, of a file beside the mesh; what is missing or not shown is remarked. */
    static Map<String, Integer> read(Path mesh, String name, Draft draft) throws IOException {
        Map<String, Integer> colors = new LinkedHashMap<>();
        String material = "";
        for (String line : (Iterable<String>) text(mesh, name, draft).lines()::iterator) {
            String[] words = line.strip().split("\\s+");
            String rest = line.strip().substring(words[0].length()).strip();
            switch (words[0]) {
                case "newmtl" -> {
                    material = rest.replaceAll("\\s+", " ");
                    colors.put(material, Draft.NONE);
                }
                case "Kd" -> colors.put(material, color(words));
                case "map_Kd" -> draft.remark("its texture " + rest + " is not shown");
                default -> {}
            }
        }
        return colors;
    }

    private static String text(Path mesh, String name, Draft draft) throws IOException {
        try {
            Path file = mesh.resolveSibling(name.replace('\\', '/'));
            if (Files.isRegularFile(file) && Files.size(file) <= MOST_BYTES) {
                return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            }
        } catch (InvalidPathException e) {
            // no name that a file can have
        }
        draft.remark("its materials " + name + " are missing and shown in grey");
        return "";
    }

    /** Three components, or one for all; nothing where they are given as a spectrum. */
    private static int color(String[] words) throws IOException {
        if (words.length < 2 || !words[1].matches("[-+.\\d].*")) {
            return Draft.NONE;
        }
        double red = Words.number(words[1]);
        return words.length < 4
                ? Draft.color(red, red, red)
                : Draft.color(red, Words.number(words[2]), Words.number(words[3]));
    }
}
