package io.fieldwork.samples.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version of this program, as the build wrote it into the jar. */
final class Version implements IVersionProvider {
    private static final String PROPERTIES = "/META-INF/maven/io.fieldwork/fieldwork-samples/pom.properties";

    /** {@return the version, such as {@code 0.1.0}; {@code development} where the classes do not come from a jar} */
    static String text() {
        String declared = Version.class.getPackage().getImplementationVersion();
        if (declared != null) {
            return declared;
        }
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream(PROPERTIES)) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            return "development";
        }
        return properties.getProperty("version", "development");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"fieldwork " + text(), "Java " + System.getProperty("java.version")};
    }
}
