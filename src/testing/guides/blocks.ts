// The code in documents: each block with its language and what else its first line says, such as `xml GetThings 3`.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Marked, type Token } from 'marked';

export const repository = join(import.meta.dirname, '../../..');
export const guidesFolder = join(repository, 'docs/guides');

export interface Block {
  readonly language: string;
  readonly words: readonly string[];
  readonly text: string;
}

/** The guides, by their files. */
export function listGuides(): string[] {
  return readdirSync(guidesFolder).filter(name => name.endsWith('.md'));
}

export function readBlocks(path: string): Block[] {
  const found: Block[] = [];
  const look = (tokens: readonly Token[]) => {
    for (const token of tokens) {
      if (token.type === 'code') {
        const [language = '', ...words] = (token.lang ?? '').split(' ');
        found.push({ language, words, text: token.text });
      }
      if (token.type === 'list') for (const item of token.items) look(item.tokens);
    }
  };
  look(new Marked().lexer(readFileSync(path, 'utf8')));
  return found;
}
