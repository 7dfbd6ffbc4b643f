// From ids to vectors: a row of a table for each token. Its derivative sums what comes back for a token into its row.
import * as tf from "@tensorflow/tfjs";

// V tokens in the vocabulary, d channels

/** The rows of the table that the ids name. table (V, d), ids (…) int32 → (…, d).
 *  Throws RangeError where the table is no matrix or the ids are not of int32. */
export function embed<T extends tf.Tensor>(table: tf.Tensor2D, ids: tf.Tensor): T {
  if (table.rank !== 2) throw new RangeError(`embed: the table must be (V, d), got (${table.shape.join(", ")})`);
  if (ids.dtype !== "int32")
    throw new RangeError(`embed: ids must be int32, got ${ids.dtype} (${ids.shape.join(", ")})`);
  return tf.gather(table, ids as tf.Tensor1D) as tf.Tensor as T;
}
