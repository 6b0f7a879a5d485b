// The forms of items: choosing what to add, adding, changing, and the words that fields take.
import type { Hono } from 'hono';
import type { ShellEnv } from '../../web/visit.ts';
import { chooseType } from './add.tsx';
import { answerTerms } from './codes.ts';
import { showEdit, tryEdit } from './edit.tsx';
import { showNew, tryAdd } from './new.tsx';

export { itemFormBytesMax } from './form-texts.ts';

export function isItemForm(path: string): boolean {
  return /^\/items\/(?:new\/[^/]+|[^/]+\/edit)$/.test(path);
}

export function itemFormRoutes(app: Hono<ShellEnv>): void {
  app.get('/items/add', chooseType);
  app.get('/items/new/:type', showNew);
  app.post('/items/new/:type', tryAdd);
  app.get('/items/:id/edit', showEdit);
  app.post('/items/:id/edit', tryEdit);
  app.post('/items/terms', answerTerms);
}
