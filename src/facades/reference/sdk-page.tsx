// The page of the SDK: every name it exports, with what its comment says.
import { raw } from 'hono/html';
import { Frame } from './frame.tsx';
import { printText } from './markdown.ts';
import { listExportedNames } from './sdk-names.ts';

export function SdkPage() {
  const path = 'sdk-reference.html';
  return (
    <Frame title="The SDK, name by name" path={path}>
      <h1>The SDK, name by name</h1>
      <p class="lead">
        What the SDK exports. <a href="sdk.html">The SDK</a> tells how it is used.
      </p>
      <ul class="columns">
        {listExportedNames().map(({ name }) => (
          <li>
            <a href={`#${name}`}>{name}</a>
          </li>
        ))}
      </ul>
      {listExportedNames().map(({ name, kind, comment, declaration }) => (
        <section id={name}>
          <h2>{name}</h2>
          <p class="hint">{kind}</p>
          {comment !== '' && raw(printText(comment, path))}
          <pre tabindex={0}>{declaration}</pre>
        </section>
      ))}
    </Frame>
  );
}
