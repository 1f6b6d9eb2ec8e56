package dev.holdfast.examples.sync;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.holdfast.examples.sync", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String PACKAGE = "dev.holdfast.examples.sync";

    @ArchTest
    static final ArchRule dependenciesGoOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage(PACKAGE + "..")
            .layer("cli")
            .definedBy(PACKAGE + ".cli")
            .layer("sync")
            .definedBy(PACKAGE)
            .layer("http")
            .definedBy(PACKAGE + ".http")
            .layer("outbox")
            .definedBy(PACKAGE + ".outbox")
            .layer("merge")
            .definedBy(PACKAGE + ".merge")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("sync")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("http")
            .mayOnlyBeAccessedByLayers("cli", "sync")
            .whereLayer("outbox")
            .mayOnlyBeAccessedByLayers("cli", "sync", "http")
            .whereLayer("merge")
            .mayOnlyBeAccessedByLayers("cli", "sync", "http", "outbox");

    /** What an Android developer has to replace. */
    @ArchTest
    static final ArchRule jdbcIsKnownToTheOutboxAlone = noClasses()
            .that()
            .resideOutsideOfPackage(PACKAGE + ".outbox")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite..");
}
