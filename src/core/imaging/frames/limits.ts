// Limits of what is drawn of pictures of the body.
export const frameLimits = {
  /** A larger file is kept, and not shown. */
  pictureFileBytesMax: 268_435_456,
  /** Of the thread that unpacks a picture: how long for one, and how much memory. */
  pictureDrawMs: 15_000,
  pictureDrawMemoryBytesMax: 536_870_912,
};
