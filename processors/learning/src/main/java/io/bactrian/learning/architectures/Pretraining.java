package io.bactrian.learning.architectures;

import java.util.List;
import java.util.Optional;

/**
 * How the weights of a network that others trained on ImageNet become the first weights of one of
 * ours.
 *
 * @param model whose weights fit, as torchvision names it
 * @param prefix what stands before torchvision's names in those of ours
 * @param fresh beginnings of the names of ours that keep their initial values where the file has
 *     nothing of their shape: the layers that follow from the classes
 * @param unused beginnings of torchvision's names that ours has no use for
 * @param frozen beginning of the names of ours that training then leaves as they are; empty for
 *     none
 */
public record Pretraining(
    String model, String prefix, List<String> fresh, List<String> unused, String frozen) {
  public Pretraining {
    fresh = List.copyOf(fresh);
    unused = List.copyOf(unused);
  }

  /** How a flat kernel lies across the axes, which pictures do not tell. */
  private static final String DIRECTIONS = "soft_w_core";

  /**
   * The part of the network that a parameter is of when it may keep its initial values; empty when
   * it may not.
   */
  public Optional<String> fresh(String name) {
    if (name.endsWith(DIRECTIONS)) {
      return Optional.of(DIRECTIONS);
    }
    return fresh.stream().filter(name::startsWith).findFirst();
  }

  /** Whether an array of the file, by torchvision's name or that of ours, may be left out. */
  public boolean mayBeUnused(String name) {
    String torchvision = name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    return unused.stream().anyMatch(torchvision::startsWith);
  }

  /** Whether training leaves a parameter of ours as it is. */
  public boolean freezes(String name) {
    return !frozen.isEmpty() && name.startsWith(frozen);
  }
}
