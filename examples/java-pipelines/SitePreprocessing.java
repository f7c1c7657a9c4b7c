import static io.bactrian.dsl.Steps.harmonize;
import static io.bactrian.dsl.Steps.normalize;

import io.bactrian.cohort.Cohort;
import io.bactrian.cohort.CohortWriter;
import io.bactrian.cohort.Subject;
import io.bactrian.dsl.Channel;
import io.bactrian.dsl.Pipeline;
import io.bactrian.dsl.Setting;
import java.nio.file.Path;

/** Radiology preprocessing: a table of the processed images for each site, and one for all. */
public class SitePreprocessing extends Pipeline {
  @Override
  protected void define() {
    Setting data = file("data", "Table of subjects with a column Site");
    Setting output = folder("output", "Gets the tables");

    Channel<Subject> ready =
        subjects(data)
            .through(harmonize("canonical"))
            .through(normalize("zscore").with("mask", "nonzero"));

    ready
        .groupBy(subject -> subject.attributes().getOrDefault("Site", "unknown"))
        .forEach(
            "siteTable",
            site ->
                CohortWriter.write(
                    Path.of(output.get(), site.key() + ".csv"), new Cohort(site.items())));

    ready
        .collect(Cohort::new)
        .forEach(
            "table", cohort -> CohortWriter.write(Path.of(output.get(), "all.csv"), cohort));
  }
}
