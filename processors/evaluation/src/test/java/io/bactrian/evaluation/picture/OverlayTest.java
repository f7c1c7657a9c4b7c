package io.bactrian.evaluation.picture;

import static io.bactrian.evaluation.Grids.box;
import static io.bactrian.evaluation.Grids.ellipsoid;
import static io.bactrian.evaluation.Grids.empty;
import static io.bactrian.evaluation.Grids.grid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.bactrian.evaluation.EvaluationException;
import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.io.ImageReader;
import java.awt.Color;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlayTest {
  /** Brighter to the left of the patient, to the back, and upwards, in different measure. */
  private static Image ramp(Geometry geometry) {
    float[] voxels = new float[(int) geometry.voxels()];
    int i = 0;
    for (int z = 0; z < geometry.size(2); z++) {
      for (int y = 0; y < geometry.size(1); y++) {
        for (int x = 0; x < geometry.size(0); x++) {
          double[] at = geometry.toPhysical(x, y, z);
          voxels[i++] = (float) (at[0] + 2 * at[1] + 4 * at[2]);
        }
      }
    }
    return Image.of(voxels, geometry);
  }

  private static double[] section(Image image, Plane plane) {
    Geometry geometry = image.geometry();
    AnatomicalAxes axes = AnatomicalAxes.of(geometry);
    int[] size = geometry.size();
    size[axes.voxelAxis()[plane.normal]] = 1;
    return new Section(geometry, axes, plane, new int[3], size).values(image);
  }

  /** 2 voxels along the left, 3 along the back, 4 upwards, in LPS; another order must not show. */
  @Test
  void sectionsFollowRadiologicalConventionWhateverTheOrderInMemory() {
    Image lps = ramp(Geometry.ofSize(2, 3, 4));
    // Right to left of the picture is 1 apart, top to bottom (front to back) 2.
    assertThat(section(lps, Plane.AXIAL)).containsExactly(0, 1, 2, 3, 4, 5);
    // Coronal: rows from the top of the head down, 4 apart.
    assertThat(section(lps, Plane.CORONAL)).containsExactly(12, 13, 8, 9, 4, 5, 0, 1);
    // Sagittal: columns from front to back, 2 apart.
    assertThat(section(lps, Plane.SAGITTAL))
        .containsExactly(12, 14, 16, 8, 10, 12, 4, 6, 8, 0, 2, 4);

    // The same head, stored as (superior, right, anterior).
    Geometry turned =
        new Geometry(
            new int[] {4, 2, 3},
            new double[] {1, 1, 1},
            new double[] {1, 2, 0},
            new double[] {0, -1, 0, 0, 0, -1, 1, 0, 0});
    Image other = ramp(turned);
    // Its first slice across each axis: back, left and bottom, instead of front, right and bottom.
    assertThat(section(other, Plane.AXIAL)).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(section(other, Plane.CORONAL)).containsExactly(16, 17, 12, 13, 8, 9, 4, 5);
    assertThat(section(other, Plane.SAGITTAL))
        .containsExactly(13, 15, 17, 9, 11, 13, 5, 7, 9, 1, 3, 5);
  }

  @Test
  void obliqueImagesAreShownAlongTheirNearestAxes() {
    double c = Math.cos(0.5);
    double s = Math.sin(0.5);
    Geometry oblique =
        new Geometry(
            new int[] {2, 2, 2},
            new double[] {1, 1, 1},
            new double[3],
            new double[] {c, -s, 0, s, c, 0, 0, 0, -1});
    AnatomicalAxes axes = AnatomicalAxes.of(oblique);
    assertThat(axes.voxelAxis()).containsExactly(0, 1, 2);
    assertThat(axes.reversed()).containsExactly(false, false, true);
  }

  @Test
  void anOutlineRunsHalfWayBetweenInsideAndOutside() {
    boolean[] mask = new boolean[36];
    for (int row = 1; row < 5; row++) {
      for (int column = 2; column < 5; column++) {
        mask[row * 6 + column] = true;
      }
    }
    Path2D path = Contours.around(mask, 6, 6);
    Rectangle2D bounds = path.getBounds2D();
    assertThat(bounds.getMinX()).isCloseTo(2, within(1e-9));
    assertThat(bounds.getMaxX()).isCloseTo(5, within(1e-9));
    assertThat(bounds.getMinY()).isCloseTo(1, within(1e-9));
    assertThat(bounds.getMaxY()).isCloseTo(5, within(1e-9));
    assertThat(closedCurves(path)).isEqualTo(1);
    for (int row = 0; row < 6; row++) {
      for (int column = 0; column < 6; column++) {
        assertThat(path.contains(column + 0.5, row + 0.5)).isEqualTo(mask[row * 6 + column]);
      }
    }
  }

  @Test
  void holesAndPartsHaveTheirOwnOutlines() {
    // A ring, a pixel that touches it by a corner, and a pixel at the edge.
    String drawn = "######.#" + "#....#.." + "#....#.." + "######.." + "......#." + ".......#";
    boolean[] mask = new boolean[48];
    for (int i = 0; i < 48; i++) {
      mask[i] = drawn.charAt(i) == '#';
    }
    assertThat(closedCurves(Contours.around(mask, 8, 6))).isEqualTo(5);
    assertThat(closedCurves(Contours.around(new boolean[48], 8, 6))).isZero();
  }

  private static int closedCurves(Path2D path) {
    int count = 0;
    for (PathIterator i = path.getPathIterator(null); !i.isDone(); i.next()) {
      count += i.currentSegment(new double[6]) == PathIterator.SEG_CLOSE ? 1 : 0;
    }
    return count;
  }

  @Test
  void looksAtTheStructuresWithAMargin() {
    Geometry geometry = grid(200, 200, 100, 1, 1, 2);
    LabelMap map = box(empty(geometry), 3, new int[] {100, 20, 50}, new int[] {10, 30, 5});
    Viewpoint view = Viewpoint.on(geometry, List.of(map), List.of(3));
    assertThat(view.centre()).containsExactly(104, 34, 52);
    // 30 mm is longest: 18 mm on each side, 9 voxels along z, cut at the edge of the image.
    assertThat(view.start()).containsExactly(82, 2, 41);
    assertThat(view.size()).containsExactly(46, 66, 23);
    Viewpoint whole = Viewpoint.on(geometry, List.of(map), List.of(1));
    assertThat(whole.size()).containsExactly(200, 200, 100);
    assertThat(whole.centre()).containsExactly(100, 100, 50);
  }

  @Test
  void drawsBothOutlinesInTrueProportions(@TempDir Path folder) throws Exception {
    Geometry geometry = grid(40, 50, 10, 1, 1, 4);
    LabelMap target = ellipsoid(empty(geometry), 1, new int[] {20, 25, 5}, new int[] {10, 12, 3});
    LabelMap prediction = ellipsoid(empty(geometry), 1, new int[] {20, 25, 5}, new int[] {6, 8, 2});
    Path file = folder.resolve("overlay.png");
    new Overlay(ramp(geometry), target, prediction, List.of(0, 1), "title").write(file);
    BufferedImage picture = ImageIO.read(file.toFile());
    // 50 mm are 400 pixels: panels of 40, 40 and 50 mm across, with gaps of 10 pixels.
    assertThat(picture.getWidth()).isEqualTo(320 + 320 + 400 + 4 * 10);
    assertThat(has(picture, ContourColors.target(0))).isTrue();
    assertThat(has(picture, ContourColors.prediction(0))).isTrue();
    assertThat(has(picture, ContourColors.target(1))).isFalse();
    // The centre line of the axial panel, whose top is at 34: the target ends 12.5 mm from 25.5.
    int top = firstFrom(picture, 10 + 164, 34, ContourColors.target(0));
    assertThat((double) top - 34).isCloseTo((25.5 - 12.5) * 8, within(4.0));
  }

  private static boolean has(BufferedImage picture, Color color) {
    for (int x = 0; x < picture.getWidth(); x++) {
      if (firstFrom(picture, x, 0, color) < picture.getHeight()) {
        return true;
      }
    }
    return false;
  }

  private static int firstFrom(BufferedImage picture, int x, int y, Color color) {
    int row = y;
    while (row < picture.getHeight() && picture.getRGB(x, row) != color.getRGB()) {
      row++;
    }
    return row;
  }

  @Test
  void aFlatImageIsOnePicture() {
    Geometry flat = grid(64, 32, 1, 1, 1, 1);
    BufferedImage picture = new Overlay(ramp(flat), null, null, List.of(1), "").draw();
    assertThat(picture.getWidth()).isEqualTo(640 + 20);
    assertThat(picture.getHeight()).isEqualTo(320 + 20);
    // Grey as stored: bright to the right and below.
    assertThat(picture.getRGB(20, 20) & 0xff).isLessThan(picture.getRGB(640, 320) & 0xff);
  }

  @Test
  void outliersAndNanDoNotDarkenThePicture() {
    float[] voxels = new float[40 * 40];
    for (int i = 0; i < voxels.length; i++) {
      voxels[i] = i % 100;
    }
    voxels[0] = 1e6f;
    voxels[1] = Float.NaN;
    Image image = Image.of(voxels, grid(40, 40, 1, 1, 1, 1));
    Section all =
        new Section(
            image.geometry(),
            AnatomicalAxes.of(image.geometry()),
            Plane.AXIAL,
            new int[3],
            new int[] {40, 40, 1});
    GreyWindow window = GreyWindow.of(image, List.of(all));
    assertThat(window).isEqualTo(new GreyWindow(0, 99));
    assertThat(window.grey(Double.NaN)).isZero();
    assertThat(window.grey(1e6)).isEqualTo(255);
    assertThat(new GreyWindow(0, 2).grey(1)).isEqualTo(128);
  }

  @Test
  void namesAnOutlineOnAnotherGrid() {
    Geometry geometry = grid(4, 4, 4, 1, 1, 1);
    Geometry other = grid(4, 4, 5, 1, 1, 1);
    assertThatThrownBy(
            () -> new Overlay(ramp(geometry), empty(other), null, List.of(1), "subject a"))
        .isInstanceOf(EvaluationException.class)
        .hasMessage(
            """
            The target lies on another grid than the image it is to be drawn on
              where:    picture 'subject a': target %s; image %s
              expected: the same grid
              to mend:  give the image that the target belongs to"""
                .formatted(other, geometry));
  }

  @Test
  void drawsARealHippocampus(@TempDir Path folder) throws Exception {
    Path data = Path.of(System.getProperty("bactrian.shared", "absent"), "hippocampus");
    assumeThat(Files.isDirectory(data)).as("real data at " + data).isTrue();
    Image image = ImageReader.read(data.resolve("images/hippocampus_001.nii.gz"));
    LabelMap target =
        LabelMap.of(ImageReader.read(data.resolve("labels/hippocampus_001.nii.gz")), "target");
    Path file = folder.resolve("overlay.png");
    new Overlay(image, target, null, List.of(0, 1, 2), "").write(file);
    BufferedImage picture = ImageIO.read(file.toFile());
    assertThat(has(picture, ContourColors.target(0))).isTrue();
    assertThat(has(picture, ContourColors.target(1))).isTrue();
    assertThat(has(picture, ContourColors.prediction(0))).isFalse();
  }
}
