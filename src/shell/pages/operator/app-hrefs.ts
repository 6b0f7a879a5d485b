// The addresses of applications in the operator's pages.
import { operatorTabs } from './frame.tsx';

export function appHref(appId: string): string {
  return `${operatorTabs.apps}/${appId}`;
}

export function childrenHref(masterId: string, from = 0): string {
  return `${appHref(masterId)}/children${from > 0 ? `?from=${from}` : ''}`;
}
