import static io.bactrian.dsl.Steps.command;
import static io.bactrian.dsl.Steps.compare;
import static io.bactrian.dsl.Steps.harmonize;
import static io.bactrian.dsl.Steps.kfold;
import static io.bactrian.dsl.Steps.labelsByVote;
import static io.bactrian.dsl.Steps.predictCommand;
import static io.bactrian.dsl.Steps.scores;
import static io.bactrian.dsl.Steps.testing;
import static io.bactrian.dsl.Steps.trainCommand;

import io.bactrian.cohort.Cohort;
import io.bactrian.dsl.Parameter;
import io.bactrian.dsl.Pipeline;
import io.bactrian.dsl.Setting;

/** Cross-validates somebody else's program: it trains on a fold, and predicts who was left out. */
public class ExternalTraining extends Pipeline {
  @Override
  protected void define() {
    Setting data = file("data", "Table of subjects with labels");
    Setting program = file("program", "Threshold.java, or a program with the same arguments");
    Setting output = folder("output", "Gets the scores");
    Setting folds = parameter("folds", Parameter.Type.INTEGER, 3, "Testing folds");

    subjects(data)
        .through(harmonize("canonical"))
        .through(command("copy", "cp {Channel_0} image.nii", "Channel_0=image.nii"))
        .collect(Cohort::new)
        .spread(kfold().with("testing", folds).with("validation", -2))
        .through(trainCommand("fit", "java " + program + " fit {training}", "threshold.txt"))
        .spread(testing())
        .through(
            predictCommand(
                "predict",
                "java " + program + " predict {model}/threshold.txt {Channel_0} labels.nii",
                "prediction=labels.nii"))
        .through(labelsByVote().with("classes", "0,1"))
        .through(compare().with("classes", "0,1").with("metrics", "dice"))
        .collect()
        .through(
            scores()
                .with("classes", "0,1")
                .with("metrics", "dice")
                .with("output", output + "/scores.json"));
  }
}
