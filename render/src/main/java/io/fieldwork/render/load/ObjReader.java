package io.fieldwork.render.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** A reader of OBJ files: vertices, which may have colours, polygons in the colours of materials, and lines. */
final class ObjReader {
    private final Path file;
    private final Draft draft;
    private final Map<String, Integer> materials = new LinkedHashMap<>();
    private int color = Draft.NONE;
    private int number;

    private ObjReader(Path file, Draft draft) {
        this.file = file;
        this.draft = draft;
    }

    static Draft read(Path file, byte[] content) throws IOException {
        String text = Words.text(content);
        return Draft.ofEitherWhite(empty -> new ObjReader(file, empty).all(text));
    }

    private Draft all(String text) throws IOException {
        String before = "";
        for (String each : (Iterable<String>) text.lines()::iterator) {
            number++;
            String line = before + each;
            if (line.endsWith("\\")) {
                before = line.substring(0, line.length() - 1) + " ";
            } else {
                before = "";
                line(line);
            }
        }
        return draft;
    }

    private void line(String line) throws IOException {
        int comment = line.indexOf('#');
        String[] words =
                (comment < 0 ? line : line.substring(0, comment)).strip().split("\\s+");
        String rest = String.join(" ", Arrays.copyOfRange(words, Math.min(1, words.length), words.length));
        switch (words[0]) {
            case "v" -> vertex(words);
            case "vn" -> {
                need(words, 4);
                draft.normal(Words.number(words[1]), Words.number(words[2]), Words.number(words[3]));
            }
            case "f" -> face(words);
            case "l" -> lines(words);
            case "mtllib" -> materials.putAll(Materials.read(file, rest, draft));
            case "usemtl" -> use(rest);
            case "curv", "curv2", "surf" -> draft.remark("its free-form curves and surfaces are not shown");
            default -> {}
        }
    }

    private void need(String[] words, int least) throws IOException {
        if (words.length < least) {
            throw new IOException(
                    "line %d has %d words, not %d or more; it may be cut short".formatted(number, words.length, least));
        }
    }

    /** x y z, then nothing, a weight, or a colour. */
    private void vertex(String[] words) throws IOException {
        need(words, 4);
        int own = words.length < 7
                ? Draft.NONE
                : draft.stated(Words.number(words[4]), Words.number(words[5]), Words.number(words[6]));
        draft.point(Words.number(words[1]), Words.number(words[2]), Words.number(words[3]), own);
    }

    private void face(String[] words) throws IOException {
        int[] corners = new int[words.length - 1];
        int[] normals = new int[corners.length];
        boolean all = true;
        for (int i = 0; i < corners.length; i++) {
            String[] part = words[i + 1].split("/", -1);
            corners[i] = index(part[0], draft.points());
            all &= part.length > 2 && !part[2].isEmpty();
            normals[i] = all ? index(part[2], draft.normals()) : Draft.NONE;
        }
        draft.polygon(corners, all ? normals : null, color);
    }

    private void lines(String[] words) throws IOException {
        for (int i = 1; i + 1 < words.length; i++) {
            int from = index(words[i].split("/", -1)[0], draft.points());
            draft.line(from, index(words[i + 1].split("/", -1)[0], draft.points()));
        }
    }

    /** Numbers count from 1, negative ones backwards from the last. */
    private int index(String word, int count) throws IOException {
        int index = Words.whole(word);
        if (index == 0 || index < -count) {
            throw new IOException("line %d names the number %d of %d".formatted(number, index, count));
        }
        return index > 0 ? index - 1 : count + index;
    }

    private void use(String material) {
        if (!material.isEmpty() && !materials.containsKey(material)) {
            draft.remark("its material '" + material + "' is not defined and shown in grey");
        }
        color = materials.getOrDefault(material, Draft.NONE);
    }
}
