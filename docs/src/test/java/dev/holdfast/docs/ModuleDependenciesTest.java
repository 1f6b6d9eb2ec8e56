package dev.holdfast.docs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may know whom. */
class ModuleDependenciesTest {
    private static final JavaClasses LIBRARY = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.holdfast");

    @Test
    void dependenciesGoOneWay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("dev.holdfast..")
                .withOptionalLayers(true)
                .layer("servlet-support")
                .definedBy("dev.holdfast.servlet..")
                .layer("idempotency-filter")
                .definedBy("dev.holdfast.idempotency..")
                .layer("etag-filter")
                .definedBy("dev.holdfast.etag..")
                .layer("jdbc")
                .definedBy("dev.holdfast.jdbc..")
                .layer("redis")
                .definedBy("dev.holdfast.redis..")
                .layer("testkit")
                .definedBy("dev.holdfast.testkit..")
                .layer("examples")
                .definedBy("dev.holdfast.examples..")
                .layer("benchmarks")
                .definedBy("dev.holdfast.benchmarks..")
                .whereLayer("servlet-support")
                .mayNotAccessAnyLayer()
                .whereLayer("idempotency-filter")
                .mayOnlyAccessLayers("servlet-support")
                .whereLayer("etag-filter")
                .mayOnlyAccessLayers("servlet-support")
                .whereLayer("jdbc")
                .mayOnlyAccessLayers("servlet-support", "idempotency-filter", "etag-filter")
                .whereLayer("redis")
                .mayOnlyAccessLayers("servlet-support", "idempotency-filter", "etag-filter")
                .whereLayer("testkit")
                .mayOnlyAccessLayers("servlet-support", "idempotency-filter", "etag-filter")
                .whereLayer("examples")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("benchmarks")
                .mayNotBeAccessedByAnyLayer()
                .check(LIBRARY);
    }

    @Test
    void theCoreIsFreeOfFrameworks() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.holdfast.servlet..", "dev.holdfast.idempotency..", "dev.holdfast.etag..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..",
                        "com.fasterxml.jackson..",
                        "tools.jackson..",
                        "com.google.gson..",
                        "jakarta.json..",
                        "org.jdbi..",
                        "java.sql..",
                        "javax.sql..",
                        "org.eclipse.jetty..",
                        "org.apache.catalina..",
                        "io.micrometer..")
                .check(LIBRARY);
    }

    @Test
    void internalsAreNotForApplications() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.holdfast.examples..", "dev.holdfast.testkit..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.holdfast..internal..")
                .check(LIBRARY);
    }

    @Test
    void noPublicSignatureShowsAnInternalType() {
        List<String> leaks = LIBRARY.stream()
                .filter(type -> isPublic(type) && !isInternal(type))
                .flatMap(type -> type.getCodeUnits().stream())
                .filter(unit -> unit.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(unit -> signature(unit).anyMatch(ModuleDependenciesTest::isInternal))
                .map(JavaCodeUnit::getFullName)
                .toList();

        assertThat(leaks).isEmpty();
    }

    @Test
    void noNameSaysNothing() {
        Stream<Path> vague = Repository.javaSources().stream()
                .filter(file -> file.getFileName().toString().matches(".*(Utils?|Helper|Manager|Impl)\\.java"));

        assertThat(vague).isEmpty();
    }

    @Test
    void noTestIsSwitchedOff() {
        String mark = "@" + "Disabled";

        assertThat(Repository.javaSources())
                .noneMatch(file -> Repository.read(file).contains(mark));
    }

    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass()
                        .map(ModuleDependenciesTest::isPublic)
                        .orElse(true);
    }

    private static boolean isInternal(JavaClass type) {
        return type.getPackageName().startsWith("dev.holdfast.")
                && type.getPackageName().contains(".internal.");
    }

    private static Stream<JavaClass> signature(JavaCodeUnit unit) {
        return Stream.concat(unit.getRawParameterTypes().stream(), Stream.of(unit.getRawReturnType()));
    }
}
