// The page of the parts that types share, each at its own place.
import { findLabel } from '../../things/fields.ts';
import type { ThingType } from '../../things/index.ts';
import { Fields } from './fields.tsx';
import { Frame } from './frame.tsx';
import { listSharedParts } from './parts.ts';

/** Shared parts have labels of their own. */
const noType = { labels: {} } as ThingType;

export function PartsPage() {
  const sharedParts = listSharedParts();
  return (
    <Frame title="Shared parts" path="parts.html">
      <h1>Shared parts</h1>
      <p class="lead">What many types are made of: dates, amounts, codes, people.</p>
      <ul class="columns">
        {sharedParts.map(({ anchor, name, namespace }) => (
          <li>
            <a href={`#${anchor}`}>{name}</a>
            {/* Two are in two namespaces. */}
            {sharedParts.some(other => other.name === name && other.anchor !== anchor) && (
              <span class="hint">{namespace}</span>
            )}
          </li>
        ))}
      </ul>
      {sharedParts.map(({ anchor, name, namespace, schema }) => (
        <section id={anchor}>
          <h2>{name}</h2>
          <p class="hint">
            <code>{namespace}</code>
            {schema.unit !== undefined && ` · unit ${schema.unit}`}
          </p>
          <Fields
            schema={schema}
            name={name}
            up=""
            label={(name, inside) => findLabel(noType, name, inside)}
          />
        </section>
      ))}
    </Frame>
  );
}
