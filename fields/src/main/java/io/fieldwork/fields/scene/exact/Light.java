package io.fieldwork.fields.scene.exact;

/**
 * A sun and a clear sky.
 *
 * @param sun [3], unit vector towards the sun
 * @param sunlight [3], linear RGB on a surface across it
 * @param width radius of the sun as tangent, which makes shadows soft; the real one has 0.0047; light begins where its middle is
 * seen
 * @param zenith [3], linear RGB of the sky above
 * @param horizon [3], linear RGB of the sky at the horizon, and below
 * @param bounced [3], linear RGB that the ground gives back to what looks down
 */
public record Light(
        double[] sun, double[] sunlight, double width, double[] zenith, double[] horizon, double[] bounced) {
    /** {@return a bright afternoon with the sun at angles above the horizon and from x to y} */
    public static Light afternoon(double elevation, double azimuth) {
        double e = Math.toRadians(elevation);
        double a = Math.toRadians(azimuth);
        double[] sun = {Math.cos(e) * Math.cos(a), Math.cos(e) * Math.sin(a), Math.sin(e)};
        return new Light(
                sun,
                new double[] {0.95, 0.87, 0.72},
                0.055,
                new double[] {0.16, 0.33, 0.66},
                new double[] {0.60, 0.70, 0.80},
                new double[] {0.16, 0.15, 0.13});
    }

    /** Writes the light [3] of the sky from a direction: a gradient, a glow around the sun, thin clouds. */
    void sky(double x, double y, double z, double[] rgb) {
        double up = Math.max(z, 0);
        double rise = 1 - (1 - up) * (1 - up) * (1 - up);
        double glow = Math.max(x * sun[0] + y * sun[1] + z * sun[2], 0);
        double halo = 0.25 * Math.pow(glow, 24);
        double high = 1 / (0.25 + up);
        double cloud =
                0.35 * Math.max(Noise.clouds(1.1 * high * x, 1.6 * high * y, 3, 4) - 0.45, 0) * Math.min(4 * up, 1);
        for (int i = 0; i < 3; i++) {
            double clear = horizon[i] + rise * (zenith[i] - horizon[i]);
            rgb[i] = Math.min(clear + halo * sunlight[i] + 2 * cloud * (0.85 - clear), 1);
        }
    }

    /** Adds the light [3] that a matt surface gets from sky and ground, where it looks up by z and so much is unhidden. */
    void ambient(double z, double open, double[] rgb) {
        double above = 0.5 + 0.5 * z;
        for (int i = 0; i < 3; i++) {
            double sky = 0.5 * (zenith[i] + horizon[i]);
            rgb[i] += open * (above * 0.9 * sky + (1 - above) * bounced[i]);
        }
    }
}
