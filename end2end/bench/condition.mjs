// When a question is asked, in another program's words.

/**
 * Writes a condition of ours as text. `words` has a function for each form that a condition takes, which gets the name
 * of the answer asked about (`nameOf` knows where it stands) and the value or values; and one that joins several.
 */
export function conditionText(condition, nameOf, words) {
  if (condition.all) return words.all(condition.all.map((part) => conditionText(part, nameOf, words)));
  const name = nameOf(condition.question);
  if ('is' in condition) return words.is(name, condition.is);
  if ('is_not' in condition) return words.isNot(name, condition.is_not);
  if ('one_of' in condition) return words.oneOf(name, condition.one_of);
  if ('has' in condition) return words.has(name, condition.has);
  throw new Error(`the form has a condition that the benchmark doesn't know: ${JSON.stringify(condition)}`);
}
