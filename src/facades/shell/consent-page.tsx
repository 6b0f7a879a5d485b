// The consent page: the applications that ask, the records to choose from, what is asked for.
import type { Ask, RecordToChoose } from '../../core/authorization/consent-choice.ts';
import { AboutApp, AskSection } from './ask.tsx';
import { ErrorSummary, FieldError, type FieldErrors } from './fields.tsx';
import { Form, Layout } from './layout.tsx';
import { formTargets } from './leave.tsx';
import type { Resolved } from './resolve.ts';
import { show } from './respond.tsx';
import type { ShellContext } from './visit.ts';
import { limitsInWords, list, relationshipInWords } from './words.ts';

/** All that a decision is made on. */
export interface Choice {
  readonly resolved: Resolved;
  readonly asks: readonly Ask[];
  readonly records: readonly RecordToChoose[];
  /** Chosen before the person does. */
  readonly preset: readonly string[];
  /** A digest of what is asked: the answer is to this, not to what it may have become. */
  readonly shown: string;
}

/** What the person has filled in. */
export interface Answered {
  readonly recordIds: readonly string[];
  /** ruleKeys, each after the place of its application among those that ask. */
  readonly optionalKeys: readonly string[];
}

export function consentPage(
  c: ShellContext,
  sealed: string,
  { resolved, asks, records, preset, shown }: Choice,
  errors: FieldErrors = {},
  answered?: Answered,
): Promise<Response> {
  const { visit } = c.var;
  const names = list(resolved.apps.map(app => app.name));
  const chosen = answered ? answered.recordIds : preset;
  const page = (
    <Layout title={`${names} asks for access`} visit={visit} plain hasErrors={Object.keys(errors).length > 0}>
      <h1>
        <strong>{names}</strong> {resolved.apps.length === 1 ? 'asks' : 'ask'} to use health data
      </h1>
      <p class="lead">Nothing is shared before you allow it, and you can take it back at any time.</p>
      {resolved.apps.length === 1 && <AboutApp app={resolved.apps[0]} />}
      <Form visit={visit} action="/sign-out" request={sealed}>
        <p>
          You are signed in as <strong>{visit.person!.name}</strong>. Not you?{' '}
          <button type="submit" class="like-link">
            Sign out
          </button>
        </p>
      </Form>
      <ErrorSummary errors={errors} />
      {records.length === 0 ? (
        <NoRecord sealed={sealed} />
      ) : (
        <Form visit={visit} action="/consent" request={sealed}>
          <input type="hidden" name="shown" value={shown} />
          <RecordChooser records={records} chosen={chosen} several={resolved.multiRecord} errors={errors} />
          <div id="asks">
            {asks.map((ask, place) => (
              <AskSection ask={ask} place={place} named={asks.length > 1} ticked={answered?.optionalKeys} />
            ))}
          </div>
          <div class="decision">
            <button type="submit" name="decision" value="allow">
              Allow
            </button>
            <button type="submit" name="decision" value="deny" class="second">
              Don’t allow
            </button>
          </div>
        </Form>
      )}
    </Layout>
  );
  const status = Object.keys(errors).length > 0 ? 422 : 200;
  return show(c, page, { status, formTargets: formTargets(resolved) });
}

function NoRecord({ sealed }: { sealed: string }) {
  return (
    <div class="notice">
      <p>You have no health record yet. Create one first; then you are asked again.</p>
      <p>
        <a class="button" href={`/records/new?request=${sealed}`}>
          Create a record
        </a>
      </p>
    </div>
  );
}

interface ChooserProps {
  readonly records: readonly RecordToChoose[];
  readonly chosen: readonly string[];
  readonly several: boolean;
  readonly errors: FieldErrors;
}

function RecordChooser({ records, chosen, several, errors }: ChooserProps) {
  return (
    <fieldset
      id="record"
      tabindex={-1}
      aria-describedby={errors.record === undefined ? undefined : 'record-error'}
    >
      <legend>{several ? 'For which records?' : 'For which record?'}</legend>
      <FieldError name="record" errors={errors} />
      {records.map(({ record, access }, index) => {
        const limits = limitsInWords(access);
        return (
          <div class="choice">
            <input
              type={several ? 'checkbox' : 'radio'}
              id={`record-${index}`}
              name="record"
              value={record.id}
              checked={chosen.includes(record.id)}
            />
            <label for={`record-${index}`}>
              <strong>{record.name}</strong>
              <span class="hint">{relationshipInWords(access)}</span>
              {limits !== undefined && (
                <span class="hint">{limits} The app gets no more than you have yourself.</span>
              )}
            </label>
          </div>
        );
      })}
    </fieldset>
  );
}
