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

export interface RecordToExport extends OfRecord {
  readonly place: number;
}

/** Whose exports are counted together: an application's for one of its people, or, without one, its own as a backend service. */
export interface ExportOwner {
  readonly appId: string;
  readonly personId: string | undefined;
}

export interface FhirExport extends ExportOwner {
  readonly id: string;
  /** Milliseconds, UTC: what was changed later is not in it. */
  readonly at: number;
  readonly asked: ExportAsked;
  /** Those that are still there, in the order of their places. */
  readonly records: readonly RecordToExport[];
  /** The place that is looked at next. */
  readonly next: number;
  /** Kinds of which there is something. */
  readonly kinds: readonly string[];
}
