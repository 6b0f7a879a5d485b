// Parts of the pages on which a person chooses a record: for an application to use, or to put a package into.

import type { AccessibleRecord } from '../../../core/authorization/consent-choice.ts';
import { connectWords } from '../../../locales/words.ts';
import { Choices, type FieldErrors } from '../../kit/fields.tsx';
import { Form } from '../../kit/layout.tsx';
import { sayLimits, sayRelationship } from '../../kit/words.ts';
import type { SignedInVisit, Visit } from '../../web/visit.ts';

interface RecordChoiceProps {
  readonly visit: Visit;
  readonly records: readonly AccessibleRecord[];
  /** The record that is ticked. */
  readonly chosen: string | undefined;
  readonly errors: FieldErrors;
}

/** Sends the field `record`. */
export function RecordChoice({ visit, records, chosen, errors }: RecordChoiceProps) {
  const options = records.map(({ record, access }) => ({
    value: record.id,
    label: record.name,
    hint: [sayRelationship(access, visit.language), sayLimits(access, visit.language)]
      .filter(Boolean)
      .join('. '),
  }));
  const w = connectWords(visit.language).record;
  return (
    <Choices
      name="record"
      label={w.label}
      options={options}
      chosen={chosen === undefined ? [] : [chosen]}
      errors={errors}
    />
  );
}

/** The record that is ticked before the person does: the only one, or, where the invitation names somebody, theirs. */
export function guessRecord(records: readonly AccessibleRecord[], friendlyName: string): string | undefined {
  const [likely, ...others] =
    records.length === 1 ? records : records.filter(({ record }) => sameName(record.name, friendlyName));
  return others.length === 0 ? likely?.record.id : undefined;
}

function sameName(a: string, b: string): boolean {
  return a.trim().localeCompare(b.trim(), undefined, { sensitivity: 'base' }) === 0;
}

/** In place of the choice, for a person without any. The sealed request brings them back here. */
export function NoRecordYet({ visit, sealed }: { visit: Visit; sealed: string }) {
  const w = connectWords(visit.language).record;
  return (
    <div class="notice">
      <p>{w.none}</p>
      <p>
        <a class="button" href={`/records/new?request=${sealed}`}>
          {w.create}
        </a>
      </p>
    </div>
  );
}

/** Who is signed in, and the way out for somebody else. */
export function SignedInAs({ visit, sealed }: { visit: SignedInVisit; sealed: string }) {
  const w = connectWords(visit.language).record;
  return (
    <Form visit={visit} action="/sign-out" request={sealed}>
      <p>
        {w.signedInAs} <strong>{visit.person.name}</strong>. {w.notYou}{' '}
        <button type="submit" class="like-link">
          {w.signOut}
        </button>
      </p>
    </Form>
  );
}
