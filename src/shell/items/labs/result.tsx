// A result in a cell: its number, or its words, and how it stands out.
import type { LabReading } from '../../../core/labs/over-time.ts';
import type { Language } from '../../../locales/language.ts';
import { sayNumber } from '../../../locales/numbers.ts';
import { labsWords } from '../../../locales/words.ts';
import { Marks } from '../marks.tsx';

interface ResultProps {
  readonly reading: LabReading;
  /** Of the whole row: a result that was written in it is shown without. */
  readonly unit: string;
  readonly language: Language;
}

export function Result({ reading: { value, unit: own, written, is }, unit, language }: ResultProps) {
  const isConverted = value !== undefined && own !== unit && own !== '';
  const digits = own !== '' && written.endsWith(own) ? written.slice(0, -own.length).trim() : written;
  return (
    <>
      {isConverted ? sayNumber(value, language) : value === undefined ? written : digits}
      {isConverted && <span class="hint">{labsWords(language).asWritten(written)}</span>}
      {is && <Marks marks={[{ what: '', is }]} language={language} />}
    </>
  );
}
