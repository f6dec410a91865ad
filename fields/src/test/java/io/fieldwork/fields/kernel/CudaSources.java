package io.fieldwork.fields.kernel;

import java.util.List;
import java.util.Map;

/** Every CUDA source of this package with definitions that training meets. */
final class CudaSources {
    private CudaSources() {}

    /**
     * A source.
     *
     * @param file name of the resource
     * @param definitions macros before it
     * @param options of the compiler
     */
    record Source(String file, Map<String, String> definitions, List<String> options) {
        Source(String file, Map<String, String> definitions, String... options) {
            this(file, definitions, List.of(options));
        }

        /** The whole text. */
        String text() {
            return CudaSource.text(file, definitions);
        }

        @Override
        public String toString() {
            return file + " F=" + definitions.getOrDefault("FEATURES", "-");
        }
    }

    static List<Source> all() {
        return List.of(
                new Source("hashgrid.cu", CudaHashGrid.definitions(new HashGridLayout(16, 2, 19, 16, 2048))),
                new Source("hashgrid.cu", CudaHashGrid.definitions(new HashGridLayout(8, 4, 19, 16, 2048))),
                new Source("hashgrid.cu", CudaHashGrid.definitions(new HashGridLayout(5, 3, 14, 16, 128))),
                new Source("factorgrid.cu", CudaFactorGrid.definitions(factors(FactorLayout.Form.VM, true))),
                new Source("factorgrid.cu", CudaFactorGrid.definitions(factors(FactorLayout.Form.VM, false))),
                new Source("factorgrid.cu", CudaFactorGrid.definitions(factors(FactorLayout.Form.CP, false))),
                new Source("factorgrid.cu", CudaFactorGrid.definitions(factors(FactorLayout.Form.PLANES, false))),
                new Source("weights.cu", Map.of()),
                new Source("accumulate.cu", Map.of()),
                new Source("march.cu", CudaMarch.definitions(), "--fmad=false"),
                new Source("adam.cu", Map.of()),
                new Source("voxels.cu", Map.of()),
                new Source("radial.cu", CudaRadial.definitions(bases(2, RadialLayout.Profile.INVERSE_QUADRATIC, true))),
                new Source("radial.cu", CudaRadial.definitions(bases(3, RadialLayout.Profile.TRIWEIGHT, true))),
                new Source("radial.cu", CudaRadial.definitions(bases(2, RadialLayout.Profile.TRIWEIGHT, false))),
                new Source("exponential.cu", Map.of()),
                new Source("frequencies.cu", Map.of("OCTAVES", "10")),
                new Source("harmonics.cu", Map.of("DEGREE", "3")),
                new Source("harmonics.cu", Map.of("DEGREE", "4")));
    }

    private static RadialLayout bases(int dimensions, RadialLayout.Profile profile, boolean waves) {
        return new RadialLayout(dimensions, profile, waves);
    }

    private static FactorLayout factors(FactorLayout.Form form, boolean summed) {
        return new FactorLayout(form, 128, 100, 80, 48, summed);
    }
}
