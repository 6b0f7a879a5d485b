// Local date-times of requests. Some clients add a zone; the digits are what counts.
import type { TextSchema } from '../../../schema/schema.ts';
import { dateTimeText, TextProblem, text } from '../../../schema/text.ts';

export const localTime: TextSchema<string> = text(
  'dateTime',
  {},
  written => {
    const local = localDateTime(dateTimeText.fromText(written));
    if (!/^\d{4}-/.test(local)) throw new TextProblem('must lie in the years 0001 to 9999');
    return local;
  },
  local => local,
);

/** An xs:dateTime as effective dates are kept: without zone, at most three fraction digits, no trailing zeros. */
export function localDateTime(text: string): string {
  return text
    .replace(/(Z|[+-]\d\d:\d\d)$/, '')
    .replace(/(\.\d{3})\d+$/, '$1')
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');
}
