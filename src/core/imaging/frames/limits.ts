// Limits of what is drawn of pictures of the body.

/** How much longer one side of a pixel may be than the other. */
export const pixelShapeMax = 20;

export const frameLimits = {
  /** A larger file is kept, and not shown. */
  pictureFileBytesMax: 268_435_456,
  /** Of the thread that unpacks a picture: how long for one, and how much memory. */
  pictureDrawMs: 15_000,
  pictureDrawMemoryBytesMax: 536_870_912,
  /** How long a file that took too long is not tried again. */
  pictureRestMs: 300_000,
  /** Frames of a study that its page shows. */
  pictureFramesMax: 200_000,
};
