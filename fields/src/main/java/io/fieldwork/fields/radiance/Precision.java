package io.fieldwork.fields.radiance;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The numbers in which wide layers are multiplied; parameters, sums of products, and what leaves the network are single precision. */
enum Precision {
    /** 24 bits. */
    SINGLE("x.dtype", "x"),

    /** The upper half of a single-precision number, 8 bits: three to four times as fast on processors with tiles for it (AMX). */
    BFLOAT16("15", "torch.constant_pad_nd(self.narrow(x), [0, 0, 0, int(more)])");

    /** The type in a script, for an array x. */
    final String type;

    /** An array x in a script with more rows of zeros. */
    final String rows;

    Precision(String type, String rows) {
        this.type = type;
        this.rows = rows;
    }

    /** The names in a configuration. */
    static List<String> names() {
        return Arrays.stream(values())
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** The one of a name. */
    static Precision of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** {@return the faster one: bfloat16 on a processor whose tiles the engine uses, else single} */
    static Precision fastest(Device device) {
        return !device.isGpu() && Tiles.PRESENT ? BFLOAT16 : SINGLE;
    }

    private static final class Tiles {
        static final boolean PRESENT =
                System.getenv("ONEDNN_MAX_CPU_ISA") == null && said("/proc/cpuinfo", " amx_bf16");

        private static boolean said(String file, String word) {
            try (Stream<String> lines = Files.lines(Path.of(file))) {
                return lines.anyMatch(line -> line.startsWith("flags") && line.contains(word));
            } catch (IOException e) {
                return false;
            }
        }
    }
}
