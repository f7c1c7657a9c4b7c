package io.bactrian.cohort.configuration;

import io.bactrian.safety.MissingFileException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Keys and their values in one part of a YAML file. The odd forms that GaNDLF's files have are
 * sections too: a list of names and single-key mappings, a set in flow style, a lone name.
 *
 * @param value the section as a whole
 * @param entries in the order of the file; a name without a value has an empty one
 */
record YamlSection(YamlValue value, Map<String, YamlValue> entries) {
  private static final int LARGEST = 1 << 20;
  private static final int DEEPEST = 20;

  /**
   * Reads a whole file.
   *
   * @throws MissingFileException when there is none
   * @throws ConfigurationException when it is empty, no YAML, or asks for objects by tags
   */
  static YamlSection read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new MissingFileException(
          "The configuration " + (Files.isDirectory(file) ? "is a folder" : "does not exist"),
          file.toString(),
          "a YAML file",
          "Check the path, or create the file");
    }
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(LARGEST);
    options.setNestingDepthLimit(DEEPEST);
    // Nothing is built from nodes; checkTags refuses tags with a better message.
    options.setTagInspector(tag -> true);
    try (Reader reader = Files.newBufferedReader(file)) {
      Node node = new Yaml(options).compose(reader);
      YamlValue whole = new YamlValue(file, "", 1, node);
      if (!(node instanceof MappingNode)) {
        throw new ConfigurationException(
            node == null ? "The configuration is empty" : "The configuration has no keys",
            file.toString(),
            "keys and values, such as batch_size: 2",
            "Write the keys, or name another file");
      }
      checkTags(whole);
      return of(whole);
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw notYaml(file + ", line " + line, e.getProblem(), e);
    } catch (YAMLException | MalformedInputException e) {
      throw notYaml(file.toString(), String.valueOf(e.getMessage()).lines().findFirst().get(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static ConfigurationException notYaml(String where, String problem, Exception cause) {
    return new ConfigurationException(
        "The configuration is not YAML: " + problem,
        where,
        "YAML in UTF-8",
        "Look for a missing comma, bracket, quote or colon, or wrong indentation, at that line"
            + " or before",
        cause);
  }

  /** Tags like {@code !!java.io.File} could make a parser build objects: none is taken. */
  private static void checkTags(YamlValue whole) {
    Deque<Node> open = new ArrayDeque<>();
    Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    open.push(whole.node());
    while (!open.isEmpty()) {
      Node node = open.pop();
      if (!seen.add(node)) {
        continue;
      }
      boolean standard =
          Tag.standardTags.contains(node.getTag())
              || node.getTag().equals(Tag.SET)
              || node.getTag().equals(Tag.MERGE);
      if (!standard) {
        throw whole
            .child("", node, node.getStartMark().getLine() + 1)
            .mistake(
                "The tag " + node.getTag().getValue() + " is not allowed",
                "plain values without tags",
                "Remove the tag, or the key that it belongs to");
      }
      if (node instanceof MappingNode mapping) {
        for (NodeTuple tuple : mapping.getValue()) {
          open.push(tuple.getKeyNode());
          open.push(tuple.getValueNode());
        }
      } else if (node instanceof SequenceNode sequence) {
        sequence.getValue().forEach(open::push);
      }
    }
  }

  /** A value as a section; nothing gives an empty one. */
  static YamlSection of(YamlValue value) {
    Map<String, YamlValue> entries = new LinkedHashMap<>();
    if (value.isEmpty()) {
      return new YamlSection(value, entries);
    }
    if (value.isScalar()) {
      add(entries, value, value.node(), null);
    } else if (value.node() instanceof MappingNode mapping) {
      addAll(entries, value, mapping);
    } else if (value.node() instanceof SequenceNode sequence) {
      for (Node item : sequence.getValue()) {
        if (item instanceof MappingNode mapping) {
          addAll(entries, value, mapping);
        } else {
          add(entries, value, item, null);
        }
      }
    }
    return new YamlSection(value, entries);
  }

  private static void addAll(Map<String, YamlValue> entries, YamlValue parent, MappingNode node) {
    node.getValue().forEach(t -> add(entries, parent, t.getKeyNode(), t.getValueNode()));
  }

  private static void add(
      Map<String, YamlValue> entries, YamlValue parent, Node keyNode, Node valueNode) {
    int line = keyNode.getStartMark().getLine() + 1;
    if (!(keyNode instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
      throw parent
          .child("", keyNode, line)
          .mistake("A key is not a name", "a name before the colon", "Correct the key");
    }
    String name = scalar.getValue().strip();
    Node filled =
        valueNode != null
            ? valueNode
            : new ScalarNode(
                Tag.NULL,
                "",
                keyNode.getStartMark(),
                keyNode.getEndMark(),
                scalar.getScalarStyle());
    YamlValue value = parent.child(name, filled, line);
    YamlValue before = entries.putIfAbsent(name, value);
    if (before != null) {
      throw value.mistake(
          "The key " + value.key() + " is given twice, first in line " + before.line(),
          "every key once",
          "Remove one of them");
    }
  }

  /** The section that a type written alone stands for. */
  static YamlSection typeAlone(YamlValue place, String name, String type) {
    Node node = new ScalarNode(Tag.STR, type, null, null, DumperOptions.ScalarStyle.PLAIN);
    YamlValue section = name.isEmpty() ? place : place.child(name, node, place.line());
    YamlValue value = new YamlValue(place.file(), section.key(), section.line(), node);
    return new YamlSection(section, Map.of("type", value));
  }

  /** The value of a key, or null when it is absent or empty. */
  YamlValue get(String name) {
    YamlValue found = entries.get(name);
    return found == null || found.isEmpty() ? null : found;
  }

  boolean has(String name) {
    return get(name) != null;
  }

  /** The part below a key; empty when it is absent. */
  YamlSection section(String name) {
    YamlValue found = get(name);
    return found == null ? new YamlSection(value, Map.of()) : of(found);
  }

  int integer(String name, int fallback, int minimum) {
    return has(name) ? get(name).integer(minimum) : fallback;
  }

  int integer(String name, int fallback, int minimum, int maximum) {
    return has(name) ? get(name).integer(minimum, maximum) : fallback;
  }

  boolean flag(String name, boolean fallback) {
    return has(name) ? get(name).flag() : fallback;
  }

  /** A number of at least 0. */
  double notNegative(String name, double fallback) {
    return number(name, fallback, 0, Double.MAX_VALUE, "a number of at least 0");
  }

  /** A number above 0. */
  double positive(String name, double fallback) {
    return number(name, fallback, Double.MIN_VALUE, Double.MAX_VALUE, "a number above 0");
  }

  double number(String name, double fallback, double minimum, double maximum, String expected) {
    return has(name) ? get(name).number(minimum, maximum, expected) : fallback;
  }
}
