// A result in a cell: its number, or its words, and how it stands out.
import type { Grant } from '../../../core/authorization/grant.ts';
import type { LabReading } from '../../../core/labs/over-time.ts';
import type { Language } from '../../../locales/language.ts';
import { sayNumber } from '../../../locales/numbers.ts';
import { labsWords } from '../../../locales/words.ts';
import { itemHref } from '../kinds.ts';
import { Marks } from '../marks.tsx';

interface ResultProps {
  readonly reading: LabReading;
  /** Of the whole row: a result that was written in it is shown without. */
  readonly unit: string;
  readonly grant: Pick<Grant, 'permits'>;
  readonly language: Language;
  /** Does its number lead to the report? */
  readonly isLinked?: boolean;
}

export function Result({ reading, unit, grant, language, isLinked }: ResultProps) {
  const { itemId, value, unit: own, written, mark, standing } = reading;
  const isConverted = value !== undefined && own !== unit && own !== '';
  const digits = own !== '' && written.endsWith(own) ? written.slice(0, -own.length).trim() : written;
  const shown = isConverted ? sayNumber(value, language) : value === undefined ? written : digits;
  return (
    <>
      {isLinked ? (
        <a class="plain" href={itemHref(itemId)}>
          {shown}
        </a>
      ) : (
        shown
      )}
      {isConverted && <span class="hint">{labsWords(language).asWritten(written)}</span>}
      {standing !== undefined && <span class="hint">{standing}</span>}
      {mark && <Marks marks={[mark]} id={itemId} grant={grant} language={language} />}
    </>
  );
}
