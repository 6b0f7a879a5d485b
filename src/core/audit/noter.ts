// A process that writes down what is read.

export interface Noter {
  readonly name: string;
  /** Does the process alone serve the vault? Then whoever is there was before it. */
  readonly isAlone: boolean;
  /** Not where the disk was full when it began: then it is made up for. */
  readonly isWritten: boolean;
}
