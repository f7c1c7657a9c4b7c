package io.bactrian.component.evaluate;

import io.bactrian.evaluation.Scores;
import io.bactrian.step.JsonBodies;
import org.apache.camel.spi.TypeConverterLoader;
import org.apache.camel.spi.TypeConverterRegistry;

/** Type converters between the records of this step and their JSON; Camel finds them by itself. */
public final class EvaluateBodies implements TypeConverterLoader {
  @Override
  public void load(TypeConverterRegistry registry) {
    JsonBodies.register(registry, Assessment.class);
    JsonBodies.register(registry, Scores.class);
  }
}
