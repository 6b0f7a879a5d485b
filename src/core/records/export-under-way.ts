// An export that is under way in this process, or has just ended.

export interface ExportUnderWay {
  readonly id: string;
  readonly personId: string;
  readonly recordId: string;
  progress: { readonly done: number; readonly total: number };
  ended: { readonly how: 'done' | 'failed'; readonly at: number } | undefined;
}
