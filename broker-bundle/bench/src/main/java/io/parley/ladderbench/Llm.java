package io.parley.ladderbench;

/**
 * The models of the paper with its prices, in USD for a million tokens of prompt and completion,
 * and how often one keeps silent (the paper's 8 failures of 1000 were all Gemini's).
 */
enum Llm {
  GPT_4O(5, 15, 0),
  LLAMA_405B(5, 10, 0),
  GEMINI_15_PRO(3.5, 10.5, 0.01);

  final double promptPrice;
  final double completionPrice;
  final double silence;

  Llm(double promptPrice, double completionPrice, double silence) {
    this.promptPrice = promptPrice;
    this.completionPrice = completionPrice;
    this.silence = silence;
  }

  double price(long prompt, long completion) {
    return (prompt * promptPrice + completion * completionPrice) / 1e6;
  }
}
