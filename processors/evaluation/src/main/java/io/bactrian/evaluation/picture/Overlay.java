package io.bactrian.evaluation.picture;

import io.bactrian.evaluation.EvaluationException;
import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.LabelMap;
import io.bactrian.safety.AtomicFiles;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * A picture of an image in grey with the outlines of target and prediction: the axial, coronal and
 * sagittal section through the structures, or the one section of a flat image. Radiological
 * convention, true proportions; only the surroundings of the structures are shown when they are
 * small.
 *
 * @param image what lies below
 * @param target outlines in cool colours, or null
 * @param prediction outlines in warm colours, or null
 * @param labels the classes to outline; background (0) among them is left out
 * @param title written above, or empty
 */
public record Overlay(
    Image image, LabelMap target, LabelMap prediction, List<Integer> labels, String title) {
  /** Size of a panel at most, in pixels. */
  private static final int PANEL = 400;

  /** Size of a panel at most when it is the only one. */
  private static final int ONLY_PANEL = 640;

  private static final int GAP = 10;
  private static final int TITLE = 34;
  private static final double GRID_TOLERANCE = 0.01;
  static final Color PAPER = new Color(0x14171a);
  static final Color INK = new Color(0xe6e9ec);

  /**
   * @throws EvaluationException when an outline lies on another grid than the image
   */
  public Overlay {
    labels = labels.stream().filter(label -> label != 0).toList();
    check(image.geometry(), target, "target", title);
    check(image.geometry(), prediction, "prediction", title);
  }

  private static void check(Geometry geometry, LabelMap map, String which, String title) {
    if (map != null && !map.geometry().matches(geometry, GRID_TOLERANCE)) {
      throw new EvaluationException(
          "The " + which + " lies on another grid than the image it is to be drawn on",
          "picture '" + title + "': " + which + " " + map.geometry() + "; image " + geometry,
          "the same grid",
          "give the image that the " + which + " belongs to");
    }
  }

  /** Writes the picture as PNG. */
  public void write(Path file) {
    AtomicFiles.write(file, out -> out.write(png()));
  }

  /** The picture as the bytes of a PNG file. */
  public byte[] png() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(draw(), "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The picture. */
  public BufferedImage draw() {
    List<Panel> panels = panels();
    int width = Math.max(360, GAP + panels.stream().mapToInt(p -> p.width() + GAP).sum());
    int height = panels.stream().mapToInt(Panel::height).max().orElseThrow();
    int top = title.isEmpty() ? GAP : TITLE;
    Legend legend = new Legend(labels, target != null, prediction != null, width - 2 * GAP);
    BufferedImage picture =
        new BufferedImage(width, top + height + GAP + legend.height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    smooth(graphics);
    graphics.setColor(PAPER);
    graphics.fillRect(0, 0, picture.getWidth(), picture.getHeight());
    graphics.setColor(INK);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 15));
    graphics.drawString(title, GAP, 23);
    int left = GAP;
    for (Panel panel : panels) {
      int above = top + (height - panel.height()) / 2;
      Graphics2D area = (Graphics2D) graphics.create(left, above, panel.width(), panel.height());
      panel.draw(area, this);
      area.dispose();
      left += panel.width() + GAP;
    }
    legend.draw((Graphics2D) graphics.create(GAP, top + height + GAP, width, legend.height()));
    graphics.dispose();
    return picture;
  }

  private static void smooth(Graphics2D graphics) {
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
  }

  /** The sections, all at the same pixels a millimetre and under the same grey window. */
  private List<Panel> panels() {
    Geometry geometry = image.geometry();
    AnatomicalAxes axes = AnatomicalAxes.of(geometry);
    List<LabelMap> maps = Stream.of(target, prediction).filter(Objects::nonNull).toList();
    Viewpoint view = Viewpoint.on(geometry, maps, labels);
    List<Plane> planes =
        geometry.isFlat() ? List.of(Plane.across(axes.patientAxis(2))) : List.of(Plane.values());
    List<Section> sections = new ArrayList<>();
    for (Plane plane : planes) {
      Viewpoint slice = view.across(axes.voxelAxis()[plane.normal]);
      sections.add(new Section(geometry, axes, plane, slice.start(), slice.size()));
    }
    double longest =
        sections.stream()
            .mapToDouble(s -> Math.max(s.millimetresWide(), s.millimetresHigh()))
            .max()
            .orElseThrow();
    double scale = (sections.size() == 1 ? ONLY_PANEL : PANEL) / longest;
    GreyWindow window = GreyWindow.of(image, sections);
    List<Panel> panels = new ArrayList<>();
    for (int i = 0; i < planes.size(); i++) {
      panels.add(new Panel(planes.get(i), sections.get(i), window, scale, !geometry.isFlat()));
    }
    return panels;
  }
}
