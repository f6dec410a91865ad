package io.fieldwork.samples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The arrows between modules and packages, and the shape of types, as the architecture page draws them. */
final class ArchitectureTest {
    private static final String FIELDS = "io.fieldwork.fields..";
    private static final String PDE = "io.fieldwork.pde..";
    private static final String RENDER = "io.fieldwork.render..";
    private static final String SAMPLES = "io.fieldwork.samples..";
    private static final String A_KIND = "io.fieldwork.samples.kind.*..";

    private static JavaClasses ours;

    @BeforeAll
    static void read() {
        ours = production();
    }

    /** All classes but those of tests, be they in folders or, as those of fields are, in an archive. */
    static JavaClasses production() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .withImportOption(location -> !location.contains("-tests.jar"))
                .importPackages("io.fieldwork");
    }

    @Test
    void everyModuleIsSeen() {
        Set<String> modules = new TreeSet<>();
        ours.forEach(type -> modules.add(type.getPackageName().split("[.]")[2]));
        assertEquals(Set.of("fields", "pde", "render", "samples"), modules);
    }

    @Test
    void fieldsKnowsNoOtherModule() {
        noClasses()
                .that()
                .resideInAPackage(FIELDS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(PDE, RENDER, SAMPLES)
                .check(ours);
    }

    @Test
    void pdeKnowsFieldsAlone() {
        noClasses()
                .that()
                .resideInAPackage(PDE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(RENDER, SAMPLES)
                .check(ours);
    }

    @Test
    void renderDrawsPlainBuffers() {
        noClasses()
                .that()
                .resideInAPackage(RENDER)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FIELDS, PDE, SAMPLES, "ai.djl..")
                .check(ours);
    }

    @Test
    void noEngineIsReachableFromRender() {
        noClasses()
                .that()
                .resideInAPackage(RENDER)
                .should()
                .transitivelyDependOnClassesThat()
                .resideInAPackage("ai.djl..")
                .check(ours);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("io.fieldwork.(**)").should().beFreeOfCycles().check(ours);
    }

    @Test
    void kindsDoNotKnowEachOther() {
        slices().matching("io.fieldwork.samples.kind.(*)..")
                .should()
                .notDependOnEachOther()
                .check(ours);
    }

    @Test
    void onlyTheListAndBenchmarksKnowAKind() {
        noClasses()
                .that()
                .resideInAPackage(SAMPLES)
                .and()
                .resideOutsideOfPackages(A_KIND, "io.fieldwork.samples.bench..")
                .and()
                .doNotHaveFullyQualifiedName(Kinds.class.getName())
                .should()
                .dependOnClassesThat()
                .resideInAPackage(A_KIND)
                .check(ours);
    }

    @Test
    void vectorInstructionsStayInTheKernels() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.fieldwork.fields.kernel..", "io.fieldwork.fields.jet..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.incubator.vector..")
                .check(ours);
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        Set<String> packages = ours.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
        List<String> silent = packages.stream()
                .filter(name -> !ours.contain(name + ".package-info"))
                .toList();
        assertEquals(List.of(), silent);
    }

    @Test
    void librariesDoNotPrint() {
        noClasses()
                .that()
                .resideInAnyPackage(FIELDS, PDE, RENDER)
                .should(ACCESS_STANDARD_STREAMS)
                .check(ours);
    }

    @Test
    void everyTypeIsClosedOrAnInterface() {
        classes().that().areTopLevelClasses().should(beClosed()).check(ours);
        assertFalse(isClosed(new ClassFileImporter().importClass(Exception.class)), "the rule sees open classes");
    }

    private static ArchCondition<JavaClass> beClosed() {
        return new ArchCondition<>("be an interface, a record, an enum, sealed or final") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                events.add(new SimpleConditionEvent(type, isClosed(type), type.getName() + " is open"));
            }
        };
    }

    private static boolean isClosed(JavaClass type) {
        return type.isInterface()
                || type.isEnum()
                || type.getModifiers().contains(JavaModifier.FINAL)
                || type.reflect().isSealed();
    }
}
