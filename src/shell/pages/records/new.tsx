// Making a new record.

import { assume } from '../../../assume.ts';
import { type AccessibleRecord, listAccessibleRecords } from '../../../core/authorization/consent-choice.ts';
import { Fault } from '../../../core/faults.ts';
import { createRecord } from '../../../core/records/create.ts';
import type { Language } from '../../../locales/language.ts';
import { recordsWords } from '../../../locales/words.ts';
import { ErrorSummary, type FieldErrors } from '../../kit/fields.tsx';
import { type FieldDefinition, Fields, readFields, type Values } from '../../kit/form-definition.tsx';
import { Form, Layout } from '../../kit/layout.tsx';
import { listRelationships } from '../../kit/words.ts';
import { leaveNotice } from '../../web/notice.ts';
import { show } from '../../web/respond.tsx';
import { chooseRecord, type ShellContext, type SignedInContext } from '../../web/visit.ts';
import { findNameProblem } from '../accounts/checks.ts';
import { goOn } from '../accounts/onward.tsx';

export function showNewRecord(c: ShellContext): Promise<Response> {
  return newRecordPage(c, c.req.query('request'), {});
}

function definitions(language: Language): FieldDefinition[] {
  const w = recordsWords(language);
  return [
    {
      name: 'name',
      label: w.name,
      kind: 'text',
      autocomplete: 'off',
      max: 100,
      check: value => (findNameProblem(value, '') === undefined ? undefined : w.badName),
    },
    {
      name: 'relationship',
      label: w.who,
      kind: 'select',
      options: listRelationships(language).map(({ number, name }) => ({
        value: String(number),
        label: name,
      })),
    },
  ];
}

export async function tryCreateRecord(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  const w = recordsWords(language);
  const request = form.get('request') ?? undefined;
  const { values, errors } = readFields(definitions(language), form, language);
  if (errors.name && values.name === '') errors.name = w.nameMissing;
  if (errors.relationship) errors.relationship = w.whoMissing;
  if (Object.keys(errors).length > 0) return newRecordPage(c, request, values, errors);
  const name = values.name ?? '';
  let made: AccessibleRecord;
  try {
    const relationship = Number(values.relationship);
    made = await vault.store.write(async db => {
      const { id } = await createRecord(db, vault, { personId: person.id, name, relationship });
      const reached = await listAccessibleRecords(db, person.id, vault.clock.now());
      return assume(
        reached.find(({ record }) => record.id === id),
        'the record that was made',
      );
    });
  } catch (error) {
    if (!(error instanceof Fault) || error.reason !== 'tooManyRecords') throw error;
    return newRecordPage(c, request, values, { name: w.tooMany });
  }
  // What is added next is meant for whom it was made.
  chooseRecord(c, made);
  if (request === undefined) leaveNotice(c, { text: w.created(name) });
  return goOn(c, request);
}

function newRecordPage(
  c: ShellContext,
  request: string | undefined,
  values: Values,
  errors: FieldErrors = {},
): Promise<Response> {
  const { visit } = c.var;
  const { language } = visit;
  const w = recordsWords(language);
  const hasErrors = Object.keys(errors).length > 0;
  const page = (
    <Layout
      title={w.newTitle}
      visit={visit}
      place="records"
      plain={request !== undefined}
      hasErrors={hasErrors}
    >
      <div class="narrow">
        <h1>{w.newTitle}</h1>
        <p class="lead">{w.newLead}</p>
        <ErrorSummary errors={errors} language={language} />
        <Form visit={visit} action="/records/new" request={request}>
          <Fields definitions={definitions(language)} values={values} errors={errors} language={language} />
          <button type="submit">{w.createButton}</button>
        </Form>
        <p class="after">
          <a href={request === undefined ? '/records' : `/go?request=${request}`}>{w.back}</a>
        </p>
      </div>
    </Layout>
  );
  return show(c, page, { status: hasErrors ? 422 : 200 });
}
