// The page of a method: who may call it, what it takes and answers.
import { getNamed } from '../../assume.ts';
import { type StatusName, status } from '../../core/healthvault/statuses.ts';
import type { AuthMode, Method } from '../../methods/method.ts';
import { getXsdFiles, listVersions } from '../../methods/xsd.ts';
import type { Schema } from '../../schema/schema.ts';
import { type Exchange, readExchange } from './exchanges.ts';
import { Fields } from './fields.tsx';
import { Frame } from './frame.tsx';

export const whoInWords: Readonly<Record<AuthMode, string>> = {
  none: 'Nobody: it needs no session',
  app: 'An application, by its session',
  person: 'An application and a person',
  record: 'An application, a person and a record',
};

export function MethodPage({ method }: { method: Method }) {
  const { name, auth, group, recordMayBeImplied } = method;
  return (
    <Frame title={name} path={`methods/${name.toLowerCase()}.html`}>
      <p class="crumb">
        <a href="../reference.html#methods">Methods</a>
      </p>
      <h1>{name}</h1>
      <dl class="facts">
        <dt>Who must be known</dt>
        <dd>
          {whoInWords[auth]}
          {recordMayBeImplied && '; the record may be left out where the person authorised only one'}
        </dd>
        <dt>Group</dt>
        <dd>{group}</dd>
      </dl>
      {listVersions(method)
        .toReversed()
        .map(number => (
          <Version method={method} number={number} />
        ))}
      <section>
        <h2>Status codes</h2>
        <p>Before the method itself runs, and whatever the method, a call may be refused with these.</p>
        <StatusTable names={refusals(auth)} />
      </section>
    </Frame>
  );
}

function Version({ method, number }: { method: Method; number: number }) {
  const { request, response, answersAs } = getNamed(method.versions, number);
  const files = getXsdFiles(method, number);
  return (
    <section id={`version-${number}`}>
      <h2>{`Version ${number}`}</h2>
      <OnTheWire exchange={readExchange(method.name, number)} />
      <h3>Request</h3>
      <p class="hint">
        Inside <code>info</code>, by <SchemaLink file={files.request} />:
      </p>
      <Content schema={request} />
      <h3>Response</h3>
      {response ? (
        <>
          <p class="hint">
            Inside <code>wc:info</code> of{' '}
            <code>{`urn:com.microsoft.wc.methods.response.${answersAs ?? method.name}`}</code>, by{' '}
            <SchemaLink file={files.response} />:
          </p>
          <Content schema={response} />
        </>
      ) : (
        <p>Its status alone.</p>
      )}
    </section>
  );
}

function OnTheWire({ exchange }: { exchange: Exchange | undefined }) {
  if (!exchange) return null;
  return (
    <details open>
      <summary>A call that was made</summary>
      <p class="hint">
        An element a line for reading: it is sent without breaks between them, for the hashes cover every
        byte. How it is signed is told in <a href="../guides/wire.html">the wire in twenty minutes</a>.
      </p>
      <div class="forms">
        <figure>
          <figcaption>Request</figcaption>
          <pre tabindex={0}>{exchange.request}</pre>
        </figure>
        <figure>
          <figcaption>Answer</figcaption>
          <pre tabindex={0}>{exchange.answer}</pre>
        </figure>
      </div>
    </details>
  );
}

function SchemaLink({ file }: { file: string }) {
  return <a href={`../../platform/xsd/${file}`}>{file}</a>;
}

function Content({ schema }: { schema: Schema<unknown> }) {
  const { shape } = schema;
  if (shape.kind === 'sequence' && shape.items.length === 0) return <p>Nothing.</p>;
  if (shape.kind === 'anything') return <p>Any content.</p>;
  return <Fields schema={schema} name="info" up="../" />;
}

/** What the pipeline may refuse a call with, by who must be known. */
function refusals(auth: AuthMode): readonly StatusName[] {
  const any: StatusName[] = [
    'BAD_HTTP',
    'INVALID_XML',
    'BAD_METHOD',
    'REQUEST_TOO_LONG',
    'RESPONSE_TOO_LONG',
  ];
  const app: StatusName[] = [
    'BAD_SIG',
    'INVALID_APP',
    'INVALID_TOKEN',
    'ACCESS_DENIED',
    'REQUEST_TIMED_OUT',
    'AUTHENTICATED_SESSION_TOKEN_EXPIRED',
  ];
  const person: StatusName[] = ['CREDENTIAL_TOKEN_EXPIRED', 'INVALID_PERSON'];
  const names = {
    none: any,
    app: [...any, ...app],
    person: [...any, ...app, ...person],
    record: [...any, ...app, ...person, 'INVALID_RECORD' as const],
  }[auth];
  return names.toSorted((a, b) => status(a).code - status(b).code);
}

export function StatusTable({ names }: { names: readonly StatusName[] }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Code</th>
          <th scope="col">Meaning</th>
        </tr>
      </thead>
      <tbody>
        {names.map(name => (
          <tr id={name}>
            <td>{status(name).code}</td>
            <td>
              {status(name).message}
              <span class="hint">
                <code>{name}</code>
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
