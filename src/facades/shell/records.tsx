// Making a new record.
import type { Hono } from 'hono';
import { Fault } from '../../core/errors.ts';
import { createRecord } from '../../core/records/create.ts';
import { nameProblem } from './account-checks.ts';
import { goOn } from './accounts.tsx';
import { ErrorSummary, type FieldErrors, Input, Select } from './fields.tsx';
import { ownForm } from './form.ts';
import { Form, Layout } from './layout.tsx';
import { goTo, show } from './respond.tsx';
import { signInAddress } from './shell-request.ts';
import type { ShellContext, ShellEnv } from './visit.ts';
import { relationships } from './words.ts';

export function recordRoutes(app: Hono<ShellEnv>): void {
  app.get('/records/new', async c => {
    const request = c.req.query('request');
    if (!c.var.visit.person) return goTo(c, signInAddress(request));
    return newRecordPage(c, request, { name: '', relationship: '' });
  });
  app.post(
    '/records/new',
    ownForm(tryCreate, async (c, form) => goTo(c, signInAddress(form.get('request')))),
  );
}

async function tryCreate(c: ShellContext, form: URLSearchParams): Promise<Response> {
  const { vault, person } = c.var.visit;
  const request = form.get('request') ?? undefined;
  const values = { name: form.get('name')?.trim() ?? '', relationship: form.get('relationship') ?? '' };
  const found = relationships.find(({ number }) => String(number) === values.relationship);
  const wrongName = nameProblem(values.name, 'Enter the name of the person the record is about.');
  if (wrongName !== undefined || !found) {
    const errors = {
      ...(wrongName && { name: wrongName }),
      ...(!found && { relationship: 'Choose who it is to you.' }),
    };
    return newRecordPage(c, request, values, errors);
  }
  try {
    const { name } = values;
    await vault.store.write(db =>
      createRecord(db, vault, { personId: person!.id, name, relationship: found.number }),
    );
  } catch (error) {
    if (!(error instanceof Fault) || error.status !== 'MAX_RECORDS_EXCEEDED') throw error;
    return newRecordPage(c, request, values, {
      name: 'You have as many records as one person may have here.',
    });
  }
  return goOn(c, request);
}

function newRecordPage(
  c: ShellContext,
  request: string | undefined,
  values: { name: string; relationship: string },
  errors: FieldErrors = {},
): Promise<Response> {
  const { visit } = c.var;
  const hasErrors = Object.keys(errors).length > 0;
  const options = [
    { value: '', label: 'Choose …' },
    ...relationships.map(({ number, name }) => ({ value: String(number), label: name })),
  ];
  const page = (
    <Layout title="Create a record" visit={visit} hasErrors={hasErrors}>
      <div class="narrow">
        <h1>Create a record</h1>
        <p class="lead">
          A record holds the health data of one person. You look after it, and you decide who else may.
        </p>
        <ErrorSummary errors={errors} />
        <Form visit={visit} action="/records/new" request={request}>
          <Input
            name="name"
            label="Name of the person"
            value={values.name}
            autocomplete="off"
            errors={errors}
          />
          <Select
            name="relationship"
            label="Who is it?"
            options={options}
            value={values.relationship}
            errors={errors}
          />
          <button type="submit">Create the record</button>
        </Form>
        <p class="after">
          <a href="/">Back to the home page</a>
        </p>
      </div>
    </Layout>
  );
  return show(c, page, { status: hasErrors ? 422 : 200 });
}
