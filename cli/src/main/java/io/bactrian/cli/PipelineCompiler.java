package io.bactrian.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.apache.camel.RoutesBuilder;

/** Compiles a file of Java with the classes of this program, and makes the pipeline in it. */
final class PipelineCompiler {
  private PipelineCompiler() {}

  /**
   * @param file whose public class has the name of the file and makes routes
   * @throws RouteException for a file that does not compile, with file and line of every error, or
   *     whose class makes no routes
   */
  static RoutesBuilder load(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new RouteException(
          "The pipeline does not exist",
          file.toAbsolutePath().toString(),
          "a file that ends in .java",
          "correct the path",
          null);
    }
    try {
      Path classes = Files.createTempDirectory("bactrian-pipeline");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(classes)));
      compile(file, classes);
      // Open as long as the program runs: lambdas may load their classes late.
      @SuppressWarnings("resource")
      URLClassLoader loader =
          new URLClassLoader(
              new URL[] {classes.toUri().toURL()}, PipelineCompiler.class.getClassLoader());
      return instance(file, classes, loader);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot compile " + file, e);
    }
  }

  private static void compile(Path file, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new RouteException(
          "This Java has no compiler",
          System.getProperty("java.home"),
          "a JDK of version 17 or later",
          "set JAVA_HOME to a JDK",
          null);
    }
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(found, null, null)) {
      List<String> options =
          List.of(
              "-d",
              classes.toString(),
              "-proc:none",
              "-parameters",
              "-cp",
              System.getProperty("java.class.path"));
      boolean done =
          compiler
              .getTask(null, files, found, options, null, files.getJavaFileObjects(file))
              .call();
      if (!done) {
        String errors =
            found.getDiagnostics().stream()
                .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
                .map(PipelineCompiler::text)
                .collect(Collectors.joining("\n            "));
        throw new RouteException(
            "The pipeline " + file.getFileName() + " does not compile",
            errors,
            "Java 17 with the classes of Bactrian, such as io.bactrian.dsl.Pipeline",
            "correct the lines",
            null);
      }
    }
  }

  private static String text(Diagnostic<? extends JavaFileObject> error) {
    return Path.of(error.getSource().toUri()).getFileName()
        + ":"
        + error.getLineNumber()
        + ":"
        + error.getColumnNumber()
        + ": "
        + error.getMessage(Locale.ROOT).replaceAll("\\s*\\R\\s*", "; ");
  }

  private static RoutesBuilder instance(Path file, Path classes, ClassLoader loader)
      throws IOException {
    String name = file.getFileName().toString().replaceFirst("\\.java$", "");
    try (Stream<Path> compiled = Files.walk(classes)) {
      Path found =
          compiled
              .filter(path -> path.endsWith(name + ".class"))
              .findFirst()
              .orElseThrow(() -> noRoutes(file, name, null));
      String type =
          classes.relativize(found).toString().replaceFirst("\\.class$", "").replace('/', '.');
      Object made = loader.loadClass(type).getDeclaredConstructor().newInstance();
      if (made instanceof RoutesBuilder routes) {
        return routes;
      }
      throw noRoutes(file, name, null);
    } catch (ReflectiveOperationException e) {
      throw noRoutes(file, name, e);
    }
  }

  private static RouteException noRoutes(Path file, String name, Exception cause) {
    return new RouteException(
        "The file " + file.getFileName() + " makes no routes",
        file.toAbsolutePath().toString(),
        "public class " + name + " extends Pipeline, with a constructor without arguments",
        "correct the class",
        cause);
  }

  private static void delete(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      // A temporary folder: the system tidies up.
    }
  }
}
