// The address of the pages of plans, and how their forms name a window.

export const plansPath = '/plans';

/** Of a window: which it is among those of its task. */
export function nameWindow({ from, at }: { readonly from: string; readonly at: string | undefined }): string {
  return `${from} ${at ?? ''}`.trim();
}
