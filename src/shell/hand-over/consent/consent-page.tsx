// The consent page: the applications that ask, the records to choose from, what is asked for and what that would show.

import type { AccessibleRecord, Ask } from '../../../core/authorization/consent-choice.ts';
import type { ChildToBe } from '../../../core/healthvault/soda/soda.ts';
import { dropQuotes } from '../../../core/printable.ts';
import type { SmartClient } from '../../../core/smart/client.ts';
import { consentWords } from '../../../locales/words.ts';
import { AboutApp } from '../../kit/about-app.tsx';
import { ErrorSummary, FieldError, type FieldErrors } from '../../kit/fields.tsx';
import { Initial } from '../../kit/kit.tsx';
import { Form, Layout } from '../../kit/layout.tsx';
import { list, sayLimits, sayRelationship } from '../../kit/words.ts';
import { show } from '../../web/respond.tsx';
import type { SignedInContext, Visit } from '../../web/visit.ts';
import { listFormTargets } from '../leave/leave.tsx';
import { GiveLess, type Less } from '../smart/give-less.tsx';
import { AskSection } from './ask.tsx';
import type { Background, Choice } from './consent-background.ts';

/** What the person has filled in. */
export interface Answered {
  readonly recordIds: readonly string[];
  /** ruleKeys, each after the place of its application among those that ask. */
  readonly optionalKeys: readonly string[];
  /** Of what is asked by SMART. */
  readonly less?: Less;
}

interface PageProps {
  readonly choice: Choice;
  readonly background: Background;
  readonly errors: FieldErrors;
  readonly answered: Answered | undefined;
}

export function showConsentPage(c: SignedInContext, sealed: string, props: PageProps): Promise<Response> {
  const { visit } = c.var;
  const { choice, background, errors } = props;
  const { resolved, records } = choice;
  const w = consentWords(visit.language);
  // What a device calls itself stands where it is told who says so.
  const names = resolved.child
    ? resolved.child.madeFor.name
    : list(
        resolved.apps.map(app => app.name),
        visit.language,
      );
  // It has some of what it requires, and not all.
  const isAgain = choice.asks.some(({ required }, place) => {
    const had = background.has[place]?.length ?? 0;
    return had > 0 && had < required.length;
  });
  const hasErrors = Object.keys(errors).length > 0;
  const page = (
    <Layout title={w.title(names)} visit={visit} plain hasErrors={hasErrors}>
      <div class="titled">
        <Initial name={names} kind="app" large logoOf={choice.logoOf} />
        <h1>
          <strong>{names}</strong> {w.asks(resolved.apps.length > 1)}
        </h1>
      </div>
      <p class="lead">{isAgain ? w.againLead : w.lead}</p>
      {resolved.child && <AboutDevice child={resolved.child} visit={visit} />}
      {resolved.apps[0]?.smart?.isSelfRegistered && (
        <p class="notice">
          {w.selfNamed(
            dropQuotes(resolved.apps[0].name),
            nameHost(resolved.apps[0].smart, choice.smart?.redirectUri),
          )}
        </p>
      )}
      {resolved.apps.length === 1 && <AboutApp app={resolved.apps[0]} language={visit.language} />}
      <Form visit={visit} action="/sign-out" request={sealed}>
        <p>
          {w.signedInAs} <strong>{visit.person.name}</strong>.{' '}
          <span class="screen-only">
            {w.notYou}{' '}
            <button type="submit" class="like-link">
              {w.signOut}
            </button>
          </span>
        </p>
      </Form>
      <ErrorSummary errors={errors} language={visit.language} />
      {records.length === 0 ? (
        <NoRecord sealed={sealed} visit={visit} />
      ) : (
        <Decision visit={visit} sealed={sealed} {...props} />
      )}
    </Layout>
  );
  return show(c, page, { status: hasErrors ? 422 : 200, formTargets: listFormTargets(resolved) });
}

/**
 * The site behind an application that nobody but itself described: that of its document, else the one that people are sent back to,
 * else the one that publishes its keys. A service that registered its keys themselves names none.
 */
function nameHost(
  { documentUrl, redirectUris, jwksUri }: SmartClient,
  redirectUri = redirectUris[0],
): string | undefined {
  const address = documentUrl ?? redirectUri ?? jwksUri;
  if (address === undefined) return undefined;
  const { host, protocol } = new URL(address);
  return host || protocol.slice(0, -1);
}

