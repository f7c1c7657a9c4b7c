package io.bactrian.learning.model;

import ai.djl.engine.Engine;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** By what and when a model was made; names no person and no host. */
final class Provenance {
  private Provenance() {}

  static Map<String, String> now() {
    Map<String, String> provenance = new LinkedHashMap<>();
    String version = Provenance.class.getPackage().getImplementationVersion();
    provenance.put("bactrian", version == null ? "development" : version);
    provenance.put("pytorch", Engine.getInstance().getVersion());
    provenance.put("java", System.getProperty("java.version"));
    provenance.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    provenance.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
    provenance.put("created", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    return provenance;
  }
}
