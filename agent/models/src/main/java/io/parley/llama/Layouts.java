package io.parley.llama;

import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;

/**
 * Structs that the C API passes by value, field by field as in {@code llama.h} of each version. A C
 * {@code bool} is one byte here: JNA's boolean would be four. Public because JNA reads the fields
 * by reflection.
 */
final class Layouts {
  private Layouts() {}

  /** {@code llama_model_params} of b4916. */
  @FieldOrder({
    "devices",
    "gpuLayers",
    "splitMode",
    "mainGpu",
    "tensorSplit",
    "progress",
    "progressData",
    "overrides",
    "vocabOnly",
    "mmap",
    "mlock",
    "checkTensors"
  })
  public static final class ModelB4916 extends Structure implements Structure.ByValue {
    public Pointer devices = Pointer.NULL;
    public int gpuLayers;
    public int splitMode;
    public int mainGpu;
    public Pointer tensorSplit = Pointer.NULL;
    public Pointer progress = Pointer.NULL;
    public Pointer progressData = Pointer.NULL;
    public Pointer overrides = Pointer.NULL;
    public byte vocabOnly;
    public byte mmap;
    public byte mlock;
    public byte checkTensors;
  }

  /** {@code llama_context_params} of b4916. */
  @FieldOrder({
    "ctx", "batch", "ubatch", "seqMax", "threads", "threadsBatch", "ropeScaling", "pooling",
    "attention", "ropeBase", "ropeScale", "yarnExt", "yarnAttn", "yarnFast", "yarnSlow", "yarnOrig",
    "defrag", "eval", "evalData", "typeK", "typeV", "logitsAll", "embeddings", "offloadKqv",
    "flashAttention", "noPerf", "abort", "abortData"
  })
  public static final class ContextB4916 extends Structure implements Structure.ByValue {
    public int ctx;
    public int batch;
    public int ubatch;
    public int seqMax;
    public int threads;
    public int threadsBatch;
    public int ropeScaling;
    public int pooling;
    public int attention;
    public float ropeBase;
    public float ropeScale;
    public float yarnExt;
    public float yarnAttn;
    public float yarnFast;
    public float yarnSlow;
    public int yarnOrig;
    public float defrag;
    public Pointer eval = Pointer.NULL;
    public Pointer evalData = Pointer.NULL;
    public int typeK;
    public int typeV;
    public byte logitsAll;
    public byte embeddings;
    public byte offloadKqv;
    public byte flashAttention;
    public byte noPerf;
    public Pointer abort = Pointer.NULL;
    public Pointer abortData = Pointer.NULL;
  }

  /** {@code llama_model_params} of v0.5.0. */
  @FieldOrder({
    "devices",
    "bufferOverrides",
    "gpuLayers",
    "splitMode",
    "loadMode",
    "lazyMode",
    "mainGpu",
    "tensorSplit",
    "progress",
    "progressData",
    "overrides",
    "vocabOnly",
    "checkTensors",
    "extraBuffers",
    "noHost",
    "noAlloc",
    "loadMtp"
  })
  public static final class ModelV050 extends Structure implements Structure.ByValue {
    public Pointer devices = Pointer.NULL;
    public Pointer bufferOverrides = Pointer.NULL;
    public int gpuLayers;
    public int splitMode;
    public int loadMode;
    public int lazyMode;
    public int mainGpu;
    public Pointer tensorSplit = Pointer.NULL;
    public Pointer progress = Pointer.NULL;
    public Pointer progressData = Pointer.NULL;
    public Pointer overrides = Pointer.NULL;
    public byte vocabOnly;
    public byte checkTensors;
    public byte extraBuffers;
    public byte noHost;
    public byte noAlloc;
    public byte loadMtp;
  }

  /** {@code llama_context_params} of v0.5.0. */
  @FieldOrder({
    "ctx",
    "batch",
    "ubatch",
    "seqMax",
    "rsSeq",
    "outputsMax",
    "outputsMaxPerSeq",
    "threads",
    "threadsBatch",
    "type",
    "ropeScaling",
    "pooling",
    "attention",
    "flashAttention",
    "ropeBase",
    "ropeScale",
    "yarnExt",
    "yarnAttn",
    "yarnFast",
    "yarnSlow",
    "yarnOrig",
    "defrag",
    "eval",
    "evalData",
    "typeK",
    "typeV",
    "abort",
    "abortData",
    "embeddings",
    "offloadKqv",
    "noPerf",
    "opOffload",
    "swaFull",
    "kvUnified",
    "samplers",
    "samplerCount",
    "other"
  })
  public static final class ContextV050 extends Structure implements Structure.ByValue {
    public int ctx;
    public int batch;
    public int ubatch;
    public int seqMax;
    public int rsSeq;
    public int outputsMax;
    public int outputsMaxPerSeq;
    public int threads;
    public int threadsBatch;
    public int type;
    public int ropeScaling;
    public int pooling;
    public int attention;
    public int flashAttention;
    public float ropeBase;
    public float ropeScale;
    public float yarnExt;
    public float yarnAttn;
    public float yarnFast;
    public float yarnSlow;
    public int yarnOrig;
    public float defrag;
    public Pointer eval = Pointer.NULL;
    public Pointer evalData = Pointer.NULL;
    public int typeK;
    public int typeV;
    public Pointer abort = Pointer.NULL;
    public Pointer abortData = Pointer.NULL;
    public byte embeddings;
    public byte offloadKqv;
    public byte noPerf;
    public byte opOffload;
    public byte swaFull;
    public byte kvUnified;
    public Pointer samplers = Pointer.NULL;
    public NativeLong samplerCount = new NativeLong(0);
    public Pointer other = Pointer.NULL;
  }

  /** {@code llama_batch}, the same in both. */
  @FieldOrder({"count", "token", "embedding", "pos", "sequenceCount", "sequences", "logits"})
  public static final class Batch extends Structure implements Structure.ByValue {
    public int count;
    public Pointer token = Pointer.NULL;
    public Pointer embedding = Pointer.NULL;
    public Pointer pos = Pointer.NULL;
    public Pointer sequenceCount = Pointer.NULL;
    public Pointer sequences = Pointer.NULL;
    public Pointer logits = Pointer.NULL;
  }
}
