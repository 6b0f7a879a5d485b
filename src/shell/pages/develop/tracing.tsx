// The trace of an application: what it asked lately, what it was told, and how to mend what failed.

import { status, statusName } from '../../../core/healthvault/statuses.ts';
import type { Trace } from '../../../core/healthvault/tracing/trace.ts';
import { findTraces, startTracing, stopTracing } from '../../../core/healthvault/tracing/traces.ts';
import { tracingWords } from '../../../locales/words.ts';
import { Empty, Table } from '../../kit/kit.tsx';
import { Form } from '../../kit/layout.tsx';
import { leaveNotice } from '../../web/notice.ts';
import { goTo } from '../../web/respond.tsx';
import type { ShellContext, SignedInContext, Visit } from '../../web/visit.ts';
import { type OwnApp, showTab, tabHref } from './own.tsx';
import { WhatToChange } from './remedy.tsx';

export async function showTracing(c: ShellContext, of: OwnApp): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const w = tracingWords(language);
  const tracing = await findTraces(vault, of.app.id);
  return showTab(c, of, {
    tab: 'tracing',
    lead: w.lead,
    content: (
      <>
        <p>{vault.mode === 'sandbox' ? w.sandboxHint : w.productionHint}</p>
        {tracing === undefined ? (
          <Empty title={w.off} text={w.offText} />
        ) : (
          <p>{w.until(timeOf(tracing.until).slice(0, 5))}</p>
        )}
        <Form visit={visit} action={tabHref(of, 'tracing')}>
          <div class="actions">
            <button type="submit" name="tracing" value="start" class={tracing && 'second'}>
              {tracing ? w.longer : w.start}
            </button>
            {tracing && (
              <button type="submit" name="tracing" value="stop" class="second">
                {w.stop}
              </button>
            )}
            {tracing && (
              <a class="button" href={tabHref(of, 'tracing')}>
                {w.refresh}
              </a>
            )}
          </div>
        </Form>
        {tracing?.traces.length === 0 && <Empty title={w.none} text={w.noneText} />}
        {tracing !== undefined && tracing.traces.length > 0 && (
          <Traces visit={visit} of={of} traces={tracing.traces} />
        )}
      </>
    ),
  });
}

function Traces({ visit, of, traces }: { visit: Visit; of: OwnApp; traces: readonly Trace[] }) {
  const w = tracingWords(visit.language);
  return (
    <section class="after">
      <Table
        caption={w.caption}
        rows={traces}
        columns={[
          {
            label: w.what,
            cell: trace => <a href={`${tabHref(of, 'tracing')}/${trace.id}`}>{nameOf(trace, visit)}</a>,
          },
          { label: w.result, cell: trace => resultOf(trace, visit) },
          { label: `${w.time} (UTC)`, cell: ({ at }) => <span class="keep">{timeOf(at)}</span> },
          {
            label: w.took,
            cell: ({ tookMs }) => (tookMs === undefined ? '' : w.ms(tookMs)),
            isNumber: true,
          },
        ]}
      />
    </section>
  );
}

function nameOf({ kind, method, version }: Trace, { language }: Visit): string {
  if (kind === 'redirect') return tracingWords(language).toShell(method);
  return version === undefined ? method : `${method} ${version}`;
}

function resultOf({ kind, code, status: name, mistake }: Trace, { language }: Visit): string {
  const w = tracingWords(language);
  if (kind === 'redirect') return code === 0 ? w.served : w.failed;
  if (kind === 'oauth') return code === 0 ? w.granted : w.failed;
  if (kind === 'fhir') return String(code);
  if (code !== 0) return `${code} ${name ?? ''}`;
  return mistake === undefined ? w.ok : w.less;
}

/** hh:mm:ss, UTC, as logs have it. */
function timeOf(at: number): string {
  return new Date(at).toISOString().slice(11, 19);
}

export async function showTrace(c: ShellContext, of: OwnApp): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const w = tracingWords(language);
  const id = c.req.param('trace');
  const trace = (await findTraces(vault, of.app.id))?.traces.find(other => other.id === id);
  const back = (
    <p>
      <a href={tabHref(of, 'tracing')}>{w.back}</a>
    </p>
  );
  if (!trace)
    return showTab(c, of, {
      tab: 'tracing',
      content: (
        <>
          <p>{w.gone}</p>
          {back}
        </>
      ),
    });
  return showTab(c, of, {
    tab: 'tracing',
    title: nameOf(trace, visit),
    content: (
      <>
        {!trace.isProved && trace.kind === 'call' && <p class="notice">{w.unproved}</p>}
        <Facts trace={trace} visit={visit} of={of} />
        <Body title={w.request} text={trace.request} visit={visit} />
        {(trace.kind === 'call' || trace.kind === 'fhir') && (
          <Body title={w.reply} text={trace.reply} visit={visit} />
        )}
        {back}
      </>
    ),
  });
}

function Facts({ trace, visit, of }: { trace: Trace; visit: Visit; of: OwnApp }) {
  const w = tracingWords(visit.language);
  const name = statusName(trace.code);
  const isCall = trace.kind === 'call';
  const meaning = isCall && trace.code !== 0 && name !== undefined ? status(name).message : undefined;
  const told = detailOf(trace.message, meaning);
  const facts: [string, string][] = [
    [w.time, `${new Date(trace.at).toISOString().slice(0, 10)} ${timeOf(trace.at)} UTC`],
    [w.result, resultOf(trace, visit)],
  ];
  if (trace.tookMs !== undefined) facts.push([w.took, w.ms(trace.tookMs)]);
  if (isCall || trace.kind === 'fhir')
    facts.push([w.size, `${w.bytes(trace.requestBytes)}, ${w.bytes(trace.replyBytes)}`]);
  return (
    <>
      <dl class="facts">
        {facts.map(([label, value]) => (
          <div>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {(told ?? meaning) !== undefined && (
        <section>
          <h3>{w.remedy}</h3>
          <p class="detail" lang="en">
            {told ?? meaning}
          </p>
        </section>
      )}
      <WhatToChange trace={trace} of={of} visit={visit} />
    </>
  );
}

/** What a message says beyond its status. */
function detailOf(message: string | undefined, meaning: string | undefined): string | undefined {
  if (message === undefined || meaning === undefined || !message.startsWith(meaning)) return message;
  return message.slice(meaning.length).trim() || undefined;
}

function Body({ title, text, visit }: { title: string; text: string | undefined; visit: Visit }) {
  return (
    <section>
      <h3>{title}</h3>
      {text === undefined ? (
        <p>{tracingWords(visit.language).notKept}</p>
      ) : (
        <pre class="detail" lang="en">
          {text}
        </pre>
      )}
    </section>
  );
}

export async function changeTracing(
  c: SignedInContext,
  of: OwnApp,
  form: URLSearchParams,
): Promise<Response> {
  const { vault, language, person } = c.var.visit;
  const w = tracingWords(language);
  if (form.get('tracing') === 'stop') {
    await stopTracing(vault, person.id, of.app.id);
    leaveNotice(c, { text: w.stopped });
  } else {
    await startTracing(vault, person.id, of.app.id);
    leaveNotice(c, { text: w.started });
  }
  return goTo(c, tabHref(of, 'tracing'));
}
