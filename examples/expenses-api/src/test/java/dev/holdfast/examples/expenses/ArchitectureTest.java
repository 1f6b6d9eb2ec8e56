package dev.holdfast.examples.expenses;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.holdfast.examples.expenses", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String API = "dev.holdfast.examples.expenses.api..";

    @ArchTest
    static final ArchRule theApiKnowsNothingOfTheLibraryNorOfTheBootstrap = noClasses()
            .that()
            .resideInAPackage(API)
            .should()
            .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("dev.holdfast..")
                    .and(JavaClass.Predicates.resideOutsideOfPackage(API)));

    @ArchTest
    static final ArchRule theApiIsPlainServlets = noClasses()
            .that()
            .resideInAPackage(API)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse..");
}