function asksOffline({ required, optional }: Ask): boolean {
  return [...required, ...optional.map(({ rule }) => rule)].some(({ mode }) => mode === 'offline');
}

/** A link that makes an application of a device can be sent to anybody, with their device at the other end. */
function AboutDevice({ child: { madeFor, device }, visit }: { child: ChildToBe; visit: Visit }) {
  const w = consentWords(visit.language);
  return (
    <div class="notice">
      <p>
        <strong>{w.device(madeFor.name)}</strong>
        {madeFor.website !== undefined && URL.canParse(madeFor.website) && (
          <> ({new URL(madeFor.website).host})</>
        )}
      </p>
      {device !== undefined && <p>{w.deviceName(device)}</p>}
      <p>{w.deviceAtHand}</p>
    </div>
  );
}

function Decision({
  visit,
  sealed,
  choice,
  background,
  errors,
  answered,
}: PageProps & { visit: Visit; sealed: string }) {
  const { resolved, asks, records, preset, shown } = choice;
  const w = consentWords(visit.language);
  const chosen = answered ? answered.recordIds : preset;
  // FHIR has no word for who shares a record.
  const tellsSharers =
    !choice.smart &&
    records.some(({ record, access }) => chosen.includes(record.id) && access.level === 'custodian');
  return (
    <Form visit={visit} action="/consent" request={sealed}>
      <input type="hidden" name="shown" value={shown} />
      <RecordChooser
        records={records}
        chosen={chosen}
        several={resolved.multiRecord}
        errors={errors}
        visit={visit}
        sealed={sealed}
        offersRecords={
          !(resolved.request.target === 'CREATEACCOUNT' && resolved.request.offersNoRecords) &&
          choice.smart?.launch === undefined
        }
      />
      {tellsSharers && <p>{asks.some(asksOffline) ? w.sharersOffline : w.sharers}</p>}
      <div id="asks">
        {asks.map((ask, place) => (
          <AskSection
            ask={ask}
            place={place}
            named={asks.length > 1}
            ticked={answered?.optionalKeys}
            locale={visit}
            has={background.has[place] ?? []}
            stays={background.stays[place] ?? []}
            previews={background.previews}
          />
        ))}
      </div>
      {choice.smart && (
        <GiveLess ask={choice.smart} answered={answered?.less} visit={visit} errors={errors} />
      )}
      <div class="decision">
        <button type="submit" name="decision" value="allow">
          {w.allow}
        </button>
        <button type="submit" name="decision" value="deny" class="second">
          {w.deny}
        </button>
      </div>
    </Form>
  );
}

/** One is made first, or the application is refused. */
function NoRecord({ sealed, visit }: { sealed: string; visit: Visit }) {
  const w = consentWords(visit.language);
  return (
    <>
      <p class="notice">{w.noRecord}</p>
      <Form visit={visit} action="/consent" request={sealed}>
        <div class="decision">
          <a class="button" href={`/records/new?request=${sealed}`}>
            {w.create}
          </a>
          <button type="submit" name="decision" value="deny" class="second">
            {w.deny}
          </button>
        </div>
      </Form>
    </>
  );
}

interface ChooserProps {
  readonly records: readonly AccessibleRecord[];
  readonly chosen: readonly string[];
  readonly several: boolean;
  readonly errors: FieldErrors;
  readonly visit: Visit;
  readonly sealed: string;
  /** Is a further record offered? */
  readonly offersRecords: boolean;
}

function RecordChooser({ records, chosen, several, errors, visit, sealed, offersRecords }: ChooserProps) {
  const { language } = visit;
  const w = consentWords(language);
  return (
    <fieldset
      id="record"
      tabindex={-1}
      aria-describedby={errors.record === undefined ? undefined : 'record-error'}
    >
      <legend>{several ? w.whichRecords : w.whichRecord}</legend>
      <FieldError name="record" errors={errors} />
      {records.map(({ record, access }, index) => {
        const limits = sayLimits(access, language);
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
              <span class="hint">{sayRelationship(access, language)}</span>
              {limits !== undefined && (
                <span class="hint">
                  {limits} {w.noMore}
                </span>
              )}
            </label>
          </div>
        );
      })}
      <p class="links">
        {records.length > 1 && (
          <button type="submit" name="decision" value="preview" class="like-link">
            {several ? w.preview : w.previewOne}
          </button>
        )}
        {offersRecords && <a href={`/records/new?request=${sealed}`}>{w.newRecord}</a>}
      </p>
    </fieldset>
  );
}
