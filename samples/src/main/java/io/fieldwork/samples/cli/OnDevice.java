package io.fieldwork.samples.cli;

import picocli.CommandLine.Option;

/** The command-line option of the device. */
final class OnDevice {
    /** {@code auto}, {@code cpu} or {@code gpu} with a number. */
    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            defaultValue = "auto",
            description = "auto, cpu, gpu0, gpu1, ...; default ${DEFAULT-VALUE}.")
    String device;
}
