package io.bactrian.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build has written into the jar. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("/bactrian.properties")) {
      properties.load(in);
    }
    return new String[] {
      "bactrian " + properties.getProperty("version"), "Java " + System.getProperty("java.version")
    };
  }
}
