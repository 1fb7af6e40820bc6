package io.parley.llama;

import com.sun.jna.Pointer;
import io.parley.engine.EngineException;
import io.parley.engine.Generation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens to one job in a round: tokens into the batch, a token out of the logits. */
final class JobSteps {
  private final LoadedModel model;

  JobSteps(LoadedModel model) {
    this.model = model;
  }

  /** Puts at most so many of the job's next tokens into the batch. */
  void put(Job job, DecodeBatch batch, int most) {
    int count = Math.min(job.unfed(), most);
    for (int i = 0; i < count; i++) {
      boolean last = i == job.unfed() - 1;
      int place = batch.add(job.next(i), job.fed + i, job.sequence, last);
      job.logitsAt = last ? place : -1;
    }
    job.put = count;
    job.fed += count;
  }

  /** Takes back what the last round put, because it was not decoded. */
  void rewind(Job job) {
    job.fed -= job.put;
    job.put = 0;
    job.logitsAt = -1;
  }

  /** Takes tokens that are forced before anything was decoded; gives the end if that is all. */
  Generation.@Nullable End begin(Job job) {
    return takeForced(job);
  }

  /** Chooses by the logits and takes what is forced after it; gives the end if it is reached. */
  Generation.@Nullable End choose(Job job, @Nullable Pointer logits) {
    if (logits == null) {
      throw new EngineException(EngineException.Kind.CRASHED, "llama.cpp gave no logits");
    }
    Generation.End end = take(job, job.chooser.choose(logits));
    return end == null ? takeForced(job) : end;
  }

  private Generation.@Nullable End takeForced(Job job) {
    for (int forced = job.chooser.forced(); forced >= 0; forced = job.chooser.forced()) {
      Generation.End end = take(job, Choice.forced(forced));
      if (end != null) {
        return end;
      }
    }
    return null;
  }

  private Generation.@Nullable End take(Job job, Choice choice) {
    if (job.chosen.isEmpty()) {
      job.firstTokenNanos = System.nanoTime();
    }
    job.chooser.accept(choice.token());
    boolean ends = job.chooser.ends(choice.token());
    String piece = ends ? "" : job.text.add(model.piece(choice.token()));
    job.chosen.add(token(piece, choice));
    String news = job.text.news();
    if (!news.isEmpty()) {
      job.listener.decoded(news);
    }
    if (ends) {
      return Generation.End.COMPLETE;
    }
    if (job.text.stopped()) {
      return Generation.End.STOP_TEXT;
    }
    if (job.chosen.size() >= job.limit) {
      return Generation.End.TOKEN_LIMIT;
    }
    job.feed(choice.token());
    return null;
  }

  private Generation.Token token(String piece, Choice choice) {
    List<Generation.Alternative> others = new ArrayList<>();
    for (int i = 0; i < choice.others().length; i++) {
      String text = new String(model.piece(choice.others()[i]), StandardCharsets.UTF_8);
      others.add(new Generation.Alternative(text, choice.otherProbabilities()[i]));
    }
    return new Generation.Token(
        piece, choice.probability(), choice.margin(), choice.entropy(), choice.forced(), others);
  }
}
