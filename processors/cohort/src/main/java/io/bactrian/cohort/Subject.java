package io.bactrian.cohort;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One row of a cohort: a patient, or one study of a patient, with references to its files.
 *
 * @param id unique in the cohort
 * @param channels name of the channel (the column, such as {@code Channel_0}) to its image file, in
 *     the order in which a network takes them
 * @param label the label map's file, or null
 * @param target the value to predict, or null
 * @param attributes further columns, by name
 * @param original the subject as the user gave it, when its files have been replaced by processed
 *     ones; otherwise null
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Subject(
    String id,
    Map<String, String> channels,
    String label,
    Double target,
    Map<String, String> attributes,
    Subject original) {
  /** The attribute that names the file of a mask. */
  public static final String MASK = "BrainMask";

  public Subject {
    Objects.requireNonNull(id, "id");
    channels = channels == null ? Map.of() : unmodifiable(channels);
    attributes = attributes == null ? Map.of() : unmodifiable(attributes);
  }

  private static Map<String, String> unmodifiable(Map<String, String> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /** The image files in the order of the channels. */
  @JsonIgnore
  public List<String> images() {
    return List.copyOf(channels.values());
  }

  /**
   * The file of the mask in which intensities are looked at (the column {@link #MASK}), or null. It
   * keeps its own grid when images are changed.
   */
  @JsonIgnore
  public String mask() {
    return attributes.get(MASK);
  }

  /** The subject as the user gave it: {@code original}, or this one when nothing was replaced. */
  @JsonIgnore
  public Subject source() {
    return original == null ? this : original;
  }

  /** The same subject with processed files; remembers where they came from. */
  public Subject withFiles(Map<String, String> newChannels, String newLabel) {
    return new Subject(id, newChannels, newLabel, target, attributes, source());
  }
}
