// What somebody else saved while a form was open stays. A form carries a mark of each value it was drawn with: saving it
// changes what was changed in it, and where both changed the same, asks again.
import { hashSha256 } from '../../core/secrets.ts';
import type { Language } from '../../locales/language.ts';
import { meanwhileWords } from '../../locales/words.ts';
import type { Values } from './form-definition.tsx';

/** Short, and the same for a text however a browser ends its lines. */
export function makeMark(value: string): string {
  return hashSha256(plain(value)).toString('base64url').slice(0, 16);
}

function plain(value: string): string {
  return value.trim().replace(/\r\n?/g, '\n');
}

export function makeMarks(values: Values): Values {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, makeMark(value)]));
}

const prefix = 'drawn.';

/** The marks a form came with, for showing it again. */
export function readMarks(form: URLSearchParams): Values {
  return Object.fromEntries(
    [...form].flatMap(([name, mark]) => (name.startsWith(prefix) ? [[name.slice(prefix.length), mark]] : [])),
  );
}

export function Marks({ marks }: { marks: Values }) {
  return (
    <>
      {Object.entries(marks).map(([name, mark]) => (
        <input type="hidden" name={`${prefix}${name}`} value={mark} />
      ))}
    </>
  );
}

/**
 * What is to be saved: of each field that there is now, what the form changed, and else what there is.
 * @returns errors at the fields that somebody else changed too, to something else
 */
export function mergeWith(
  now: Values,
  { typed, marks, language }: { typed: Values; marks: Values; language: Language },
): { values: Values; errors: Record<string, string> } {
  const values: Record<string, string> = {};
  const errors: Record<string, string> = {};
  for (const [name, present] of Object.entries(now)) {
    const wanted = typed[name] ?? '';
    const isTouched = makeMark(wanted) !== marks[name];
    values[name] = isTouched ? wanted : present;
    if (isTouched && makeMark(present) !== marks[name] && plain(wanted) !== plain(present))
      errors[name] = meanwhileWords(language).isNow(shortened(present));
  }
  return { values, errors };
}

const shownMax = 200;

function shortened(text: string): string {
  const characters = [...text];
  return characters.length > shownMax ? `${characters.slice(0, shownMax).join('')} …` : text;
}
