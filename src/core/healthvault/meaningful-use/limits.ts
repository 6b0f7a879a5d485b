// Limits of meaningful use.
import { hourMs } from '../../limits/durations.ts';

export const meaningfulUseLimits = {
  /** Between mails that tell a person of documents an application put into a record. */
  documentMailGapMs: hourMs,
  /** Rows of a page of a meaningful-use report. */
  meaningfulUseItemsMax: 1000,
};
