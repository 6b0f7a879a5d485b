// The first page: what there is to read, section by section.
import { listNavigation } from './documents.ts';
import { Frame } from './frame.tsx';

export function IndexPage() {
  return (
    <Frame title="Contents" path="index.html">
      <h1>Keepwell documentation</h1>
      <p class="lead">
        How to write an application for a vault, every type, method and status code, and how a vault is run.
      </p>
      <div class="sections">
        {listNavigation().map(([section, entries]) => (
          <section>
            <h2>{section}</h2>
            <ul>
              {entries.map(({ path, title }) => (
                <li>
                  <a href={path}>{title}</a>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Frame>
  );
}
