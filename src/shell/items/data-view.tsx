// Draws the fields of an item: labels beside texts, groups in groups, codes folded away.
import type { Language } from '../../locales/language.ts';
import { itemWords } from '../../locales/words.ts';
import type { Node } from './data-tree.ts';
import { Outline } from './outline.tsx';

export function ItemData({ nodes, language }: { nodes: readonly Node[]; language: Language }) {
  return (
    <dl class="facts drawn">
      {nodes.map(node => (
        <Row node={node} language={language} />
      ))}
    </dl>
  );
}

function Row({ node, language }: { node: Node; language: Language }) {
  const { label, text, children, xml } = node;
  const isGroup = text === undefined && (children.length > 0 || xml !== undefined);
  return (
    <div class={isGroup ? 'group' : undefined}>
      <dt>{label || itemWords(language).more}</dt>
      <dd>
        {text !== undefined && <Said node={node} language={language} />}
        {xml !== undefined && <Outline xml={xml} language={language} isNamed={label === ''} />}
        {children.length > 0 && <ItemData nodes={children} language={language} />}
        {text === undefined && children.length === 0 && xml === undefined && '–'}
      </dd>
    </div>
  );
}

function Said({ node: { text, moment, codes = [] }, language }: { node: Node; language: Language }) {
  return (
    <>
      {moment === undefined ? (
        <span class={text?.includes('\n') ? 'letter' : undefined}>{text}</span>
      ) : (
        <time datetime={moment}>{text}</time>
      )}
      {codes.length > 0 && (
        <details class="codes">
          <summary>{itemWords(language).codes(codes.length)}</summary>
          <ul>
            {codes.map(code => (
              <li>{code}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
