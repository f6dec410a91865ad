package io.fieldwork.pde.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fieldwork.fields.tensor.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.json.JsonMapper;

final class DataOptionsTest {
    private static DataOptions read(String json) {
        return JsonMapper.shared().readValue(json.replace('\'', '"'), DataOptions.class);
    }

    @Test
    void theKeyTypeChooses() {
        assertEquals(DarcyOptionsBuilder.builder().build(), read("{'type': 'darcy'}"));
        assertEquals(MultiscaleDarcyOptionsBuilder.builder().build(), read("{'type': 'darcy-multiscale'}"));
        assertEquals(HelmholtzOptionsBuilder.builder().build(), read("{'type': 'helmholtz'}"));
        assertEquals(NavierStokesOptionsBuilder.builder().build(), read("{'type': 'navier-stokes'}"));
        assertEquals(BurgersOptionsBuilder.builder().build(), read("{'type': 'burgers'}"));
        assertEquals(PairsOptionsBuilder.builder().path("a.npz").build(), read("{'type': 'npz', 'path': 'a.npz'}"));
        assertEquals(
                Hdf5OptionsBuilder.builder().path("a.h5").layout("well").build(),
                read("{'type': 'hdf5', 'path': 'a.h5', 'layout': 'well'}"));
        assertEquals(
                DarcyOptionsBuilder.builder()
                        .grid(64)
                        .stride(2)
                        .train(512)
                        .test(64)
                        .seed(7L)
                        .alpha(2.0)
                        .tau(5.0)
                        .low(2.0)
                        .build(),
                read(
                        "{'type': 'darcy', 'grid': 64, 'stride': 2, 'train': 512, 'test': 64, 'seed': 7, 'tau': 5, 'low': 2}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "darcy | 'grid': 4 | data.grid is 4; expected 8 to 4096 vertices along each side.",
                "darcy | 'stride': 128 | data.stride is 128; expected 1 to 127.",
                "darcy | 'train': 0 | data.train is 0; expected a number of samples, 1 or more.",
                "darcy | 'low': -1 | data.low and high is -1.0 and 12.0; expected positive numbers.",
                "darcy-multiscale | 'test': -1 | data.test is -1; expected a number of samples, 0 or more.",
                "helmholtz | 'cells': 5 | data.cells is 5; expected 10 to 400 along each side.",
                "navier-stokes | 'kept': 512 | data.kept is 512; expected an even number, 8 to 256.",
                "navier-stokes | 'step': 2 | data.step is 2.0; expected a positive time up to the interval.",
                "burgers | 'stride': 3 | data.stride is 3; expected a divisor of 1024.",
                "npz | 'stride': 1 | data.path is missing: it names the file.",
                "npz | 'path': 'a', 'boundary': 'open' | data.boundary is open; expected dirichlet, neumann or periodic.",
                "hdf5 | 'path': 'a', 'layout': 'raw' | data.layout is raw; expected pdebench or well."
            })
    void mistakesAreNamed(String type, String keys, String message) {
        String json = "{'type': '" + type + "', " + keys + "}";
        Throwable cause = assertThrows(ValueInstantiationException.class, () -> read(json))
                .getCause();
        assertEquals(UserError.class, cause.getClass());
        assertEquals(message, cause.getMessage());
    }
}
