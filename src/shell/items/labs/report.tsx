// What one report says, test by test.
import { readReport } from '../../../core/labs/over-time.ts';
import type { StoredThing } from '../../../core/things/thing.ts';
import type { Language } from '../../../locales/language.ts';
import { labsWords } from '../../../locales/words.ts';
import { Table } from '../../kit/kit.tsx';
import { Result } from './result.tsx';

export function Report({ thing, language }: { thing: StoredThing; language: Language }) {
  const w = labsWords(language);
  const lines = readReport(thing, language);
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
              cell: ({ reading }) => <Result reading={reading} unit={reading.unit} language={language} />,
            },
            { label: w.unit, cell: ({ reading }) => reading.value !== undefined && reading.unit },
            { label: w.range, cell: ({ reading }) => reading.range },
          ]}
        />
      ))}
    </>
  );
}
