// What one report says, test by test.
import type { Grant } from '../../../core/authorization/grant.ts';
import { readReport } from '../../../core/labs/over-time.ts';
import type { Beside } from '../../../core/targets/judge.ts';
import type { StoredThing } from '../../../core/things/thing.ts';
import type { Language } from '../../../locales/language.ts';
import { labsWords } from '../../../locales/words.ts';
import { Table } from '../../kit/kit.tsx';
import { Result } from './result.tsx';

interface ReportProps {
  readonly thing: StoredThing;
  readonly beside: Beside;
  readonly grant: Pick<Grant, 'permits'>;
  readonly language: Language;
}

export function Report({ thing, beside, grant, language }: ReportProps) {
  const w = labsWords(language);
  const lines = readReport(thing, language, beside);
  const groups = [...new Set(lines.map(({ group }) => group))];
  return (
    <>
      {groups.map(group => (
        <Table
          caption={group}
          rows={lines.filter(line => line.group === group)}
          columns={[
            { label: w.test, cell: ({ name }) => name },
            {
              label: w.result,
              isNumber: true,
              cell: ({ reading }) => (
                <Result reading={reading} unit={reading.unit} grant={grant} language={language} />
              ),
            },
            { label: w.unit, cell: ({ reading }) => reading.value !== undefined && reading.unit },
            { label: w.range, cell: ({ reading }) => reading.range },
          ]}
        />
      ))}
    </>
  );
}
