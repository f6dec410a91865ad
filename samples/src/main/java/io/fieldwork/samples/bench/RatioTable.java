package io.fieldwork.samples.bench;

import java.io.PrintStream;

/** The printer of a table of ratios, one comparison a line, against the machine's rates. */
record RatioTable(PrintStream out, Roof roof) {
    /** Prints the title, the machine's rates and the column headings. */
    void head(String title) {
        out.printf("%n%s%n", title);
        out.printf(
                "machine: copy %.1f GB/s (read + written), matrix product %.0f GFLOP/s, %d cores%n",
                roof.bytesPerSecond() * 1e-9,
                roof.operationsPerSecond() * 1e-9,
                Runtime.getRuntime().availableProcessors());
        out.printf(
                "%-34s %10s %10s %7s %9s %9s %8s %8s%n",
                "", "ours ms", "ref. ms", "ratio", "MFLOP", "MB", "of flop", "of copy");
    }

    /**
     * Prints the milliseconds of ours and of the reference, with the floating-point operations of ours and the bytes
     * that it must move at least.
     */
    void line(String what, double ours, double reference, double operations, double bytes) {
        out.printf(
                "%-34s %10.2f %10.2f %6.1fx %9.0f %9.0f %7.0f%% %7.0f%%%n",
                what,
                ours,
                reference,
                reference / ours,
                operations * 1e-6,
                bytes * 1e-6,
                100 * operations / (ours * 1e-3) / roof.operationsPerSecond(),
                100 * bytes / (ours * 1e-3) / roof.bytesPerSecond());
    }
}
