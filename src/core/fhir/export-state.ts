// What is kept of a bulk export while it lasts.

export interface ExportAsked {
  /** As the client sent it, for the manifest. */
  readonly url: string;
  /** Kinds; none for all. */
  readonly types: readonly string[];
  /** Milliseconds, UTC. */
  readonly since: number | undefined;
}

export interface OfRecord {
  readonly personId: string;
  readonly recordId: string;
}

export interface FhirExport {
  readonly id: string;
  readonly appId: string;
  /** Milliseconds, UTC: what was changed later is not in it. */
  readonly at: number;
  readonly asked: ExportAsked;
  readonly records: readonly OfRecord[];
  /** How many of them were looked at. */
  readonly done: number;
  /** Kinds of which there is something. */
  readonly kinds: readonly string[];
}
