package io.fieldwork.samples.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldwork.fields.tensor.Libtorch;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FuzzTest {
    static Stream<FuzzTarget> readers() throws IOException {
        Libtorch.load();
        return FuzzTarget.all().stream();
    }

    @ParameterizedTest
    @MethodSource("readers")
    void everyDamagedFileIsAValueOrASentence(FuzzTarget reader) throws IOException {
        assertEquals(List.of(), FuzzBenchmark.faults(reader, 150, new PrintStream(OutputStream.nullOutputStream())));
    }
}
