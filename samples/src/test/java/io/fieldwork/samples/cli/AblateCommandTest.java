package io.fieldwork.samples.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.train.store.Checkpoint;
import io.fieldwork.fields.train.store.RunFolder;
import io.fieldwork.samples.kind.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import sun.misc.Signal;
import tools.jackson.databind.json.JsonMapper;

class AblateCommandTest {
    private static final Session.Opener PLAIN = TinySession.opener(step -> {});

    @TempDir
    Path temp;

    private TestShell shell;
    private String base;
    private String file;

    @BeforeEach
    void configure() {
        shell = new TestShell(temp);
        base = shell.config("tiny.yaml", "steps: 30, rate: 0.1").toString();
        file = write("as it is: {}, slow: {train.rate: 0.01}, short: {train.steps: 10}");
    }

    private String write(String cases) {
        return shell.write("parts.yaml", "kind: ablation\nbase: tiny.yaml\ncases: {" + cases + "}\n")
                .toString();
    }

    private int ablate(Session.Opener opener, String... more) {
        String[] command = {"ablate", file, "--device", "cpu", "--out", "all"};
        String[] whole = Arrays.copyOf(command, command.length + more.length);
        System.arraycopy(more, 0, whole, command.length, more.length);
        return shell.run(opener, whole);
    }

    /** Sessions that count how often they are opened; {@code interfere} sees every step of the one of that number. */
    private static Session.Opener counting(AtomicInteger opened, int number, LongConsumer interfere) {
        return (job, manager, kernels) -> {
            int own = opened.incrementAndGet();
            return TinySession.opener(own == number ? interfere : step -> {}).open(job, manager, kernels);
        };
    }

    private RunFolder folder(String name) {
        return RunFolder.open(temp.resolve("all").resolve(name));
    }

    private static Map<?, ?> result(RunFolder run) {
        return new JsonMapper().readValue(run.read(run.result()), Map.class);
    }

