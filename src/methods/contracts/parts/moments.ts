// Moments in requests and answers: xs:dateTime, read as milliseconds.
import type { TextSchema } from '../../../schema/schema.ts';
import { collapseSpaces, dateTimeText, TextProblem, text } from '../../../schema/text.ts';

/** Read as UTC where no zone is given; printed with a Z, which .NET clients insist on. */
export const moment: TextSchema<number> = text(
  'dateTime',
  {},
  written => {
    const value = dateTimeText.fromText(written);
    const time = Date.parse(/(Z|[+-]\d\d:\d\d)$/.test(value) ? value : `${value}Z`);
    if (Number.isNaN(time)) throw new TextProblem('must lie in the years 0001 to 9999');
    return time;
  },
  time => new Date(time).toISOString(),
);

/** A moment that clients may leave empty for none. */
export const momentOrEmpty: TextSchema<number | undefined> = text(
  'dateTime',
  {},
  written => (collapseSpaces(written) === '' ? undefined : moment.fromText(written)),
  time => (time === undefined ? '' : moment.toText(time)),
);
