// What operations share: parameters of pages, and ids in paths.
import { int, text } from '../../../formats/rest/model.ts';
import type { RestCall } from '../operation.ts';

export const maxPageSize = { field: int({ min: 1 }), about: 'How many entries a page has at most.' };
export const after = { field: text(), about: 'Where a page begins.', isUnlisted: true } as const;

export function chooseLimit(
  { vault }: Pick<RestCall, 'vault'>,
  asked: number | undefined,
  usual: number,
): number {
  return Math.min(asked ?? usual, vault.limits.restPageMax);
}

export const linkOf = ({ linkTo }: Pick<RestCall, 'linkTo'>, next: string | undefined) =>
  next === undefined ? {} : { nextLink: linkTo(next) };
