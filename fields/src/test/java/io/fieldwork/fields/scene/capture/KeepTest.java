package io.fieldwork.fields.scene.capture;

import static io.fieldwork.fields.scene.capture.SceneFiles.images;
import static io.fieldwork.fields.scene.capture.SceneFiles.noise;
import static io.fieldwork.fields.scene.capture.SceneFiles.ring;
import static io.fieldwork.fields.scene.capture.SceneFiles.transforms;
import static io.fieldwork.fields.scene.capture.SceneFiles.warned;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.scene.capture.CaptureLayout.Frame;
import io.fieldwork.fields.tensor.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Photographs in memory, on disk and in a window are the same photographs. */
final class KeepTest {
    private static final Room ROOM = new Room(1L << 30, 1L << 30, 1L << 30, 2);

    @TempDir
    private Path folder;

    @TempDir
    private Path cache;

    @BeforeEach
    void writeCapture() throws IOException {
        images(folder);
        noise(10, 6, 4, 9).writePng(folder.resolve("images/2.png"));
        Files.writeString(folder.resolve("images/3.png"), "damaged");
        transforms(folder, "\"fl_x\": 12,", ring(new float[3], 4, 3));
    }

    private List<Photo> load(String keep, double imageScale) {
        SceneOptions options = SceneOptionsBuilder.builder()
                .path(folder.toString())
                .keep(keep)
                .imageScale(imageScale)
                .build();
        List<Frame> frames = new TransformsFormat().read(folder, options).all();
        return new PhotoLoader(SceneTransform.identity(), options, frames, new RawImages(cache), ROOM).load(frames);
    }

    @ParameterizedTest
    @ValueSource(strings = {"disk", "window"})
    void photographsAreTheSameWhereverTheyAreKept(String keep) {
        for (double scale : new double[] {1, 0.5}) {
            List<Photo> expected = load("memory", scale);
            assertEquals(3, expected.size());
            for (int time = 0; time < 2; time++) {
                List<Photo> kept = load(keep, scale);
                for (int i = 0; i < 3; i++) {
                    assertEquals(expected.get(i).name(), kept.get(i).name());
                    assertEquals(expected.get(i).camera(), kept.get(i).camera());
                    assertEquals(4, kept.get(i).source().channels());
                    assertEquals(
                            expected.get(i).source().digest(),
                            kept.get(i).source().digest());
                    assertArrayEquals(
                            expected.get(i).image().pixels(),
                            kept.get(i).image().pixels());
                }
            }
        }
    }

    @Test
    void whatWasDecodedOnceIsMappedUntilItsFileChanges() throws IOException {
        load("disk", 1);
        List<Path> files = cached();
        assertEquals(3, files.size());
        FileTime written = Files.getLastModifiedTime(files.getFirst());
        assertTrue(load("disk", 1).getFirst().image().memory().isMapped());
        assertEquals(written, Files.getLastModifiedTime(files.getFirst()));
        Path image = folder.resolve("images/0.png");
        noise(10, 6, 3, 77).writePng(image);
        Files.setLastModifiedTime(image, FileTime.fromMillis(12345));
        Photo changed = load("disk", 1).stream()
                .filter(photo -> photo.name().endsWith("0.png"))
                .findFirst()
                .orElseThrow();
        assertArrayEquals(
                noise(10, 6, 3, 77).withAlpha().pixels(), changed.image().pixels());
        assertEquals(4, cached().size());
    }

    @Test
    void aPlaceOnDiskIsSaidInOneLine() {
        String said = warned(() -> load("disk", 1));
        assertEquals(1, said.lines().filter(line -> line.contains("MemoryPlan")).count(), said);
        assertTrue(said.contains(cache.toString()), said);
    }

    private List<Path> cached() throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.toList();
        }
    }

    /** Captures of 1 kB within 2.5 kB: those used longest ago go, the present one and what is no decoded image never. */
    @Test
    void whatWasUsedLongestAgoIsDeletedBeyondTheLimit() throws IOException {
        Map<String, Path> folders = new HashMap<>();
        for (int age = 0; age < 3; age++) {
            Path own = cache.resolve(List.of("old", "older", "oldest").get(age) + "-0123456789ab");
            Files.createDirectories(own);
            Files.write(own.resolve("0123456789abcdef0123456789abcdef.raw"), new byte[1000]);
            Files.setLastModifiedTime(own, FileTime.fromMillis(9000 - 1000 * age));
            folders.put(own.getFileName().toString().replaceFirst("-.*", ""), own);
        }
        Path mine = Files.createDirectories(cache.resolve("holidays")).resolve("sea.raw");
        Files.write(mine, new byte[5000]);
        RawImageLimit limit = RawImageLimit.of("2.5e-6");
        limit.use(new RawImages(folders.get("older")), 1000);
        assertEquals(Set.of("old", "older", "holidays"), names());
        limit.use(new RawImages(cache.resolve("new-0123456789ab")), 600);
        assertEquals(Set.of("older", "new", "holidays"), names(), "older was used in between");
        Files.writeString(folders.get("older").resolve("note.txt"), "mine");
        limit.use(new RawImages(cache.resolve("new-0123456789ab")), 9000);
        assertEquals(Set.of("older", "new", "holidays"), names());
        assertEquals(List.of(), new RawImages(folders.get("older")).files());
        assertTrue(Files.exists(mine));
        assertThrows(UserError.class, () -> RawImageLimit.of("many"));
    }

    private Set<String> names() throws IOException {
        try (Stream<Path> all = Files.list(cache)) {
            return all.map(each -> each.getFileName().toString().replaceFirst("-.*", ""))
                    .collect(Collectors.toSet());
        }
    }
}
