package io.bactrian.cli;

import io.bactrian.workflow.run.RunInfo;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What is known of a run when it starts. */
final class RunInfos {
  private static final String SECRETS = ".*(password|passwd|secret|token|credential|api.?key).*";

  private RunInfos() {}

  static RunInfo of(String id, String command, String route, Map<String, String> properties) {
    return new RunInfo(
        id,
        command,
        shortened(route),
        shown(properties),
        Version.number(),
        System.getProperty("java.version"),
        host(),
        ProcessHandle.current().pid(),
        Runtime.getRuntime().availableProcessors(),
        Instant.now(),
        null,
        null,
        null,
        null);
  }

  /** Names of folders may tell who the patient is, and some properties are nobody's business. */
  static Map<String, String> shown(Map<String, String> properties) {
    Map<String, String> shown = new TreeMap<>();
    properties.forEach(
        (key, value) ->
            shown.put(
                key, key.toLowerCase(Locale.ROOT).matches(SECRETS) ? "***" : shortened(value)));
    return shown;
  }

  private static String shortened(String value) {
    if (!value.contains("/")) {
      return value;
    }
    Path name = Path.of(value.substring(value.indexOf('/'))).getFileName();
    return name == null ? "/" : ".../" + name;
  }

  static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}