    private static float[] parameters(RunFolder run) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            return Checkpoint.read(manager, run.checkpoint()).get("parameter/x").toFloatArray();
        }
    }

    private List<String> table() throws IOException {
        return Files.readAllLines(temp.resolve("all/ablation.csv"));
    }

    @Test
    void aCaseIsTheRunThatTrainWouldMake() {
        assertEquals(0, ablate(PLAIN), shell.err());
        assertEquals(0, shell.run("train", base, "--device", "cpu", "--out", "single", "--set", "train.rate=0.01"));
        RunFolder single = RunFolder.open(temp.resolve("single"));
        RunFolder slow = folder("slow");
        assertEquals(single.read(single.config()), slow.read(slow.config()));
        assertArrayEquals(parameters(single), parameters(slow));
        assertEquals(result(single).get("psnr"), result(slow).get("psnr"));
        assertTrue(Files.isRegularFile(slow.report()));
    }

    @Test
    void theTableHoldsTheNumbersOfTheRuns() throws Exception {
        assertEquals(0, ablate(PLAIN), shell.err());
        List<String> csv = table();
        assertEquals(4, csv.size());
        double first = (double) result(folder("as-it-is")).get("psnr");
        double slow = (double) result(folder("slow")).get("psnr");
        String[] cells = csv.get(2).split(",");
        assertEquals(List.of("slow", "slow", "done", "30"), List.of(cells).subList(0, 4));
        assertEquals(slow, Double.parseDouble(cells[5]));
        assertEquals(Math.pow(10, (first - slow) / 10), Double.parseDouble(cells[6]), 1e-9);
        assertTrue(shell.out().lines().anyMatch(line -> line.matches("short: 10 steps in .*, done")), shell.out());
        Document page = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(temp.resolve("all/ablation.html").toFile());
        assertEquals(4, page.getElementsByTagName("tr").getLength());
        assertEquals(2, page.getElementsByTagName("svg").getLength(), "loss over time and over steps");
        assertTrue(page.getElementsByTagName("svg").item(0).getTextContent().contains("slow"));
        assertEquals(3, page.getElementsByTagName("a").getLength());
    }

    @Test
    void finishedCasesAreSkipped() throws IOException {
        AtomicInteger opened = new AtomicInteger();
        Session.Opener counting = counting(opened, 0, step -> {});
        assertEquals(0, ablate(counting));
        List<String> before = table();
        assertEquals(0, ablate(counting));
        assertEquals(3, opened.get());
        assertEquals(before, table());
        assertTrue(shell.out().contains("(before)"), shell.out());
        assertEquals(0, ablate(counting, "--quiet"));
        assertEquals(6, shell.out().lines().count(), "head, three rows, two places: " + shell.out());
    }

    @Test
    void controlCEndsAndTheCommandGoesOn() throws IOException {
        AtomicInteger opened = new AtomicInteger();
        assertEquals(0, ablate(PLAIN));
        List<String> whole = table().stream()
                .map(line -> line.replaceAll("(,30,|,10,)[^,]*,", "$1,"))
                .toList();
        float[] unbroken = parameters(folder("slow"));
        Files.move(temp.resolve("all"), temp.resolve("whole"));
        Session.Opener cut = counting(opened, 2, step -> {
            if (step == 12) {
                Signal.raise(new Signal("INT"));
                pause();
            }
        });
        assertEquals(130, ablate(cut), shell.err());
        assertEquals(2, opened.get(), "the third case is not begun");
        assertTrue(table().get(2).contains("interrupted"), table().toString());
        assertEquals("cancelled", result(folder("slow")).get("stop"));
        assertEquals(0, ablate(counting(opened, 0, step -> {})), shell.err());
        assertEquals(4, opened.get(), "the first case is not trained again");
        assertArrayEquals(unbroken, parameters(folder("slow")), "the same parameters to the last bit");
        assertEquals(
                whole,
                table().stream()
                        .map(line -> line.replaceAll("(,30,|,10,)[^,]*,", "$1,"))
                        .toList());
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatDivergesOrFailsIsARowAndTheOthersGoOn() throws IOException {
        AtomicInteger opened = new AtomicInteger();
        Session.Opener broken = counting(opened, 1, step -> {
            throw new TinySession.NotANumber();
        });
        Session.Opener both = (job, manager, kernels) -> {
            if (opened.get() == 1) {
                opened.incrementAndGet();
                throw new IllegalStateException("out of memory\nsecond line");
            }
            return broken.open(job, manager, kernels);
        };
        assertEquals(1, ablate(both));
        List<String> csv = table();
        assertTrue(csv.get(1).startsWith("as it is,as-it-is,diverged,0,"), csv.toString());
        assertTrue(csv.get(2).startsWith("slow,slow,failed: IllegalStateException: out of memory,,"), csv.toString());
        assertTrue(csv.get(3).startsWith("short,short,done,10,"), csv.toString());
        assertEquals(0, ablate(PLAIN), shell.err());
        assertTrue(table().get(1).contains(",diverged,"), "the same job would diverge again");
        assertTrue(table().get(2).startsWith("slow,slow,done,30,"), table().toString());
    }

    @Test
    void aCaseThatWasChangedIsTrainedAnewAndTheOldRunIsKept() throws IOException {
        assertEquals(0, ablate(PLAIN));
        float[] old = parameters(folder("slow"));
        file = write("as it is: {}, slow: {train.rate: 0.02}, short: {train.steps: 10}");
        AtomicInteger opened = new AtomicInteger();
        assertEquals(0, ablate(counting(opened, 0, step -> {})));
        assertEquals(1, opened.get());
        assertArrayEquals(old, parameters(folder("previous_runs/slow")));
        assertTrue(shell.out().contains("has changed"), shell.out());
        assertEquals(0, ablate(PLAIN, "--steps", "5"));
        assertTrue(Files.isDirectory(temp.resolve("all/previous_runs/slow-2")));
        assertEquals(5, result(folder("slow")).get("steps"));
    }

    @Test
    void theUsualFolderIsNotThatOfARun() {
        assertEquals(0, shell.run("ablate", file, "--device", "cpu", "--steps", "2", "--quiet"));
        assertTrue(Files.exists(temp.resolve("runs/parts/ablation.csv")));
        String other = shell.write("tiny-parts.yaml", "kind: ablation\nbase: tiny.yaml\ncases: {a: {}}\n")
                .toString();
        assertEquals(0, shell.run("train", base, "--device", "cpu", "--out", "runs/tiny-parts", "--steps", "2"));
        assertEquals(0, shell.run("ablate", other, "--device", "cpu", "--steps", "2", "--quiet"), shell.err());
        assertTrue(Files.exists(temp.resolve("runs/tiny-parts-ablation/ablation.csv")));
        assertEquals(2, shell.run("ablate", other, "--device", "cpu", "--out", "runs/tiny-parts"));
        assertTrue(shell.err().contains("is the folder of a run"), shell.err());
    }

    @Test
    void mistakesAreOneSentenceAndCodeTwo() {
        assertEquals(2, shell.run("ablate", "burgrs", "--device", "cpu"));
        assertTrue(shell.err().contains("nearest shipped one is burgers"), shell.err());
        file = write("fine: {}, \"not so\": {train.rat: 1}");
        assertEquals(2, ablate(PLAIN));
        assertTrue(shell.err().contains("case 'not so': unknown key train.rat"), shell.err());
        assertEquals(1, shell.err().lines().count(), shell.err());
        file = write("fine: {}");
        assertEquals(2, ablate(PLAIN, "--minutes", "-1"));
        assertTrue(shell.err().contains("train.minutes is -1.0"), shell.err());
        assertEquals(1, shell.err().lines().count(), shell.err());
        assertFalse(Files.exists(temp.resolve("all")));
        assertEquals(0, shell.run("list", "ablations"));
        assertTrue(shell.out().lines().anyMatch(line -> line.matches("burgers +\\S.{20,}")), shell.out());
    }
}
