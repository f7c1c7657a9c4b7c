package io.bactrian.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which part may know which: routes, cli, components, processors, one way. */
@AnalyzeClasses(packages = "io.bactrian", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] PROCESSORS = {
    "io.bactrian.safety..",
    "io.bactrian.imaging..",
    "io.bactrian.cohort..",
    "io.bactrian.learning..",
    "io.bactrian.evaluation..",
    "io.bactrian.workflow.."
  };

  @ArchTest
  static final ArchRule processorsDoNotKnowCamel =
      noClasses()
          .that()
          .resideInAnyPackage(PROCESSORS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.camel..",
              "io.bactrian.step..",
              "io.bactrian.component..",
              "io.bactrian.dsl..",
              "io.bactrian.cli..");

  @ArchTest
  static final ArchRule componentsDoNotKnowTheCommandLine =
      noClasses()
          .that()
          .resideInAnyPackage("io.bactrian.step..", "io.bactrian.component..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.bactrian.dsl..", "io.bactrian.cli..", "picocli..");

  @ArchTest
  static final ArchRule pipelinesDoNotKnowTheCommandLine =
      noClasses()
          .that()
          .resideInAPackage("io.bactrian.dsl..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.bactrian.cli..", "picocli..");

  @ArchTest
  static final ArchRule componentsDoNotKnowEachOther =
      slices().matching("io.bactrian.component.(*)..").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule stepsDoNotKnowComponents =
      noClasses()
          .that()
          .resideInAPackage("io.bactrian.step..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.bactrian.component..", "io.bactrian.learning..", "io.bactrian.evaluation..");

  @ArchTest
  static final ArchRule onlyTrainInferAndAugmentReachTheEngine =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.bactrian.learning..",
              "io.bactrian.component.train..",
              "io.bactrian.component.infer..",
              "io.bactrian.component.augment..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.djl..", "io.bactrian.learning..");

  @ArchTest
  static final ArchRule safetyIsBelowAll =
      noClasses()
          .that()
          .resideInAPackage("io.bactrian.safety..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.bactrian.imaging..",
              "io.bactrian.cohort..",
              "io.bactrian.learning..",
              "io.bactrian.evaluation..",
              "io.bactrian.workflow..");

  @ArchTest
  static final ArchRule imagingKnowsNoSibling =
      notKnowing(
          "io.bactrian.imaging..",
          "io.bactrian.cohort..",
          "io.bactrian.learning..",
          "io.bactrian.evaluation..",
          "io.bactrian.workflow..");

  @ArchTest
  static final ArchRule cohortKnowsNoSibling =
      notKnowing(
          "io.bactrian.cohort..",
          "io.bactrian.imaging..",
          "io.bactrian.learning..",
          "io.bactrian.evaluation..",
          "io.bactrian.workflow..");

  @ArchTest
  static final ArchRule workflowKnowsNoSibling =
      notKnowing(
          "io.bactrian.workflow..",
          "io.bactrian.imaging..",
          "io.bactrian.cohort..",
          "io.bactrian.learning..",
          "io.bactrian.evaluation..");

  @ArchTest
  static final ArchRule evaluationKnowsImagingAlone =
      notKnowing(
          "io.bactrian.evaluation..",
          "io.bactrian.cohort..",
          "io.bactrian.learning..",
          "io.bactrian.workflow..");

  @ArchTest
  static final ArchRule learningKnowsImagingCohortAndEvaluation =
      notKnowing("io.bactrian.learning..", "io.bactrian.workflow..");

  private static ArchRule notKnowing(String part, String... unknown) {
    return noClasses()
        .that()
        .resideInAPackage(part)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(unknown);
  }
}
