// Limits of pictures of the body.
import { dayMs } from '../limits/durations.ts';

export const imagingLimits = {
  /** Files of one intake, what was refused among them. */
  imageFilesPerIntakeMax: 10_000,
  /** Intakes of one person in one record that are open. */
  imageIntakesPerPersonMax: 5,
  /** How long an intake waits for its next file, and for its person to say what is to become of it. */
  imageIntakeIdleMs: 7 * dayMs,
  /** Of a zip of pictures: its bytes, its entries, and bytes of all that is in it. */
  imageZipBytesMax: 4_294_967_296,
  imageZipEntriesMax: 20_000,
  imageZipUnpackedBytesMax: 17_179_869_184,
  /** How long one call goes on unpacking before it tells how far it is. */
  imageUnpackMs: 5000,
  /** How long the thread that reads a file may take, and its memory. */
  imageReadMs: 10_000,
  imageReadMemoryBytesMax: 268_435_456,
  /** Files of one intake, or of one request, that took longer, after which no more are read. */
  imageSlowFilesMax: 10,
  /** Instances of one study. */
  imagesPerStudyMax: 5000,
  /** Instances of one request that stores them, and its bytes. */
  imageStoreInstancesMax: 5000,
  imageStoreBytesMax: 4_294_967_296,
  /** Lines of one answer to a search. */
  dicomWebRowsMax: 5000,
  /** Frames that one request names. */
  dicomWebFramesMax: 1000,
  /** Studies of a record that are looked through. */
  imageStudiesMax: 1000,
  /** Instances of the studies that a process remembers as it found them, and as many of what items say of studies. */
  imagesKnownMax: 10_000,
};
