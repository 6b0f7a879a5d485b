// What the columns of a table are: guessed, with some of what stands in them, for the person to check.
import type { AskedChoice, Question } from '../../../formats/format.ts';
import { importsWords } from '../../../locales/words.ts';
import { importHref } from '../../items/import-links.ts';
import { Select } from '../../kit/fields.tsx';
import { Form } from '../../kit/layout.tsx';
import type { Shown } from './shown.ts';

interface ColumnsProps extends Shown {
  readonly question: Question;
}

export function Columns({ visit, one, request, question }: ColumnsProps) {
  const w = importsWords(visit.language);
  const ask = ({ name, options, guess }: AskedChoice, label: string, hint?: string) => (
    <Select
      name={name}
      label={label}
      hint={hint}
      errors={{}}
      value={guess}
      options={options.map(value => ({ value, label: w.options[value] ?? value }))}
    />
  );
  return (
    <>
      <p class="lead">{w.columnsLead}</p>
      <Form visit={visit} action={importHref(one.id)} request={request}>
        {question.columns.map(({ name, samples, choices }, i) => {
          const label = name || w.column(i + 1);
          return choices.map(choice => ask(choice, label, samples.join(' · ') || w.noSamples));
        })}
        {question.choices.map(choice => ask(choice, w.choices[choice.name] ?? choice.name))}
        <div class="decision">
          <button type="submit" name="do" value="read">
            {w.read}
          </button>
          <button type="submit" name="do" value="drop" class="second">
            {w.drop1}
          </button>
        </div>
      </Form>
    </>
  );
}

/** What was said of each, where it is one of what can be said. */
export function readAnswer({ columns, choices }: Question, form: URLSearchParams): Record<string, string> {
  const all = [...columns.flatMap(({ choices }) => choices), ...choices];
  return Object.fromEntries(
    all.map(({ name, options, guess }) => {
      const said = form.get(name);
      return [name, said !== null && options.includes(said) ? said : guess];
    }),
  );
}
