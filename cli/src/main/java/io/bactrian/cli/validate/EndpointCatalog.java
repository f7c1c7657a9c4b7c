package io.bactrian.cli.validate;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.stream.Stream;

/** The components that this program has, as their own jars describe them. */
final class EndpointCatalog {
  private static final String SERVICES = "META-INF/services/org/apache/camel/component/";

  private final ClassLoader loader = EndpointCatalog.class.getClassLoader();
  private final Map<String, Optional<EndpointDescriptor>> read = new HashMap<>();
  private Set<String> schemes;

  /** The component of a scheme; nothing when there is none. */
  Optional<EndpointDescriptor> find(String scheme) {
    return read.computeIfAbsent(scheme, this::read);
  }

  private Optional<EndpointDescriptor> read(String scheme) {
    if (!scheme.matches("[A-Za-z][A-Za-z0-9.+-]*")) {
      return Optional.empty();
    }
    try (InputStream service = loader.getResourceAsStream(SERVICES + scheme)) {
      if (service == null) {
        return Optional.empty();
      }
      Properties properties = new Properties();
      properties.load(service);
      String type = properties.getProperty("class");
      String folder = type.substring(0, type.lastIndexOf('.')).replace('.', '/');
      try (InputStream json =
          loader.getResourceAsStream("META-INF/" + folder + "/" + scheme + ".json")) {
        return json == null
            ? Optional.empty()
            : Optional.of(new EndpointDescriptor(scheme, new ObjectMapper().readTree(json)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the description of " + scheme, e);
    }
  }

  /** The schemes of all components. */
  Set<String> schemes() {
    if (schemes == null) {
      schemes = new TreeSet<>();
      try {
        for (URL url : Collections.list(loader.getResources(SERVICES))) {
          schemes.addAll(names(url));
        }
      } catch (IOException | URISyntaxException e) {
        throw new IllegalStateException("Cannot list the components", e);
      }
    }
    return schemes;
  }

  /** Names of the files in a folder of resources, in a jar or not. */
  private static List<String> names(URL folder) throws IOException, URISyntaxException {
    if (folder.openConnection() instanceof JarURLConnection jar) {
      return jar.getJarFile().stream()
          .map(JarEntry::getName)
          .filter(name -> name.startsWith(SERVICES) && name.length() > SERVICES.length())
          .map(name -> name.substring(SERVICES.length()))
          .toList();
    }
    try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
