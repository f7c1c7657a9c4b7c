package io.bactrian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tiles of pathology: pictures of three colours, with and without dark nuclei. */
class TilesTest {
  private static final int EDGE = 32;

  @TempDir Path folder;

  @Test
  void tilesWithManyNucleiAreToldFromThoseWithFew() throws IOException {
    StringBuilder table = new StringBuilder("SubjectID,Channel_0,ValueToPredict\n");
    for (int i = 0; i < 24; i++) {
      draw(folder.resolve("tile" + i + ".png"), i % 2 == 0 ? 2 : 12, new Random(i));
      table.append("tile" + i + ",tile" + i + ".png," + i % 2 + "\n");
    }
    Path data = Files.writeString(folder.resolve("data.csv"), table);
    Path config =
        Files.writeString(
            folder.resolve("config.yaml"),
            """
            modality: path
            problem_type: classification
            model: {dimension: 2, architecture: unet, base_filters: 8, depth: 3, norm_type: batch,
                    class_list: [0, 1]}
            precision: fp32
            patch_size: [32, 32]
            batch_size: 4
            num_epochs: 8
            learning_rate: 0.01
            nested_training: {testing: -3, validation: -4}
            data_preprocessing: {normalize_div_by_255: }
            data_augmentation:
              flip:
              hed_transform_light: {probability: 0.5}
              colorjitter: {brightness: [0.9, 1.1], contrast: [0.9, 1.1],
                            saturation: [0.9, 1.1], hue: [-0.02, 0.02]}
            q_samples_per_volume: 4
            """);
    Path model = folder.resolve("model");
    Run run =
        Run.of(
            "train",
            "-c",
            config.toString(),
            "-i",
            data.toString(),
            "-m",
            model.toString(),
            "--work",
            folder.resolve("work").toString());
    assertThat(run.code()).as(run.errors()).isZero();
    Path best = model.resolve("testing_0/validation_0/best");
    assertThat(best.resolve("model.json")).content().contains("\"channels\" : 3");
    List<String> rows = Files.readAllLines(best.resolve("testing_predictions.csv"));
    assertThat(rows).hasSize(1 + 8);
    long right =
        rows.stream()
            .skip(1)
            .map(row -> row.split(","))
            .filter(row -> Double.parseDouble(row[1]) == Double.parseDouble(row[2]))
            .count();
    assertThat(right).as(String.join("\n", rows)).isGreaterThanOrEqualTo(7);
  }

  /** Pink with violet discs of 5 pixels. */
  private static void draw(Path file, int nuclei, Random random) throws IOException {
    BufferedImage tile = new BufferedImage(EDGE, EDGE, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < EDGE; y++) {
      for (int x = 0; x < EDGE; x++) {
        set(tile, x, y, 225, 160, 195, random);
      }
    }
    for (int nucleus = 0; nucleus < nuclei; nucleus++) {
      int left = random.nextInt(EDGE - 5);
      int top = random.nextInt(EDGE - 5);
      for (int y = 0; y < 5; y++) {
        for (int x = 0; x < 5; x++) {
          if ((x - 2) * (x - 2) + (y - 2) * (y - 2) <= 5) {
            set(tile, left + x, top + y, 90, 60, 140, random);
          }
        }
      }
    }
    ImageIO.write(tile, "png", file.toFile());
  }

  private static void set(
      BufferedImage tile, int x, int y, int red, int green, int blue, Random random) {
    int noise = random.nextInt(21) - 10;
    tile.setRGB(x, y, (red + noise) << 16 | (green + noise) << 8 | (blue + noise));
  }
}
