package io.fieldwork.fields.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * The table layout of the multiresolution hash encoding (Mueller et al. 2022, section 3).
 *
 * <p>Level l has scale s_l = base * growth^l - 1 and resolution r_l = ceil(s_l) + 1. A point x in [0,1]^3 lies at p = x
 * s_l + 1/2; its cell is floor(p). Vertex (i, j, k) is row i + j r_l + k r_l^2 of its level where r_l^3 fits into the
 * level's table, else (i ^ j 2654435761 ^ k 805459861 mod 2^32) mod T_l, with T_l = min(r_l^3 rounded up to 8,
 * 2^log2Table). Points outside the cube use the same formula with wrapped 32-bit integers.
 *
 * @param levels number of levels L
 * @param features features a vertex F
 * @param log2Table log2 of the largest table of a level
 * @param baseResolution resolution of the coarsest level
 * @param finestResolution resolution that the finest level is built for
 */
public record HashGridLayout(int levels, int features, int log2Table, int baseResolution, double finestResolution) {
    /** Rejects layouts that no table can hold. */
    public HashGridLayout {
        if (levels < 1 || features < 1 || log2Table < 3 || log2Table > 28 || baseResolution < 2) {
            throw new IllegalArgumentException("a hash grid needs levels >= 1, features >= 1, log2Table in 3..28 and "
                    + "baseResolution >= 2, not " + levels + ", " + features + ", " + log2Table + ", "
                    + baseResolution);
        }
        if (levels > 1 && finestResolution < baseResolution) {
            throw new IllegalArgumentException(
                    "finestResolution " + finestResolution + " lies below baseResolution " + baseResolution);
        }
    }

    /**
     * One level.
     *
     * @param scale s_l
     * @param resolution r_l
     * @param rows T_l
     * @param offset rows of all coarser levels
     * @param dense whether the index is the plain one
     */
    public record Level(float scale, int resolution, int rows, int offset, boolean dense) {}

    /** {@return the factor b between levels, with base * b^(L-1) = finest; 1 for a single level} */
    public double growth() {
        return levels == 1 ? 1 : Math.exp(Math.log(finestResolution / baseResolution) / (levels - 1));
    }

    /** {@return all L levels, from coarse to fine} */
    public List<Level> all() {
        List<Level> all = new ArrayList<>(levels);
        int offset = 0;
        for (int l = 0; l < levels; l++) {
            double scale = baseResolution * Math.exp(l * Math.log(growth())) - 1;
            int resolution = (int) Math.ceil(scale - 1e-9) + 1;
            long vertices = (long) resolution * resolution * resolution;
            int rows = (int) Math.min((vertices + 7) / 8 * 8, 1L << log2Table);
            all.add(new Level((float) scale, resolution, rows, offset, vertices <= rows));
            offset += rows;
        }
        return all;
    }

    /** {@return the number of rows of the whole table, which is the sum of all T_l} */
    public int rows() {
        Level last = all().getLast();
        return last.offset() + last.rows();
    }

    /** {@return the number of trainable numbers, rows times features} */
    public long parameters() {
        return (long) rows() * features;
    }

    /** {@return the width L F of the encoding} */
    public int width() {
        return levels * features;
    }
}
