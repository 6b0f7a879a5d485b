// The page of a thing type: what it is for, its versions, their fields, and examples.

import { nameGroup } from '../../locales/type-names.ts';
import { findLabel } from '../../things/fields.ts';
import { currentVersion, printThing, type ThingType, type ThingVersion } from '../../things/index.ts';
import { getSlug, getXsdFile } from '../../things/xsd.ts';
import { makeExample } from './example.ts';
import { Fields } from './fields.tsx';
import { Frame } from './frame.tsx';
import { indentXml } from './xml-layout.ts';

export function TypePage({ type }: { type: ThingType }) {
  const versions = type.versions.toReversed();
  return (
    <Frame title={type.name} path={`types/${getSlug(type)}.html`}>
      <p class="crumb">
        <a href="../reference.html#types">Types</a> › {nameGroup(type.group, 'en')}
      </p>
      <h1>{type.name}</h1>
      <p class="lead">{type.description}</p>
      <ul class="flags">
        {type.singleton && <li>At most one in a record</li>}
        {type.immutable && <li>Cannot be changed once written</li>}
        <li>{type.allowsReadOnly ? 'May be made read-only' : 'Cannot be read-only'}</li>
      </ul>
      {type.chart.length > 0 && (
        <p>{`Over time a chart shows ${type.chart.map(({ label, unit }) => `${label} (${unit})`).join(', ')}.`}</p>
      )}
      {versions.map(version => (
        <Version type={type} version={version} />
      ))}
    </Frame>
  );
}

function Version({ type, version }: { type: ThingType; version: ThingVersion }) {
  const { number, schema, root, effectiveDate, endDate } = version;
  const isOnly = type.versions.length === 1;
  const isCurrent = version === currentVersion(type);
  const remarks = {
    ...(effectiveDate !== undefined && {
      [effectiveDate]: 'The effective date: things are sorted and found by it.',
    }),
    ...(endDate !== undefined && { [endDate]: 'The end date, where a client gives none of its own.' }),
  };
  return (
    <section id={`version-${number}`}>
      <h2>{isOnly ? 'Definition' : `Version ${number}${isCurrent ? ', current' : ''}`}</h2>
      <Facts type={type} version={version} />
      <h3>Fields</h3>
      {schema.shape.kind === 'document' ? (
        <p>
          A document of another standard. Its root is <code>{root}</code>, in its own namespace; every byte of
          it is kept.
        </p>
      ) : (
        <Fields
          schema={schema}
          name={root}
          up="../"
          label={(name, inside) => findLabel(type, name, inside)}
          remarks={remarks}
        />
      )}
      <Examples type={type} version={version} />
    </section>
  );
}

function Facts({ type, version }: { type: ThingType; version: ThingVersion }) {
  const { id, number, root, namespace, effectiveDate, endDate } = version;
  const file = getXsdFile(type, version);
  return (
    <dl class="facts">
      <dt>Version type id</dt>
      <dd>
        <code>{id}</code>
      </dd>
      <dt>Root element</dt>
      <dd>
        <code>{root}</code>
      </dd>
      <dt>Schema</dt>
      <dd>
        <a href={`../../platform/xsd/${file}`}>{file}</a>
        <span class="hint">
          Target namespace <code>{namespace}</code>
        </span>
      </dd>
      <dt>Effective date</dt>
      <dd>
        {effectiveDate === undefined ? 'When it was created' : <code>{`${root}/${effectiveDate}`}</code>}
      </dd>
      {endDate !== undefined && <dt>End date</dt>}
      {endDate !== undefined && (
        <dd>
          <code>{`${root}/${endDate}`}</code>
        </dd>
      )}
      <Loss what={`From version ${number - 1} to this`} loss={version.up && (version.loses?.up ?? '')} />
      <Loss what={`From this to version ${number - 1}`} loss={version.down && (version.loses?.down ?? '')} />
    </dl>
  );
}

function Loss({ what, loss }: { what: string; loss: string | undefined }) {
  if (loss === undefined) return null;
  return (
    <>
      <dt>{what}</dt>
      <dd>{loss === '' ? 'Nothing is lost' : `Is lost: ${loss}`}</dd>
    </>
  );
}

function Examples({ type, version }: { type: ThingType; version: ThingVersion }) {
  const smallest = makeExample(type, version, 'smallest');
  const full = makeExample(type, version, 'full');
  const hasOne = JSON.stringify(smallest) === JSON.stringify(full);
  return (
    <>
      <h3>Examples</h3>
      <Example title={hasOne ? 'An item' : 'The least it may hold'} version={version} value={smallest} open />
      {!hasOne && <Example title="With every field" version={version} value={full} />}
    </>
  );
}

function Example(props: { title: string; version: ThingVersion; value: unknown; open?: boolean }) {
  const { title, version, value, open } = props;
  return (
    <details open={open}>
      <summary>{title}</summary>
      <div class="forms">
        <figure>
          <figcaption>XML</figcaption>
          <pre tabindex={0}>{indentXml(printThing(version, value))}</pre>
        </figure>
        <figure>
          <figcaption>JSON, with names in camel case</figcaption>
          <pre tabindex={0}>{JSON.stringify(value, null, 2)}</pre>
        </figure>
      </div>
    </details>
  );
}
