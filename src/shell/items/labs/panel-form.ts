// A report of a laboratory as its form was sent: what is in its lines, and what is wrong with it.
import { getLatestDay, isPastDay } from '../../../core/days.ts';
import type { PanelLine, PanelTyped } from '../../../core/labs/panel.ts';
import { readRange } from '../../../core/labs/panel.ts';
import type { Language } from '../../../locales/language.ts';
import { formWords, frameWords, labsWords } from '../../../locales/words.ts';
import type { FieldErrors } from '../../kit/fields.tsx';
import { Wrong } from '../form/leaf.ts';
import { demandPrintable, readTypedNumber } from '../form/text-leaves.ts';

export const lineFields = ['test', 'result', 'unit', 'range'] as const;
export type LineField = (typeof lineFields)[number];
export type LineTexts = Readonly<Record<LineField, string>>;

export const emptyLine: LineTexts = { test: '', result: '', unit: '', range: '' };

export interface PanelTexts {
  readonly name: string;
  /** `2026-05-31`. */
  readonly day: string;
  readonly laboratory: string;
  readonly lines: readonly LineTexts[];
}

export const panelBounds = { linesMax: 60, textCharactersMax: 200 };

export function readPanelTexts(form: URLSearchParams): PanelTexts {
  const read = (name: string) => (form.get(name) ?? '').trim();
  const columns = lineFields.map(field => form.getAll(field).slice(0, panelBounds.linesMax));
  const count = Math.max(...columns.map(({ length }) => length));
  const lines = Array.from({ length: count }, (_, line) => {
    const [test = '', result = '', unit = '', range = ''] = columns.map(column =>
      (column[line] ?? '').trim(),
    );
    return { test, result, unit, range };
  });
  return { name: read('name'), day: read('day'), laboratory: read('laboratory'), lines };
}

/** The id of a field of a line, for what is wrong with it. */
export function nameLineField(field: LineField, line: number): string {
  return `${field}-${line + 1}`;
}

/** The unit and range that a test had last, by its name. */
export type Ways = ReadonlyMap<string, Pick<LineTexts, 'unit' | 'range'>>;

/** What is wrong is by the field it is in. */
export function readPanel(
  texts: PanelTexts,
  { language, now, ways }: { language: Language; now: number; ways: Ways },
): { panel: PanelTyped; errors: FieldErrors } {
  const w = labsWords(language);
  const errors: Record<string, string> = {};
  const check = (field: string, text: string, label: string) => {
    if ([...text].length > panelBounds.textCharactersMax)
      errors[field] = frameWords(language).tooLong(label, panelBounds.textCharactersMax);
    else tryTo(() => demandPrintable(text, label, language), field);
  };
  const tryTo = <T>(read: () => T, field: string): T | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof Wrong)) throw error;
      errors[field] ??= error.message;
      return undefined;
    }
  };
  if (!/^\d{4}-\d\d-\d\d$/.test(texts.day)) errors.day = w.badDay;
  else if (!isPastDay(texts.day, now)) errors.day = texts.day > getLatestDay(now) ? w.ahead : w.badDay;
  check('name', texts.name, w.name);
  check('laboratory', texts.laboratory, w.laboratory);
  const lines = texts.lines.flatMap((line, at): PanelLine[] => {
    const field = (name: LineField) => nameLineField(name, at);
    // What a list of tests brought along is no result yet.
    if (line.result === '') return [];
    if (line.test === '') errors[field('test')] = w.noTest(at + 1);
    for (const name of lineFields) check(field(name), line[name], w[name]);
    const label = line.test || w.result;
    const used = ways.get(line.test);
    // The range came with the form, the unit was typed over it.
    if (used && line.range !== '' && line.range === used.range && line.unit !== used.unit)
      errors[field('range')] = w.rangeOfUnit(used.unit);
    const value = tryTo(() => readNumber(line.result, label, language), field('result'));
    const range =
      line.range === ''
        ? undefined
        : tryTo(() => readRange(line.range, text => readNumber(text, label, language)), field('range'));
    return [{ test: line.test, result: { typed: line.result, value }, unit: line.unit, range }];
  });
  if (lines.length === 0) errors[nameLineField('result', 0)] = w.noLines;
  const [y = 0, m = 0, d = 0] = texts.day.split('-').map(Number);
  const panel = { name: texts.name || w.nameOf, day: { y, m, d }, laboratory: texts.laboratory, lines };
  return { panel, errors };
}

/** Undefined for words. @throws Wrong for what may be two numbers */
function readNumber(text: string, label: string, language: Language): number | undefined {
  if (!/^[+-]?\d[\d.,\s]*$/u.test(text)) return undefined;
  const number = Number(readTypedNumber(text, { field: { label }, language }));
  if (!Number.isFinite(number)) throw new Wrong(formWords(language).number(label));
  return number;
}
