package io.parley.message;

/**
 * Why a question was not answered.
 *
 * @param code a word that programs can tell apart: lower case, hyphens
 * @param text a sentence that names the field, the value and the rule
 */
public record Reason(String code, String text) {}
